// LaTeX is read as text is: the grammar's examples, what people write, errors with their place, any depth; and what the
// printer writes is read back.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equal } from "../../../src/expr/equal.ts";
import { GradtreeError } from "../../../src/expr/errors.ts";
import { measure } from "../../../src/expr/measure.ts";
import { apply, Const, type Expr } from "../../../src/expr/node.ts";
import { type ParseOptions, parse, parseEquation, read } from "../../../src/expr/parse/parse.ts";
import { renderError } from "../../../src/expr/parse/render.ts";
import { Log } from "../../../src/expr/primitives/exponential.ts";
import { Nthroot, Pow } from "../../../src/expr/primitives/powers.ts";
import { primitives } from "../../../src/expr/primitives/table.ts";
import { format } from "../../../src/expr/print/format.ts";
import { Var } from "../../../src/expr/var.ts";
import { fold } from "../../../src/expr/walk.ts";
import { tidy } from "../../../src/simplify/tidy.ts";
import { randomExpr, SEED } from "../../randomExpr.ts";
import { allLeaves, plainLeaves, randomFormula } from "../print/randomFormula.ts";

const functions = { f: 1, g: 2 };
const latex = (text: string, options: ParseOptions = {}): Expr =>
  parse(text, { ...options, syntax: "latex" });
const asText = (text: string, options?: ParseOptions): string => format(latex(text, options));

const examples = [
  ...readFileSync("grammar/latex.ohm", "utf8").matchAll(/^ *\/\/ Examples: (.*)$/gmu),
].flatMap(([, line]) => line.split(/ {2,}/u));

test("the grammar's examples are formulas", () => {
  expect(examples.length).toBeGreaterThan(100);
  for (const example of examples) {
    expect(latex(example, { functions }).kind, example).toMatch(/^(?:apply|var|const)$/u);
  }
});

