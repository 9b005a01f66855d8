// Instructions as they come out best: constants folded, powers as products, and what costs nothing
// left out. Everything here is exact in IEEE 754, to the sign of a zero: x*1 is x, x + -y is x - y; but
// x + 0 stays, since -0 + 0 is 0, and 0*x stays, since 0*inf is nan.
import { MAX_PRODUCT_POWER } from "../expr/primitives/powers.ts";
import type { Builder } from "./builder.ts";
import {
  ABS,
  ADD,
  arities,
  CONSTANT,
  CUBE,
  DIV,
  EQ,
  IF,
  instructions,
  isBoolean,
  MUL,
  NEG,
  POW,
  SQRT,
  SQUARE,
  SUB,
} from "./instructions.ts";
import type { Program } from "./program.ts";

/** The slot of an instruction, or of a cheaper one of the same value. Operands that it does not have are 0. */
export function folded(
  builder: Builder,
  opcode: number,
  first: number,
  second: number,
  third: number,
): number {
  const arity = arities[opcode];
  if (arity === 1) return foldedUnary(builder, opcode, first);
  if (arity === 2) return foldedBinary(builder, opcode, first, second);
  return foldedTernary(builder, opcode, first, second, third);
}

/**
 * Whether nothing is left to fold in a program: never true where `folded` would give something else than some
 * instruction as it stands. To look costs less than to fold, and often a program is folded as soon as it is made.
 */
export function isFolded({ opcodes, first, second, third, constants, inputs }: Program): boolean {
  for (let slot = inputs.length; slot < opcodes.length; slot++) {
    const opcode = opcodes[slot];
    if (opcode === CONSTANT) continue;
    const x = opcodes[first[slot]];
    const arity = arities[opcode];
    if (arity === 1) {
      if (x === CONSTANT || opcode === SQUARE || opcode === CUBE || (opcode === NEG && x === NEG))
        return false;
      continue;
    }
    const y = opcodes[second[slot]];
    if (arity > 2) {
      const z = opcodes[third[slot]];
      if (x === CONSTANT) return false;
      // Alike branches, choices within choices, and the slope of a root.
      if (opcode === IF && (second[slot] === third[slot] || y === IF || z === IF || z === DIV)) return false;
      continue;
    }
    if ((x === NEG && opcode === ADD) || (y === NEG && (opcode === ADD || opcode === SUB))) return false;
    if (y === CONSTANT) {
      if (x === CONSTANT || !isKept(opcode, constants[first[second[slot]]])) return false;
    } else if (x === CONSTANT && opcode === MUL && !isKept(MUL, constants[first[first[slot]]])) return false;
  }
  return true;
}

/** Whether an operation of two stays that has this constant as its second operand. */
function isKept(opcode: number, constant: number): boolean {
  if (opcode === POW) return !Number.isInteger(constant);
  if (opcode === SUB) return constant !== 0;
  if (opcode === MUL || opcode === DIV) return Math.abs(constant) !== 1 && constant !== 0;
  return true;
}

function foldedUnary(builder: Builder, opcode: number, x: number): number {
  if (builder.isConstant(x)) return builder.constant(instructions[opcode].value(builder.constantAt(x)));
  if (opcode === NEG && builder.opcodes[x] === NEG) return builder.first[x];
  if (opcode === SQUARE) return power(builder, x, 2);
  if (opcode === CUBE) return power(builder, x, 3);
  return builder.instruction(opcode, x, 0, 0);
}

function foldedBinary(builder: Builder, opcode: number, x: number, y: number): number {
  const { opcodes } = builder;
  const isX = opcodes[x] === CONSTANT;
  const isY = opcodes[y] === CONSTANT;
  if (isX && isY) {
    return builder.constant(instructions[opcode].value(builder.constantAt(x), builder.constantAt(y)));
  }
  switch (opcode) {
    case ADD:
      if (opcodes[y] === NEG) return foldedBinary(builder, SUB, x, builder.first[y]);
      if (opcodes[x] === NEG) return foldedBinary(builder, SUB, y, builder.first[x]);
      break;
    case SUB:
      if (opcodes[y] === NEG) return foldedBinary(builder, ADD, x, builder.first[y]);
      if (isY && builder.isValue(y, 0)) return x;
      break;
    case MUL:
      if (isX) return timesConstant(builder, y, x);
      if (isY) return timesConstant(builder, x, y);
      break;
    case DIV:
      if (!isY) break;
      if (builder.isValue(y, 1)) return x;
      if (builder.isValue(y, -1)) return foldedUnary(builder, NEG, x);
      break;
    case POW:
      if (isY) {
        const n = builder.constantAt(y);
        if (Number.isInteger(n) && Math.abs(n) <= MAX_PRODUCT_POWER) return power(builder, x, n);
      }
      break;
  }
  return builder.instruction(opcode, x, y, 0);
}

