import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/expr/evaluate.ts";
import type { Expr } from "../../src/expr/node.ts";
import { operations } from "../../src/expr/operations.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { format } from "../../src/expr/print/format.ts";
import { Var } from "../../src/expr/var.ts";
import { expand, expanded } from "../../src/simplify/expand.ts";
import { Unfinished } from "../../src/simplify/rewriting.ts";
import { rewrites, shown } from "./shown.ts";

const inOpenForm = rewrites(expanded);

describe("expand", () => {
  test.each([
    ["(x + 1)^2*(x - 1)", "x^3 + x^2 - x - 1"],
    ["(x + y)^3", "x^3 + 3*y*x^2 + 3*x*y^2 + y^3"],
    ["(x + 1)/x", "1 + 1/x"],
    ["(x + 1)/(y + 1)", "x/(y + 1) + 1/(y + 1)"],
    ["(0.1 + 0.2 + x)^2", "x^2 + 3/5*x + 9/100"],
    ["sin((x + 1)^2)", "sin(x^2 + 2*x + 1)"],
    ["(x + sqrt(2))^2", "x^2 + 2*sqrt(2)*x + 2"],
    ["(x + 1)^(3/2)", "x*sqrt(x + 1) + sqrt(x + 1)"],
    ["sqrt(x)*(sqrt(x) + 1)", "x + sqrt(x)"],
    ["sqrt(8)*sqrt(3)*(1 + sqrt(6))", "2*sqrt(6) + 12"],
    ["cos(y - x) - cos(x - y)", "0"],
    ["cbrt(x)*(cbrt(x)^2 + 1)", "x + cbrt(x)"],
    ["abs(x + 1)^2", "x^2 + 2*x + 1"],
    ["1e-20*(x + 1)", "1/100000000000000000000*x + 1/100000000000000000000"],
  ])("%s is %s", (text, expected) => {
    expect(inOpenForm(text)).toBe(expected);
  });

  test.each([
    ["exp(a + b)", "exp(a)*exp(b)"],
    ["exp(2*x + y + 1)", "e*exp(y)*exp(2*x)"],
    ["2^(x + 3)", "8*2^x"],
    ["ln(x*exp(y))", "y + ln(x)"],
    ["ln(exp(x)*(y^2 + 1))", "x + ln(y^2 + 1)"],
    ["ln(x*y)", "ln(x*y)"],
  ])("exp of a sum, ln of a product where its factors are positive: %s is %s", (text, expected) => {
    expect(inOpenForm(text)).toBe(expected);
  });

  test("what is assumed lets ln(x*y) split", () => {
    const assume = ({ expr, holds }: { expr: Expr; holds: string }): boolean =>
      expr.kind === "var" && holds === "positive";
    expect(format(expand(parse("ln(x*y^2)"), { assume }))).toBe("ln(x) + 2*ln(y)");
  });

  test("(x^2 - 1)/(x - 1) is x + 1 where x ≠ 1", () => {
    expect(inOpenForm("(x^2 - 1)/(x - 1)")).toBe("x + 1 | x ≠ 1");
  });

  test("strict relies on no condition", () => {
    expect(format(expand(parse("(x^2 - 1)/(x - 1)"), { strict: true }))).toBe("(x^2 - 1)/(x - 1)");
    expect(format(expand(parse("(x + 1)^2/x"), { strict: true }))).toBe("x + 2 + 1/x");
  });

  test("a quotient by 0, inf and nan are left as they are", () => {
    expect(inOpenForm("(x + 1)^2/(1 - 1)")).toContain("/0");
    expect(inOpenForm("(x + 1)*inf")).toContain("inf");
    expect(inOpenForm("inf - inf")).toBe("inf - inf");
  });

  test("0^0 and (x + 1)^0 are 1", () => {
    expect(inOpenForm("0^0 + (x + 1)^0")).toBe("2");
  });

  test("branches of a conditional are opened no further", () => {
    expect(inOpenForm("if(x > 0, (x + 1)^2, 0) + (x + 1)^2 - x^2")).toBe("2*x + if(x > 0, (x + 1)^2, 0) + 1");
  });
});