describe("is read", () => {
  test.each([
    // letters are variables, words stand in \mathrm
    ["xy", "x*y"],
    ["2xy^2", "2*x*y^2"],
    ["ae^{-kt}", "a*e^(-k*t)"],
    ["\\mathrm{rate} \\cdot t_{\\text{max}}", "rate*t_max"],
    ["\\theta_1 + x_{12}^2", "θ_1 + x_12^2"],
    // fractions, roots, powers
    ["\\frac12 mv^2", "1/2*m*v^2"],
    ["\\dfrac{x+1}{\\sqrt[3]{x}}", "(x + 1)/cbrt(x)"],
    ["-x^2", "-x^2"],
    ["x^10", undefined],
    ["2^{n+1}!", "(2^(n + 1))!"],
    ["\\left(x + 1\\right)^{2}", "(x + 1)^2"],
    ["a/b/c", "a/b/c"],
    ["1.5 \\times 10^{-3}", "1.5*10^(-3)"],
    // functions with brackets and without
    ["\\sin 2x \\cos x", "sin(2*x)*cos(x)"],
    ["\\sin x + 1", "sin(x) + 1"],
    ["\\sin^2 x + \\cos^{2}(x)", "sin(x)^2 + cos(x)^2"],
    ["\\sin(x)y", "sin(x)*y"],
    ["\\sin x\\,y", "sin(x)*y"],
    ["\\tan^{-1}\\frac{y}{x}", "atan(y/x)"],
    ["\\log_2 x + \\log_{b}(x) + \\log x", "log2(x) + log(x, b) + ln(x)"],
    ["\\ln|x|y", "ln(abs(x))*y"],
    ["\\ln\\left|x\\right|", "ln(abs(x))"],
    ["\\operatorname{arcsinh} x + \\operatorname{sgn}(x)", "asinh(x) + sign(x)"],
    ["\\max\\{a, b, c\\}", "max(a, b, c)"],
    ["\\Gamma(x) + \\psi^{(2)}\\left(x\\right)", "gamma(x) + polygamma(2, x)"],
    ["\\Gamma\\,\\left(x\\right)", "Γ*x"],
    ["x(y + 1)^2", "x*(y + 1)^2"],
    // brackets and bars
    ["\\bigl[\\left\\lfloor x\\right\\rfloor\\bigr]", "floor(x)"],
    ["|a|b|c|", "abs(a)*b*abs(c)"],
    ["||x| - 1|", "abs(abs(x) - 1)"],
    ["\\frac{|x|}{|y|}|z|", "abs(x)/abs(y)*abs(z)"],
    ["\\sin^{2}|x|", "sin(abs(x))^2"],
    // conditions
    ["\\begin{cases} x, & x \\ge 0, \\\\ -x, & \\text{otherwise.} \\end{cases}", undefined],
    [
      "\\begin{cases} x & \\text{for } 0 \\le x < 1 \\\\ 2 & \\text{else} \\end{cases}",
      "if(0 <= x and x < 1, x, 2)",
    ],
    ["\\begin{cases} x & x > 0 \\end{cases}", "if(x > 0, x, nan)"],
    ["a \\ne b \\lor \\lnot c", "a != b or not c"],
    // what stands around a formula
    ["$x^2$", "x^2"],
    ["\\[ \\frac{x}{2}. \\]", "x/2"],
    ["\\begin{equation} x\\,, \\end{equation}", "x"],
    ["x % the first\n + \\quad y \\! \\;", "x + y"],
  ] as const)("%s", (written, text) => {
    if (text === undefined) expect(() => latex(written)).toThrow(GradtreeError);
    else expect(equal(latex(written), parse(text))).toBe(true);
  });

  test("\\theta as θ, or as theta where that is a variable of the scope", () => {
    expect(asText("\\theta")).toBe("θ");
    expect(asText("\\theta x_\\alpha", { variables: ["theta", "x_alpha"] })).toBe("theta*x_alpha");
  });

  test("f(x) as a call where f is declared, and its derivatives", () => {
    expect(asText("f(x) + f''(x) + f^{(4)}(x) + f^2(x)", { functions })).toBe(
      "f(x) + f''(x) + f'[4](x) + f(x)^2",
    );
    expect(asText("g^{(1,0)}(x, y) \\operatorname{f} x", { functions })).toBe("g'[1,0](x, y)*f(x)");
  });

  test("an equation by its two sides", () => {
    const { left, right } = parseEquation("$x^2 + y^2 = 1$", { syntax: "latex" });
    expect([left, right].map((side) => format(side))).toEqual(["x^2 + y^2", "1"]);
    expect(format(parseEquation("\\frac{x}{2}", { syntax: "latex" }).right)).toBe("0");
  });
});

describe("a reading that others take otherwise is a warning", () => {
  test.each([
    ["\\sin^{-1} x", "'\\sin^{-1}' is read as asin: for the reciprocal write \\frac{1}{\\sin ...}"],
    ["\\sin x y", "'\\sin x y' is read as \\sin(x y): for the other reading write \\sin(x) y"],
    ["1/2x", "'1/2x' is read as (1/2)*x: for the other reading write \\frac{1}{2 x}"],
    ["2\\frac{1}{2}", "'2\\frac{1}{2}' is read as 2 times \\frac{1}{2}: for the sum write 2 + \\frac{1}{2}"],
    ["sin(x)", "'sin' is read as s*i*n: for the function write \\sin"],
    ["ln|x|", "'ln' is read as l*n: for the function write \\ln"],
    ["erf\\left(x\\right)", "'erf' is read as e*r*f: for the function write \\operatorname{erf}"],
    ["f(x)", "'f(x)' is read as a product: for a call declare f as a function"],
  ])("%s", (text, message) => {
    const { warnings } = read(text, { syntax: "latex" });
    expect(warnings.map((warning) => warning.message)).toEqual([message]);
    expect(warnings[0].span).toMatchObject({ start: 0, line: 1, column: 1 });
  });

  test("and what has one reading is none", () => {
    const texts = [
      "\\sin 2\\pi x",
      "x(y+1)",
      "\\frac12 x",
      "\\sin(x) y",
      "\\ln|x|y",
      "ab(x) % sin(x)",
      "\\operatorname{erf}(x)",
      "\\frac{1}{2}\\frac{1}{3}",
    ];
    for (const text of texts) expect(read(text, { syntax: "latex" }).warnings, text).toEqual([]);
  });
});