function timesConstant(builder: Builder, x: number, constant: number): number {
  if (builder.isValue(constant, 1)) return x;
  if (builder.isValue(constant, -1)) return foldedUnary(builder, NEG, x);
  if (builder.isValue(constant, 0) && isBoolean(builder.opcodes[x])) return constant;
  return builder.instruction(MUL, x, constant, 0);
}

function foldedTernary(
  builder: Builder,
  opcode: number,
  first: number,
  second: number,
  third: number,
): number {
  const { value } = instructions[opcode];
  if (opcode === IF) {
    if (second === third) return second;
    if (builder.isConstant(first)) return value(builder.constantAt(first), 1, 0) === 1 ? second : third;
    // A conditional inside a branch of one on the same condition has been decided.
    if (builder.opcodes[second] === IF && builder.first[second] === first) {
      return foldedTernary(builder, IF, first, builder.second[second], third);
    }
    if (builder.opcodes[third] === IF && builder.first[third] === first) {
      return foldedTernary(builder, IF, first, second, builder.third[third]);
    }
    return reciprocalOfRoot(builder, first, second, third) ?? builder.instruction(IF, first, second, third);
  }
  if (builder.isConstant(first) && builder.isConstant(second) && builder.isConstant(third)) {
    const [x, y, z] = [first, second, third].map((slot) => builder.constantAt(slot));
    return builder.constant(value(x, y, z));
  }
  return builder.instruction(opcode, first, second, third);
}

/**
 * if(x == 0, inf, 1/(2*sqrt(x))), the slope of a root with its edge, as 1/(2*abs(sqrt(x))): abs matters at -0 alone,
 * whose root is -0.
 */
function reciprocalOfRoot(
  builder: Builder,
  condition: number,
  value: number,
  other: number,
): number | undefined {
  const { opcodes, first, second } = builder;
  if (opcodes[condition] !== EQ || opcodes[other] !== DIV) return undefined;
  if (!builder.isValue(value, Number.POSITIVE_INFINITY)) return undefined;
  const [numerator, denominator] = [first[other], second[other]];
  if (opcodes[denominator] !== MUL) return undefined;
  const operands = [first[denominator], second[denominator]];
  const root = operands.find((slot) => opcodes[slot] === SQRT);
  const factor = operands.find((slot) => builder.isConstant(slot));
  if (root === undefined || factor === undefined) return undefined;
  const x = first[root];
  const comparesWithZero = [first[condition], second[condition]];
  if (!comparesWithZero.includes(x) || !comparesWithZero.some((slot) => builder.isValue(slot, 0)))
    return undefined;
  const isPositive = (slot: number): boolean => builder.isConstant(slot) && builder.constantAt(slot) > 0;
  if (!isPositive(numerator) || !isPositive(factor)) return undefined;
  const size = builder.instruction(ABS, root, 0, 0);
  return builder.instruction(DIV, numerator, builder.instruction(MUL, size, factor, 0), 0);
}

/** x^n by products, in the order of `Pow.value`: the bits of n from the highest down. */
function power(builder: Builder, x: number, n: number): number {
  if (n === 0) return builder.constant(1);
  const magnitude = Math.abs(n);
  let product = x;
  for (let bit = 30 - Math.clz32(magnitude); bit >= 0; bit--) {
    product = builder.instruction(MUL, product, product, 0);
    if ((magnitude >> bit) & 1) product = builder.instruction(MUL, product, x, 0);
  }
  return n > 0 ? product : foldedBinary(builder, DIV, builder.constant(1), product);
}
