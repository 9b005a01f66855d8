// One language for two kinds of code: a number at a time (f64), or two in the lanes of a vector (f64x2). What is
// written in it once, the mathematical functions and the operations of programs, is emitted as either.
//
// A value is a piece of code that pushes it, to be emitted where it is wanted, as often as it is called; `let` emits
// it at once into a local, whose reading is cheap to repeat. What is computed is the same to the last bit in both
// kinds: every instruction here is exact or correctly rounded, in every lane alike.
import type { Constants } from "./constants.ts";
import { Bytes, F64, I32, I64, OP, V128 } from "./encode.ts";

/** Code that pushes a double, or a vector of two. The property is never there: it keeps the kinds of code apart. */
export type Value = (() => void) & { readonly is?: "value" };
/** Code that pushes what a comparison gives: true or false in each lane. */
export type Mask = (() => void) & { readonly is?: "mask" };
/** Code that pushes the same lanes as integers of 64 bits. */
export type Bits = (() => void) & { readonly is?: "bits" };
/** Code that pushes an address in memory. */
export type Address = (() => void) & { readonly is?: "address" };

/** The functions that code calls, by opcode: see routines.ts. */
export interface Callee {
  /** The function for a number: one of the module's own, or else the host's. */
  readonly scalar: (opcode: number) => number;
  /** The function for vectors; undefined where there is only one for numbers. */
  readonly vector: (opcode: number) => number | undefined;
  /** The host's function for a number. */
  readonly host: (opcode: number) => number;
}

/** Code in the making, of a function of `parameters` (their types), and the instructions on its lanes. */
export interface Lanes {
  /** F64 or V128. */
  readonly type: number;
  /** The number of lanes, 1 or 2; a value takes 8 bytes for each. */
  readonly count: 1 | 2;
  readonly code: Bytes;
  /** The types of the locals after the parameters, for ModuleWriter.define. */
  readonly locals: readonly number[];

  /** Begins another function, by default of as many parameters: code and locals are empty again. */
  readonly restart: (parameters?: number) => void;

  /** The same number in every lane. */
  readonly number: (value: number) => Value;
  /** The same 64 bits in every lane. */
  readonly integer: (value: bigint) => Bits;

  /** A new local of a type (by default of these lanes); one that was freed is taken first. */
  readonly local: (type?: number) => number;
  readonly free: (local: number, type?: number) => void;
  /** What is in a local, of whatever type. */
  readonly get: (local: number) => () => void;
  /** Emits that a local is set. */
  readonly set: (local: number, value: () => void) => void;
  /** Emits a value into a new local. */
  readonly let: (value: Value) => Value;
  readonly letMask: (mask: Mask) => Mask;
  readonly letBits: (bits: Bits) => Bits;
  /** Emits what `build` makes, frees the locals of it, and leaves the result in a new one. */
  readonly scoped: (build: () => Value) => Value;

  readonly add: (a: Value, b: Value) => Value;
  readonly sub: (a: Value, b: Value) => Value;
  readonly mul: (a: Value, b: Value) => Value;
  readonly div: (a: Value, b: Value) => Value;
  /** As Math.min and Math.max: nan where either is nan, and -0 is less than 0. */
  readonly min: (a: Value, b: Value) => Value;
  readonly max: (a: Value, b: Value) => Value;
  /** The nearest to `a` from lo to hi, neither of which is 0; nan stays nan. */
  readonly clamp: (a: Value, lo: number, hi: number) => Value;
  readonly neg: (a: Value) => Value;
  readonly abs: (a: Value) => Value;
  readonly sqrt: (a: Value) => Value;
  readonly floor: (a: Value) => Value;
  readonly ceil: (a: Value) => Value;
  readonly trunc: (a: Value) => Value;
  /** To the nearest integer, halves to the even one. */
  readonly nearest: (a: Value) => Value;

  readonly eq: (a: Value, b: Value) => Mask;
  readonly ne: (a: Value, b: Value) => Mask;
  readonly lt: (a: Value, b: Value) => Mask;
  readonly le: (a: Value, b: Value) => Mask;
  readonly gt: (a: Value, b: Value) => Mask;
  readonly ge: (a: Value, b: Value) => Mask;
  readonly both: (a: Mask, b: Mask) => Mask;
  readonly either: (a: Mask, b: Mask) => Mask;
  readonly not: (a: Mask) => Mask;
  /** 1 where the mask is true, else 0. */
  readonly bit: (mask: Mask) => Value;
  /** By lane the first value where the mask is true, else the second; both are computed. */
  readonly select: (mask: Mask, a: Value, b: Value) => Value;
  /** As select, emitted at once; of a single number only the chosen one is computed. */
  readonly choose: (mask: Mask, a: () => Value, b: () => Value) => Value;

