import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equal } from "../../../src/expr/equal.ts";
import { ArityError, BudgetError, GradtreeError, NameError, ParseError } from "../../../src/expr/errors.ts";
import { Const, constant, type Expr } from "../../../src/expr/node.ts";
import { INTERCHANGE_LIMIT } from "../../../src/expr/parse/interchange.ts";
import { readMathJson } from "../../../src/expr/parse/mathjson.ts";
import { E, Pi } from "../../../src/expr/primitives/constants.ts";
import { Ln, Log, Log2, Log10 } from "../../../src/expr/primitives/exponential.ts";
import { Ge, If } from "../../../src/expr/primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../../../src/expr/primitives/operators.ts";
import { Nthroot, Pow, Sqrt, Square } from "../../../src/expr/primitives/powers.ts";
import { Sin } from "../../../src/expr/primitives/trigonometric.ts";
import { format } from "../../../src/expr/print/format.ts";
import { userPrimitive } from "../../../src/expr/userFunction.ts";
import { Var } from "../../../src/expr/var.ts";
import { allLeaves, exactlyEqual, randomFormula } from "../print/randomFormula.ts";
import { failure } from "./failure.ts";

const [a, b, c, x, y] = ["a", "b", "c", "x", "y"].map(Var);

describe("readMathJson", () => {
  test.each<[string, Expr]>([
    ['["Add", ["Multiply", "x", "y"], ["Sin", "y"]]', Add(Mul(x, y), Sin(y))],
    ['"x"', x],
    ["12", Const(12)],
    ["-0.1", Const("-1/10")],
    ["1.5e-20", Const(1.5e-20)],
    ["-0", constant(-0)],
    ['["Add", "a", "b", "c"]', Add(Add(a, b), c)],
    ['["Multiply", "a", "b", "c"]', Mul(Mul(a, b), c)],
    ['["Subtract", "a", "b"]', Sub(a, b)],
    ['["Negate", "x"]', Neg(x)],
    ['["Divide", 1, 3]', Div(1, 3)],
    ['["Rational", 1, 3]', Const("1/3")],
    ['["Rational", -2, 6]', Const("-1/3")],
    ['["Rational", "x", 3]', Div(x, 3)],
    ['["Rational", 1, 0]', Div(1, 0)],
    ['["Power", "x", 2]', Pow(x, 2)],
    ['["Square", "x"]', Square(x)],
    ['["Sqrt", "x"]', Sqrt(x)],
    ['["Root", "x", 5]', Nthroot(x, 5)],
    ['["Ln", "x"]', Ln(x)],
    ['["Log", "x"]', Log10(x)],
    ['["Lg", "x"]', Log10(x)],
    ['["Lb", "x"]', Log2(x)],
    ['["Log", "x", 3]', Log(x, 3)],
    ['["If", ["GreaterEqual", "x", 0], "a", "b"]', If(Ge(x, 0), a, b)],
    ['["Multiply", "Pi", "ExponentialE"]', Mul(Pi, E)],
    ['"Half"', Const("1/2")],
    ['"NaN"', constant(Number.NaN)],
    ['"NegativeInfinity"', constant(Number.NEGATIVE_INFINITY)],
    ['{"num": "98765432109876543210"}', Const(98765432109876543210n)],
    ['{"num": 0.1}', Const("1/10")],
    ['{"num": "+Infinity"}', constant(Number.POSITIVE_INFINITY)],
    ['{"num": "NaN"}', constant(Number.NaN)],
    ['{"num": "1e-9999999"}', Pow(10, Neg(9999999))],
    ['{"sym": "x"}', x],
    ['{"fn": ["Add", {"sym": "x"}, {"num": "1"}]}', Add(x, 1)],
    [
      '{"fn": ["Sin", {"fn": ["Sin", "x"]}], "latex": "\\\\sin", "sourceOffsets": [0, {"a": [1, null, true]}]}',
      Sin(Sin(x)),
    ],
    ['{"comment": "first", "num": "2"}', Const(2)],
    ['{"sym": "Pi", "comment": "variable"}', Var("Pi")],
    ['{"sym": "Pi"}', Pi],
    ['{"num": "1", "num": "2"}', Const(2)],
    ['{"__proto__": {"num": "1"}, "constructor": 5, "sym": "x"}', x],
    ['"\\u0078"', x],
    ['"__proto__"', Var("__proto__")],
  ])("reads %s", (text, expr) => {
    expect(exactlyEqual(readMathJson(text), expr)).toBe(true);
  });

  test("what format wrote is read back exactly", () => {
    fc.assert(
      fc.property(randomFormula(allLeaves), (expr) => {
        expect(exactlyEqual(readMathJson(format(expr, "mathjson")), expr)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("decimals are read back exactly", () => {
    fc.assert(
      fc.property(randomFormula(allLeaves), (expr) => {
        const text = format(expr, { syntax: "mathjson", numbers: "decimal" });
        expect(exactlyEqual(readMathJson(text), expr)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test("what format writes is JSON", () => {
    fc.assert(
      fc.property(randomFormula(allLeaves), fc.constantFrom("fraction", "decimal"), (expr, numbers) => {
        const text = format(expr, { syntax: "mathjson", numbers });
        expect(JSON.parse(text)).toBeDefined();
      }),
      { numRuns: 200 },
    );
  });

  test("functions of a scope are found by name and number of arguments", () => {
    const f = userPrimitive("f", [0]);
    const functions = (name: string, args: number) => (name === "f" && args === 1 ? f : undefined);
    expect(equal(readMathJson('["f", "x"]', { functions }), f(x))).toBe(true);
  });

  test.each<[string, string, string, string, typeof GradtreeError]>([
    ["", "1:1", "unexpected-end", "expected a formula, found the end of the text", ParseError],
    ['["Add", "x",', "1:13", "unexpected-end", "expected a formula, found the end of the text", ParseError],
    [
      '["Add",\n "x"',
      "2:5",
      "unexpected-end",
      "expected ',' or ']' to close the '[' at 1:1, found the end of the text",
      ParseError,
    ],
    [
      '["Add", "x", "y"}',
      "1:17",
      "unexpected-text",
      "expected ',' or ']' to close the '[' at 1:1, found '}'",
      ParseError,
    ],
    ['["Add", "x", "y"] 2', "1:19", "unexpected-text", "expected the end of the text, found '2'", ParseError],
    ["[]", "1:2", "unexpected-text", "expected a function's name after '[', found ']'", ParseError],
    ["[1, 2]", "1:2", "unexpected-text", "expected a function's name after '[', found '1'", ParseError],
    ["true", "1:1", "unexpected-text", "expected a formula, found 'true'", ParseError],
    ["+1", "1:1", "bad-json", "expected JSON, found '+'", ParseError],
    ["😀", "1:1", "bad-json", "expected JSON, found '😀'", ParseError],
    ['"x', "1:1", "bad-json", "expected '\"' to end the string, found the end of the text", ParseError],
    ['"\\q"', "1:1", "bad-json", "expected an escape of JSON, found '\\q'", ParseError],
    ["{}", "1:1", "expected-formula", 'expected "num", "sym" or "fn" in the object', ParseError],
    ['{"str": "x"}', "1:1", "expected-formula", 'expected "num", "sym" or "fn" in the object', ParseError],
    ['{,"num": 1}', "1:2", "unexpected-text", "expected a key, found ','", ParseError],
    ['{"num" 1}', "1:8", "unexpected-text", "expected ':' after a key, found '1'", ParseError],
    ['{"fn": "Sin"}', "1:8", "unexpected-text", "expected '[' after \"fn\", found '\"Sin\"'", ParseError],
    ['{"num": "twelve"}', "1:9", "bad-constant", "expected a number, found 'twelve'", ParseError],
    ['["Sine", "x"]', "1:2", "unknown-function", "unknown function 'Sine' (did you mean 'Sin'?)", NameError],
    ['["constructor", "x"]', "1:2", "unknown-function", "unknown function 'constructor'", NameError],
    ['["Sin", "x", "y"]', "1:1", "wrong-arity", "sin takes 1 argument, got 2", ArityError],
    ['["Log", "x", 2, 3]', "1:1", "wrong-arity", "log takes 2 arguments, got 3", ArityError],
    [
      '["Add", "x", "2y"]',
      "1:14",
      "bad-name",
      "'2y' is no variable's name: expected a letter or _, then letters, digits or _",
      NameError,
    ],
    [
      '["Add", "sin", 1]',
      "1:9",
      "reserved-name",
      "'sin' is a function, expected a variable's name",
      NameError,
    ],
  ])("%j is refused at %s", (text, place, code, message, Kind) => {
    const error = failure(() => readMathJson(text));
    expect(error).toBeInstanceOf(Kind);
    expect({ code: error.code, message: error.message }).toEqual({ code, message });
    expect(`${error.span?.line}:${error.span?.column}`).toBe(place);
  });

  test("a key named __proto__ changes no prototype", () => {
    readMathJson('{"__proto__": {"polluted": 1}, "num": "1"}');
    expect("polluted" in {}).toBe(false);
  });

  test("text over 64,000,000 characters is refused by that limit", () => {
    const error = failure(() => readMathJson(" ".repeat(INTERCHANGE_LIMIT + 1)));
    expect(error).toBeInstanceOf(BudgetError);
    expect(error.message).toBe("MathJSON of 64,000,001 characters is over the limit of 64,000,000");
  });

  test("arrays, objects and passed-over values nested 300,000 deep are read", () => {
    const depth = 300_000;
    const arrays = `${'["Sin",'.repeat(depth)}"x"${"]".repeat(depth)}`;
    expect(format(readMathJson(arrays), "mathjson")).toBe(arrays);
    const objects = `${'{"fn":["Sin",'.repeat(depth)}"x"${"]}".repeat(depth)}`;
    expect(equal(readMathJson(objects), readMathJson(arrays))).toBe(true);
    expect(readMathJson(`{"other":${"[".repeat(depth)}${"]".repeat(depth)},"num":1}`)).toBe(constant(1));
  }, 60_000);

  test("any text is read or refused with a documented error", () => {
    const scrap = fc.constantFrom(
      "[",
      "]",
      "{",
      "}",
      ",",
      ":",
      '"',
      '"Sin"',
      '"x"',
      "1",
      "-",
      '"fn"',
      '"num"',
      "\\",
      "null",
    );
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 30 }), (scraps) => {
        try {
          readMathJson(scraps.join(""));
        } catch (error) {
          expect(error).toBeInstanceOf(GradtreeError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
