// Target python: a function of NumPy arrays, which broadcast. Conditionals compute both branches and select
// with np.where, never multiply; what NumPy would warn of flows as nan and infinities, as everywhere else.
import type { Primitive } from "../../expr/primitive.ts";
import { Exp, Expm1, Ln, Log1p, Log2, Log10 } from "../../expr/primitives/exponential.ts";
import { Max, Min } from "../../expr/primitives/extremes.ts";
import { Atan2, Hypot } from "../../expr/primitives/geometry.ts";
import { Acosh, Asinh, Atanh, Cosh, Sinh, Tanh } from "../../expr/primitives/hyperbolic.ts";
import { Cbrt, MAX_PRODUCT_POWER, Pow, Sqrt } from "../../expr/primitives/powers.ts";
import { Abs, Ceil, Copysign, Floor, Mod, Round, Trunc } from "../../expr/primitives/rounding.ts";
import { Erf, Erfc, Gamma, Lgamma } from "../../expr/primitives/special.ts";
import { Acos, Asin, Atan, Cos, Sin, Tan } from "../../expr/primitives/trigonometric.ts";
import { AND, IF, NOT, OR, rowOpcode } from "../instructions.ts";
import { indented, listed } from "./arrays.ts";
import type { Body, Dialect } from "./dialect.ts";
import { arithmetic, comparisons } from "./operators.ts";
import { words } from "./words/python.ts";
import {
  ATOM,
  atom,
  call,
  calling,
  decimal,
  held,
  isPlainExponent,
  type Operation,
  PREFIX,
  prefix,
  type Written,
} from "./written.ts";

const functions: readonly (readonly [Primitive, string])[] = [
  [Sqrt, "np.sqrt"],
  [Cbrt, "np.cbrt"],
  [Exp, "np.exp"],
  [Expm1, "np.expm1"],
  [Ln, "np.log"],
  [Log1p, "np.log1p"],
  [Log2, "np.log2"],
  [Log10, "np.log10"],
  [Sin, "np.sin"],
  [Cos, "np.cos"],
  [Tan, "np.tan"],
  [Asin, "np.arcsin"],
  [Acos, "np.arccos"],
  [Atan, "np.arctan"],
  [Atan2, "np.arctan2"],
  [Sinh, "np.sinh"],
  [Cosh, "np.cosh"],
  [Tanh, "np.tanh"],
  [Asinh, "np.arcsinh"],
  [Acosh, "np.arccosh"],
  [Atanh, "np.arctanh"],
  [Hypot, "np.hypot"],
  [Abs, "np.abs"],
  [Floor, "np.floor"],
  [Ceil, "np.ceil"],
  [Trunc, "np.trunc"],
  [Round, "_round"],
  [Erf, "_erf"],
  [Erfc, "_erfc"],
  [Gamma, "_gamma"],
  [Lgamma, "_lgamma"],
  [Max, "_max"],
  [Min, "_min"],
  [Mod, "_mod"],
  [Copysign, "_copysign"],
];

const helper = (name: string, parameters: string, ...lines: string[]): [string, string] => [
  name,
  [`def ${name}(${parameters}):`, ...indented(lines, "    ")].join("\n"),
];

/** A function of numbers by the module math, with its errors as values, over arrays. */
const byMath = (name: string, ...lines: string[]): [string, string] =>
  helper(
    name,
    "x",
    "def at(x):",
    ...indented(lines, "    "),
    "return np.vectorize(at, otypes=[float])(x)[()]",
  );

