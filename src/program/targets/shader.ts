// What the languages of shaders have in common: numbers of 32 bits, few functions, and no spelling of nan
// and infinity. What they lack is written in what they have, to the accuracy of such numbers.
import type { Primitive } from "../../expr/primitive.ts";
import { Exp, Expm1, Ln, Log1p, Log2, Log10 } from "../../expr/primitives/exponential.ts";
import { Max, Min } from "../../expr/primitives/extremes.ts";
import { Hypot } from "../../expr/primitives/geometry.ts";
import { Acosh, Asinh, Atanh, Cosh, Sinh, Tanh } from "../../expr/primitives/hyperbolic.ts";
import { Cbrt, Pow, Sqrt } from "../../expr/primitives/powers.ts";
import { Abs, Ceil, Copysign, Floor, Mod, Round, Trunc } from "../../expr/primitives/rounding.ts";
import { Erf, Erfc } from "../../expr/primitives/special.ts";
import { Acos, Asin, Atan, Cos, Sin, Tan } from "../../expr/primitives/trigonometric.ts";
import { atom, type Written } from "./written.ts";

/** Functions that both languages call so. */
export const shared: readonly (readonly [Primitive, string])[] = [
  [Sqrt, "sqrt"],
  [Exp, "exp"],
  [Ln, "log"],
  [Log2, "log2"],
  [Sin, "sin"],
  [Cos, "cos"],
  [Tan, "tan"],
  [Asin, "asin"],
  [Acos, "acos"],
  [Atan, "atan"],
  [Sinh, "sinh"],
  [Cosh, "cosh"],
  [Tanh, "tanh"],
  [Asinh, "asinh"],
  [Acosh, "acosh"],
  [Atanh, "atanh"],
  [Abs, "abs"],
  [Floor, "floor"],
  [Ceil, "ceil"],
  [Trunc, "trunc"],
  [Max, "max"],
  [Min, "min"],
];

/** Functions that are written beside the code. */
export const lacking: readonly (readonly [Primitive, string])[] = [
  [Cbrt, "gradtree_cbrt"],
  [Expm1, "gradtree_expm1"],
  [Log1p, "gradtree_log1p"],
  [Log10, "gradtree_log10"],
  [Hypot, "gradtree_hypot"],
  [Round, "gradtree_round"],
  [Mod, "gradtree_mod"],
  [Copysign, "gradtree_copysign"],
  [Pow, "gradtree_pow"],
  [Erf, "gradtree_erf"],
  [Erfc, "gradtree_erfc"],
];

/** How a language declares, chooses, and makes a number of the bits of one. */
export interface Spelling {
  readonly head: (name: string, parameters: readonly string[], result: "number" | "bool") => string;
  readonly let: string;
  readonly var: string;
  readonly integer: (text: string) => string;
  readonly declareInteger: string;
  readonly choose: (condition: string, a: string, b: string) => string;
  readonly fromBits: (bits: string) => string;
  readonly toBits: (text: string) => string;
  readonly loop: (from: string) => string;
}

/**
 * The helpers. expm1 and log1p are W. Kahan's, exact but for the rounding of exp and log; erfc is Numerical Recipes'
 * rational Chebyshev fit (Press et al., 2nd ed., 6.2), whose relative error is below 1.2e-7.
 */
