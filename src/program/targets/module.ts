// Target js of generate: a JavaScript module of its own, which needs nothing but Math.
import type { Primitive } from "../../expr/primitive.ts";
import { Exp, Expm1, Ln, Log1p, Log2, Log10 } from "../../expr/primitives/exponential.ts";
import { Max, Min } from "../../expr/primitives/extremes.ts";
import { Atan2, Hypot } from "../../expr/primitives/geometry.ts";
import { Acosh, Asinh, Atanh, Cosh, Sinh, Tanh } from "../../expr/primitives/hyperbolic.ts";
import { Cbrt, MAX_PRODUCT_POWER, Pow, Sqrt } from "../../expr/primitives/powers.ts";
import { Abs, Ceil, Copysign, Floor, Mod, Round, Sign, Trunc } from "../../expr/primitives/rounding.ts";
import { Acos, Asin, Atan, Cos, Sin, Tan } from "../../expr/primitives/trigonometric.ts";
import { EQ, NE, rowOpcode } from "../instructions.ts";
import { indented, linesOf, parametersOf } from "./arrays.ts";
import type { Dialect } from "./dialect.ts";
import { comparison, operators } from "./operators.ts";
import { words } from "./words/js.ts";
import {
  ATOM,
  call,
  calling,
  held,
  isPlainExponent,
  type Operation,
  PREFIX,
  ternary,
  type Written,
} from "./written.ts";

/** The rows whose value is a function of Math. */
const ofMath: readonly Primitive[] = [
  ...[Sqrt, Cbrt, Exp, Expm1, Ln, Log1p, Log2, Log10, Sin, Cos, Tan, Asin, Acos, Atan, Atan2, Hypot],
  ...[Sinh, Cosh, Tanh, Asinh, Acosh, Atanh, Abs, Floor, Ceil, Trunc, Sign, Max, Min],
];

const helpers: ReadonlyMap<string, string> = new Map([
  [
    "round",
    "const round = (x) => {\n  const whole = Math.trunc(x);\n  return Math.abs(x - whole) >= 0.5 ? whole + Math.sign(x) : whole;\n};",
  ],
  [
    "mod",
    "const mod = (x, y) => {\n  const r = x % y;\n  return r !== 0 && r < 0 !== y < 0 ? r + y : r;\n};",
  ],
  [
    "copysign",
    "const copysign = (x, y) => (y !== y ? y : y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x));",
  ],
  [
    "product",
    "const product = (x, n) => {\n  if (n === 0) return 1;\n  let power = x;\n  for (let bit = 30 - Math.clz32(n); bit >= 0; bit--) {\n    power *= power;\n    if ((n >> bit) & 1) power *= x;\n  }\n  return power;\n};",
  ],
  [
    "pow",
    `const pow = (x, y) =>\n  Number.isInteger(y) && Math.abs(y) <= ${MAX_PRODUCT_POWER} ? (y >= 0 ? product(x, y) : 1 / product(x, -y)) : x ** y;`,
  ],
]);

const functions: readonly (readonly [Primitive, string])[] = [
  ...ofMath.map((row) => [row, `Math.${row.value.name}`] as const),
  [Round, "round"],
  [Mod, "mod"],
  [Copysign, "copysign"],
];

/** Neither -x ** y nor x ** y ** z: the first is no JavaScript, the second is another power. */
const power: Operation = (x, y) =>
  isPlainExponent(y) ? { text: `${held(x, ATOM)} ** ${held(y, ATOM)}`, level: PREFIX } : calling("pow")(x, y);

function literal(value: number): Written {
  const text = Object.is(value, -0) ? "-0" : `${value}`;
  return { text, level: text.startsWith("-") ? PREFIX : ATOM, value };
}

export const module: Dialect = {
  name: "js",
  title: "JavaScript",
  operations: new Map([
    ...operators,
    [EQ, comparison("===")],
    [NE, comparison("!==")],
    ...functions.map(([row, name]) => call(row, name)),
    [rowOpcode(Pow), power],
  ]),
  helpers,
  words,
  truth: (number) => number, // 0 and nan are untrue in JavaScript too
  number: (condition) => ternary(condition, literal(1), literal(0)),
  literal,
  comment: (lines) => `/* ${lines.join("\n   ")} */`,
  write: (body) =>
    [
      `export function ${body.name}(${parametersOf(body).join(", ")}) {`,
      ...indented(linesOf(body, (name, text) => `const ${name} = ${text};`)),
      "}",
    ].join("\n"),
};
