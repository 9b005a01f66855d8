import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/expr/evaluate.ts";
import type { Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { randomNumbers } from "../../src/expr/points.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { format } from "../../src/expr/print/format.ts";
import { rounded } from "../../src/expr/rounded.ts";
import { substitute } from "../../src/expr/substitute.ts";
import { Var } from "../../src/expr/var.ts";
import { type Condition, formatCondition } from "../../src/simplify/condition.ts";
import { equivalent } from "../../src/simplify/equivalent.ts";
import { SEED } from "../randomExpr.ts";

/** "proved", "proved | x ≠ 1", "refuted", "unknown" */
function verdict(left: string, right: string): string {
  const outcome = equivalent(parse(left), parse(right));
  if (outcome.verdict !== "proved" || outcome.conditions.length === 0) return outcome.verdict;
  return `proved | ${outcome.conditions.map(formatCondition).join(", ")}`;
}

describe("proved", () => {
  test.each([
    // polynomials and quotients
    ["(x + 1)^2", "x^2 + 2*x + 1"],
    ["(a - b)^3 + (b - c)^3 + (c - a)^3", "3*(a - b)*(b - c)*(c - a)"],
    ["1/(x^2 + 1) - 1/(x^2 + 2)", "1/((x^2 + 1)*(x^2 + 2))"],
    ["0.1 + 0.2", "0.3"],
    ["sqrt(3 + 2*sqrt(2))", "1 + sqrt(2)"],
    // roots and powers
    ["sqrt(12)", "2*sqrt(3)"],
    ["sqrt(x^2)", "abs(x)"],
    ["abs(x*y)", "abs(x)*abs(y)"],
    ["abs(x)^2", "x^2"],
    ["2^x*3^x", "6^x"],
    ["4^x", "2^(2*x)"],
    ["exp(x)^y", "exp(x*y)"],
    ["cbrt(x*y)^3", "x*y"],
    ["(x^2 + 1)^y*(x^2 + 1)^z", "(x^2 + 1)^(y + z)"],
    // exp and ln
    ["exp(a + b)", "exp(a)*exp(b)"],
    ["ln(12)", "2*ln(2) + ln(3)"],
    ["ln(x^2)", "2*ln(abs(x))"],
    ["log10(x)", "ln(x)/ln(10)"],
    ["ln(a/b)", "-ln(b/a)"],
    ["ln(x^2 - 1)", "ln(x - 1) + ln(x + 1)"],
    ["ln(sqrt(x/y))", "(ln(x) - ln(y))/2"],
    ["sigmoid(-x)", "1 - sigmoid(x)"],
    ["softplus(x) - softplus(-x)", "x"],
    // trigonometry
    ["sin(x)^2 + cos(x)^2", "1"],
    ["sin(2*x)", "2*sin(x)*cos(x)"],
    ["cos(3*x)", "4*cos(x)^3 - 3*cos(x)"],
    ["sin(x)^4", "3/8 - cos(2*x)/2 + cos(4*x)/8"],
    ["sin(x + pi/6)", "sqrt(3)/2*sin(x) + cos(x)/2"],
    ["cos(pi/12)", "(sqrt(6) + sqrt(2))/4"],
    ["sin(x + 2*pi)", "sin(x)"],
    ["1 + tan(x)^2", "1/cos(x)^2"],
    ["sin(x)*sin(y)", "(cos(x - y) - cos(x + y))/2"],
    ["cos(pi/5)", "(1 + sqrt(5))/4"],
    ["sin(pi/10)*sin(3*pi/10)", "1/4"],
    ["sin(acos(x))", "sqrt(1 - x^2)"],
    ["cos(2*atan(x))", "(1 - x^2)/(1 + x^2)"],
    ["sin(2*atan(x))", "2*x/(1 + x^2)"],
    ["acos(x)", "pi/2 - asin(x)"],
    ["cos(asin(x) + acos(y))", "y*sqrt(1 - x^2) - x*sqrt(1 - y^2)"],
    // hyperbolic
    ["asinh(x)", "ln(x + sqrt(x^2 + 1))"],
    ["acosh(x)", "ln(x + sqrt(x^2 - 1))"],
    ["atanh(x)", "ln((1 + x)/(1 - x))/2"],
    ["cosh(x)^2 - sinh(x)^2", "1"],
    ["sinh(2*x)", "2*sinh(x)*cosh(x)"],
    ["tanh(x)", "(exp(2*x) - 1)/(exp(2*x) + 1)"],
    // max, min, floor
    ["max(x, y) + min(x, y)", "x + y"],
    ["max(x, y)*min(x, y)", "x*y"],
    ["relu(x) - relu(-x)", "x"],
    ["floor(x + 1)", "floor(x) + 1"],
    ["mod(x, y)", "x - y*floor(x/y)"],
    ["mod(x + y, y)", "mod(x, y)"],
    ["mod(x, x)", "0"],
    ["mod(-x/2, x)", "x/2"],
    // factorials
    ["gamma(x + 3)/gamma(x)", "x*(x + 1)*(x + 2)"],
    ["(n + 1)!", "(n + 1)*n!"],
    ["n!/(n - 2)!", "n*(n - 1)"],
    // i is an ordinary variable
    ["i*i + 1", "1 + i^2"],
  ])("%s is %s", (left, right) => {
    expect(verdict(left, right).split(" |")[0]).toBe("proved");
  });

  test.each([
    ["(x^2 - 1)/(x - 1)", "x + 1", "x ≠ 1"],
    ["x/x", "1", "x ≠ 0"],
    ["sqrt(x)^2", "x", "x ≥ 0"],
    ["exp(ln(x))", "x", "x > 0"],
    ["ln(x^2)", "2*ln(x)", "x > 0"],
    ["x^(1/3)", "cbrt(x)", "x ≥ 0"],
    ["ln(x) - ln(x)", "0", "x > 0"],
  ])("%s is %s, where %s tells where both have a value", (left, right, condition) => {
    expect(verdict(left, right)).toBe(`proved | ${condition}`);
  });

  test("what is assumed counts", () => {
    const assume = ({ expr, holds }: { expr: Expr; holds: string }): boolean =>
      expr.kind === "var" && holds !== "defined";
    expect(equivalent(parse("sqrt(x^2)"), parse("x"), { assume })).toEqual({
      verdict: "proved",
      conditions: [],
    });
  });
});

describe("refuted", () => {
  test.each([
    ["sqrt(x^2)", "x"],
    ["(x^2)^y", "x^(2*y)"],
    ["atan(x) + atan(1/x)", "pi/2"],
    ["asin(sin(x))", "x"],
    ["sin(x)", "x"],
    ["1/3", "0.333333"],
    ["floor(x)", "round(x)"],
    ["x + 1e-6*abs(x - 1)", "x"],
  ])("%s is not %s, at a point where both have a value", (left, right) => {
    const outcome = equivalent(parse(left), parse(right));
    if (outcome.verdict !== "refuted") return expect.fail(outcome.verdict);
    const values = [left, right].map((text) => evaluate(parse(text), outcome.at));
    expect(values).toEqual([...outcome.values]);
    expect(values.every(Number.isFinite)).toBe(true);
    expect(Math.abs(values[0] - values[1])).toBeGreaterThan(1e-9);
  });
});

// Pairs that look equal and are not, or not for every real number: none may be proved without a condition.
const MUST_NOT: readonly (readonly [string, string])[] = [
  ["x + y", "x/y"],
  ["sqrt(x^2)", "x"],
  ["(x^2)^0.5", "x"],
  ["sqrt(x^4)", "-x^2"],
  ["sqrt(x*y)", "sqrt(x)*sqrt(y)"],
  ["sqrt(x/y)", "sqrt(x)/sqrt(y)"],
  ["sqrt(x + y)", "sqrt(x) + sqrt(y)"],
  ["sqrt(x^2 + y^2)", "x + y"],
  ["(x + y)^2", "x^2 + y^2"],
  ["(x^2)^y", "x^(2*y)"],
  ["(x^y)^z", "x^(y*z)"],
  ["(x*y)^z", "x^z*y^z"],
  ["(x^3)^(1/3)", "x"],
  ["cbrt(x)", "x^(1/3)"],
  ["nthroot(x, 4)^4", "x"],
  ["x^0.5*x^0.5", "x"],
  ["x/x", "1"],
  ["0/x", "0"],
  ["0*ln(x)", "0"],
  ["x - x + 1/y", "1/y + 1/z - 1/z"],
  ["(x^2 - 1)/(x - 1)", "x + 1"],
  ["x^-1", "x"],
  ["1/(1/x)", "x"],
  ["abs(x)/x", "1"],
  ["sign(x)*abs(x)", "abs(x)"],
  ["sign(x)^2", "1"],
  ["abs(x + y)", "abs(x) + abs(y)"],
  ["ln(x^2)", "2*ln(x)"],
  ["ln(x*y)", "ln(x) + ln(y)"],
  ["ln(x/y)", "ln(x) - ln(y)"],
  ["ln(x + y)", "ln(x) + ln(y)"],
  ["ln(exp(x))", "abs(x)"],
  ["exp(ln(x))", "x"],
  ["exp(x*y)", "exp(x)*exp(y)"],
  ["exp(x)^2", "exp(x^2)"],
  ["2^x", "x^2"],
  ["0^x", "0"],
  ["x^0 - 1", "x*0^x"],
  ["sin(asin(x))", "x"],
  ["asin(sin(x))", "x"],
  ["acos(cos(x))", "x"],
  ["atan(tan(x))", "x"],
  ["tan(x)", "sin(x)/cos(x) + 1e-8*x"],
  ["sin(x + y)", "sin(x) + sin(y)"],
  ["sin(2*x)", "2*sin(x)"],
  ["cos(x)", "sqrt(1 - sin(x)^2)"],
  ["sin(x)", "sqrt(1 - cos(x)^2)"],
  ["sinc(x)", "sin(x)/x"],
  ["acosh(cosh(x))", "x"],
  ["atan2(y, x)", "atan(y/x)"],
  ["atan(x) + atan(1/x)", "pi/2"],
  ["hypot(x, y)", "x + y"],
  ["max(x, y)", "x"],
  ["max(x, 0)", "x"],
  ["floor(x) + floor(y)", "floor(x + y)"],
  ["floor(x)", "x - 1/2"],
  ["round(-x)", "round(x)"],
  ["mod(x, y)", "x - y*trunc(x/y)"],
  ["if(x > 0, x, 0)", "x"],
  ["if(x > 0, 1, 1/x)", "1"],
  ["x > 0", "x >= 0"],
  ["gamma(x + 1)", "x^x"],
  ["gamma(x + 1)", "gamma(x)*(x + 1)"],
  ["acosh(x)", "ln(x - sqrt(x^2 - 1))"],
  ["acos(x)", "asin(sqrt(1 - x^2))"],
  ["atan(x/sqrt(1 - x^2))", "acos(sqrt(1 - x^2))"],
  ["cos(asin(x)/2)", "sqrt(1 - x^2)/2"],
  ["sqrt(3 - 2*sqrt(2))", "1 - sqrt(2)"],
  ["cos(pi/5)", "(1 - sqrt(5))/4"],
  ["mod(x, y)", "mod(x, -y)"],
  ["factorial(x)", "gamma(x)"],
  ["1/0", "2/0"],
  ["inf - inf", "0"],
  ["nan", "nan"],
  ["pi", "3.14159265358979"],
  ["e^(pi*sqrt(163))", "262537412640768744"],
  ["(1 + 1e-17) - 1", "0"],
];

describe("must not be proved of all real numbers", () => {
  test(`of ${MUST_NOT.length} pairs at least 50`, () => {
    expect(MUST_NOT.length).toBeGreaterThanOrEqual(50);
  });

  test.each(MUST_NOT)("%s and %s", (left, right) => {
    expect(verdict(left, right)).not.toBe("proved");
  });
});

// Formulas that agree at positive numbers, made at random of what tells positive numbers from others.
describe("among formulas that agree where x > 0", () => {
  const UNARY = [
    "abs(U)",
    "sqrt(U)",
    "(U)^2",
    "-(U)",
    "1/(U)",
    "exp(U)",
    "ln(U)",
    "sign(U)",
    "cbrt(U)",
    "(U)^(1/3)",
  ];
  const MORE = [
    "(U)^(3/2)",
    "(U)^(2/3)",
    "(U)^3",
    "(U)^(-2)",
    "relu(U)",
    "2^(U)",
    "sin(U)",
    "nthroot(U, 4)",
    "2*(U)",
  ];
  const BINARY = [
    "(U)*(V)",
    "(U) + (V)",
    "(U) - (V)",
    "(U)/(V)",
    "(U)^(V)",
    "max(U, V)",
    "min(U, V)",
    "hypot(U, V)",
  ];

  function pool(): Map<string, Expr[]> {
    const random = randomNumbers(SEED);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
    const x = Var("x");
    const once = UNARY.map((text) => parse(text));
    const unary = [...once, ...MORE.map((text) => parse(text))];
    const binary = BINARY.map((text) => parse(text));
    const filled = (f: Expr, U: Expr, V: Expr = x): Expr => substitute(f, { U, V });
    const parts = [
      ...["x", "-x", "2", "1/2", "abs(x)"].map((text) => parse(text)),
      ...unary.map((f) => filled(f, x)),
    ];
    const alike = new Map<string, Expr[]>();
    for (let i = 0; i < 1200; i++) {
      const inner = pick(parts);
      const outer = pick([...unary, ...binary]);
      const f = filled(outer, pick([inner, filled(pick(once), inner)]), pick(parts));
      const values = [0.7, 1.3, 2.9].map((x) => evaluate(f, { x }));
      if (!values.every(Number.isFinite)) continue;
      const key = values.map((value) => value.toPrecision(9)).join();
      alike.set(key, [...(alike.get(key) ?? []), f]);
    }
    return alike;
  }

  test("what is proved agrees wherever both have a value, and one alone has one only where a condition fails", () => {
    let proved = 0;
    for (const [first, second] of [...pool().values()].filter(({ length }) => length > 1).slice(0, 80)) {
      const outcome = equivalent(first, second);
      if (outcome.verdict !== "proved") continue;
      proved++;
      for (const x of [-8, -3, -2, -1, -1 / 3, -1e-3, 0, 0.5, 1, 5.5]) {
        const [left, right] = [rounded(first, { x }), rounded(second, { x })];
        const shown = `${format(first)} and ${format(second)} at ${x}`;
        const both = [left.value, right.value].map(Number.isFinite);
        if (both.every(Boolean)) {
          const bound = 1e-9 * Math.max(1, Math.abs(left.value)) + 100 * (left.bound + right.bound);
          expect(Math.abs(left.value - right.value), shown).toBeLessThanOrEqual(bound);
        } else if (both.some(Boolean)) {
          expect(
            outcome.conditions.some((each) => !holdsAt(each, x)),
            shown,
          ).toBe(true);
        }
      }
    }
    expect(proved).toBeGreaterThan(15);
  });
});

function holdsAt({ expr, holds }: Condition, x: number): boolean {
  const value = evaluate(expr, { x });
  if (holds === "nonzero") return value !== 0 && !Number.isNaN(value);
  if (holds === "nonnegative") return value >= 0;
  return holds === "positive" ? value > 0 : Number.isFinite(value);
}

describe("unknown, in bounded time", () => {
  test("of a DAG that is too large to open, tidy tells what it can", () => {
    let f: Expr = Var("x");
    for (let i = 0; i < 60; i++) f = Mul(f, Add(f, 1));
    expect(equivalent(f, Add(f, 0)).verdict).toBe("proved");
    expect(["unknown", "refuted"]).toContain(equivalent(f, Add(f, 1)).verdict);
  });

  test("functions without a value can be proved equal, not refuted", () => {
    const options = { functions: { f: 1 } };
    expect(equivalent(parse("f(x)*2", options), parse("f(x) + f(x)", options)).verdict).toBe("proved");
    expect(equivalent(parse("f(x)", options), parse("f(x) + 1", options)).verdict).toBe("unknown");
  });

  test("bad options are refused", () => {
    // @ts-expect-error: a misspelt option
    expect(() => equivalent(parse("x"), parse("x"), { sead: 1 })).toThrow("unknown option 'sead'");
    // @ts-expect-error: a text is no formula
    expect(() => equivalent("x", parse("x"))).toThrow("is no formula");
  });
});