describe("a budget", () => {
  test("(x + 1)^1000000 is refused, and the error holds the formula", () => {
    const formula = parse("(x + 1)^1000000");
    try {
      expand(formula);
      expect.fail("expanded");
    } catch (error) {
      if (!(error instanceof Unfinished)) throw error;
      expect(error.code).toBe("over-budget");
      expect(error.message).toBe(
        "expanding would take 1,000,001 terms, over the budget of 100,000 terms; raise budget.nodes, or give powers: the highest to be opened",
      );
      expect(format(error.found)).toBe("(x + 1)^1000000");
    }
  });

  test("`nodes` is the most terms", () => {
    expect(() => expand(parse("(x + 1)^10"), { budget: { nodes: 10 } })).toThrow(
      "11 terms, over the budget of 10",
    );
    expect(operations([expand(parse("(x + 1)^10"), { budget: { nodes: 11 } })])).toBe(28);
  });

  test("`powers` leaves higher powers of sums as they are", () => {
    expect(format(expand(parse("(x + 1)^1000000*(x + 2)"), { powers: 3 }))).toBe(
      "x*(x + 1)^1000000 + 2*(x + 1)^1000000",
    );
  });

  test("a power left as it is can be divided by, with its condition", () => {
    const formula = parse("(x + 1)^100*(x^2 - 1)/(x - 1)*y");
    expect(shown(expanded(formula, { powers: 3 }))).toBe("x*y*(x + 1)^100 + y*(x + 1)^100 | x ≠ 1");
  });

  test("a DAG of 2^2000 paths whose sums grow is refused", () => {
    let f: Expr = Var("x");
    for (let i = 0; i < 2000; i++) f = Mul(f, Add(f, 1));
    expect(() => expand(f, { budget: { nodes: 200 } })).toThrow(Unfinished);
  });

  test("a cancelled budget stops it", () => {
    expect(() => expand(parse("(x + 1)^2"), { budget: { cancelled: () => true } })).toThrow("cancelled");
  });

  test("options that there are not are refused", () => {
    // @ts-expect-error: a misspelt option
    expect(() => expand(parse("x"), { power: 3 })).toThrow(
      "unknown option 'power' of expand (did you mean 'powers'?)",
    );
    expect(() => expand(parse("x"), { powers: 0 })).toThrow("powers is 0");
    // @ts-expect-error: a text is no formula
    expect(() => expand("x + 1")).toThrow("a string is no formula; parse(text) reads one");
  });
});

describe("powers with a formula above", () => {
  const assume = ({ expr }: { expr: Expr }): boolean => expr.kind === "var" && expr.name === "p";
  test.each([
    ["(x^a + 1)^2", "2*x^a + x^(2*a) + 1"],
    ["(x^n + 1)*(x^n - 1)", "x^(2*n) - 1 | x^n is defined"], // at x = -1, n = 1/2 the result alone has a value
    ["x*(x^n + 1)", "x + x^(n + 1) | x^n is defined"],
    ["(x^a + x^(-a))^2", "x^(-2*a) + x^(2*a) + 2 | x^a is defined, x^(-a) is defined"],
    ["x^a*(1 + x^b) + x^(a + b)", "x^a + 2*x^(a + b) | x^b is defined"],
    ["abs(y^y)^2", "y^(2*y) | y^y is defined"],
    ["x^(a + b)", "x^(a + b)"], // at x = 0, a = -1, b = 2 the parts have no value
    ["p^(a + b)", "p^a*p^b"],
    ["p^(a + 2)*(p + 1)", "p^3*p^a + p^2*p^a"],
  ])("those of one base are one: %s is %s", (text, expected) => {
    const result = expanded(parse(text), { assume });
    expect(shown(result)).toBe(expected);
    expect(format(expand(result.expr, { assume }))).toBe(format(result.expr));
  });
});

test.each([
  ["sqrt(3 + 2*sqrt(2))", "sqrt(2) + 1"],
  ["sqrt(7 - 4*sqrt(3))", "2 - sqrt(3)"],
  ["sqrt(5 - 2*sqrt(6))", "sqrt(3) - sqrt(2)"],
  ["sqrt(1 + sqrt(2))", "sqrt(sqrt(2) + 1)"],
])("a root below a root goes where it can: %s is %s", (text, expected) => {
  expect(format(expand(parse(text)))).toBe(expected);
  expect(evaluate(expand(parse(text)), {})).toBeCloseTo(evaluate(parse(text), {}), 13); // a few roundings
});

describe("size", () => {
  const x = Var("x");

  test("a chain of 10,000 calls, and one of 10,000 sums", () => {
    let calls: Expr = x;
    let sums: Expr = x;
    for (let i = 0; i < 10_000; i++) {
      calls = Sin(calls);
      sums = Add(x, sums);
    }
    expect(operations([expand(calls)])).toBe(10_000);
    expect(format(expand(sums))).toBe("10001*x");
  });

  test("a DAG of 2^2000 paths stays one where nothing has to be opened", () => {
    let f: Expr = x;
    for (let i = 0; i < 2000; i++) f = Sin(Add(f, f));
    expect(operations([expand(f)])).toBe(4000);
  });
});
