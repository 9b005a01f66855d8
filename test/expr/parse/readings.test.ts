// How text is read: each line is a text and the formula as an S-expression, in the order of the
// language's rules from loose to tight.
import { describe, expect, test } from "vitest";
import { type ParseOptions, parse } from "../../../src/expr/parse/parse.ts";
import { formatSexpr } from "../../../src/expr/print/sexpr.ts";

const reads = (text: string, options?: ParseOptions): string => formatSexpr(parse(text, options));

function table(rows: readonly (readonly [string, string])[], options?: ParseOptions): void {
  for (const [text, sexpr] of rows) {
    test(`parse('${text}') is ${sexpr}`, () => {
      expect(reads(text, options)).toBe(sexpr);
    });
  }
}

describe("powers and signs", () => {
  table([
    ["-x^2", "(- (^ x 2))"],
    ["2^-x", "(^ 2 (- x))"],
    ["2^-x^2", "(^ 2 (- (^ x 2)))"],
    ["2^--x", "(^ 2 (- (- x)))"],
    ["2^3^2", "(^ 2 (^ 3 2))"],
    ["x**2", "(^ x 2)"],
    ["--x", "(- (- x))"],
    ["+x", "x"],
    ["-2", "(- 2)"],
    ["-2x", "(* (- 2) x)"],
    ["a - -b", "(- a (- b))"],
  ]);
});

describe("sums, products and quotients go to the left", () => {
  table([
    ["a-b-c", "(- (- a b) c)"],
    ["a + b + c", "(+ (+ a b) c)"],
    ["a/b/c", "(/ (/ a b) c)"],
    ["a*b*c", "(* (* a b) c)"],
    ["a - b + c", "(+ (- a b) c)"],
    ["a*b/c", "(/ (* a b) c)"],
    ["2/3", "(/ 2 3)"],
    ["a + b*c^d", "(+ a (* b (^ c d)))"],
  ]);
});

describe("juxtaposition is a product and binds like *", () => {
  table([
    ["2x", "(* 2 x)"],
    ["2(x+1)", "(* 2 (+ x 1))"],
    ["(a)(b)", "(* a b)"],
    ["x y", "(* x y)"],
    ["x y z", "(* (* x y) z)"],
    ["2 sin(x)", "(* 2 (sin x))"],
    ["pi(x+1)", "(* pi (+ x 1))"],
    ["pi(x+1)^2", "(* pi (^ (+ x 1) 2))"],
    ["2√x", "(* 2 (sqrt x))"],
    ["1/2x", "(* (/ 1 2) x)"],
    ["a/b c", "(* (/ a b) c)"],
    ["x^2y", "(* (^ x 2) y)"],
    ["1/-2x", "(* (/ 1 (- 2)) x)"],
    ["e(x)", "(* e x)"],
    ["2∞", "(* 2 inf)"],
    ["sin(x)cos(x)", "(* (sin x) (cos x))"],
    ["(x)y!", "(* x (factorial y))"],
  ]);
});

describe("numbers", () => {
  table([
    [".5", "1/2"],
    ["5.", "5"],
    ["1e3", "1000"],
    ["2e", "(* 2 e)"],
    ["2e3", "2000"],
    ["2e+3", "2000"],
    ["2e + 3", "(+ (* 2 e) 3)"],
    ["2E-3", "1/500"],
    ["5.x", "(* 5 x)"],
    ["2e3x", "(* 2000 x)"],
    ["0.1", "1/10"],
  ]);
});

describe("a name before brackets, where x is a variable of the scope", () => {
  table(
    [
      ["x(y+1)", "(* x (+ y 1))"],
      ["x (y+1)", "(* x (+ y 1))"],
      ["x(y+1)^2", "(* x (^ (+ y 1) 2))"],
      ["x(y+1)!", "(* x (factorial (+ y 1)))"],
      ["-x(y+1)", "(* (- x) (+ y 1))"],
      ["2^x(y+1)", "(* (^ 2 x) (+ y 1))"],
      ["2^x(y+1)^3", "(* (^ 2 x) (^ (+ y 1) 3))"],
      ["√x(y+1)", "(* (sqrt x) (+ y 1))"],
      ["a/x(y+1)", "(* (/ a x) (+ y 1))"],
      ["x(x(y))", "(* x (* x y))"],
      ["x(y)(z)", "(* (* x y) z)"],
      ["x(y)x(z)", "(* (* (* x y) x) z)"],
    ],
    { variables: ["x"] },
  );
});

describe("declared functions", () => {
  table(
    [
      ["f(x)", "(f x)"],
      ["f(x)^2", "(^ (f x) 2)"],
      ["g(x, y)", "(g x y)"],
      ["f'(x)", "(f' x)"],
      ["f''(x)", "(f'' x)"],
      ["f'[4](x)", "(f'[4] x)"],
      ["f'[0](x)", "(f x)"],
      ["f′(x)", "(f' x)"],
      ["f’(x)", "(f' x)"],
      ["g'[1,0](x,y)", "(g'[1,0] x y)"],
      ["g'[ 1 , 0 ] (x, y)", "(g'[1,0] x y)"],
    ],
    { functions: { f: 1, g: 2 } },
  );

  test("a name that is both is a function", () => {
    expect(reads("f(x)", { variables: ["f"], functions: { f: 1 } })).toBe("(f x)");
  });
});

