import { describe, expect, test } from "vitest";
import { BudgetError, NameError, ShapeError, UsageError } from "../../src/expr/errors.ts";
import type { Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Add } from "../../src/expr/primitives/operators.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { Var } from "../../src/expr/var.ts";
import { type CompileOptions, compile } from "../../src/program/compile.ts";
import { runBundled } from "./runBundled.ts";

const f = parse("x*y + sin(y)");
const options = (text: string): CompileOptions => JSON.parse(text);

describe("a kernel", () => {
  const kernel = compile(f, { gradient: true });

  test("has the value at a point by name, and at inputs in their order", () => {
    expect(kernel.inputs).toEqual(["x", "y"]);
    expect(kernel({ x: 2, y: 0 })).toBe(0);
    expect(kernel(new Map(Object.entries({ x: 2, y: 3 })))).toBe(6 + Math.sin(3));
    expect(kernel.value(Float64Array.of(2, 3))).toBe(6 + Math.sin(3));
  });

  test("writes its gradient over what was there", () => {
    const gradient = Float64Array.of(7, 7);
    expect(kernel.valueAndGradient(Float64Array.of(2, 0), gradient)).toBe(0);
    expect([...gradient]).toEqual([0, 3]);
  });

  test("says what it runs, and why", () => {
    const { target, operations, why } = kernel.plan;
    expect([target, operations]).toEqual(["js", 5]); // x*y, sin, +; cos, +
    expect(why).toBe("at most 6,000 operations and results: generated code is the fastest");
    expect(compile(f, { target: "interpret" }).plan).toMatchObject({ target: "interpret", why: "asked for" });
  });

  test("of many operations is interpreted unless asked otherwise", () => {
    let sum: Expr = Var("x");
    for (let i = 0; i < 7000; i++) sum = Sin(sum);
    expect(compile(sum).plan.target).toBe("interpret");
    expect(compile(sum, { target: "js" }).plan.target).toBe("js");
  });

  test("takes inputs in the order given, unused ones among them, and differentiates by those asked for", () => {
    const swapped = compile(f, { inputs: ["y", "t", Var("x")], gradient: ["x", "t"] });
    const gradient = new Float64Array(2);
    expect(swapped.valueAndGradient(Float64Array.of(0, Number.NaN, 2), gradient)).toBe(0);
    expect([...gradient]).toEqual([0, 0]);
    expect(swapped.wrt).toEqual(["x", "t"]);
    expect(swapped({ x: 2, y: 3 })).toBe(6 + Math.sin(3)); // t is not read
  });

  test("without variables has a value and an empty gradient", () => {
    const none = new Float64Array(0);
    expect(compile(7).value(none)).toBe(7);
    expect(compile(parse("pi/2"), { gradient: true }).valueAndGradient(none, none)).toBe(Math.PI / 2);
  });

  test("lets infinities and nan flow", () => {
    const product = compile(parse("x*y"), { gradient: true });
    const gradient = new Float64Array(2);
    expect(product.valueAndGradient(Float64Array.of(Number.POSITIVE_INFINITY, 0), gradient)).toBeNaN();
    expect([...gradient]).toEqual([0, Number.POSITIVE_INFINITY]);
  });

  test("is frozen, and two kernels do not disturb each other", () => {
    expect(Object.isFrozen(kernel)).toBe(true);
    const [a, b] = [compile(parse("x + 1")), compile(parse("x + 2"))];
    expect([a({ x: 1 }), b({ x: 1 }), a({ x: 5 })]).toEqual([2, 3, 6]);
  });
});

describe("a vector kernel", () => {
  test("writes the values, and then the Jacobian row by row", () => {
    const kernel = compile([parse("x*y"), parse("x - y"), 3], { gradient: true });
    const out = new Float64Array(kernel.length);
    kernel.into(Float64Array.of(2, 5), out);
    expect([...out]).toEqual([10, -3, 3, 5, 2, 1, -1, 0, 0]);
  });

  test("of no formulas writes nothing; of one without gradient its value", () => {
    expect(compile([], { gradient: true }).length).toBe(0);
    const out = new Float64Array(1);
    compile([parse("x^2")]).into(Float64Array.of(3), out);
    expect([...out]).toEqual([9]);
  });
});

