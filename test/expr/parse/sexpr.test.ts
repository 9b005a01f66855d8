import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equal } from "../../../src/expr/equal.ts";
import { ArityError, BudgetError, GradtreeError, NameError, ParseError } from "../../../src/expr/errors.ts";
import { Const, constant, type Expr } from "../../../src/expr/node.ts";
import { DIGITS_LIMIT, INTERCHANGE_LIMIT } from "../../../src/expr/parse/interchange.ts";
import { readSexpr } from "../../../src/expr/parse/sexpr.ts";
import { E, Pi } from "../../../src/expr/primitives/constants.ts";
import { Ln, Log } from "../../../src/expr/primitives/exponential.ts";
import { Max } from "../../../src/expr/primitives/extremes.ts";
import { And, Gt, If } from "../../../src/expr/primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../../../src/expr/primitives/operators.ts";
import { Pow } from "../../../src/expr/primitives/powers.ts";
import { Asin, Sin } from "../../../src/expr/primitives/trigonometric.ts";
import { format } from "../../../src/expr/print/format.ts";
import { userPrimitive } from "../../../src/expr/userFunction.ts";
import { Var } from "../../../src/expr/var.ts";
import { allLeaves, exactlyEqual, randomFormula } from "../print/randomFormula.ts";
import { failure } from "./failure.ts";

const [a, b, c, x, y] = ["a", "b", "c", "x", "y"].map(Var);

