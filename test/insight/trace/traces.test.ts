import { describe, expect, test } from "vitest";
import { alpha } from "../../../src/backprop/alpha.ts";
import { forward } from "../../../src/backprop/forward.ts";
import { BudgetError, NameError, UsageError } from "../../../src/expr/errors.ts";
import { evaluate } from "../../../src/expr/evaluate.ts";
import { Const, type Expr, variable } from "../../../src/expr/node.ts";
import { parse } from "../../../src/expr/parse/parse.ts";
import { Add, Mul } from "../../../src/expr/primitives/operators.ts";
import { exportedRows } from "../../../src/expr/primitives/table.ts";
import { Sin } from "../../../src/expr/primitives/trigonometric.ts";
import { formatText } from "../../../src/expr/print/text.ts";
import { Var } from "../../../src/expr/var.ts";
import { forwardTrace } from "../../../src/insight/trace/forwardTrace.ts";
import { reverseTrace } from "../../../src/insight/trace/reverseTrace.ts";
import { formatTrace } from "../../../src/insight/trace/traceText.ts";
import { valueGraph } from "../../../src/insight/trace/valueGraph.ts";
import { near } from "../../near.ts";

const z = parse("ln(x) + x*y - sin(y)");
const at = { x: 2, y: 5 };

describe("of ln(x) + x*y - sin(y) at (2, 5)", () => {
  test("the forward trace by x has a tangent beside every value", () => {
    expect(formatTrace(forwardTrace(z, at, "x"), { digits: 5 })).toBe(
      [
        "value                   │ tangent by x",
        "────────────────────────┼─────────────",
        "x  = 2                  │ dx  = 1",
        "y  = 5                  │ dy  = 0",
        "t1 = ln(x)   = 0.69315  │ dt1 = dx/x        = 0.5",
        "t2 = x*y     = 10       │ dt2 = dx*y + dy*x = 5",
        "t3 = t1 + t2 = 10.693   │ dt3 = dt1 + dt2   = 5.5",
        "t4 = sin(y)  = -0.95892 │ dt4 = dy*cos(y)   = 0",
        "t5 = t3 - t4 = 11.652   │ dt5 = dt3 - dt4   = 5.5",
      ].join("\n"),
    );
  });

  test("the forward trace by y ends in 1.716, which is 2 - cos(5)", () => {
    const { derivative, value } = forwardTrace(z, at, Var("y"));
    expect(derivative).toBe(2 - Math.cos(5));
    expect(derivative.toFixed(3)).toBe("1.716");
    expect(value.toFixed(3)).toBe("11.652");
  });

  test("the reverse trace adds contributions up from the bottom", () => {
    expect(formatTrace(reverseTrace(z, at), { digits: 5 })).toBe(
      [
        "value                   │ adjoint, from the bottom up",
        "────────────────────────┼────────────────────────────",
        "x  = 2                  │ vx   = 5.5",
        "y  = 5                  │ vy   = 1.7163",
        "t1 = ln(x)   = 0.69315  │ vx  += vt1/x      = 0.5, now 5.5",
        "t2 = x*y     = 10       │ vy  += vt2*x      = 2, now 1.7163",
        "                        │ vx  += vt2*y      = 5",
        "t3 = t1 + t2 = 10.693   │ vt2 += vt3        = 1",
        "                        │ vt1 += vt3        = 1",
        "t4 = sin(y)  = -0.95892 │ vy  += vt4*cos(y) = -0.28366",
        "t5 = t3 - t4 = 11.652   │ vt4 += -vt5       = -1",
        "                        │ vt3 += vt5        = 1",
        "                        │ vt5  = 1",
      ].join("\n"),
    );
    expect([...reverseTrace(z, at).gradient]).toEqual([
      ["x", 5.5],
      ["y", 2 - Math.cos(5)],
    ]);
  });
});

/** Every row at its samples, of variables x1, x2, ...; an argument that must be a constant is one. */
const applications = exportedRows.flatMap(([, row]) =>
  row.samples
    .filter((sample) => sample.length > 0)
    .map((sample) => {
      const args = sample.map((value, i) =>
        row.partials[i] === "parameter" ? Const(value) : variable(`x${i + 1}`),
      );
      const point = new Map(sample.map((value, i) => [`x${i + 1}`, value]));
      return { expr: Add(Mul(3, row(...args)), variable("x1")), point };
    }),
);

const same = (a: number, b: number): boolean => Object.is(a, b) || near(a, b, 1e-13);

describe("every function at its samples, within a formula", () => {
  test("has the gradient of method alpha in its reverse trace", () => {
    const wrong = applications.filter(({ expr, point }) => {
      const { gradient } = reverseTrace(expr, point);
      const sums = alpha.gradAt(expr, point);
      return [...gradient].some(([name, partial]) => !same(partial, sums.read(name))); // only the order of sums differs
    });
    expect(wrong.map(({ expr, point }) => [`${expr}`, ...point])).toEqual([]);
    expect(applications.length).toBeGreaterThan(500);
  });

  test("has the derivatives of method forward in its forward traces", () => {
    const wrong = applications.filter(({ expr, point }) => {
      const exact = forward.gradientAt(expr, point, ["x1"], {});
      return !Object.is(forwardTrace(expr, point, "x1").derivative, exact[0]);
    });
    expect(wrong.map(({ expr, point }) => [`${expr}`, ...point])).toEqual([]);
  });
});

