// Names put in: bodies, derivatives of functions, diff(F, x), named formulas.
import { describe, expect, test } from "vitest";
import { resolve } from "../../src/calculus/resolve.ts";
import type { ResolveScope } from "../../src/calculus/scope.ts";
import { BudgetError, NameError } from "../../src/expr/errors.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { measure } from "../../src/expr/measure.ts";
import type { Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import type { Primitive } from "../../src/expr/primitive.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { format } from "../../src/expr/print/format.ts";
import { type UserFunction, userPrimitive } from "../../src/expr/userFunction.ts";
import { Var } from "../../src/expr/var.ts";
import { difference } from "../../src/index.ts";
import { diff } from "../../src/methods.ts";

const ARITIES = { f: 1, p: 2, h: 2, k: 1, g: 1, E: 1, q: 1, diff: 2 };
const read = (text: string) => parse(text, { functions: ARITIES });

const functions: Record<string, UserFunction> = {
  f: { parameters: ["x"], body: read("x^2 + a") },
  h: { parameters: ["x", "y"], body: read("f(x)*y + sin(x)") },
  p: { parameters: ["x", "y"], body: read("x^y") },
  k: { parameters: ["a"], body: read("f(a) + diff(a^3, a)") },
  g: { parameters: ["x"], partials: [read("cos(x)")] },
  E: { parameters: ["t"], partials: [read("E(t)")] },
};
const scope: ResolveScope = { functions, formulas: { F: read("x^2 + G"), G: read("f(t)") } };

const resolved = (text: string, within: ResolveScope = scope): string => format(resolve(read(text), within));

test.each([
  ["f(3)", "3^2 + a"],
  ["f(f(x))", "(x^2 + a)^2 + a"],
  ["f'(x)", "2*x"],
  ["f''(x)", "2"],
  ["f'''(x)", "0"],
  ["h'[0,1](u, v)", "u^2 + a"],
  ["h'[1,1](u, v)", "2*u"],
  ["diff(f(u), u)", "2*u"],
  ["diff(diff(x^3*y, x), y)", "3*x^2"],
  ["F", "x^2 + (t^2 + a)"],
  ["diff(F, t)", "2*t"],
  ["p'[3,0](x, 2)", "0"],
  ["p'[1,0](x, n)", "n*x^(n - 1)"],
  ["p'[0,1](2, n)", "ln(2)*2^n"],
  ["q(x) + q'(2*x)", "q(x) + q'(2*x)"],
  ["x + y", "x + y"],
])("resolve(%s) is %s", (text, expected) => {
  expect(resolved(text)).toBe(expected);
});

describe("names", () => {
  test("free in a body are never taken for a parameter of who calls it", () => {
    // k's parameter is called a, which is free in f.
    expect(resolved("k(2)")).toBe("2^2 + a + 3*2^2");
    expect(resolved("k'(b)")).toBe("8*b");
  });

  test("of parameters hide formulas", () => {
    const within = {
      functions: { f: { parameters: ["F"], body: read("F + x") } },
      formulas: { F: read("y"), x: read("z") },
    };
    expect(resolved("f(F)", within)).toBe("y + z");
  });

  test("are looked up in Maps and by their canonical form", () => {
    expect(resolved("x_1", { formulas: { "x₁": read("y") } })).toBe("y");
    expect(resolved("x_1", { formulas: new Map([["x_1", read("y")]]) })).toBe("y");
  });

  test("never reach a prototype", () => {
    expect(resolved("constructor + __proto__ + toString")).toBe("constructor + __proto__ + toString");
  });
});

describe("a declared function", () => {
  test("is differentiated by its rule, to any order", () => {
    expect(resolved("g(x)")).toBe("g(x)");
    expect(resolved("g'(x^2)")).toBe("cos(x^2)");
    expect(resolved("g''(x)")).toBe("-sin(x)");
    expect(resolved("E'''(x)")).toBe("E(x)");
  });

  test("carries its rules into every differentiator", () => {
    const expr = resolve(read("g(x^2)*E(3*x)"), scope);
    for (const method of ["alpha", "beta", "forward"] as const)
      expect(format(diff(expr, "x", { method }))).toBe("2*x*E(3*x)*cos(x^2) + 3*E(3*x)*g(x^2)");
  });

  test("is the same function each time its scope is used", () => {
    const [one, other] = [resolve(read("g(x)"), scope), resolve(read("g(x)"), scope)];
    expect(one.kind === "apply" && one.op).toBe(other.kind === "apply" && other.op);
  });

  test("that is not in the scope stays, with its derivative", () => {
    expect(format(diff(resolve(read("q(x^2)"), {}), "x"))).toBe("2*x*q'(x^2)");
  });
});

test("f'(c) agrees with the difference quotient of f", () => {
  const at = { a: 0.7 };
  const h = (x: number): number => evaluate(resolve(read(`h(${x}, 3)`), scope), at);
  // A central difference with step 6e-6 is right to about 1e-10 here.
  expect(evaluate(resolve(read("h'[1,0](0.5, 3)"), scope), at)).toBeCloseTo(difference(h, 0.5), 8);
});

describe("a definition that comes back to itself", () => {
  test("is an error that names the way", () => {
    const cyclic = {
      functions: {
        f: { parameters: ["x"], body: read("h(x, x) + 1") },
        h: { parameters: ["x", "y"], body: read("x*q(y)") },
        q: { parameters: ["x"], body: read("f(x)*2") },
      },
    };
    expect(() => resolved("f(2)", cyclic)).toThrow("'f' is defined by itself: f → h → q → f");
    expect(() => resolved("a", { formulas: { a: read("a + 1") } })).toThrow(NameError);
    expect(() =>
      resolved("q'(x)", { functions: { q: { parameters: ["x"], partials: [read("q'(x)")] } } }),
    ).toThrow("'q'' is defined by itself: q' → q'");
  });

  test.each([
    ["diff(q(x), x)", "q(t)"],
    ["x + diff(q(2*x), x)", "q(t)"],
    ["k'(x)", "k'(t)"],
    ["diff(k(x), x)", "diff(q(t^2), t)"],
    ["F", "diff(q(t), t)"],
  ])("so is the rule q'(x) = %s, wherever its derivative is asked for", (rule, asked) => {
    const within: ResolveScope = {
      functions: {
        q: { parameters: ["x"], partials: [read(rule)] },
        k: { parameters: ["x"], body: read("q(x)^2") },
      },
      formulas: { F: read("diff(q(u), u)") },
    };
    const message = /^'(q'|F)' is defined by itself: (q' → )?(q'|F)/u;
    expect(() => resolved("q'(x)", within)).toThrow(message);
    expect(() => diff(resolve(read(asked), within), "t", { order: 2 })).toThrow(message);
    expect(() => resolved("q'(x)", within)).toThrow(message); // the error leaves nothing begun
  });

  test("is none where a rule has its function in it, or its derivative at another formula's variable", () => {
    const within: ResolveScope = {
      functions: { q: { parameters: ["x"], partials: [read("x*q(x) + diff(x^2*q(3), x)")] } },
    };
    expect(resolved("q'(t)", within)).toBe("t*q(t) + 2*t*q(3)");
  });

  test("of rules by derivatives more than 100 deep is a budget error, and takes no stack", () => {
    const chain = (length: number): ResolveScope => ({
      functions: Object.fromEntries(
        Array.from({ length }, (_, i) => [
          `q${i}`,
          {
            parameters: ["x"],
            partials: [parse(`diff(q${i + 1}(x), x)`, { functions: { diff: 2, [`q${i + 1}`]: 1 } })],
          },
        ]),
      ),
    });
    const first = parse("q0'(x)", { functions: { q0: 1 } });
    expect(format(resolve(first, chain(100)))).toBe("q100'(x)");
    expect(() => resolve(first, chain(5000))).toThrow(BudgetError);
  });

  test("shortens a long way", () => {
    const formulas = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [`a${i}`, read(`a${(i + 1) % 50}`)]),
    );
    expect(() => resolved("a0", { formulas })).toThrow("a0 → a1 → a2 → a3 → a4 → a5 → … → a0");
  });
});

