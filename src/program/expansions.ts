// Rows and slopes in simpler rows, for targets that do not have them of their own: one formula serves
// every target, and takes the same steps as the row's value on doubles, so it has the same bits wherever
// the simpler rows have.
import { Const, type Expr, type ExprLike, variable } from "../expr/node.ts";
import type { Primitive } from "../expr/primitive.ts";
import { Elu, Gelu, Leakyrelu, Logaddexp, Sigmoid, Softplus, Swish } from "../expr/primitives/activations.ts";
import { Inf, Nan } from "../expr/primitives/constants.ts";
import { Exp, Expm1, Ln, Log, Log1p, Log2, Log10 } from "../expr/primitives/exponential.ts";
import { Clamp, Max, Min, Relu, Step } from "../expr/primitives/extremes.ts";
import { Atan2, Hypot } from "../expr/primitives/geometry.ts";
import {
  Acosh,
  Acoth,
  Acsch,
  Asech,
  Asinh,
  Atanh,
  Coth,
  Csch,
  Sech,
  Sinh,
  Tanh,
} from "../expr/primitives/hyperbolic.ts";
import { And, Eq, Ge, Gt, If, Lt, Ne } from "../expr/primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../expr/primitives/operators.ts";
import { Sqrt } from "../expr/primitives/powers.ts";
import { Abs, Floor, Frac, Sign } from "../expr/primitives/rounding.ts";
import { Erfc, Factorial, Gamma } from "../expr/primitives/special.ts";
import {
  Acos,
  Acot,
  Acsc,
  Asec,
  Asin,
  Atan,
  Cos,
  Cot,
  Csc,
  Sec,
  Sin,
  Sinc,
  Tan,
} from "../expr/primitives/trigonometric.ts";
import { Builder } from "./builder.ts";
import { folded } from "./fold.ts";
import { arities, CONSTANT, INPUT, instructions, rowOpcode, slopeOpcode } from "./instructions.ts";
import { compact } from "./passes.ts";
import { isLeaf, type Program } from "./program.ts";
import { instantiate, type Template, templateOf } from "./template.ts";

type Expansion = (...args: Expr[]) => ExprLike;

const decay = (x: Expr): Expr => Exp(Neg(Abs(x)));
const TINY = 1e-8;
/** sqrt(x^2 - 1), and sqrt(1 - x^2), as products. */
const outside = (x: Expr): Expr => Sqrt(Mul(Sub(Abs(x), 1), Add(Abs(x), 1)));
const within = (x: Expr): Expr => Mul(Sub(1, x), Add(1, x));
const reciprocal = (x: Expr): Expr => Div(1, x);

const rows: readonly (readonly [Primitive, Expansion])[] = [
  [Sign, (x) => If(Gt(x, 0), 1, If(Lt(x, 0), -1, x))],
  [Frac, (x) => Sub(x, Floor(x))],
  [Relu, (x) => Max(x, 0)],
  [Step, (x) => If(Ne(x, x), x, Ge(x, 0))],
  [Clamp, (x, lo, hi) => Min(Max(x, lo), hi)],
  [Log, (x, b) => If(Eq(b, 10), Log10(x), If(Eq(b, 2), Log2(x), Div(Ln(x), Ln(b))))],
  [Sec, (x) => reciprocal(Cos(x))],
  [Csc, (x) => reciprocal(Sin(x))],
  [Cot, (x) => reciprocal(Tan(x))],
  [Asec, (x) => If(Lt(x, 0), Sub(Math.PI, Atan(outside(x))), Atan(outside(x)))],
  [Acsc, (x) => If(Gt(Abs(x), 2), Asin(reciprocal(x)), Mul(Sign(x), Atan(reciprocal(outside(x)))))],
  [Acot, (x) => Atan(reciprocal(x))],
  [Sinc, (x) => If(Eq(Abs(x), Inf), 0, If(Eq(x, 0), 1, Div(Sin(x), x)))],
  [Sech, (x) => Div(Mul(2, decay(x)), Add(1, Mul(decay(x), decay(x))))],
  [Csch, (x) => If(Gt(Abs(x), 40), Mul(Mul(Sign(x), 2), decay(x)), reciprocal(Sinh(x)))],
  [Coth, (x) => reciprocal(Tanh(x))],
  [
    Asech,
    (x) =>
      If(And(Ge(x, 0), Lt(x, TINY)), Sub(Math.LN2, Ln(x)), If(Lt(x, 0), Nan, Asinh(Div(Sqrt(within(x)), x)))),
  ],
  [
    Acsch,
    (x) => If(And(Ne(x, 0), Lt(Abs(x), TINY)), Mul(Sign(x), Sub(Math.LN2, Ln(Abs(x)))), Asinh(reciprocal(x))),
  ],
  [Acoth, (x) => Mul(Mul(Sign(x), 0.5), Log1p(Div(2, Sub(Abs(x), 1))))],
  [Sigmoid, (x) => Div(If(Lt(x, 0), decay(x), 1), Add(1, decay(x)))],
  [Softplus, (x) => Add(Max(x, 0), Log1p(decay(x)))],
  [Logaddexp, (a, b) => If(Eq(a, b), Add(a, Math.LN2), Add(Max(a, b), Log1p(decay(Sub(a, b)))))],
  [Swish, (x) => If(Eq(x, Neg(Inf)), 0, Mul(x, Sigmoid(x)))],
  [Gelu, (x) => If(Eq(x, Neg(Inf)), 0, Mul(Mul(0.5, x), Erfc(Mul(Neg(x), Math.SQRT1_2))))],
  [Leakyrelu, (x) => If(Gt(x, 0), x, Mul(Const(0.01), x))],
  [Elu, (x) => If(Gt(x, 0), x, Expm1(x))],
  [Factorial, (x) => Gamma(Add(x, 1))],
];

