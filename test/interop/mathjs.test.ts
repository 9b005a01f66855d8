// The door to mathjs: every function that mathjs has means the same there and comes back as the same formula; what it
// lacks is written out or imported; what is no formula is an error that names it.
import * as math from "mathjs";
import { describe, expect, test } from "vitest";
import { equal } from "../../src/expr/equal.ts";
import { GradtreeError } from "../../src/expr/errors.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { Const, constant, type Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import type { Primitive } from "../../src/expr/primitive.ts";
import { Add, Mul, Neg } from "../../src/expr/primitives/operators.ts";
import { primitives } from "../../src/expr/primitives/table.ts";
import { format } from "../../src/expr/print/format.ts";
import { Var } from "../../src/expr/var.ts";
import { extraFunctions, fromMathjs, toMathjs } from "../../src/interop/mathjs.ts";
import { diff } from "../../src/methods.ts";
import { expectNear } from "../near.ts";

const NAMES = ["x", "y", "z"] as const;
const rows = [...primitives.values()];

/** The row at names, its integer constants as they are in a sample. */
const formulaAt = (row: Primitive, sample: readonly number[]): Expr =>
  row(...sample.map((value, i) => (row.partials[i] === "parameter" ? Const(value) : Var(NAMES[i]))));

const bindings = (sample: readonly number[]): Record<string, number> =>
  Object.fromEntries(sample.map((value, i) => [NAMES[i], value]));

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-8 * Math.abs(b);