describe("errors say what stands there and what to write", () => {
  test.each([
    ["", "no formula in the text, expected one such as \\frac{x}{2} + \\sin y"],
    ["x +", "the text ends after '+', expected a number, a letter, a function or a bracket"],
    [
      "x^23",
      "number '3' directly after '2', expected an operator: for an exponent of several digits write braces, ^{23}",
    ],
    ["x2", "number '2' directly after 'x', expected an operator: for a product write x \\cdot 2"],
    ["2^-1", "'-' after '^', expected braces: write ^{-...}"],
    ["x^2^3", "a second exponent, expected braces that say which comes first: write x^{y^z} or {x^y}^z"],
    ["n!!", "'!' after '!', expected an operator: write (x!)!"],
    ["1{,}5", "'{,}' in a formula, expected numbers with a point and without groups: 1.5, 1000"],
    ["x \\pm 1", "'\\pm' in a formula, expected one sign: read the two formulas by themselves"],
    ["\\erf(x)", "unknown command '\\erf': write \\operatorname{erf}"],
    ["\\farc{1}{2}", "unknown command '\\farc' (did you mean '\\frac'?), expected one of a formula"],
    ["\\left(x)", "expected '\\right)' to close the '\\left(' at 1:1"],
    [
      "x_{i+1}",
      "'x_{i+1}' is no name: expected letters and digits as its subscript, as in x_{12} or x_{\\mathrm{max}}",
    ],
    [
      "\\frac{d}{dx} x^2",
      "'\\frac{d}{dx}' inside a formula, expected a formula without derivatives: use the command diff or the function diff(formula, name)",
    ],
    [
      "x'",
      "a prime without brackets, expected a declared function's, as in f'(x): for a derivative use diff",
    ],
    ["\\sin", "the text ends after '\\sin', expected the function's argument: write \\sin(...)"],
    ["\\sin(x, y)", "sin takes 1 argument, got 2"],
    ["\\sqrt[n]{x}", "'\\sqrt[n]{x}', expected an integer constant other than 0"],
    [
      "\\mathrm{sin} x",
      "function '\\mathrm{sin}' without brackets, expected its arguments: write \\mathrm{sin}(...)",
    ],
    ["\\operatorname{sen} x", "unknown function '\\operatorname{sen}' (did you mean \\operatorname{sin}?)"],
    [
      "\\ln^{-1} x",
      "'\\ln^{-1}' may be an inverse or a reciprocal: for the reciprocal write \\frac{1}{\\ln ...}",
    ],
    ["(a, b)", "',' in brackets that are no function's, expected one formula (decimals have a point: 1.5)"],
    [
      "\\begin{matrix} a \\end{matrix}",
      "'\\begin' in a formula, expected \\begin{cases} ... \\end{cases}: a matrix is no formula",
    ],
  ])("%s", (text, message) => {
    expect(() => latex(text)).toThrow(message);
  });

  test("with a caret below the place in the user's own text", () => {
    const text = "$\\frac{x}{2} +\n  \\sin\\left(2 \\foo\\right)$";
    const error = (() => {
      try {
        return latex(text);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(GradtreeError);
    if (error instanceof GradtreeError) {
      expect(renderError(error, text)).toBe(
        "unknown command '\\foo', expected one of a formula\n      \\sin\\left(2 \\foo\\right)$\n                  ^^^^",
      );
    }
  });

  test("deep inside as well", () => {
    const text = `${"{".repeat(100)}x^\n2^3${"}".repeat(100)}`;
    expect(() => latex(text)).toThrow(
      expect.objectContaining({ span: { start: 104, end: 106, line: 2, column: 2 } }),
    );
  });
});

// Every sign of the grammar, and some that it does not have.
const PIECES =
  "x y e 2 .5 3. \\alpha x_1 x_{12} _ ^ { } ( ) [ ] | \\{ \\} \\left( \\right) \\left| \\right| \\bigl( \\bigr) \\lfloor \\rfloor \\frac \\sqrt \\sin \\log ^{-1} \\operatorname{erf} \\mathrm{rate} \\text{if} \\cdot \\times / + - ! ' , & \\\\ \\begin{cases} \\end{cases} \\text{otherwise} \\le = \\lnot \\land \\Gamma \\psi f g \\infty \\, \\! ~ $ % \\ \\foo # \ue000 🙂 {,} \\pm".split(
    " ",
  );

test("arbitrary text is read, or is an error with a place in the text", () => {
  const text = fc.array(fc.constantFrom(...PIECES, " "), { maxLength: 20 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (input) => {
      try {
        latex(input, { functions });
      } catch (error) {
        if (!(error instanceof GradtreeError)) throw error;
        const { start, end } = error.span ?? { start: -1, end: -1 };
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(input.length);
      }
    }),
    { seed: SEED, numRuns: 2000 },
  );
});

describe("any depth", () => {
  const N = 1000;
  test.each([
    ["braces", "{", "x", "}", 0],
    ["brackets", "\\left(", "x", "\\right)", 0],
    ["fractions", "\\frac{1}{", "x", "}", N],
    ["exponents", "x^{", "x", "}", N],
    ["calls", "\\sin(", "x", ")", N],
    ["functions without brackets", "\\sin ", "x", "", N],
    ["bars", "|", "x", "|", N],
    ["cases", "\\begin{cases} y & c \\\\ ", "x", " & c \\end{cases}", 2 * N],
    ["orders", "f^{(1)}(", "x", ")", N],
    ["brackets in exponents", "x^{(", "x", ")}", N],
  ])("%s nested 1,000-fold are read", (_, open, inside, close, depth) => {
    expect(measure(latex(open.repeat(N) + inside + close.repeat(N), { functions })).depth).toBe(depth);
  });

  test("orders of derivatives are orders at every level", () => {
    for (let level = 20; level < 30; level++) {
      const text = `${"(".repeat(level)}g^{(1,0)}(x, y) + \\psi^{(2)}(x)${")".repeat(level)}`;
      expect(asText(text, { functions })).toBe("g'[1,0](x, y) + polygamma(2, x)");
    }
  });
});

// What LaTeX writes alike.
const alikeRows = new Map<string, (x: Expr) => Expr>([
  ["square", (x) => Pow(x, 2)],
  ["cube", (x) => Pow(x, 3)],
  ["cbrt", (x) => Nthroot(x, 3)],
  ["log2", (x) => Log(x, 2)],
  ["log10", (x) => Log(x, 10)],
]);
const alike = (expr: Expr): Expr =>
  fold<Expr>(expr, {
    constant: (node) => node,
    variable: (node) => node,
    apply: ({ op }, args) => alikeRows.get(op.name)?.(args[0]) ?? apply(op, args),
  });

describe("what is printed is read back", () => {
  const arguments_ = ["x", "y", "z"].map(Var);
  test.each([...primitives.values()].map((row) => [row.name, row] as const))("%s", (_, row) => {
    const args = arguments_
      .slice(0, row.arity)
      .map((arg, i) => (row.partials[i] === "parameter" ? Const(5) : arg));
    const expr = row(...args);
    expect(equal(alike(latex(format(expr, "latex"))), alike(expr))).toBe(true);
  });

  test("declared functions and their derivatives", () => {
    const expr = parse("f(x)^2 + f'(x)*f'[4](y) + g'[1,2](x, y)", { functions });
    expect(equal(latex(format(expr, "latex"), { functions }), expr)).toBe(true);
  });

  test("a tidied formula is that formula again (law 4)", () => {
    fc.assert(
      fc.property(randomExpr, (expr) => {
        const text = format(expr, "latex");
        expect(equal(tidy(alike(latex(text))), tidy(alike(expr))), text).toBe(true);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  test("as the formula it was, where a reader could have built it", () => {
    const isPlain = (leaf: Expr): boolean =>
      !format(leaf, { syntax: "latex", numbers: "decimal" }).includes("10^");
    const leaves = plainLeaves.filter(isPlain);
    fc.assert(
      fc.property(randomFormula(leaves), (expr) => {
        const text = format(expr, { syntax: "latex", numbers: "decimal" });
        expect(equal(alike(latex(text)), alike(expr)), text).toBe(true);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  test("and printed alike, for any formula", () => {
    fc.assert(
      fc.property(randomFormula(allLeaves), (expr) => {
        const text = format(expr, "latex");
        expect(format(latex(text), "latex")).toBe(text);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});