  /**
   * `usual` where the mask is true in every lane, else `general`, emitted at once; `general` has the same values where
   * the mask is true, only slower.
   */
  readonly usually: (mask: Mask, usual: () => Value, general: () => Value) => Value;

  /** The bits of a double as an integer, and back. */
  readonly bits: (a: Value) => Bits;
  readonly float: (a: Bits) => Value;
  readonly and: (a: Bits, b: Bits) => Bits;
  readonly or: (a: Bits, b: Bits) => Bits;
  readonly xor: (a: Bits, b: Bits) => Bits;
  readonly plus: (a: Bits, b: Bits) => Bits;
  readonly minus: (a: Bits, b: Bits) => Bits;
  readonly shiftLeft: (a: Bits, by: number) => Bits;
  /** The sign is shifted in, or with `Unsigned` zeros. */
  readonly shiftRight: (a: Bits, by: number) => Bits;
  readonly shiftRightUnsigned: (a: Bits, by: number) => Bits;

  /** Lanes that lie one after the other in memory, at an address plus a constant offset. */
  readonly load: (address: Address, offset: number) => Value;
  /** Emits that they are stored. */
  readonly store: (address: Address, offset: number, value: Value) => void;
  /** One double of memory in every lane. */
  readonly broadcast: (address: Address, offset: number) => Value;

  /** The function of an opcode, applied. */
  readonly call: (opcode: number, ...args: readonly Value[]) => Value;
  /**
   * `fast` but where the mask is true in some lane: there the function of the opcode, slow and always right; for a
   * single number the host's, for two by turns that for numbers. The arguments are read again.
   */
  readonly rarely: (mask: Mask, fast: Value, opcode: number, ...args: readonly Value[]) => Value;
}

const NO_CALLEE: Callee = {
  scalar: () => unknown(),
  vector: () => unknown(),
  host: () => unknown(),
};

function unknown(): never {
  throw new Error("invariant: code that calls functions is given them");
}

/** What both kinds of code have in common: locals, and the way instructions are put together. */
function common(count: number, own: number, code: Bytes) {
  let parameters = count;
  const locals: number[] = [];
  const freed = new Map<number, number[]>();
  const taken: { local: number; type: number }[] = []; // in the order of taking, for `scoped`
  const gets: (() => void)[] = [];
  const local = (type = own): number => {
    const found = freed.get(type)?.pop() ?? parameters + locals.push(type) - 1;
    taken.push({ local: found, type });
    return found;
  };
  const free = (index: number, type = own): void => {
    const list = freed.get(type);
    if (list === undefined) freed.set(type, [index]);
    else list.push(index);
  };
  const get = (index: number): (() => void) => {
    gets[index] ??= () => {
      code.indexed(OP.localGet, index);
    };
    return gets[index];
  };
  const set = (index: number, value: () => void): void => {
    value();
    code.indexed(OP.localSet, index);
  };
  const hold = (type: number) => (value: () => void) => {
    value(); // first, since it may take locals and give them back
    const index = local(type);
    code.indexed(OP.localSet, index);
    return get(index);
  };
  const scoped = (build: () => Value): Value => {
    const result = local();
    const depth = taken.length;
    set(result, build());
    for (const { local: index, type } of taken.splice(depth)) free(index, type);
    return get(result);
  };
  const restart = (another = parameters): void => {
    parameters = another;
    code.length = 0;
    locals.length = 0;
    taken.length = 0;
    freed.clear();
  };
  return { code, locals, restart, local, free, get, set, hold, scoped };
}

/** The ways to write instructions that take one, two or three values from the stack, given how one is written. */
const writing = (write: (opcode: number) => void) => ({
  unary: (opcode: number) => (a: () => void) => () => {
    a();
    write(opcode);
  },
  binary: (opcode: number) => (a: () => void, b: () => void) => () => {
    a();
    b();
    write(opcode);
  },
});