describe("factorials", () => {
  table([
    ["x!", "(factorial x)"],
    ["2^3!", "(^ 2 (factorial 3))"],
    ["-3!", "(- (factorial 3))"],
    ["(x!)!", "(factorial (factorial x))"],
    ["x!^2", "(^ (factorial x) 2)"],
    ["x != 2", "(!= x 2)"],
    ["x! == 2", "(== (factorial x) 2)"],
  ]);
});

describe("other spellings", () => {
  table([
    ["arcsin(x)", "(asin x)"],
    ["arccos(x)", "(acos x)"],
    ["arctan(x)", "(atan x)"],
    ["sgn(x)", "(sign x)"],
    ["arsinh(x)", "(asinh x)"],
    ["log(x)", "(ln x)"],
    ["ln(x)", "(ln x)"],
    ["log(x, b)", "(log x b)"],
    ["log2(x)", "(log2 x)"],
    ["log10(x)", "(log10 x)"],
    ["pow(x, y)", "(^ x y)"],
    ["factorial(x)", "(factorial x)"],
    ["∞", "inf"],
    ["π", "pi"],
    ["τ", "tau"],
    ["nan", "nan"],
  ]);
});

describe("signs that people paste", () => {
  table([
    ["a − b", "(- a b)"],
    ["3 − 1", "(- 3 1)"],
    ["−x", "(- x)"],
    ["a × b", "(* a b)"],
    ["a · b", "(* a b)"],
    ["a ⋅ b", "(* a b)"],
    ["a ÷ b", "(/ a b)"],
    ["a ≤ b", "(<= a b)"],
    ["a ≥ b", "(>= a b)"],
    ["a ≠ b", "(!= a b)"],
    ["x²", "(^ x 2)"],
    ["x²³", "(^ x 23)"],
    ["x⁻¹", "(^ x (- 1))"],
    ["x²^3", "(^ (^ x 2) 3)"],
    ["2^x²", "(^ 2 (^ x 2))"],
    ["√x²", "(^ (sqrt x) 2)"],
    ["√x^2", "(^ (sqrt x) 2)"],
    ["√2x", "(* (sqrt 2) x)"],
    ["√√x", "(sqrt (sqrt x))"],
    ["√(x + 1)", "(sqrt (+ x 1))"],
    ["√sin(x)", "(sqrt (sin x))"],
    ["√|x|", "(sqrt (abs x))"],
    ["α + β", "(+ α β)"],
    ["x₁ + x₁₂", "(+ x_1 x_12)"],
  ]);
});

describe("bars", () => {
  table([
    ["|x|", "(abs x)"],
    ["|x - |y||", "(abs (- x (abs y)))"],
    ["||x| - 1|", "(abs (- (abs x) 1))"],
    ["||x||", "(abs (abs x))"],
    ["|x|*|y|", "(* (abs x) (abs y))"],
    ["|x|^2", "(^ (abs x) 2)"],
    ["|(|x|)|", "(abs (abs x))"],
    ["|x + (1 - |y|)|", "(abs (+ x (- 1 (abs y))))"],
    ["|c ? a : b|", "(abs (if c a b))"],
    ["|x| mod 2", "(mod (abs x) 2)"],
    ["-|x|", "(- (abs x))"],
  ]);
});

describe("mod", () => {
  table([
    ["a mod b", "(mod a b)"],
    ["mod(a, b)", "(mod a b)"],
    ["a mod b mod c", "(mod (mod a b) c)"],
    ["a*b mod c", "(mod (* a b) c)"],
    ["a mod (b)", "(mod a b)"],
    ["a mod mod(b, c)", "(mod a (mod b c))"],
    ["2mod(x)", "(mod 2 x)"],
    ["model", "model"],
  ]);
});

describe("conditions", () => {
  table([
    ["x > 0 ? a : b", "(if (> x 0) a b)"],
    ["if(c, a, b)", "(if c a b)"],
    ["a ? b : c ? d : e", "(if a b (if c d e))"],
    ["a ? b ? c : d : e", "(if a (if b c d) e)"],
    ["piecewise(c, a, d, b, z)", "(if c a (if d b z))"],
    ["piecewise(c, a, d, b)", "(if c a (if d b nan))"],
    ["x == 1", "(== x 1)"],
    ["x != 2", "(!= x 2)"],
    ["not a == b", "(not (== a b))"],
    ["not a and b or c", "(or (and (not a) b) c)"],
    ["a or b and c", "(or a (and b c))"],
    ["a and b or c ? x : y", "(if (or (and a b) c) x y)"],
    ["not not a", "(not (not a))"],
    ["a + 1 < b*c", "(< (+ a 1) (* b c))"],
    ["(a < b) + 1", "(+ (< a b) 1)"],
    ["order + android + nothing", "(+ (+ order android) nothing)"],
  ]);
});

describe("functions of several arguments", () => {
  table([
    ["max(a, b)", "(max a b)"],
    ["max(a, b, c)", "(max (max a b) c)"],
    ["min(a, b, c, d)", "(min (min (min a b) c) d)"],
    ["atan2(y, x)", "(atan2 y x)"],
    ["sin((x))", "(sin x)"],
  ]);
});

describe("comments and blanks", () => {
  table([
    ["x + 1 # the successor", "(+ x 1)"],
    ["# a comment ( with a bracket\nx", "x"],
    ["x + # one\n  y # two", "(+ x y)"],
    ["x\t+\u00A0y\u3000", "(+ x y)"],
    ["sin (x)", "(sin x)"],
  ]);
});

describe("words of a command are ordinary names", () => {
  table([["wrt + at + using + by + about + to", "(+ (+ (+ (+ (+ wrt at) using) by) about) to)"]]);
});
