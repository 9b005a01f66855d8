// Target rust: a function of its own, for Rust 1.63 and later, without crates. erf, gamma and their kin are those
// of the C library, which Rust's standard library is linked with.
import type { Primitive } from "../../expr/primitive.ts";
import { Exp, Expm1, Ln, Log1p, Log2, Log10 } from "../../expr/primitives/exponential.ts";
import { Max, Min } from "../../expr/primitives/extremes.ts";
import { Atan2, Hypot } from "../../expr/primitives/geometry.ts";
import { Acosh, Asinh, Atanh, Cosh, Sinh, Tanh } from "../../expr/primitives/hyperbolic.ts";
import { Cbrt, MAX_PRODUCT_POWER, Pow, Sqrt } from "../../expr/primitives/powers.ts";
import { Abs, Ceil, Copysign, Floor, Mod, Round, Trunc } from "../../expr/primitives/rounding.ts";
import { Erf, Erfc, Gamma, Lgamma } from "../../expr/primitives/special.ts";
import { Acos, Asin, Atan, Cos, Sin, Tan } from "../../expr/primitives/trigonometric.ts";
import { IF, rowOpcode } from "../instructions.ts";
import { indented, linesOf, parametersOf } from "./arrays.ts";
import type { Body, Dialect } from "./dialect.ts";
import { operators } from "./operators.ts";
import { words } from "./words/rust.ts";
import {
  ATOM,
  atom,
  CHOICE,
  call,
  calling,
  decimal,
  held,
  isPlainExponent,
  type Operation,
  PREFIX,
  type Written,
} from "./written.ts";

/** Methods of f64. */
const methods: readonly (readonly [Primitive, string])[] = [
  [Sqrt, "sqrt"],
  [Cbrt, "cbrt"],
  [Exp, "exp"],
  [Expm1, "exp_m1"],
  [Ln, "ln"],
  [Log1p, "ln_1p"],
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
  [Hypot, "hypot"],
  [Abs, "abs"],
  [Floor, "floor"],
  [Ceil, "ceil"],
  [Round, "round"],
  [Trunc, "trunc"],
];

/** x.name(y); a literal needs its type to have methods. */
const method =
  (name: string): Operation =>
  (x, ...others) => {
    const receiver = x.value === undefined ? held(x, ATOM) : `${x.text}_f64`;
    const self = x.level === PREFIX && x.value !== undefined ? `(${receiver})` : receiver;
    return atom(`${self}.${name}(${others.map(({ text }) => text).join(", ")})`);
  };

const called: readonly (readonly [Primitive, string])[] = [
  [Acosh, "gradtree_acosh"],
  [Asinh, "gradtree_asinh"],
  [Atanh, "gradtree_atanh"],
  [Erf, "gradtree_erf"],
  [Erfc, "gradtree_erfc"],
  [Lgamma, "gradtree_lgamma"],
  [Gamma, "gradtree_gamma"],
  [Max, "gradtree_max"],
  [Min, "gradtree_min"],
  [Mod, "gradtree_mod"],
  [Copysign, "gradtree_copysign"],
];

const helper = (name: string, parameters: string, ...lines: string[]): [string, string] => [
  `gradtree_${name}`,
  [`fn gradtree_${name}(${parameters}) -> f64 {`, ...indented(lines, "    "), "}"].join("\n"),
];

/** A function of the C library. */
const ofLibm = (name: string): [string, string] =>
  helper(name, "x: f64", 'extern "C" {', `    fn ${name}(x: f64) -> f64;`, "}", `unsafe { ${name}(x) }`);

