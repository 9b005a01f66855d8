// Target julia: a function of numbers, without packages; f.(xs, ys) takes arrays. Where Julia throws outside a
// function's domain, helpers answer nan.
import type { Primitive } from "../../expr/primitive.ts";
import { Exp, Expm1, Ln, Log1p, Log2, Log10 } from "../../expr/primitives/exponential.ts";
import { Max, Min } from "../../expr/primitives/extremes.ts";
import { Atan2, Hypot } from "../../expr/primitives/geometry.ts";
import { Acosh, Asinh, Atanh, Cosh, Sinh, Tanh } from "../../expr/primitives/hyperbolic.ts";
import { Cbrt, MAX_PRODUCT_POWER, Pow, Sqrt } from "../../expr/primitives/powers.ts";
import { Abs, Ceil, Copysign, Floor, Mod, Round, Trunc } from "../../expr/primitives/rounding.ts";
import { Acos, Asin, Atan, Cos, Sin, Tan } from "../../expr/primitives/trigonometric.ts";
import { rowOpcode } from "../instructions.ts";
import { indented, listed } from "./arrays.ts";
import type { Body, Dialect } from "./dialect.ts";
import { operators } from "./operators.ts";
import { words } from "./words/julia.ts";
import { atom, call, calling, decimal, PREFIX, ternary, type Written } from "./written.ts";

const functions: readonly (readonly [Primitive, string])[] = [
  [Cbrt, "cbrt"],
  [Exp, "exp"],
  [Expm1, "expm1"],
  [Atan, "atan"],
  [Atan2, "atan"],
  [Sinh, "sinh"],
  [Cosh, "cosh"],
  [Tanh, "tanh"],
  [Asinh, "asinh"],
  [Hypot, "hypot"],
  [Abs, "abs"],
  [Floor, "floor"],
  [Ceil, "ceil"],
  [Trunc, "trunc"],
  [Max, "max"],
  [Min, "min"],
];

/** Functions that throw, and where. */
const guarded: readonly (readonly [Primitive, string, string])[] = [
  [Sqrt, "sqrt", "x < 0"],
  [Ln, "log", "x < 0"],
  [Log1p, "log1p", "x < -1"],
  [Log2, "log2", "x < 0"],
  [Log10, "log10", "x < 0"],
  [Sin, "sin", "isinf(x)"],
  [Cos, "cos", "isinf(x)"],
  [Tan, "tan", "isinf(x)"],
  [Asin, "asin", "abs(x) > 1"],
  [Acos, "acos", "abs(x) > 1"],
  [Acosh, "acosh", "x < 1"],
  [Atanh, "atanh", "abs(x) > 1"],
];

const helper = (name: string, parameters: string, ...lines: string[]): [string, string] => [
  `gradtree_${name}`,
  [`function gradtree_${name}(${parameters})`, ...indented(lines, "    "), "end"].join("\n"),
];

const helpers: ReadonlyMap<string, string> = new Map([
  ["gradtree_true", "gradtree_true(x) = !isnan(x) && x != 0"] as [string, string],
  ...guarded.map(([, name, outside]): [string, string] => [
    `gradtree_${name}`,
    `gradtree_${name}(x) = ${outside} ? NaN : ${name}(x)`,
  ]),
  helper("round", "x", "whole = trunc(x)", "return abs(x - whole) >= 0.5 ? whole + sign(x) : whole"),
  helper(
    "mod",
    "x, y",
    "(isinf(x) || y == 0) && return NaN",
    "r = rem(x, y)",
    "return r != 0 && (r < 0) != (y < 0) ? r + y : r",
  ),
  ["gradtree_copysign", "gradtree_copysign(x, y) = isnan(y) ? y : copysign(x, y)"],
  helper(
    "product",
    "x, n",
    "n == 0 && return 1.0",
    "power = x",
    "for bit in (62 - leading_zeros(n)):-1:0",
    "    power *= power",
    "    (n >> bit) & 1 == 1 && (power *= x)",
    "end",
    "return power",
  ),
  helper(
    "pow",
    "x, y",
    `if y == floor(y) && abs(y) <= ${MAX_PRODUCT_POWER}`,
    "    power = gradtree_product(x, Int64(abs(y)))",
    "    return y < 0 ? 1 / power : power",
    "end",
    "(isnan(y) || (abs(x) == 1 && isinf(y)) || (x < 0 && isfinite(x) && y != floor(y))) && return NaN",
    "return x ^ y",
  ),
]);

function literal(value: number): Written {
  if (Number.isNaN(value)) return atom("NaN");
  if (Number.isFinite(value)) return decimal(value);
  return value > 0 ? atom("Inf") : { text: "-Inf", level: PREFIX };
}

function write({
  name,
  inputs,
  statements,
  values,
  derivatives,
  columns,
  isScalar,
  hasGradient,
}: Body): string {
  const tuple = (texts: readonly string[], indent = ""): string =>
    texts.length === 1 ? `(${texts[0]},)` : listed("(", texts, ")", indent);
  const textsOf = (all: readonly Written[]): string[] => all.map(({ text }) => text);
  const rows = values.map((_, i) => textsOf(derivatives.slice(i * columns, (i + 1) * columns)));
  const value = isScalar ? values[0].text : tuple(textsOf(values), "    ");
  const gradient = tuple(isScalar ? textsOf(derivatives) : rows.map((row) => tuple(row, "        ")), "    ");
  return [
    `function ${name}(${inputs.join(", ")})`,
    ...(inputs.length > 0
      ? [`    ${inputs.join(", ")} = ${inputs.map((input) => `float(${input})`).join(", ")}`]
      : []),
    ...indented([...statements.map(({ name, text }) => `${name} = ${text}`)], "    "),
    `    return ${value}${hasGradient ? `, ${gradient}` : ""}`,
    "end",
  ].join("\n");
}

export const julia: Dialect = {
  name: "julia",
  title: "Julia",
  operations: new Map([
    ...operators,
    ...functions.map(([row, name]) => call(row, name)),
    ...guarded.map(([row, name]) => call(row, `gradtree_${name}`)),
    call(Round, "gradtree_round"),
    call(Mod, "gradtree_mod"),
    call(Copysign, "gradtree_copysign"),
    [rowOpcode(Pow), calling("gradtree_pow")],
  ]),
  helpers,
  words,
  truth: calling("gradtree_true"),
  number: (condition) => ternary(condition, decimal(1), decimal(0)),
  literal,
  comment: (lines) => lines.map((line) => `# ${line}`).join("\n"),
  write,
};
