// Target c: C99 with <math.h>, without warnings under -Wall -Wextra. To be compiled with -ffp-contract=off,
// so that a product and a sum are two roundings, as everywhere else.
import type { Primitive } from "../../expr/primitive.ts";
import { Exp, Expm1, Ln, Log1p, Log2, Log10 } from "../../expr/primitives/exponential.ts";
import { Max, Min } from "../../expr/primitives/extremes.ts";
import { Atan2, Hypot } from "../../expr/primitives/geometry.ts";
import { Acosh, Asinh, Atanh, Cosh, Sinh, Tanh } from "../../expr/primitives/hyperbolic.ts";
import { Cbrt, MAX_PRODUCT_POWER, Pow, Sqrt } from "../../expr/primitives/powers.ts";
import { Abs, Ceil, Copysign, Floor, Mod, Round, Trunc } from "../../expr/primitives/rounding.ts";
import { Erf, Erfc, Gamma, Lgamma } from "../../expr/primitives/special.ts";
import { Acos, Asin, Atan, Cos, Sin, Tan } from "../../expr/primitives/trigonometric.ts";
import { rowOpcode } from "../instructions.ts";
import { indented, linesOf, parametersOf } from "./arrays.ts";
import type { Body, Dialect } from "./dialect.ts";
import { operators } from "./operators.ts";
import { functions as taken, words } from "./words/c.ts";
import {
  atom,
  call,
  calling,
  decimal,
  isPlainExponent,
  type Operation,
  PREFIX,
  ternary,
  type Written,
} from "./written.ts";

/** The functions of <math.h>, and helpers, by row. */
const functions: readonly (readonly [Primitive, string])[] = [
  [Sqrt, "sqrt"],
  [Cbrt, "cbrt"],
  [Exp, "exp"],
  [Expm1, "expm1"],
  [Ln, "log"],
  [Log1p, "log1p"],
  [Log2, "log2"],
  [Log10, "log10"],
  [Sin, "sin"],
  [Cos, "cos"],
  [Tan, "tan"],
  [Asin, "asin"],
  [Acos, "acos"],
  [Atan, "atan"],
  [Atan2, "atan2"],
  [Sinh, "sinh"],
  [Cosh, "cosh"],
  [Tanh, "tanh"],
  [Asinh, "asinh"],
  [Acosh, "acosh"],
  [Atanh, "atanh"],
  [Hypot, "hypot"],
  [Abs, "fabs"],
  [Floor, "floor"],
  [Ceil, "ceil"],
  [Round, "round"],
  [Trunc, "trunc"],
  [Erf, "erf"],
  [Erfc, "erfc"],
  [Lgamma, "lgamma"],
  [Gamma, "gradtree_gamma"],
  [Max, "gradtree_max"],
  [Min, "gradtree_min"],
  [Mod, "gradtree_mod"],
  [Copysign, "gradtree_copysign"],
];

const helper = (name: string, parameters: string, ...body: string[]): [string, string] => [
  `gradtree_${name}`,
  [`static double gradtree_${name}(${parameters}) {`, ...body.map((line) => `  ${line}`), "}"].join("\n"),
];

/** Where C and ECMAScript differ: powers of 1 and nan, extremes of nan and -0, remainders, poles. */
const helpers: ReadonlyMap<string, string> = new Map([
  ["gradtree_true", "static int gradtree_true(double x) {\n  return x == x && x != 0.0;\n}"],
  helper(
    "max",
    "double x, double y",
    "if (x != x) return x;",
    "if (y != y) return y;",
    "if (x == y) return signbit(x) ? y : x;",
    "return x > y ? x : y;",
  ),
  helper(
    "min",
    "double x, double y",
    "if (x != x) return x;",
    "if (y != y) return y;",
    "if (x == y) return signbit(x) ? x : y;",
    "return x < y ? x : y;",
  ),
  helper(
    "mod",
    "double x, double y",
    "const double r = fmod(x, y);",
    "return r != 0.0 && (r < 0.0) != (y < 0.0) ? r + y : r;",
  ),
  helper("copysign", "double x, double y", "return y != y ? y : copysign(x, y);"),
  helper(
    "gamma",
    "double x",
    "if (x == -INFINITY || (x <= 0.0 && x == floor(x))) return NAN;",
    "return tgamma(x);",
  ),
  helper(
    "product",
    "double x, int n",
    "double power = x;",
    "int bit = 0;",
    "if (n == 0) return 1.0;",
    "while (n >> (bit + 1)) bit++;",
    "while (--bit >= 0) {",
    "  power *= power;",
    "  if ((n >> bit) & 1) power *= x;",
    "}",
    "return power;",
  ),
  helper(
    "pow",
    "double x, double y",
    `if (y == floor(y) && fabs(y) <= ${MAX_PRODUCT_POWER}.0) {`,
    "  return y >= 0.0 ? gradtree_product(x, (int)y) : 1.0 / gradtree_product(x, (int)-y);",
    "}",
    "if (y != y || (fabs(x) == 1.0 && isinf(y))) return NAN;",
    "return pow(x, y);",
  ),
]);

const power: Operation = (x, y) => calling(isPlainExponent(y) ? "pow" : "gradtree_pow")(x, y);

function literal(value: number): Written {
  if (Number.isNaN(value)) return atom("NAN");
  if (Number.isFinite(value)) return decimal(value);
  return value > 0 ? atom("INFINITY") : { text: "-INFINITY", level: PREFIX };
}

/** A function of C, with `before` in front of its type. */
export function inC(body: Body, before = ""): string {
  const { isScalar, name } = body;
  const parameters = parametersOf(body);
  const typed = parameters.map((one) => `${one === "inputs" ? "const double" : "double"} *${one}`);
  const lines = linesOf(
    body,
    (name, text, isCondition) => `const ${isCondition ? "int" : "double"} ${name} = ${text};`,
  );
  const isNamed = (parameter: string): boolean => lines.some((line) => line.includes(`${parameter}[`));
  const unused = parameters.filter((one) => !isNamed(one)).map((one) => `(void)${one};`);
  return [
    `${before}${isScalar ? "double" : "void"} ${name}(${typed.join(", ")}) {`,
    ...indented([...unused, ...lines]),
    "}",
  ].join("\n");
}

export const c: Dialect = {
  name: "c",
  title: "C",
  operations: new Map([
    ...operators,
    ...functions.map(([row, name]) => call(row, name)),
    [rowOpcode(Pow), power],
  ]),
  helpers,
  words,
  taken,
  truth: calling("gradtree_true"),
  number: (condition) => ternary(condition, decimal(1), decimal(0)),
  literal,
  comment: (lines) => `/* ${lines.join("\n   ")} */`,
  top: () => ["#include <math.h>"],
  write: inC,
};
