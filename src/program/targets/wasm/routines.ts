// The functions that a module holds because its code calls them: the mathematical functions, each once for numbers
// and once for vectors where both are called, and the host's, which are imported.
import type { Primitive } from "../../../expr/primitive.ts";
import { Exp, Expm1, Ln, Log1p, Log2, Log10 } from "../../../expr/primitives/exponential.ts";
import { Atan2, Hypot } from "../../../expr/primitives/geometry.ts";
import { Acosh, Asinh, Atanh, Cosh, Sinh, Tanh } from "../../../expr/primitives/hyperbolic.ts";
import { Cbrt, Pow } from "../../../expr/primitives/powers.ts";
import { Acos, Asin, Atan, Cos, Sin, Tan } from "../../../expr/primitives/trigonometric.ts";
import { expanded, expansion } from "../../expansions.ts";
import { arities, CONSTANT, instructions, rowOpcode } from "../../instructions.ts";
import { compact } from "../../passes.ts";
import { isLeaf, type Program } from "../../program.ts";
import type { Constants } from "./constants.ts";
import { F64, type ModuleWriter, V128 } from "./encode.ts";
import { type Callee, type Lanes, scalarLanes, type Value, vectorLanes } from "./lanes.ts";
import { exp, expm1, ln, log1p, log2, log10 } from "./math/exponential.ts";
import { acosh, asinh, atanh, cosh, sinh, tanh } from "./math/hyperbolic.ts";
import { pow } from "./math/pow.ts";
import { cbrt, hypot } from "./math/powers.ts";
import { acos, asin, atan, atan2, cos, sin, tan } from "./math/trigonometric.ts";
import { operations } from "./operations.ts";

/** A mathematical function as code; its arguments are read often: they are locals or constants. */
type Code = (l: Lanes, x: Value, y: Value, z: Value) => Value;

const table: readonly (readonly [Primitive, Code])[] = [
  [Sin, sin],
  [Cos, cos],
  [Tan, tan],
  [Asin, asin],
  [Acos, acos],
  [Atan, atan],
  [Atan2, atan2],
  [Exp, exp],
  [Expm1, expm1],
  [Ln, ln],
  [Log1p, log1p],
  [Log2, log2],
  [Log10, log10],
  [Sinh, sinh],
  [Cosh, cosh],
  [Tanh, tanh],
  [Asinh, asinh],
  [Acosh, acosh],
  [Atanh, atanh],
  [Cbrt, cbrt],
  [Pow, pow],
  [Hypot, hypot],
];

const own: ReadonlyMap<number, Code> = new Map(table.map(([row, code]) => [rowOpcode(row), code]));
const codes = new Map(own);

/** The code of an opcode: of a function above, or of its expansion; undefined where the host's function is called. */
function codeOf(opcode: number): Code | undefined {
  const known = codes.get(opcode);
  if (known !== undefined) return known;
  const template = expansion(opcode);
  if (template === undefined) return undefined;
  const made: Code = (l, ...args) => {
    // Equal steps are one: an expansion may name a part of it twice.
    const firsts = new Map<string, number>();
    const places: number[] = []; // by step the first that is equal
    const values: Value[] = [];
    const at = (operand: number): Value => (operand < 0 ? args[-1 - operand] : values[operand]);
    for (const [k, { opcode: step, operands, value }] of template.steps.entries()) {
      const ofOperands = operands.map((operand) => (operand < 0 ? operand : places[operand]));
      const key = [step, Object.is(value, -0) ? "-0" : value, ...ofOperands].join();
      const first = firsts.get(key) ?? k;
      firsts.set(key, first);
      places.push(first);
      values.push(first < k ? values[first] : stepOf(l, step, value, operands.map(at)));
    }
    return at(template.result);
  };
  codes.set(opcode, made);
  return made;
}

/** One step: functions are written out, as a call would cost as much as a part of one. */
function stepOf(l: Lanes, opcode: number, value: number, [a, b = a, c = a]: readonly Value[]): Value {
  if (opcode === CONSTANT) return l.number(value);
  const code = own.get(opcode);
  return l.let(code === undefined ? applied(l, opcode, a, b, c) : code(l, a, b, c));
}

/** An operation, or a call of its function. */
function applied(l: Lanes, opcode: number, a: Value, b: Value, c: Value): Value {
  const operation = operations.get(opcode);
  return operation === undefined
    ? l.call(opcode, ...[a, b, c].slice(0, arities[opcode]))
    : operation(l, a, b, c);
}

/** The functions above that call others. */
const calls: ReadonlyMap<number, readonly number[]> = new Map(
  (
    [
      [Sinh, [Expm1]],
      [Asinh, [Log1p, Ln]],
      [Acosh, [Log1p, Ln]],
      [Atanh, [Log1p]],
    ] as const
  ).map(([row, called]) => [rowOpcode(row), called.map(rowOpcode)]),
);
/** Those that leave hard arguments to the host. */
const hard: ReadonlySet<number> = new Set([Sin, Cos, Tan].map(rowOpcode));

