// What mathjs calls our functions, and what it lacks: the one place where the two meet. The names read and written
// are the same, so what mathjs can hold comes back as the same formula.
import { Const, type Expr } from "../expr/node.ts";
import type { Primitive } from "../expr/primitive.ts";
import { E, Inf, Nan, Pi, Tau } from "../expr/primitives/constants.ts";
import { Exp, Expm1, Ln, Log1p } from "../expr/primitives/exponential.ts";
import { Max, Min } from "../expr/primitives/extremes.ts";
import { Eq, Ge, Gt, If, Lt } from "../expr/primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../expr/primitives/operators.ts";
import { Sqrt } from "../expr/primitives/powers.ts";
import { Abs, Floor } from "../expr/primitives/rounding.ts";
import { Erf, Gamma } from "../expr/primitives/special.ts";
import { primitives } from "../expr/primitives/table.ts";
import { Sin } from "../expr/primitives/trigonometric.ts";

/** Operators: our row, mathjs's sign and the name of its function. */
export const operators = [
  ["add", "+", "add"],
  ["sub", "-", "subtract"],
  ["mul", "*", "multiply"],
  ["div", "/", "divide"],
  ["neg", "-", "unaryMinus"],
  ["pow", "^", "pow"],
  ["mod", "mod", "mod"],
  ["factorial", "!", "factorial"],
  ["eq", "==", "equal"],
  ["ne", "!=", "unequal"],
  ["lt", "<", "smaller"],
  ["le", "<=", "smallerEq"],
  ["gt", ">", "larger"],
  ["ge", ">=", "largerEq"],
  ["and", "and", "and"],
  ["or", "or", "or"],
  ["not", "not", "not"],
] as const;

/** Functions: our row and, where it is another, mathjs's name. */
export const functions: readonly (readonly [row: string, theirs: string])[] = [
  ..."abs acos acosh acot acoth acsc acsch asec asech asin asinh atan atan2 atanh cbrt ceil cos cosh cot coth csc csch cube erf exp expm1 floor gamma hypot lgamma log10 log1p log2 max min round sec sech sign sin sinh sqrt square tan tanh"
    .split(" ")
    .map((name) => [name, name] as const),
  ["ln", "log"],
  ["log", "log"],
  ["nthroot", "nthRoot"],
  ["trunc", "fix"],
];

/** ln(1 + e^-|x|), which neither overflows nor cancels. */
const tail = (x: Expr): Expr => Log1p(Exp(Neg(Abs(x))));

/** Rows that mathjs lacks, as formulas of rows that it has. */
export const expansions: ReadonlyMap<string, (...args: readonly Expr[]) => Expr> = new Map<
  string,
  (...args: readonly Expr[]) => Expr
>([
  ["beta", (x, y) => Div(Mul(Gamma(x), Gamma(y)), Gamma(Add(x, y)))],
  ["clamp", (x, low, high) => Min(Max(x, low), high)],
  ["copysign", (x, y) => If(Lt(y, 0), Neg(Abs(x)), Abs(x))],
  ["elu", (x) => If(Gt(x, 0), x, Expm1(x))],
  ["erfc", (x) => Sub(1, Erf(x))],
  ["frac", (x) => Sub(x, Floor(x))],
  ["gelu", (x) => Div(Mul(x, Add(1, Erf(Div(x, Sqrt(2))))), 2)],
  ["leakyrelu", (x) => If(Gt(x, 0), x, Div(x, 100))],
  ["logaddexp", (x, y) => Add(Max(x, y), tail(Sub(x, y)))],
  ["relu", (x) => Max(x, 0)],
  ["sigmoid", (x) => Div(1, Add(1, Exp(Neg(x))))],
  ["sinc", (x) => If(Eq(x, 0), 1, Div(Sin(x), x))],
  ["softplus", (x) => Add(Max(x, 0), tail(x))],
  ["step", (x) => If(Ge(x, 0), 1, 0)],
  ["swish", (x) => Div(x, Add(1, Exp(Neg(x))))],
]);

const native: ReadonlySet<string> = new Set([...functions, ...operators].map(([row]) => row));

/** Rows that are called by their own name where mathjs has them from us: see `extraFunctions`. */
export const extraRows: readonly Primitive[] = [...primitives.values()].filter(
  ({ name, notation }) => notation.kind === "call" && !native.has(name),
);

/**
 * The functions that mathjs lacks, for its `import`: digamma, polygamma, sigmoid, softplus, erfc ...
 * @example math.import(extraFunctions)
 */
export const extraFunctions: Readonly<Record<string, (...args: number[]) => number>> = Object.fromEntries(
  extraRows.map(({ name, value }) => [name, value]),
);

/** Names that are numbers in mathjs. Those of our constants are written, the others only read. */
export const constants: ReadonlyMap<string, Expr> = new Map<string, Expr>([
  ["pi", Pi],
  ["e", E],
  ["tau", Tau],
  ["Infinity", Inf],
  ["NaN", Nan],
  ["PI", Pi],
  ["E", E],
  ["phi", Div(Add(1, Sqrt(5)), 2)],
  ["LN2", Ln(2)],
  ["LN10", Ln(10)],
  ["LOG2E", Div(1, Ln(2))],
  ["LOG10E", Div(1, Ln(10))],
  ["SQRT2", Sqrt(2)],
  ["SQRT1_2", Sqrt(Const("1/2"))],
]);

/** Other names that mathjs does not read as variables. */
export const reserved: ReadonlySet<string> = new Set(
  "i true false null undefined end to in xor mod not and or version".split(" "),
);
