import { describe, expect, test } from "vitest";
import { checkDerivative, checkGradient } from "../../src/calculus/check.ts";
import { CancelledError, UsageError } from "../../src/expr/errors.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { diff } from "../../src/methods.ts";
import { formatCondition } from "../../src/simplify/condition.ts";

const check = (claimed: string, f: string) =>
  checkDerivative(parse(claimed), parse(f, { functions: { g: 1 } }), "x");

describe("checkDerivative(claimed, f, x)", () => {
  test.each([
    ["2*x*cos(x^2)", "sin(x^2)"],
    ["100*exp(100*x)", "exp(100*x)"],
    ["y", "x*y"],
    ["sign(x)", "abs(x)"],
  ])("%s is proved to be the derivative of %s", (claimed, f) => {
    expect(check(claimed, f)).toEqual({ agrees: true, proved: true, points: 0, conditions: [] });
  });

  test("a proof that needs a condition is tried at points too, and gives it", () => {
    const outcome = check("1/(2*sqrt(x))", "sqrt(x)");
    expect(outcome).toMatchObject({ agrees: true, proved: true });
    expect(outcome.agrees === true ? outcome.conditions.map(formatCondition) : []).toContain("x ≠ 0");
    expect(check("3*sqrt(x)^4", "x^3").agrees).toBe(false); // it has no value at x < 0
  });

  test.each([
    ["sin(2*x)", "sin(x)^2"],
    ["tan(x)^2 + 1", "tan(x)"],
    ["100*exp(50*x)^2", "exp(100*x)"], // stiff
    ["x/abs(x)", "abs(x)"], // no value at the kink
    ["1/abs(x)", "ln(x)"], // equal where ln has a value
    ["(x - 1000)/abs(x - 1000)", "abs(x - 1000)"],
    ["1/sqrt((x - 1000)*(1001 - x))", "asin(2*x - 2001)"], // a narrow domain far from 0
    ["sigmoid(x)*(1 - sigmoid(x))", "sigmoid(x)"],
    ["exp(x)^2*exp(-x)", "exp(x)"], // overflows on the way
  ])("%s agrees with the derivative of %s at points", (claimed, f) => {
    const outcome = check(claimed, f);
    expect(outcome).toMatchObject({ agrees: true, proved: false });
    expect(outcome.agrees === true ? outcome.points : 0).toBeGreaterThanOrEqual(20);
  });

  test.each([
    ["1", "abs(x)"],
    ["1", "abs(x - 1000)"],
    ["101*exp(100*x)", "exp(100*x)"],
    ["cos(x) + 1e-6", "sin(x)"],
    ["exp(x)", "exp(x) + 1e-20*x"],
    ["z", "x*y"],
    ["x", "floor(x)"],
    ["2*sqrt(x)^2", "x^2"], // no value at x < 0
    ["if(x < 500, 1, 2)", "x"],
  ])("%s is refuted as the derivative of %s, with a point that shows it", (claimed, f) => {
    const outcome = check(claimed, f);
    if (outcome.agrees !== false) throw new Error(`not refuted: ${JSON.stringify(outcome)}`);
    const { at, claimed: given, derivative } = outcome;
    expect(given).toBe(evaluate(parse(claimed), new Map([...at, ["z", at.get("z") ?? 0]])));
    expect(derivative).toBe(evaluate(diff(parse(f), "x"), at));
    expect(Math.abs(given - derivative)).not.toBeLessThanOrEqual(1e-9 * Math.abs(derivative));
  });

  test.each([
    ["sin(x)^2 + cos(x)^2 - 1", "3", "rounding leaves too few digits to tell"],
    ["0", "ln(-x^2)", "the formula has no value"],
    ["x", "g(x)", "declared without a definition"],
  ])("whether %s is the derivative of %s is unknown, and why", (claimed, f, why) => {
    const outcome = check(claimed, f);
    expect(outcome.agrees).toBe("unknown");
    expect(outcome.agrees === "unknown" ? outcome.why : "").toContain(why);
  });

  test("equal seeds try equal points", () => {
    const [f, claimed] = [parse("sin(x)"), parse("cos(x) + 1e-3")];
    const at = (seed: number) => {
      const outcome = checkDerivative(claimed, f, "x", { seed });
      return outcome.agrees === false ? outcome.at.get("x") : undefined;
    };
    expect(at(7)).toBe(at(7));
    expect(at(7)).not.toBe(at(8));
  });

  test("bad options are UsageErrors; the work can be cancelled", () => {
    const f = parse("x^2");
    expect(() => checkDerivative(f, f, "x", { points: 0 })).toThrow(
      new UsageError("bad-points", "points is 0, expected an integer from 1 to 10000"),
    );
    expect(() => checkDerivative(f, f, "x", { budget: { cancelled: () => true } })).toThrow(CancelledError);
  });
});

describe("checkGradient(f)", () => {
  test.each([
    "x^y + sin(y)",
    "exp(100*x)",
    "abs(x)*floor(y)",
    "erf(x)*gamma(y)",
    "asin(x)*acosh(y)",
    "3",
    "x^20 - y^30",
  ])("the gradient of %s agrees with differences by every method", (text) => {
    for (const method of ["alpha", "beta", "forward"] as const)
      expect(checkGradient(parse(text), { method }).agrees).toBe(true);
  });
});