const helpers: ReadonlyMap<string, string> = new Map([
  ["gradtree_true", "fn gradtree_true(x: f64) -> bool {\n    !x.is_nan() && x != 0.0\n}"] as [string, string],
  helper(
    "max",
    "x: f64, y: f64",
    "if x.is_nan() || y.is_nan() {",
    "    f64::NAN",
    "} else if x == y {",
    "    if x.is_sign_negative() { y } else { x }",
    "} else {",
    "    x.max(y)",
    "}",
  ),
  helper(
    "min",
    "x: f64, y: f64",
    "if x.is_nan() || y.is_nan() {",
    "    f64::NAN",
    "} else if x == y {",
    "    if x.is_sign_negative() { x } else { y }",
    "} else {",
    "    x.min(y)",
    "}",
  ),
  helper(
    "mod",
    "x: f64, y: f64",
    "let r = x % y;",
    "if r != 0.0 && (r < 0.0) != (y < 0.0) { r + y } else { r }",
  ),
  helper("copysign", "x: f64, y: f64", "if y.is_nan() { y } else { x.copysign(y) }"),
  // Those of early standard libraries lose digits, or overflow.
  ofLibm("acosh"),
  ofLibm("asinh"),
  ofLibm("atanh"),
  ofLibm("erf"),
  ofLibm("erfc"),
  ofLibm("lgamma"),
  helper(
    "gamma",
    "x: f64",
    'extern "C" {',
    "    fn tgamma(x: f64) -> f64;",
    "}",
    "if x == f64::NEG_INFINITY || (x <= 0.0 && x == x.floor()) {",
    "    f64::NAN",
    "} else {",
    "    unsafe { tgamma(x) }",
    "}",
  ),
  helper(
    "product",
    "x: f64, n: i32",
    "let mut power = if n == 0 { 1.0 } else { x };",
    "for bit in (0..31 - n.max(1).leading_zeros()).rev() {",
    "    power *= power;",
    "    if (n >> bit) & 1 == 1 {",
    "        power *= x;",
    "    }",
    "}",
    "power",
  ),
  helper(
    "pow",
    "x: f64, y: f64",
    `if y == y.floor() && y.abs() <= ${MAX_PRODUCT_POWER}.0 {`,
    "    let power = gradtree_product(x, y.abs() as i32);",
    "    if y < 0.0 { 1.0 / power } else { power }",
    "} else if y.is_nan() || (x.abs() == 1.0 && y.is_infinite()) {",
    "    f64::NAN",
    "} else {",
    "    x.powf(y)",
    "}",
  ),
]);

const power: Operation = (x, y) =>
  isPlainExponent(y) ? method("powf")(x, y) : calling("gradtree_pow")(x, y);

/** Conditions of `if` stand without brackets, its branches in braces. */
const choice: Operation = (condition, a, b) => ({
  text: `if ${condition.text} { ${a.text} } else ${b.level === CHOICE ? b.text : `{ ${b.text} }`}`,
  level: CHOICE,
});

function literal(value: number): Written {
  if (Number.isNaN(value)) return atom("f64::NAN");
  if (Number.isFinite(value)) return decimal(value);
  return atom(value > 0 ? "f64::INFINITY" : "f64::NEG_INFINITY");
}

function write(body: Body): string {
  const { name, inputs, values, derivatives, isScalar } = body;
  const lengths = new Map([
    ["inputs", inputs.length],
    ["values", values.length],
    ["gradient", derivatives.length],
    ["jacobian", derivatives.length],
  ]);
  const parameters = parametersOf(body);
  const typed = parameters.map(
    (one) => `${one}: &${one === "inputs" ? "" : "mut "}[f64; ${lengths.get(one)}]`,
  );
  const lines = linesOf(body, (name, text) => `let ${name} = ${text};`);
  const isNamed = (parameter: string): boolean => lines.some((line) => line.includes(`${parameter}[`));
  const unused = parameters.filter((one) => !isNamed(one)).map((one) => `let _ = ${one};`);
  const result = isScalar ? lines.slice(0, -1).concat(values[0].text) : lines;
  return [
    "#[allow(non_snake_case)]",
    `pub fn ${name}(${typed.join(", ")})${isScalar ? " -> f64" : ""} {`,
    ...indented([...unused, ...result], "    "),
    "}",
  ].join("\n");
}

export const rust: Dialect = {
  name: "rust",
  title: "Rust",
  operations: new Map([
    ...operators,
    [IF, choice],
    ...methods.map(([row, name]) => [rowOpcode(row), method(name)] as const),
    ...called.map(([row, name]) => call(row, name)),
    [rowOpcode(Pow), power],
  ]),
  helpers,
  words,
  truth: calling("gradtree_true"),
  number: (condition) => choice(condition, decimal(1), decimal(0)),
  literal,
  comment: (lines) => lines.map((line) => `// ${line}`).join("\n"),
  write,
};