describe("the formulas of a trace", () => {
  const deep = parse("if(x > 0, tanh(x)*exp(x*y), pi) + y^3");
  const point = { x: 0.5, y: 2 };

  test("give the numbers beside them, from the names above", () => {
    const known = new Map<string, number>();
    for (const row of forwardTrace(deep, point, "x").rows) {
      const { formula, tangentFormula } = row;
      if (formula !== undefined) near1(evaluate(formula, known), row.value);
      known.set(row.name, row.value); // a rule may name it
      if (tangentFormula !== undefined) near1(evaluate(tangentFormula, known), row.tangent);
      known.set(row.tangentName, row.tangent);
    }
    expect(known.size).toBe(20);
  });

  test("of contributions too, from the bottom up", () => {
    const { rows } = reverseTrace(deep, point);
    const known = new Map(
      rows.flatMap((row) => [[row.name, row.value] as const, [row.adjointName, row.adjoint]]),
    );
    const contributions = rows.flatMap((row) => row.contributions);
    for (const { formula, value } of contributions) near1(evaluate(formula, known), value);
    expect(contributions.length).toBe(10);
  });

  test("name a step's own value where the rule does", () => {
    const { rows } = forwardTrace(parse("exp(x*y)"), { x: 1, y: 1 }, "x");
    expect(formatText(rows[3].tangentFormula ?? Const(0))).toBe("dt1*t2");
  });
});

/** One operation and its rule, rounded in another order. */
const near1 = (a: number, b: number): void => expect(near(a, b, 1e-14)).toBe(true);

describe("names", () => {
  const namesOf = (text: string, point: Record<string, number>): string[] =>
    reverseTrace(parse(text), point).rows.flatMap((row) => [row.name, row.adjointName]);

  test("of steps are no variables'", () => {
    expect(namesOf("t1*sin(t1)", { t1: 1 })).toEqual(["t1", "vt1", "t_1", "vt_1", "t_2", "vt_2"]);
    expect(namesOf("sin(x) + vt1", { x: 1, vt1: 1 })).toEqual(
      ["x", "vt1", "t1", "t2"].flatMap((name) => [name, `v_${name}`]),
    );
  });

  test("of tangents are no variables'", () => {
    const { rows } = forwardTrace(parse("x*dx"), { x: 1, dx: 1 }, "x");
    expect(rows.map((row) => row.tangentName)).toEqual(["d_x", "d_dx", "d_t1"]);
  });

  test("two variables of one name are one", () => {
    const h = Mul(Add(Var("x"), Var("y")), Add(Var("x"), Var("z")));
    const { gradient, rows } = reverseTrace(h, { x: 2, y: 3, z: 5 });
    expect([...gradient]).toEqual([
      ["x", 12],
      ["y", 7],
      ["z", 5],
    ]);
    expect(rows).toHaveLength(6);
  });

  test("from a prototype are names like others", () => {
    const { gradient } = reverseTrace(
      parse("constructor*__proto__"),
      JSON.parse('{"constructor": 2, "__proto__": 3}'),
    );
    expect([...gradient]).toEqual([
      ["constructor", 3],
      ["__proto__", 2],
    ]);
  });
});

describe("at the borders", () => {
  test("of a variable, and of a constant, there are no steps", () => {
    expect(
      formatTrace(reverseTrace(parse("x"), { x: 2 }))
        .split("\n")
        .at(-1),
    ).toBe("x = 2 │ vx = 1");
    expect(reverseTrace(parse("3"), {}).rows).toEqual([]);
    expect(forwardTrace(parse("3"), {}, "x").derivative).toBe(0);
    expect(formatTrace(forwardTrace(parse("pi"), {}, "x")).split("\n")).toHaveLength(2);
  });

  test("the branch that is not chosen hands nothing on", () => {
    const { rows, gradient } = reverseTrace(parse("if(x > 0, sqrt(x), 0)"), { x: -1 });
    expect(gradient.get("x")).toBe(0);
    expect(rows.flatMap((row) => row.contributions)).toEqual([]);
  });

  test("nan and infinities are shown as they are written", () => {
    const text = formatTrace(reverseTrace(parse("ln(x)*y"), { x: 0, y: -1 }));
    expect(text).toContain("t1 = ln(x) = -inf");
    expect(text).toContain("vy  += t1*vt2 = -inf");
    expect(formatTrace(reverseTrace(parse("sqrt(x)"), { x: -1 }))).toContain("= nan");
  });

  const chain = (length: number): Expr => {
    let expr: Expr = Var("x");
    for (let k = 0; k < length; k++) expr = Sin(expr);
    return expr;
  };

  test("a formula 5,000 deep is traced without recursion", () => {
    const expr = chain(5_000);
    expect(reverseTrace(expr, { x: 1 }).rows).toHaveLength(5_001);
    expect(forwardTrace(expr, { x: 1 }, "x").rows).toHaveLength(5_001);
  });

  test("a formula of more than 20,000 nodes is refused, and drawn", () => {
    const expr = chain(20_000);
    expect(() => reverseTrace(expr, { x: 1 })).toThrow("a trace would take 20,001 nodes");
    expect(() => forwardTrace(expr, { x: 1 }, "x")).toThrow(BudgetError);
    expect(valueGraph(expr, { x: 1 })).toContain("n19999 -> n20000;");
  });

  test("a variable without a value, a bad name and bad digits are errors", () => {
    expect(() => reverseTrace(z, { x: 2 })).toThrow(NameError);
    expect(() => forwardTrace(z, { x: 2 }, "x")).toThrow("unbound variable 'y'");
    expect(() => forwardTrace(z, at, "2x")).toThrow(NameError);
    expect(() => formatTrace(reverseTrace(z, at), { digits: 0 })).toThrow(UsageError);
    expect(() => formatTrace(reverseTrace(z, at), { digit: 3 } as object)).toThrow("did you mean 'digits'?");
  });
});