export function shaderHelpers(s: Spelling): ReadonlyMap<string, string> {
  const helper = (
    name: string,
    parameters: readonly string[],
    lines: readonly string[],
    result: "number" | "bool" = "number",
  ): [string, string] => [
    `gradtree_${name}`,
    [s.head(`gradtree_${name}`, parameters, result), ...lines.map((line) => `  ${line}`), "}"].join("\n"),
  ];
  const notNumber = "(toBits & 0x7fffffffu) > 0x7f800000u";
  return new Map([
    helper("bits", ["bits"], [`return ${s.fromBits("bits")};`]),
    helper("isnan", ["x"], [`return ${notNumber.replace("toBits", s.toBits("x"))};`], "bool"),
    helper("true", ["x"], ["return !gradtree_isnan(x) && x != 0.0;"], "bool"),
    helper(
      "round",
      ["x"],
      [
        `${s.let} whole = trunc(x);`,
        `return ${s.choose("abs(x - whole) >= 0.5", "whole + sign(x)", "whole")};`,
      ],
    ),
    helper("mod", ["x", "y"], ["return x - y * floor(x / y);"]),
    helper(
      "copysign",
      ["x", "y"],
      [
        "if (gradtree_isnan(y)) { return y; }",
        `return ${s.fromBits(`(${s.toBits("x")} & 0x7fffffffu) | (${s.toBits("y")} & 0x80000000u)`)};`,
      ],
    ),
    helper(
      "hypot",
      ["x", "y"],
      [
        `${s.let} larger = max(abs(x), abs(y));`,
        `${s.let} smaller = min(abs(x), abs(y));`,
        "if (larger == 0.0 || larger > 3e38) { return larger; }",
        `${s.let} ratio = smaller / larger;`,
        "return larger * sqrt(1.0 + ratio * ratio);",
      ],
    ),
    helper(
      "expm1",
      ["x"],
      [
        `${s.let} u = exp(x);`,
        "if (u == 1.0) { return x; }",
        "if (u - 1.0 == -1.0 || u > 1e30) { return u - 1.0; }",
        "return (u - 1.0) * x / log(u);",
      ],
    ),
    helper(
      "log1p",
      ["x"],
      [
        `${s.let} u = 1.0 + x;`,
        "if (u == 1.0) { return x; }",
        "if (u > 1e30) { return log(u); }",
        "return log(u) * x / (u - 1.0);",
      ],
    ),
    helper("log10", ["x"], ["return log2(x) * 0.30103;"]),
    helper("cbrt", ["x"], ["if (x == 0.0) { return x; }", `return sign(x) * exp2(log2(abs(x)) / 3.0);`]),
    helper(
      "product",
      ["x", "n"],
      [
        `${s.declareInteger} count = ${s.integer("n")};`,
        `${s.var} power = 1.0;`,
        s.loop("5"),
        "  power = power * power;",
        "  if (((count >> bit) & 1u) == 1u) { power = power * x; }",
        "}",
        "return power;",
      ],
    ),
    helper(
      "pow",
      ["x", "y"],
      [
        "if (gradtree_isnan(x) || gradtree_isnan(y)) { return x + y; }",
        "if (y == floor(y) && abs(y) <= 32.0) {",
        `  ${s.let} power = gradtree_product(x, abs(y));`,
        `  return ${s.choose("y < 0.0", "1.0 / power", "power")};`,
        "}",
        `if (x == 0.0) { return ${s.choose("y > 0.0", "0.0", "gradtree_bits(0x7f800000u)")}; }`,
        "if (x > 0.0) { return pow(x, y); }",
        "if (y != floor(y)) { return gradtree_bits(0x7fc00000u); }",
        `return ${s.choose("y == 2.0 * floor(0.5 * y)", "pow(-x, y)", "-pow(-x, y)")};`,
      ],
    ),
    helper(
      "erfc",
      ["x"],
      [
        `${s.let} t = 1.0 / (1.0 + 0.5 * abs(x));`,
        `${s.var} p = 0.17087277;`,
        ...[
          -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
        ].map((coefficient) => `p = p * t + ${coefficient < 0 ? `(${coefficient})` : coefficient};`),
        `${s.let} tail = t * exp(p * t - 1.26551223 - x * x);`,
        `return ${s.choose("x >= 0.0", "tail", "2.0 - tail")};`,
      ],
    ),
    helper(
      "erf",
      ["x"],
      [
        "if (abs(x) < 0.1) { return x * (1.1283792 - x * x * (0.37612639 - x * x * 0.11283792)); }",
        "return 1.0 - gradtree_erfc(x);",
      ],
    ),
  ]);
}

/** A number to 9 digits, which tell all numbers of 32 bits apart. */
export function single(value: number, bits: (bits: string) => string): Written {
  const rounded = Math.fround(value);
  if (Number.isNaN(rounded)) return atom(bits("0x7fc00000u"));
  if (!Number.isFinite(rounded)) return atom(bits(rounded > 0 ? "0x7f800000u" : "0xff800000u"));
  const digits = `${Object.is(rounded, -0) ? "-0" : Number(value.toPrecision(9))}`;
  const text = /^-?\d+$/u.test(digits) ? `${digits}.0` : digits;
  return text.startsWith("-") ? { text: `(${text})`, level: 7, value } : { text, level: 7, value };
}