/** Code on numbers, one at a time. */
export function scalarLanes(parameters: number, callee: Callee = NO_CALLEE, constants?: Constants): Lanes {
  const code = new Bytes(256);
  const { hold, ...shared } = common(parameters, F64, code);
  const { unary, binary } = writing((opcode) => code.byte(opcode));
  const constant64 =
    (value: bigint): Bits =>
    () => {
      code.byte(OP.i64Const);
      code.signed(BigInt.asIntN(64, value));
    };
  const shift = (opcode: number) => (a: Bits, by: number) => binary(opcode)(a, constant64(BigInt(by)));
  const memory = (opcode: number, offset: number): void => {
    code.byte(opcode);
    code.unsigned(3);
    code.unsigned(offset);
  };
  const load =
    (address: Address, offset: number): Value =>
    () => {
      address();
      memory(OP.f64Load, offset);
    };
  const origin: Address = () => {
    code.byte(OP.i32Const);
    code.byte(0);
  };
  const number = (value: number): Value => {
    const address = constants?.address(value);
    if (address !== undefined) return load(origin, address);
    return () => {
      code.byte(OP.f64Const);
      code.double(value);
    };
  };
  const select =
    (mask: Mask, a: Value, b: Value): Value =>
    () => {
      a();
      b();
      mask();
      code.byte(OP.select);
    };
  const choose = (mask: Mask, a: () => Value, b: () => Value): Value => {
    const result = shared.local();
    mask();
    code.byte(OP.if);
    code.byte(OP.empty);
    shared.set(result, a());
    code.byte(OP.else);
    shared.set(result, b());
    code.byte(OP.end);
    return shared.get(result);
  };
  const callOf =
    (index: number, args: readonly Value[]): Value =>
    () => {
      for (const arg of args) arg();
      code.indexed(OP.call, index);
    };
  return {
    ...shared,
    type: F64,
    count: 1,
    number,
    integer: constant64,
    let: hold(F64),
    letMask: hold(I32),
    letBits: hold(I64),
    add: binary(0xa0),
    sub: binary(0xa1),
    mul: binary(0xa2),
    div: binary(0xa3),
    min: binary(0xa4),
    max: binary(0xa5),
    clamp: (a, lo, hi) => binary(0xa4)(binary(0xa5)(a, number(lo)), number(hi)),
    abs: unary(0x99),
    neg: unary(0x9a),
    ceil: unary(0x9b),
    floor: unary(0x9c),
    trunc: unary(0x9d),
    nearest: unary(0x9e),
    sqrt: unary(0x9f),
    eq: binary(0x61),
    ne: binary(0x62),
    lt: binary(0x63),
    gt: binary(0x64),
    le: binary(0x65),
    ge: binary(0x66),
    both: binary(OP.i32And),
    either: binary(OP.i32Or),
    not: unary(OP.i32Eqz),
    bit: (mask) => select(mask, number(1), number(0)),
    select,
    choose,
    usually: choose,
    bits: unary(0xbd),
    float: unary(0xbf),
    plus: binary(0x7c),
    minus: binary(0x7d),
    and: binary(0x83),
    or: binary(0x84),
    xor: binary(0x85),
    shiftLeft: shift(0x86),
    shiftRight: shift(0x87),
    shiftRightUnsigned: shift(0x88),
    load,
    broadcast: load,
    store: (address, offset, value) => {
      address();
      value();
      memory(OP.f64Store, offset);
    },
    call: (opcode, ...args) => callOf(callee.scalar(opcode), args),
    rarely: (mask, fast, opcode, ...args) => {
      const result = shared.local();
      shared.set(result, fast);
      mask();
      code.byte(OP.if);
      code.byte(OP.empty);
      shared.set(result, callOf(callee.host(opcode), args));
      code.byte(OP.end);
      return shared.get(result);
    },
  };
}