/** The module and field under which the host's function of an opcode is imported. */
const HOST = "f";

/** What a module that imports host functions is instantiated with. */
export const hostImports = (
  opcodes: readonly number[],
): Record<string, Record<string, (...args: number[]) => number>> => ({
  [HOST]: Object.fromEntries(opcodes.map((opcode) => [`${opcode}`, instructions[opcode].value])),
});

/**
 * A program with what has an expansion, and no code above, expanded: parts that expansions have in common are computed
 * once. It takes longer than leaving them to the functions of a module.
 */
export const lowered = (program: Program): Program =>
  compact(
    expanded(
      program,
      (opcode) => operations.has(opcode) || own.has(opcode) || expansion(opcode) === undefined,
      (name) => {
        throw new Error(`invariant: '${name}' is computed by the host`);
      },
    ),
  );

/** The functions of a module whose code has these opcodes: every opcode can be applied. */
export class Routines {
  /** The opcodes of the host's functions that are imported: see hostImports. */
  readonly hosts: readonly number[];
  readonly #writer: ModuleWriter;
  readonly #constants: Constants | undefined;
  readonly #imported = new Map<number, number>();
  readonly #own = { scalar: new Map<number, number>(), vector: new Map<number, number>() };
  /** What functions are written with, one after the other. */
  readonly #lanes: { scalar?: Lanes; vector?: Lanes } = {};
  #waiting: (() => void)[] = [];
  readonly #callee: Callee;

  /**
   * Declares the imports; nothing else of the module's functions may be declared before. `constants` are those that the
   * module's code may load from memory.
   */
  constructor(writer: ModuleWriter, opcodes: Iterable<number>, constants?: Constants) {
    this.#constants = constants;
    this.#writer = writer;
    const hosts = new Set<number>();
    const seen = new Set<number>();
    const stack = [...new Set(opcodes)];
    for (let opcode = stack.pop(); opcode !== undefined; opcode = stack.pop()) {
      if (seen.has(opcode) || isLeaf(opcode) || operations.has(opcode)) continue;
      seen.add(opcode);
      const isOwn = codeOf(opcode) !== undefined;
      if (own.has(opcode)) stack.push(...(calls.get(opcode) ?? []));
      else if (isOwn) stack.push(...(expansion(opcode)?.steps.map((step) => step.opcode) ?? []));
      if (!isOwn || hard.has(opcode)) hosts.add(opcode);
    }
    this.hosts = [...hosts].sort((a, b) => a - b);
    for (const opcode of this.hosts) {
      const index = writer.importFunction(HOST, `${opcode}`, Array(arities[opcode]).fill(F64), [F64]);
      this.#imported.set(opcode, index);
    }
    this.#callee = {
      host: (opcode) => found(this.#imported.get(opcode)),
      scalar: (opcode) => this.#function(opcode, false) ?? found(this.#imported.get(opcode)),
      vector: (opcode) => this.#function(opcode, true),
    };
  }

  /** Code of a function of so many parameters, that may call these functions. */
  lanes(kind: "scalar" | "vector", parameters: number): Lanes {
    return (kind === "scalar" ? scalarLanes : vectorLanes)(parameters, this.#callee, this.#constants);
  }

  /** The index of the function for numbers that computes an opcode. */
  scalar(opcode: number): number {
    return this.#callee.scalar(opcode);
  }

  /**
   * An operation of a program. Operands may be read several times: they are locals or constants. Functions are
   * called, or with `isInline` written out.
   */
  apply(l: Lanes, opcode: number, a: Value, b: Value, c: Value, isInline = false): Value {
    const code = isInline && !operations.has(opcode) ? codeOf(opcode) : undefined;
    return code === undefined ? applied(l, opcode, a, b, c) : l.scoped(() => code(l, a, b, c));
  }

  /** The index of the module's function of an opcode; undefined where it has none. */
  #function(opcode: number, isVector: boolean): number | undefined {
    const code = codeOf(opcode);
    if (code === undefined) return undefined;
    const own = isVector ? this.#own.vector : this.#own.scalar;
    const known = own.get(opcode);
    if (known !== undefined) return known;
    const type = isVector ? V128 : F64;
    const parameters = Array<number>(arities[opcode]).fill(type);
    const index = this.#writer.declare(parameters, [type]);
    own.set(opcode, index);
    this.#waiting.push(() => {
      const kind = isVector ? "vector" : "scalar";
      this.#lanes[kind] ??= this.lanes(kind, 0);
      const l = this.#lanes[kind];
      l.restart(parameters.length);
      code(l, l.get(0), l.get(1), l.get(2))();
      this.#writer.define(index, l.locals, l.code);
    });
    return index;
  }

  /** Writes the functions that have been called: once, after the last call. */
  finish(): void {
    while (this.#waiting.length > 0) {
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const define of waiting) define();
    }
  }
}

function found(index: number | undefined): number {
  if (index === undefined) throw new Error("invariant: a function that is called was asked for");
  return index;
}