const helpers: ReadonlyMap<string, string> = new Map([
  helper("_true", "x", "return (x == x) & (x != 0)"),
  helper(
    "_round",
    "x",
    "whole = np.trunc(x)",
    "return np.where(np.abs(x - whole) >= 0.5, whole + np.sign(x), whole)",
  ),
  helper("_max", "x, y", "return np.where(x == y, np.where(np.signbit(x), y, x), np.maximum(x, y))"),
  helper("_min", "x, y", "return np.where(x == y, np.where(np.signbit(x), x, y), np.minimum(x, y))"),
  helper("_mod", "x, y", "r = np.fmod(x, y)", "return np.where((r != 0) & ((r < 0) != (y < 0)), r + y, r)"),
  helper("_copysign", "x, y", "return np.where(np.isnan(y), y, np.copysign(x, y))"),
  byMath("_erf", "return math.erf(x)"),
  byMath("_erfc", "return math.erfc(x)"),
  byMath(
    "_gamma",
    "try:",
    "    return math.gamma(x)",
    "except ValueError:",
    "    return math.nan",
    "except OverflowError:",
    "    return math.inf",
  ),
  byMath(
    "_lgamma",
    "try:",
    "    return math.lgamma(x)",
    "except (ValueError, OverflowError):",
    "    return math.inf",
  ),
  helper(
    "_product",
    "x, n",
    "power = x if n > 0 else np.ones_like(x)",
    "for bit in reversed(range(max(n, 1).bit_length() - 1)):",
    "    power = power * power",
    "    if (n >> bit) & 1:",
    "        power = power * x",
    "return power",
  ),
  helper(
    "_pow",
    "x, y",
    "x, y = np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float))",
    "power = np.where(np.isnan(y) | ((np.abs(x) == 1) & np.isinf(y)), np.nan, np.power(x, y))",
    `for n in np.unique(y[(y == np.floor(y)) & (np.abs(y) <= ${MAX_PRODUCT_POWER})]):`,
    "    small = _product(x, int(abs(n)))",
    "    power = np.where(y == n, small if n >= 0 else 1 / small, power)",
    "return power[()]",
  ),
]);

const power: Operation = (x, y) => calling(isPlainExponent(y) ? "np.power" : "_pow")(x, y);

/** & and | bind tighter than comparisons. */
const both =
  (symbol: string): Operation =>
  (a, b) => ({ text: `${held(a, ATOM)} ${symbol} ${held(b, ATOM)}`, level: PREFIX });

function literal(value: number): Written {
  if (Number.isNaN(value)) return atom("np.nan");
  if (Number.isFinite(value)) return decimal(value);
  return value > 0 ? atom("np.inf") : { text: "-np.inf", level: PREFIX };
}

/** A result as an array of the inputs' shape that shares no memory with them. */
function result({ text, value }: Written, { inputs }: Body): string {
  if (inputs.includes(text)) return `${text}.copy()`;
  const isConstant = value !== undefined || /^-?np\.(?:nan|inf)$/u.test(text);
  return isConstant && inputs.length > 0 ? `np.full_like(${inputs[0]}, ${text})` : text;
}

function write(body: Body): string {
  const { name, inputs, statements, values, derivatives, columns, isScalar, hasGradient } = body;
  const indent = "        ";
  const list = (all: readonly Written[], deeper = ""): string =>
    listed(
      "[",
      all.map((one) => result(one, body)),
      "]",
      `${indent}${deeper}`,
    );
  const rows = values.map((_, i) => derivatives.slice(i * columns, (i + 1) * columns));
  const value = isScalar ? result(values[0], body) : `np.array(${list(values)})`;
  const gradient = isScalar
    ? list(derivatives)
    : listed(
        "[",
        rows.map((row) => list(row, "    ")),
        "]",
        indent,
      );
  const arrays = inputs.join(", ");
  const broadcast =
    inputs.length === 1
      ? `${arrays} = np.asarray(${arrays}, dtype=float)`
      : `${arrays} = np.broadcast_arrays(*(np.asarray(each, dtype=float) for each in (${arrays})))`;
  return [
    `def ${name}(${inputs.join(", ")}):`,
    ...(inputs.length > 0 ? [`    ${broadcast}`] : []),
    '    with np.errstate(all="ignore"):',
    ...indented([...statements.map(({ name, text }) => `${name} = ${text}`)], "        "),
    `        return ${value}${hasGradient ? `, np.array(${gradient})` : ""}`,
  ].join("\n");
}

export const python: Dialect = {
  name: "python",
  title: "Python",
  operations: new Map([
    ...arithmetic,
    ...comparisons,
    [AND, both("&")],
    [OR, both("|")],
    [NOT, prefix("~")],
    [IF, calling("np.where")],
    ...functions.map(([row, name]) => call(row, name)),
    [rowOpcode(Pow), power],
  ]),
  helpers,
  words,
  truth: calling("_true"),
  number: (condition) => calling("np.where")(condition, decimal(1), decimal(0)),
  literal,
  comment: (lines) => lines.map((line) => `# ${line}`).join("\n"),
  top: (code) => [...(code.includes("math.") ? ["import math", ""] : []), "import numpy as np"],
  write,
};