/** Code on vectors of two numbers. */
export function vectorLanes(parameters: number, callee: Callee = NO_CALLEE, constants?: Constants): Lanes {
  const code = new Bytes(256);
  const { hold, ...shared } = common(parameters, V128, code);
  const write = (opcode: number): void => {
    code.byte(OP.vector);
    code.unsigned(opcode);
  };
  const { unary, binary } = writing(write);
  const lane = (opcode: number, index: number): void => {
    write(opcode);
    code.byte(index);
  };
  const memory = (opcode: number, align: number, offset: number): void => {
    write(opcode);
    code.unsigned(align);
    code.unsigned(offset);
  };
  const constant = (writeLane: () => void) => () => {
    write(12);
    writeLane();
    writeLane();
  };
  const word = new DataView(new ArrayBuffer(8));
  const integer = (value: bigint): Bits => {
    word.setBigInt64(0, BigInt.asIntN(64, value), true);
    const double = Array.from({ length: 8 }, (_, i) => word.getUint8(i));
    return constant(() => {
      for (const byte of double) code.byte(byte);
    });
  };
  const shift = (opcode: number) => (a: Bits, by: number) => () => {
    a();
    code.byte(OP.i32Const);
    code.signed(by);
    write(opcode);
  };
  const broadcast =
    (address: Address, offset: number): Value =>
    () => {
      address();
      memory(10, 3, offset);
    };
  const origin: Address = () => {
    code.byte(OP.i32Const);
    code.byte(0);
  };
  const number = (value: number): Value => {
    const address = constants?.address(value);
    return address === undefined ? constant(() => code.double(value)) : broadcast(origin, address);
  };
  const select =
    (mask: Mask, a: Value, b: Value): Value =>
    () => {
      a();
      b();
      mask();
      write(82);
    };
  const extracted = (value: Value, index: number): void => {
    value();
    lane(33, index);
  };
  /** A function for numbers, called for one lane and then for the other. */
  const byTurns =
    (index: number, args: readonly Value[]): Value =>
    () => {
      for (const at of [0, 1]) {
        for (const arg of args) extracted(arg, at);
        code.indexed(OP.call, index);
        if (at === 0) write(20);
        else lane(34, 1);
      }
    };
  return {
    ...shared,
    type: V128,
    count: 2,
    number,
    integer,
    let: hold(V128),
    letMask: hold(V128),
    letBits: hold(V128),
    add: binary(240),
    sub: binary(241),
    mul: binary(242),
    div: binary(243),
    min: binary(244),
    max: binary(245),
    clamp: (a, lo, hi) => binary(246)(binary(247)(a, number(lo)), number(hi)), // pmin, pmax: one instruction each
    abs: unary(236),
    neg: unary(237),
    sqrt: unary(239),
    ceil: unary(116),
    floor: unary(117),
    trunc: unary(122),
    nearest: unary(148),
    eq: binary(71),
    ne: binary(72),
    lt: binary(73),
    gt: binary(74),
    le: binary(75),
    ge: binary(76),
    both: binary(78),
    either: binary(80),
    not: unary(77),
    bit: (mask) => binary(78)(mask, number(1)),
    select,
    choose: (mask, a, b) => {
      const kept = hold(V128)(mask);
      const [first, second] = [hold(V128)(a()), hold(V128)(b())];
      return hold(V128)(select(kept, first, second));
    },
    usually: (mask, usual, general) => {
      const result = shared.local();
      mask();
      write(195);
      code.byte(OP.if);
      code.byte(OP.empty);
      shared.set(result, usual());
      code.byte(OP.else);
      shared.set(result, general());
      code.byte(OP.end);
      return shared.get(result);
    },
    bits: (a) => () => a(), // the lanes are the same bits whatever they are taken for
    float: (a) => () => a(),
    plus: binary(206),
    minus: binary(209),
    and: binary(78),
    or: binary(80),
    xor: binary(81),
    shiftLeft: shift(203),
    shiftRight: shift(204),
    shiftRightUnsigned: shift(205),
    load: (address, offset) => () => {
      address();
      memory(0, 3, offset);
    },
    broadcast,
    store: (address, offset, value) => {
      address();
      value();
      memory(11, 3, offset);
    },
    call: (opcode, ...args) => {
      const index = callee.vector(opcode);
      if (index === undefined) return byTurns(callee.scalar(opcode), args);
      return () => {
        for (const arg of args) arg();
        code.indexed(OP.call, index);
      };
    },
    rarely: (mask, fast, opcode, ...args) => {
      const result = shared.local();
      shared.set(result, fast);
      mask();
      write(83);
      code.byte(OP.if);
      code.byte(OP.empty);
      shared.set(result, byTurns(callee.scalar(opcode), args));
      code.byte(OP.end);
      return shared.get(result);
    },
  };
}
