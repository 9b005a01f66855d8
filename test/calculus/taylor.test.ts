import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seriesOf } from "../../src/calculus/series.ts";
import { taylor } from "../../src/calculus/taylor.ts";
import { BudgetError, CancelledError, DomainError, UsageError } from "../../src/expr/errors.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { Const, type Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { exportedRows } from "../../src/expr/primitives/table.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { format } from "../../src/expr/print/format.ts";
import { Var } from "../../src/expr/var.ts";
import { tidy } from "../../src/simplify/tidy.ts";
import { type HighPrecision, highPrecision } from "../laws/highPrecision.ts";
import { expectNear } from "../near.ts";

const polynomial = (f: string, about: string, order: number): string =>
  format(taylor(parse(f, { functions: { g: 1 } }), "x", parse(about), order));

describe("taylor(f, x, about, order)", () => {
  // As handbooks have them (Abramowitz & Stegun 4.2, 4.3, 4.6, 7.1, 23.1).
  test.each<[string, string, number, string]>([
    ["sin(x)", "0", 5, "x - 1/6*x^3 + 1/120*x^5"],
    ["tan(x)", "0", 9, "x + 1/3*x^3 + 2/15*x^5 + 17/315*x^7 + 62/2835*x^9"],
    ["asin(x)", "0", 7, "x + 1/6*x^3 + 3/40*x^5 + 5/112*x^7"],
    ["sqrt(1 + x)", "0", 4, "1 + 1/2*x - 1/8*x^2 + 1/16*x^3 - 5/128*x^4"],
    ["1/(1 - x)", "0", 5, "1 + x + x^2 + x^3 + x^4 + x^5"],
    ["x/(exp(x) - 1)", "0", 6, "1 - 1/2*x + 1/12*x^2 - 1/720*x^4 + 1/30240*x^6"],
    ["ln(x)", "1", 3, "x - 1 - 1/2*(x - 1)^2 + 1/3*(x - 1)^3"],
    ["x^3", "2", 3, "8 + 12*(x - 2) + 6*(x - 2)^2 + (x - 2)^3"],
    ["sin(x)", "pi", 3, "-(x - pi) + 1/6*(x - pi)^3"],
    ["exp(x)", "1", 2, "exp(1) + exp(1)*(x - 1) + 1/2*exp(1)*(x - 1)^2"],
    ["cbrt(x)", "8", 2, "2 + 1/12*(x - 8) - 1/288*(x - 8)^2"],
    ["x^n", "1", 2, "1 + n*(x - 1) + (1/2*n^2 - 1/2*n)*(x - 1)^2"],
    ["ln(x)", "a", 2, "ln(a) + 1/a*(x - a) - 1/(2*a^2)*(x - a)^2"],
    ["exp(y*x)", "0", 2, "1 + y*x + 1/2*y^2*x^2"],
    ["g(x)", "0", 2, "g(0) + g'(0)*x + 1/2*g''(0)*x^2"],
    ["sinc(x)", "0", 4, "1 - 1/6*x^2 + 1/120*x^4"],
    ["(1 + x)^1000000", "0", 2, "1 + 1000000*x + 499999500000*x^2"],
    ["0", "0", 3, "0"],
    ["x^7", "0", 3, "0"],
    ["y", "0", 0, "y"],
  ])("of %s about %s up to %i is %s", (f, about, order, expected) => {
    expect(polynomial(f, about, order)).toBe(expected);
  });

  test("of exp(sin(x)) up to 20 has the coefficients that OEIS A002017 lists", () => {
    const listed = [
      1, 1, 1, 0, -3, -8, -3, 56, 217, 64, -2951, -12672, 5973, 309376, 1237173, -2917888, -52635599,
      -163782656, 1126610929, 12716052480, 20058390573,
    ];
    const found = seriesOf(parse("exp(sin(x))"), "x", Const(0), 20, undefined);
    let factorial = 1n;
    for (const [k, coefficient] of found.entries()) {
      factorial *= BigInt(Math.max(1, k));
      expect(format(coefficient)).toBe(format(tidy(parse(`${listed[k]}/${factorial}`))));
    }
  });

  test("removable points are no obstacle", () => {
    expect(polynomial("sin(x)/x", "0", 4)).toBe("1 - 1/6*x^2 + 1/120*x^4");
    expect(polynomial("(1 - cos(x))/x^2", "0", 2)).toBe("1/2 - 1/24*x^2");
    expect(polynomial("(x^2 - 4)/(x - 2)", "2", 2)).toBe("4 + (x - 2)");
    expect(polynomial("sin(x)/(x - pi)", "pi", 2)).toBe("-1 + 1/6*(x - pi)^2");
  });

  test("only the branch that is chosen at the point matters", () => {
    expect(polynomial("if(x > 0, x^2, ln(-1))", "1", 1)).toBe("1 + 2*(x - 1)");
    expect(polynomial("relu(x)", "-1", 3)).toBe("0");
    expect(polynomial("floor(x)", "1/2", 3)).toBe("0");
  });

  test.each<[string, string, string]>([
    ["sqrt(x)", "0", "sqrt(x) has no derivative at x = 0"],
    ["sqrt(x^2)", "0", "sqrt(x^2) has no derivative at x = 0"],
    ["sin(x) + abs(x)", "0", "abs(x) has no derivative at x = 0"],
    ["exp(ln(x))", "0", "ln(x) has no finite value at x = 0"],
    ["ln(x)", "-1", "ln(x) has no finite value at x = -1"],
    ["1/x", "0", "1/x has no finite value at x = 0"],
    ["1/(x - sqrt(2))", "sqrt(2)", "1/(x - sqrt(2)) has no finite value at x = sqrt(2)"],
    ["tan(x)", "pi/2", "tan(x) has no finite value at x = 1/2*pi"],
    ["x^(5/2)", "0", "x^(5/2) has no derivative at x = 0"],
    ["0^x", "0", "0^x has no derivative at x = 0"],
    ["floor(x)", "1", "floor(x) has no derivative at x = 1"],
    ["max(x, 0)", "0", "max(x, 0) has no derivative at x = 0"],
    ["acot(x)", "0", "acot(x) has no derivative at x = 0"],
    ["hypot(x, 0)", "0", "hypot(x, 0) has no derivative at x = 0"],
    ["if(x > 0, x, -x)", "0", "the condition of if(x > 0, x, -x) changes at x = 0"],
    ["if(x, 1, 2)", "0", "the condition of if(x, 1, 2) changes at x = 0"],
    ["x + inf", "0", "x + inf has no finite value at x = 0"],
  ])("of %s about %s is a DomainError that names function and point", (f, about, message) => {
    expect(() => polynomial(f, about, 2)).toThrow(DomainError);
    expect(() => polynomial(f, about, 2)).toThrow(message);
  });

  test("a divisor that may be 0 by its digits, but is not known to be, is a DomainError", () => {
    expect(() => polynomial("1/(x - sqrt(6))", "sqrt(2)*sqrt(3)", 1)).toThrow(
      "can't be told from its digits",
    );
  });

  test("bad orders and points are UsageErrors", () => {
    expect(() => polynomial("sin(x)", "0", 101)).toThrow(
      new UsageError("bad-order", "order is 101, expected an integer from 0 to 100"),
    );
    expect(() => polynomial("sin(x)", "0", 1.5)).toThrow(UsageError);
    expect(() => polynomial("sin(x)", "x + 1", 2)).toThrow(
      "the point of a Taylor polynomial in 'x' depends on 'x', expected a number or a formula without it",
    );
    expect(() => polynomial("sin(x)", "inf", 2)).toThrow(UsageError);
  });

  test("coefficients that grow beyond bounds are refused, and the work can be cancelled", () => {
    const f = parse("exp(sin(x))");
    expect(() => taylor(f, "x", 1, 100, { budget: { nodes: 100_000 } })).toThrow(BudgetError);
    expect(() => taylor(f, "x", 1, 60, { budget: { cancelled: () => true } })).toThrow(CancelledError);
  });

  test("a chain of 2,000 sines has the series x - 2000/6*x^3", () => {
    let chain: Expr = Var("x");
    for (let i = 0; i < 2000; i++) chain = Sin(chain);
    expect(format(taylor(chain, "x", 0, 3))).toBe("x - 1000/3*x^3");
  });
});