/** What mathjs makes of a formula at a point: a number, or why it has none. */
function theirs(expr: Expr, at: Record<string, number>): number | string {
  try {
    const value: unknown = toMathjs(expr).evaluate({ ...at });
    return typeof value === "number" || typeof value === "boolean" ? Number(value) : String(value);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe("toMathjs", () => {
  test("means the same in mathjs at every sample where our value is finite, but for what mathjs works out less well", () => {
    const different: string[] = [];
    for (const row of rows) {
      for (const sample of row.samples) {
        const expr = formulaAt(row, sample);
        const at = bindings(sample);
        const ours = evaluate(expr, at);
        const value = theirs(expr, at);
        if (!Number.isFinite(ours) || (typeof value === "number" && (near(value, ours) || value === ours)))
          continue;
        const answer = typeof value === "number" ? value.toPrecision(5) : value;
        different.push(`${row.name}(${sample.join(", ")}) is ${ours.toPrecision(5)}, in mathjs ${answer}`);
      }
    }
    const refused = different
      .filter((line) => line.includes("has no function"))
      .map((line) => line.split("(")[0]);
    expect([...new Set(refused)]).toEqual(["dsinc", "digamma", "polygamma"]);
    expect(different.filter((line) => !line.includes("has no function"))).toMatchSnapshot();
  });

  test("with our functions imported every row means the same", () => {
    const own = math.create(math.all);
    own.import(extraFunctions);
    for (const name of Object.keys(extraFunctions)) {
      const row = primitives.get(name);
      if (row === undefined) throw new Error(`no row ${name}`);
      for (const sample of row.samples) {
        const text = toMathjs(formulaAt(row, sample), { imported: true }).toString();
        const value = Number(own.evaluate(text, bindings(sample)));
        expectNear(value, row.value(...sample), 1e-15, `${text} at ${sample.join()}`); // the same function
      }
    }
  });

  test("every row but those that are written out comes back as the same formula, from the node and from its text", () => {
    const changed = rows.filter((row) => {
      const expr = formulaAt(row, row.samples[0]);
      const node = toMathjs(expr, { imported: true });
      expect(equal(fromMathjs(node.toString()), fromMathjs(node)), row.name).toBe(true);
      return !equal(fromMathjs(node), expr);
    });
    expect(changed.map(({ name }) => name)).toEqual([]);
  });

  test.each([
    "x*y + sin(y)",
    "-x^2 - (-3)!",
    "(a - (b - c))/d^e^f",
    "x > 0 and not (y < 1) ? ln(x) : log(y, 3)",
    "(a < b) < c",
    "max(a, b, c) mod 2",
    "nthroot(x, 5) + pi + tau + inf",
    "(c ? a : b)*(d ? a : b)",
  ])("%s comes back from its text in mathjs", (text) => {
    const expr = parse(text);
    expect(equal(fromMathjs(toMathjs(expr).toString()), expr)).toBe(true);
  });

  test("exact constants are quotients of integers", () => {
    expect(toMathjs(Mul(Const("-1/3"), Var("x"))).toString()).toBe("-(1 / 3) * x");
    expect(toMathjs(Const(0.1)).toString()).toBe("1 / 10");
    expect(toMathjs(Const(10n ** 20n)).evaluate()).toBe(1e20);
    expect(toMathjs(Const(`1/${10n ** 400n}`)).evaluate()).toBe(0);
    expect(toMathjs(constant(Number.NEGATIVE_INFINITY)).evaluate()).toBe(Number.NEGATIVE_INFINITY);
  });

  test("refuses what mathjs would take otherwise", () => {
    expect(() => toMathjs(Var("i"))).toThrow("variable 'i' is a constant or a word of mathjs");
    expect(() => toMathjs(parse("f(x)", { functions: { f: 1 } }))).toThrow("mathjs has no function 'f'");
    let sum: Expr = Var("x");
    for (let k = 0; k < 100; k++) sum = Add(sum, sum);
    expect(() => toMathjs(sum)).toThrow("over the budget of 1,000,000");
  });
});

describe("fromMathjs", () => {
  test.each([
    ["2x^2", "2*x^2"],
    ["log(x) + log(x, 2) + log10(x)", "ln(x) + log(x, 2) + log10(x)"],
    ["nthRoot(x) + nthRoot(x, 3) + cbrt(x)", "sqrt(x) + nthroot(x, 3) + cbrt(x)"],
    ["mod(x, 3) + x % 3", "(x mod 3) + (x mod 3)"],
    ["x! + gamma(x)", "x! + gamma(x)"],
    ["0 < x <= 1 ? x : -x", "0 < x and x <= 1 ? x : -x"],
    ["x == 1 xor true", "(not x == 1) != (not 1)"],
    ["x .* y ./ 5%", "x*y/(5/100)"],
    ["hypot(a, b, c) + sum(a, b, c) + max(a)", "hypot(hypot(a, b), c) + (a + b + c) + a"],
    ["pi e tau Infinity", "pi*e*tau*inf"],
    ["fix(x) + sign(x) + +x", "trunc(x) + sign(x) + x"],
    ["phi + SQRT2", "(1 + sqrt(5))/2 + sqrt(2)"],
    ["0.1 x", "0.1*x"],
    ["relu(x) + digamma(x)", "relu(x) + digamma(x)"],
  ])("%s is %s", (written, text) => {
    expect(format(fromMathjs(written))).toBe(format(parse(text)));
  });

  test.each([
    ["[1, 2]", "unsupported-node", "the matrix '[1, 2]'"],
    ["a = 1", "unsupported-node", "the assignment 'a = 1'"],
    ["f(x) = x", "unsupported-node", "the function definition 'f(x) = x'"],
    ["3i", "unsupported-node", "the complex number i"],
    ["5 cm to inch", "unsupported-node", "the operator 'to' in '5 cm to inch'"],
    ['"text"', "unsupported-node", "the text '\"text\"'"],
    ["x'", "unsupported-node", "the operator '''"],
    ["a.b", "unsupported-node", "the member 'a.b'"],
    ["null", "unsupported-node", "the constant 'null'"],
    ["", "unsupported-node", "the empty text"],
    ["digama(x)", "unknown-function", "(did you mean 'digamma'?)"],
    ["round(x, 2)", "wrong-arity", "round with 2 arguments in 'round(x, 2)'"],
    ["nthRoot(x, y)", "bad-parameter", "an integer constant other than 0"],
    ["gamma", "reserved-name", "'gamma' is a function"],
    ["2 + * 3", "mathjs-syntax", "Value expected (char 5)"],
    [`${"(".repeat(50_000)}x`, "too-deep", "nested deeper than mathjs parses"],
  ])("refuses %s", (text, code, message) => {
    const thrown = (() => {
      try {
        return fromMathjs(text);
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(GradtreeError);
    expect(thrown).toMatchObject({ code, message: expect.stringContaining(message) });
  });

  test("takes nodes of any mathjs instance, with exact numbers", () => {
    const big = math.create(math.all, { number: "BigNumber" });
    const fractions = math.create(math.all, { number: "Fraction" });
    expect(format(fromMathjs(big.parse("0.1234567890123456789")), { numbers: "decimal" })).toBe(
      "0.1234567890123456789",
    );
    expect(format(fromMathjs(fractions.parse("x/3 + 0.1")))).toBe("x/3 + 1/10");
  });

  test("a chain of 100,000 nodes goes in and out", () => {
    let node: math.MathNode = new math.SymbolNode("x");
    for (let k = 0; k < 100_000; k++) node = new math.OperatorNode("-", "unaryMinus", [node]);
    const expr = fromMathjs(node);
    expect(equal(expr, fromMathjs(toMathjs(expr)))).toBe(true);
    expect(expr).toMatchObject({ op: Neg });
  });
});

test("mathjs users differentiate what mathjs can't", () => {
  for (const text of ["erf(x)", "atan2(y, x)", "max(x, y)", "floor(x) * x"]) {
    expect(() => math.derivative(text, "x")).toThrow();
    const node = toMathjs(diff(fromMathjs(text), "x"));
    const at = { x: 0.75, y: 0.5 };
    const step = 1e-6;
    const slope =
      (math.evaluate(text, { ...at, x: at.x + step }) - math.evaluate(text, { ...at, x: at.x - step })) /
      (2 * step);
    expectNear(Number(node.evaluate({ ...at })), slope, 1e-8, text); // central differences: h^2 and 1e-16/h
  }
});