describe("readSexpr", () => {
  test.each<[string, Expr]>([
    ["(+ (* x y) (sin y))", Add(Mul(x, y), Sin(y))],
    ["x", x],
    ["  ( +\n\tx ; a comment )\n y )  ; the end", Add(x, y)],
    ["(- x)", Neg(x)],
    ["(- x y)", Sub(x, y)],
    ["(+ a b c)", Add(Add(a, b), c)],
    ["(- a b c)", Sub(Sub(a, b), c)],
    ["(/ a b c)", Div(Div(a, b), c)],
    ["(and a b c)", And(And(a, b), c)],
    ["(max a b c)", Max(a, b, c)],
    ["(^ 2 x)", Pow(2, x)],
    ["(pow 2 x)", Pow(2, x)],
    ["(if (> x 0) a b)", If(Gt(x, 0), a, b)],
    ["(log x 2)", Log(x, 2)],
    ["(log x)", Ln(x)],
    ["(arcsin x)", Asin(x)],
    ["(* 2 pi)", Mul(2, Pi)],
    ["(* π e)", Mul(Pi, E)],
    ["-2", Const(-2)],
    ["(- 2)", Neg(2)],
    ["1/3", Const("1/3")],
    ["-2/6", Const("-1/3")],
    ["0.1", Const("1/10")],
    ["-1.5e-20", Const(-1.5e-20)],
    [".5", Const("1/2")],
    ["+3", Const(3)],
    ["-0", constant(-0)],
    ["-0.0", constant(-0)],
    ["inf", constant(Number.POSITIVE_INFINITY)],
    ["-inf", constant(Number.NEGATIVE_INFINITY)],
    ["nan", constant(Number.NaN)],
    ["98765432109876543210", Const(98765432109876543210n)],
    ["-2e9999999", Neg(Mul(2, Pow(10, 9999999)))],
    ["x₁", Var("x_1")],
    ["(+ constructor __proto__)", Add(Var("constructor"), Var("__proto__"))],
  ])("reads %s", (text, expr) => {
    expect(exactlyEqual(readSexpr(text), expr)).toBe(true);
  });

  test("two variables of one name are one node", () => {
    const sum = readSexpr("(+ x x)");
    expect(sum.kind === "apply" && sum.args[0] === sum.args[1]).toBe(true);
  });

  test("what format wrote is read back exactly", () => {
    fc.assert(
      fc.property(randomFormula(allLeaves), (expr) => {
        expect(exactlyEqual(readSexpr(format(expr, "sexpr")), expr)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("decimals are read back exactly", () => {
    fc.assert(
      fc.property(randomFormula(allLeaves), (expr) => {
        const text = format(expr, { syntax: "sexpr", numbers: "decimal" });
        expect(exactlyEqual(readSexpr(text), expr)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test("functions of a scope are found by name and number of arguments", () => {
    const f = userPrimitive("f", [1, 0]);
    const functions = (name: string, args: number) => (name === "f'[1,0]" && args === 2 ? f : undefined);
    expect(equal(readSexpr("(f'[1,0] x y)", { functions }), f(x, y))).toBe(true);
  });

  test.each<[string, string, string, string, typeof GradtreeError]>([
    ["", "1:1", "expected-formula", "expected a formula, found the end of the text", ParseError],
    ["; nothing", "1:10", "expected-formula", "expected a formula, found the end of the text", ParseError],
    [
      "(+ x\n  (sin y)",
      "2:10",
      "expected-bracket",
      "expected ')' to close the '(' at 1:1, found the end of the text",
      ParseError,
    ],
    ["(+ x y))", "1:8", "unexpected-text", "expected the end of the text, found ')'", ParseError],
    ["x y", "1:3", "unexpected-text", "expected the end of the text, found 'y'", ParseError],
    [")", "1:1", "unexpected-bracket", "expected a formula, found ')' that closes no '('", ParseError],
    [
      "()",
      "1:2",
      "expected-function",
      "expected an operator or a function's name after '(', found ')'",
      ParseError,
    ],
    [
      "((f) x)",
      "1:2",
      "expected-function",
      "expected an operator or a function's name after '(', found '('",
      ParseError,
    ],
    [
      "(",
      "1:2",
      "expected-function",
      "expected an operator or a function's name after '(', found the end of the text",
      ParseError,
    ],
    ["(+ x (sine y))", "1:7", "unknown-function", "unknown function 'sine' (did you mean 'sin'?)", NameError],
    ["(tg x)", "1:2", "unknown-function", "unknown function 'tg' (did you mean 'tan'?)", NameError],
    ["(constructor x)", "1:2", "unknown-function", "unknown function 'constructor'", NameError],
    ["(sin x y)", "1:1", "wrong-arity", "sin takes 1 argument, got 2", ArityError],
    ["(+ x)", "1:1", "wrong-arity", "add takes 2 or more arguments, got 1", ArityError],
    ["(log x 2 3)", "1:1", "wrong-arity", "log takes 1 or 2 arguments, got 3", ArityError],
    ["(-)", "1:1", "wrong-arity", "- takes 1 or 2 arguments, got 0", ArityError],
    [
      "(+ α₁\n(* 𝑎 sin) 2)",
      "2:6",
      "function-without-brackets",
      "function 'sin' without brackets, expected (sin ...)",
      NameError,
    ],
    [
      "(+ 2x 1)",
      "1:4",
      "bad-name",
      "'2x' is no variable's name: expected a letter or _, then letters, digits or _",
      NameError,
    ],
    [
      "(+ where 1)",
      "1:4",
      "reserved-name",
      "'where' is a word of the language, expected a variable's name",
      NameError,
    ],
    ["(+ 1/0 1)", "1:4", "bad-constant", "1/0 has the denominator 0, expected another", ParseError],
  ])("%j is refused at %s", (text, place, code, message, Kind) => {
    const error = failure(() => readSexpr(text));
    expect(error).toBeInstanceOf(Kind);
    expect({ code: error.code, message: error.message }).toEqual({ code, message });
    expect(`${error.span?.line}:${error.span?.column}`).toBe(place);
  });

  test("the span of an error covers what it is about", () => {
    expect(failure(() => readSexpr("(+ x (sine y))")).span).toEqual({
      start: 6,
      end: 10,
      line: 1,
      column: 7,
    });
  });

  test("text over 64,000,000 characters is refused by that limit", () => {
    const error = failure(() => readSexpr(" ".repeat(INTERCHANGE_LIMIT + 1)));
    expect(error).toBeInstanceOf(BudgetError);
    expect(error.message).toBe("S-expression of 64,000,001 characters is over the limit of 64,000,000");
  });

  test("a number of too many digits is refused by that limit", () => {
    expect(failure(() => readSexpr(`(+ x ${"7".repeat(DIGITS_LIMIT + 1)})`)).message).toBe(
      "number of 20,001 characters, expected at most 20,000",
    );
  });

  test("brackets nested 300,000 deep are read, and missing ones found", () => {
    const depth = 300_000;
    const text = `${"(sin ".repeat(depth)}x${")".repeat(depth)}`;
    expect(format(readSexpr(text), "sexpr")).toHaveLength(text.length);
    expect(failure(() => readSexpr(text.slice(0, -1))).message).toContain("to close the '(' at 1:1,");
  }, 60_000);

  test("any text is read or refused with a documented error", () => {
    const scrap = fc.constantFrom(
      "(",
      ")",
      " ",
      "+",
      "-",
      "sin",
      "x",
      "1/2",
      ";",
      "\n",
      "if",
      "2e",
      "'",
      "inf",
      "😀",
    );
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 30 }), (scraps) => {
        try {
          readSexpr(scraps.join(""));
        } catch (error) {
          expect(error).toBeInstanceOf(GradtreeError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