describe("the series of every row of one argument", () => {
  const ORDER = 5;
  let precise: HighPrecision;
  beforeAll(async () => {
    precise = await highPrecision();
  });
  afterAll(() => precise.destroy());

  const rows = exportedRows.map(([, row]) => row).filter((row) => row.arity === 1);

  test.each(rows.map((row) => [row.name, row] as const))(
    "%s agrees with differences in high precision",
    (_, row) => {
      // A point of ordinary size: at 1e8 the coefficients of order 5 are below what a double's formula holds.
      const point = row.samples
        .map(([x]) => x)
        .find((x) => Math.abs(x) >= 0.1 && Math.abs(x) <= 10 && row.kinkAt?.(x) !== true);
      if (point === undefined) throw new Error(`${row.name} has no sample of ordinary size`);
      const f = row(Var("x"));
      const coefficients = seriesOf(f, "x", Const(point), ORDER, undefined);
      let factorial = 1;
      for (const [k, coefficient] of coefficients.entries()) {
        factorial *= Math.max(1, k);
        const exact = precise.derivative(f, "x", k, { x: point }).div(factorial).toNumber();
        // Formulas of some dozens of terms, evaluated in doubles.
        expectNear(evaluate(coefficient, {}), exact, 1e-12, `coefficient ${k} of ${row.name} about ${point}`);
      }
    },
  );
});