const slopes: readonly (readonly [Primitive, number, Expansion])[] = [
  [Asin, 0, (x) => Div(1, Sqrt(within(x)))],
  [Acos, 0, (x) => Div(-1, Sqrt(within(x)))],
  [Asec, 0, (x) => Div(1, Mul(Abs(x), outside(x)))],
  [Acsc, 0, (x) => Div(-1, Mul(Abs(x), outside(x)))],
  [Asinh, 0, (x) => Div(1, Hypot(1, x))],
  [Acosh, 0, (x) => Div(1, Mul(Sqrt(Sub(Abs(x), 1)), Sqrt(Add(Abs(x), 1))))],
  [Atanh, 0, (x) => Div(1, within(x))],
  [Asech, 0, (x) => Div(-1, Mul(x, Sqrt(within(x))))],
  [Acoth, 0, (x) => Div(1, within(x))],
  [Atan2, 0, (y, x) => Div(Div(x, Hypot(y, x)), Hypot(y, x))],
  [Atan2, 1, (y, x) => Neg(Div(Div(y, Hypot(y, x)), Hypot(y, x)))],
];

let expansions: ReadonlyMap<number, Expansion> | undefined;
const templates = new Map<number, Template>();

/** The template of an opcode in simpler ones, or undefined where it has none. */
export function expansion(opcode: number): Template | undefined {
  expansions ??= new Map([
    ...rows.map(([row, rule]) => [rowOpcode(row), rule] as const),
    ...slopes.map(([row, i, rule]) => [slopeOpcode(row, i) ?? -1, rule] as const),
  ]);
  const known = templates.get(opcode);
  if (known !== undefined) return known;
  const rule = expansions.get(opcode);
  if (rule === undefined) return undefined;
  const args = Array.from({ length: arities[opcode] }, (_, i) => variable(`${i}`));
  const made = templateOf(rule(...args));
  templates.set(opcode, made);
  return made;
}

/**
 * A program in the instructions that a target has: the others are expanded, and those that have no expansion are
 * `missing`.
 */
export function expanded(
  program: Program,
  isNative: (opcode: number) => boolean,
  missing: (name: string) => never,
): Program {
  let expandedProgram = program;
  // An expansion may use rows that are expanded themselves: swish uses sigmoid. Each level is a pass.
  while (expandedProgram.opcodes.some((opcode) => !isLeaf(opcode) && !isNative(opcode))) {
    expandedProgram = compact(onePass(expandedProgram, isNative, missing)); // a branch never taken needs nothing
  }
  return expandedProgram;
}

function onePass(
  program: Program,
  isNative: (opcode: number) => boolean,
  missing: (name: string) => never,
): Program {
  const { opcodes, first, second, third, constants, inputs, outputs } = program;
  const builder = new Builder(inputs, 2 * opcodes.length);
  const moved = new Int32Array(opcodes.length);
  for (let slot = 0; slot < opcodes.length; slot++) {
    const opcode = opcodes[slot];
    if (opcode === INPUT) moved[slot] = slot;
    else if (opcode === CONSTANT) moved[slot] = builder.constant(constants[first[slot]]);
    else {
      const arity = arities[opcode];
      const args = [first[slot], second[slot], third[slot]].slice(0, arity).map((operand) => moved[operand]);
      moved[slot] = isNative(opcode)
        ? folded(builder, opcode, args[0], args[1] ?? 0, args[2] ?? 0)
        : instantiate(builder, expansion(opcode) ?? missing(instructions[opcode].name), args);
    }
  }
  return builder.program(outputs.map((slot) => moved[slot]));
}