describe("bad input", () => {
  const kernel = compile(f, { gradient: true });
  const pair = new Float64Array(2);

  test.each<[string, () => unknown, new (...args: never[]) => Error, string]>([
    [
      "an unknown target",
      () => compile(f, options('{"target": "wasm"}')),
      UsageError,
      "target is 'wasm', expected",
    ],
    [
      "an unknown option",
      () => compile(f, options('{"grad": true}')),
      UsageError,
      "unknown option 'grad' of compile",
    ],
    [
      "a gradient by a text",
      () => compile(f, options('{"gradient": "x"}')),
      UsageError,
      "gradient is 'x', expected",
    ],
    [
      "a variable that is no input",
      () => compile(f, { inputs: ["x"] }),
      NameError,
      "variable 'y' is not among the inputs: add it to them",
    ],
    [
      "a derivative by no input",
      () => compile(f, { gradient: ["z"] }),
      NameError,
      "gradient holds 'z', which is not among the inputs: add it to them",
    ],
    ["a derivative by a constant", () => compile(f, { gradient: ["pi"] }), NameError, "pi"],
    ["an input twice", () => compile(f, { inputs: ["x", "y", "x"] }), UsageError, "inputs holds 'x' twice"],
    [
      "a derivative twice",
      () => compile(f, { gradient: ["x", "x"] }),
      UsageError,
      "gradient holds 'x' twice",
    ],
    ["a name that is none", () => compile(f, { inputs: ["x", "y", "a b"] }), NameError, "a b"],
    ["a missing value", () => kernel({ x: 1 }), NameError, "unbound variable 'y'"],
    ["a value that is no number", () => kernel(JSON.parse('{"x": 1, "y": "2"}')), NameError, "the text '2'"],
    [
      "too few inputs",
      () => kernel.value(new Float64Array(1)),
      ShapeError,
      "inputs has 1 entry, expected 2: one for each of the inputs",
    ],
    [
      "too long a gradient",
      () => kernel.valueAndGradient(pair, new Float64Array(3)),
      ShapeError,
      "gradient has 3 entries, expected 2: one for each of the variables differentiated by",
    ],
    [
      "a list of inputs",
      () => kernel.value(JSON.parse("[1, 2]")),
      UsageError,
      "inputs is a list, expected a Float64Array",
    ],
    [
      "a gradient of a kernel without one",
      () => compile(f).valueAndGradient(pair, pair),
      UsageError,
      "this kernel has no gradient: compile it with { gradient: true }",
    ],
    ["a text", () => compile(JSON.parse('"x"')), UsageError, "a string is no formula; parse(text) reads one"],
    [
      "a Jacobian of 56 million numbers",
      () =>
        compile(
          Array.from({ length: 8000 }, () => Var("x")),
          { inputs: ["x", ...Array.from({ length: 6999 }, (_, i) => `x_${i}`)], gradient: true },
        ),
      BudgetError,
      "compiling the derivatives would take 56,008,000 instructions, over the budget of 20,000,000",
    ],
    [
      "more than budget.nodes",
      () => compile(f, { budget: { nodes: 4 } }),
      BudgetError,
      "over the budget of 4",
    ],
  ])("%s is an error that says what to do", (_what, act, kind, message) => {
    expect(act).toThrow(kind);
    expect(act).toThrow(message);
  });

  test("names of a prototype are ordinary inputs", () => {
    const names = ["__proto__", "constructor", "toString"];
    const sum = names.map(Var).reduce<Expr>((a, b) => Add(a, b), parse("0"));
    const hostile = compile(sum, { gradient: names });
    expect(hostile(new Map(names.map((name, i) => [name, i + 1])))).toBe(6);
    expect(() => hostile({})).toThrow("unbound variable '__proto__'");
  });
});

test("where generating code is forbidden, kernels are interpreted, and say so", async () => {
  const out = await runBundled(
    `import { compile, parse } from "./src/index.ts";
     const kernel = compile(parse("x^2"), { gradient: true, target: "js" });
     const gradient = new Float64Array(1);
     console.log(kernel.valueAndGradient(Float64Array.of(3), gradient), gradient[0], kernel.plan.target, kernel.plan.why);`,
    "--disallow-code-generation-from-strings",
  );
  expect(out).toBe("9 6 interpret generating code is forbidden here\n");
});