describe("work", () => {
  const x = Var("x");
  /** f0 is the sine; each further one is made of applications of the one before. */
  const chain = (length: number, body: (before: Primitive) => Expr): Record<string, UserFunction> =>
    Object.fromEntries(
      Array.from({ length }, (_, i) => [
        `f${i}`,
        { parameters: ["x"], body: i === 0 ? Sin(x) : body(userPrimitive(`f${i - 1}`, [0])) },
      ]),
    );

  test("a body with equal arguments is made once: 2^2000 uses are 2001 nodes and a variable", () => {
    const within = { functions: chain(2001, (f) => Mul(f(x), f(x))) };
    expect(measure(resolve(parse("f2000(y)", { functions: { f2000: 1 } }), within)).nodes).toBe(2002);
  });

  test("growth without end is a budget error that names a function", () => {
    const within = { functions: chain(61, (f) => Add(f(Add(x, 1)), f(Mul(2, x)))) };
    const expr = parse("f60(y)", { functions: { f60: 1 } });
    expect(() => resolve(expr, within, { budget: { nodes: 10_000 } })).toThrow(BudgetError);
    expect(() => resolve(expr, within, { budget: { nodes: 10_000 } })).toThrow(
      /^putting in f\d+ would take more than 10,000/u,
    );
  });

  test("a chain of 20,000 names takes no stack", () => {
    const formulas = new Map(
      Array.from({ length: 20_000 }, (_, i) => [`a${i}`, i === 0 ? x : Add(Var(`a${i - 1}`), 1)]),
    );
    expect(measure(resolve(read("a19999"), { formulas })).depth).toBe(19_999);
  });

  test("is cancelled", () => {
    const budget = { cancelled: () => true };
    const within = { functions: chain(61, (f) => Add(f(Add(x, 1)), f(Mul(2, x)))) };
    expect(() => resolve(parse("f60(y)", { functions: { f60: 1 } }), within, { budget })).toThrow(
      "cancelled",
    );
  });
});

test.each([
  ["diff(x^2, 2*x)", "diff by '2*x', expected a variable: diff(x^2, x)"],
  ["diff(x^2, F)", "diff by 'F', which stands for a formula, expected a variable"],
  ["f'[2000](x)", "f'[2000] is a derivative of order 2000, expected at most 1000"],
])("resolve(%s) is refused", (text, message) => {
  expect(() => resolved(text)).toThrow(message);
});

test("what is no scope is refused", () => {
  const h = read("h(x, y)");
  expect(() => resolve(h, { functions: { h: functions.f } })).toThrow("h takes 1 argument, got 2");
  expect(() => resolve(h, { functions: { h: { parameters: ["x", "x"] } } })).toThrow("two parameters 'x'");
  expect(() => resolve(read("x"), { formulas: { x: JSON.parse('"y"') } })).toThrow(
    "name 'x' stands for 'y', expected a formula",
  );
  expect(() => resolve(h, JSON.parse('{"function": {}}'))).toThrow(
    "unknown option 'function' of resolve (did you mean 'functions'?)",
  );
});
