// Blocks of a rolled program as WebAssembly. Instances of a bank need nothing of each other, so some of them are
// computed side by side: as the lanes of vectors, or in turns that keep the processor busy while each waits for its
// own sums; over rows of data every value is a vector of rows. All keep the order of operations of every value.
import { EQ, GE, GT, IF, LE, LT, MAX, NE } from "../../instructions.ts";
import { F64, I32, OP, V128 } from "../../targets/wasm/encode.ts";
import type { Address, Lanes, Mask, Value } from "../../targets/wasm/lanes.ts";
import type { Routines } from "../../targets/wasm/routines.ts";
import { copying, type LoadedLoop, type LoadedStep, loaded } from "../loads.ts";
import type { Block, Carried, Copies, Operand, Operation, Place, Space } from "../rolled.ts";
import { chainOf } from "./chains.ts";
import { f64, gathered, laneOf, scalar, shuffled, splat, storeLane, VECTOR } from "./vectors.ts";

/** Where the numbers of a space are in memory. */
export interface Region {
  /** In bytes from the area's address on. */
  readonly offset: number;
  /** The bytes of an element. */
  readonly unit: number;
  /** Whether an element is a vector of rows for each of `vectors`, one for all rows, or the sum over rows. */
  readonly holds: "numbers" | "rows" | "sums";
}

export interface Emission {
  readonly lanes: Lanes;
  readonly routines: Routines;
  readonly regionOf: (space: Space) => Region;
  /** Where a table stands, in bytes from the area's address on; its entries are bytes. */
  readonly tableAt: (table: Int32Array) => number;
  /** The address of the area. */
  readonly area: Address;
  /** Vectors of rows that are computed side by side; 0 where there are no rows. */
  readonly vectors: number;
}

/** Instances that are computed side by side: by the loop at this depth of the block, `count` at a time. */
export interface Jam {
  readonly depth: number;
  readonly count: number;
  /** Whether they are the lanes of vectors, two by two. */
  readonly inLanes: boolean;
  /** Whether the loops at this depth hand values from one to the other: see chains.ts. */
  readonly isChained?: boolean;
}

/** One of the things that are computed side by side: an instance (the first of two where lanes are), a vector of rows. */
interface Copy {
  readonly instance: number;
  readonly vector: number;
}

interface Scope {
  readonly loop: LoadedLoop | undefined;
  /** The iterations that a round of the loop does. */
  readonly step: number;
  /** Which of these is being written, where they are written one after the other. */
  shift: number;
  /** By strides in bytes, where the numbers are that move so, from their lowest on. */
  readonly pointers: ReadonlyMap<string, Address>;
}

const comparisons: ReadonlyMap<number, (l: Lanes, a: Value, b: Value) => Mask> = new Map([
  [EQ, (l, a, b) => l.eq(a, b)],
  [NE, (l, a, b) => l.ne(a, b)],
  [LT, (l, a, b) => l.lt(a, b)],
  [LE, (l, a, b) => l.le(a, b)],
  [GT, (l, a, b) => l.gt(a, b)],
  [GE, (l, a, b) => l.ge(a, b)],
]);

/** The most steps, over all that goes side by side, of a body that is written several times. */
const MOST_UNROLLED = 100;

/** Writes the code of a block. */
export function emitBlock(block: Block, emission: Emission, jam: Jam | undefined): void {
  new Emitter(emission, jam).block(loaded(block));
}

/** Writes the code of copies. */
export function emitCopies(copies: readonly Copies[], emission: Emission): void {
  new Emitter(emission, undefined).block(copying(copies));
}

class Emitter {
  readonly #emission: Emission;
  readonly #jam: Jam | undefined;
  readonly #copies: readonly Copy[];
  readonly #scopes: Scope[];
  /** By local of the block, the values of the copies. */
  readonly #locals = new Map<number, Value[]>();
  /** By local that is a comparison, the same as masks. */
  readonly #masks = new Map<number, Mask[]>();
  /** Whether an iteration is written that is left over: of two lanes only the first counts. */
  #isSingle = false;
  readonly #taken: { readonly local: number; readonly type?: number }[] = [];

  constructor(emission: Emission, jam: Jam | undefined) {
    this.#emission = emission;
    this.#jam = jam;
    const width = jam?.inLanes ? 2 : 1;
    const instances = Array.from({ length: (jam?.count ?? 1) / width }, (_, k) => k * width);
    const vectors = Array.from({ length: Math.max(1, emission.vectors) }, (_, k) => k);
    this.#copies = instances.flatMap((instance) => vectors.map((vector) => ({ instance, vector })));
    this.#scopes = [{ loop: undefined, step: 1, shift: 0, pointers: new Map() }];
  }

  block(steps: readonly LoadedStep[]): void {
    this.#steps(steps);
    for (const { local, type } of this.#taken) this.#emission.lanes.free(local, type);
  }

  #steps(steps: readonly LoadedStep[]): void {
    for (let from = 0; from < steps.length; ) {
      const step = steps[from];
      if (step.kind === "loop") {
        this.#loop(step);
        from++;
        continue;
      }
      let to = from + 1;
      while (to < steps.length && steps[to].kind !== "loop") to++;
      this.#straight(steps.slice(from, to));
      from = to;
    }
  }

  /** Steps without loops: all of one copy, then all of the next, so that few values are waiting at a time. */
  #straight(steps: readonly LoadedStep[]): void {
    const { vectors } = this.#emission;
    const loads = new Map<LoadedStep, Map<string, Value>>();
    for (const [k, copy] of this.#copies.entries()) {
      for (const step of steps) {
        if (step.kind === "load") {
          const known = loads.get(step) ?? new Map<string, Value>();
          loads.set(step, known);
          const key = this.#keyOf(step.place, copy);
          const value = known.get(key) ?? this.#held(this.#loadOne(step.place, copy));
          known.set(key, value);
          this.#set(step.local, k, value);
        } else if (step.kind === "operation") this.#set(step.local, k, this.#held(this.#applied(step, k)));
        if (step.kind === "loop") continue;
        const isLast = vectors < 2 || copy.vector === vectors - 1;
        for (const place of step.stores) {
          if (this.#emission.regionOf(place.space).holds !== "sums") this.#storeOne(place, step.local, k);
          else if (isLast) this.#addUp(place, step.local, k);
        }
      }
    }
  }

  #applied({ opcode, operands, local }: Operation, copy: number): Value {
    const { lanes, routines } = this.#emission;
    const [a = NOTHING, b = NOTHING, c = NOTHING] = operands.map((one) => this.#value(one, copy));
    const compare = comparisons.get(opcode);
    if (compare !== undefined) {
      const mask = lanes.letMask(compare(lanes, a, b));
      const masks = this.#masks.get(local) ?? [];
      masks[copy] = mask;
      this.#masks.set(local, masks);
      return lanes.bit(mask);
    }
    if (opcode === IF && operands[0].kind === "local") {
      const mask = this.#masks.get(operands[0].local)?.[copy];
      if (mask !== undefined) return lanes.select(mask, b, c);
    }
    // max(x, 0) in fewer instructions: nan is not at most 0, and -0 is.
    const isRelu =
      opcode === MAX && operands.some((one) => one.kind === "constant" && Object.is(one.value, 0));
    if (isRelu) {
      const x = operands[0].kind === "constant" ? b : a;
      const zero = lanes.number(0);
      return lanes.select(lanes.le(x, zero), zero, x);
    }
    return routines.apply(lanes, opcode, a, b, c);
  }

  /** Emits a value into a local. */
  #held(value: Value): Value {
    const { lanes } = this.#emission;
    const index = lanes.local();
    this.#taken.push({ local: index });
    lanes.set(index, value);
    return lanes.get(index);
  }

  #set(local: number, copy: number, value: Value): void {
    const values = this.#locals.get(local) ?? [];
    values[copy] = value;
    this.#locals.set(local, values);
  }

  #value(operand: Operand, copy: number): Value {
    if (operand.kind === "local") return (this.#locals.get(operand.local) ?? unset())[copy];
    if (operand.kind === "constant") return this.#emission.lanes.number(operand.value);
    return this.#loadOne(operand.place, this.#copies[copy]);
  }

  #values(operand: Operand): readonly Value[] {
    return this.#copies.map((_, k) => this.#value(operand, k));
  }

  #loop(loop: LoadedLoop): void {
    const { lanes } = this.#emission;
    const { code } = lanes;
    const depth = this.#scopes.length - 1;
    const step = this.#jam?.depth === depth ? this.#jam.count : 1;
    const hands = this.#jam?.isChained && depth === 0 ? this.#handsOnLanes(loop) : this.#handsOn(loop);
    const times = step > 1 ? 1 : this.#unrolling(loop); // iterations that are written one after the other
    const rounds = Math.floor(loop.count / (step * times));
    const left = loop.count - rounds * step * times;
    const counter = this.#integer();
    lanes.set(counter, i32(lanes, rounds));
    const pointers = new Map<string, Address>();
    const moves: (() => void)[] = [];
    for (const strides of stridesIn(loop.body, depth, (place) => this.#unitOf(place))) {
      const stride = strides[depth];
      const key = keyOf(strides);
      if (stride === 0 || pointers.has(key)) continue;
      const pointer = this.#integer();
      const start = stride < 0 ? -stride * (loop.count - step * times) : 0;
      lanes.set(pointer, plus(lanes, this.#pointer(strides.slice(0, depth)), start));
      pointers.set(key, lanes.get(pointer));
      moves.push(() => lanes.set(pointer, plus(lanes, lanes.get(pointer), stride * step * times)));
    }
    const scope = { loop, step: step * times, pointers, shift: 0 };
    this.#scopes.push(scope);
    const iteration = (shift: number): void => {
      scope.shift = shift;
      hands.iteration();
    };
    code.byte(OP.loop);
    code.byte(OP.empty);
    for (let k = 0; k < times; k++) iteration(k);
    for (const move of moves) move();
    lanes.set(counter, plus(lanes, lanes.get(counter), -1));
    lanes.get(counter)();
    code.byte(OP.brIf);
    code.unsigned(0);
    code.byte(OP.end);
    this.#isSingle = step > 1 && left > 0;
    for (let k = 0; k < left; k++) iteration(k);
    this.#scopes.pop();
    hands.end();
    this.#isSingle = false;
    for (const { local, stores } of loop.carried) for (const place of stores) this.#store(place, local);
  }

  /** What is carried from iteration to iteration. */
  #handsOn({ carried, body }: LoadedLoop): Hands {
    const { lanes } = this.#emission;
    const held = carried.map((one) => ({ ...one, locals: this.#carry(one) }));
    return {
      iteration: () => {
        this.#steps(body);
        for (const { locals, next } of [...held].reverse()) {
          const values = this.#locals.get(next) ?? unset();
          for (const [k, local] of locals.entries()) lanes.set(local, values[k]);
        }
      },
      end: () => {},
    };
  }

  /** The same where two iterations are the lanes of a vector. */
  #handsOnLanes(loop: LoadedLoop): Hands {
    const { lanes } = this.#emission;
    const { sequential, chained } = chainOf(loop) ?? unset();
    const aside = loop.body.filter((step) => step.kind !== "operation" || !sequential.has(step.local));
    const sums = loop.body.filter(
      (step): step is Operation => step.kind === "operation" && sequential.has(step.local),
    );
    /** By local, the number that it is in the lane at hand. */
    const numbers = new Map<number, number>();
    const held = loop.carried.map(({ local, init, next }) => {
      const isChained = chained.has(local);
      const index = lanes.local(isChained ? F64 : V128);
      this.#taken.push({ local: index, type: isChained ? F64 : V128 });
      const [value] = this.#values(init);
      lanes.set(index, isChained ? laneOf(lanes, value, 0) : value);
      if (isChained) numbers.set(local, index);
      return { local, next, index, isChained };
    });
    const number = (operand: Operand, lane: number): Value => {
      if (operand.kind === "constant") return f64(lanes, operand.value);
      const index = operand.kind === "local" ? numbers.get(operand.local) : undefined;
      return index === undefined ? laneOf(lanes, this.#value(operand, 0), lane) : lanes.get(index);
    };
    const sum = (lane: number): void => {
      for (const { opcode, operands, local } of sums) {
        const index = numbers.get(local) ?? lanes.local(F64);
        if (!numbers.has(local)) this.#taken.push({ local: index, type: F64 });
        numbers.set(local, index);
        const [a, b] = operands.map((operand) => number(operand, lane));
        lanes.set(index, () => {
          a();
          b();
          lanes.code.byte(scalar.get(opcode) ?? unset());
        });
      }
      for (const { index, next, isChained } of [...held].reverse()) {
        if (isChained) lanes.set(index, number({ kind: "local", local: next }, lane));
      }
    };
    return {
      iteration: () => {
        for (const step of aside) {
          if (step.kind === "loop") return unset(); // chainOf has seen that there is none
          this.#straight([step]);
          for (const { local, next, index, isChained } of held) {
            if (isChained || next !== step.local) continue;
            const current = this.#value({ kind: "local", local: next }, 0);
            this.#set(
              local,
              0,
              this.#held(() => shuffled(lanes, lanes.get(index), current)),
            );
          }
        }
        for (let lane = 0; lane < (this.#isSingle ? 1 : 2); lane++) sum(lane);
        for (const { next, index, isChained } of held) {
          if (isChained || numbers.has(next)) continue;
          lanes.set(index, this.#value({ kind: "local", local: next }, 0));
        }
      },
      end: () => {
        for (const { local, next, index, isChained } of held) {
          const last = numbers.get(isChained ? local : next);
          const value =
            last === undefined ? laneOf(lanes, lanes.get(index), this.#isSingle ? 0 : 1) : lanes.get(last);
          this.#set(
            local,
            0,
            this.#held(() => splat(lanes, value)),
          );
        }
      },
    };
  }

  /** How many iterations of a loop are written one after the other: as many as make a body of some size. */
  #unrolling({ body, count, carried }: LoadedLoop): number {
    if (carried.length > 0 || body.some((step) => step.kind === "loop")) return 1;
    const most = Math.min(count, 8, Math.floor(MOST_UNROLLED / (body.length * this.#copies.length)));
    if (most < 2) return 1;
    const isBackward = body.some((step) => {
      const places =
        step.kind === "load" ? [step.place, ...step.stores] : step.kind === "loop" ? [] : step.stores;
      return places.some(({ strides }) => strides.some((stride) => stride < 0));
    });
    // What is left over is written after the loop, unless places move backward: pointers would be below their lowest.
    for (let times = most; times > 1; times--) if (count % times === 0) return times;
    return isBackward ? 1 : most;
  }

  /** The locals of a carried value, set to what it begins with. */
  #carry({ local, init }: Carried): readonly number[] {
    const { lanes } = this.#emission;
    const locals = this.#values(init).map((value) => {
      const index = lanes.local();
      this.#taken.push({ local: index });
      lanes.set(index, value);
      return index;
    });
    this.#locals.set(
      local,
      locals.map((index) => lanes.get(index)),
    );
    return locals;
  }

  #integer(): number {
    const local = this.#emission.lanes.local(I32);
    this.#taken.push({ local, type: I32 });
    return local;
  }

  #unitOf({ space, table }: Place): number {
    return table === undefined ? this.#emission.regionOf(space).unit : 4;
  }

  /** The address of what moves by these strides, in bytes, from its lowest on. */
  #pointer(strides: readonly number[]): Address {
    let length = strides.length;
    while (length > 0 && strides[length - 1] === 0) length--;
    if (length === 0) return this.#emission.area;
    return this.#scopes[length].pointers.get(keyOf(strides.slice(0, length))) ?? unset();
  }

  /** The bytes from the pointer of a place to the element of an instance. */
  #offset({ strides }: Place, base: number, unit: number, instance: number): number {
    let offset = base;
    for (const [d, stride] of strides.entries()) {
      if (stride === 0) continue; // loops that a place is read before are not there yet
      const { loop, step, shift } = this.#scopes[d + 1];
      if (stride < 0) offset += stride * unit * ((loop?.count ?? 0) - step);
      offset += stride * unit * shift;
      if (d === this.#jam?.depth) offset += stride * unit * instance;
    }
    return offset;
  }

  /** Where an instance's element of a place is. */
  #at(place: Place, instance: number): { readonly address: Address; readonly offset: number } {
    const { regionOf, tableAt, lanes, area } = this.#emission;
    const { offset } = regionOf(place.space);
    const { table, base, strides } = place;
    const size = this.#unitOf(place);
    const pointer = this.#pointer(strides.map((stride) => stride * size));
    const start = table === undefined ? offset : tableAt(table);
    const within = this.#offset(place, start + base * size, size, instance);
    if (table === undefined) return { address: pointer, offset: within };
    const entry: Address = () => {
      pointer();
      lanes.code.byte(OP.i32Load);
      lanes.code.unsigned(2);
      lanes.code.unsigned(within);
      area();
      lanes.code.byte(OP.i32Add);
    };
    return { address: entry, offset };
  }

  /** How far apart the elements of neighbouring instances are, in elements; undefined behind a table. */
  #strideOf({ strides, table }: Place): number | undefined {
    const stride = this.#jam === undefined ? 0 : (strides[this.#jam.depth] ?? 0);
    return table === undefined || stride === 0 ? stride : undefined;
  }

  /** Equal for copies that read one number. */
  #keyOf(place: Place, { instance, vector }: Copy): string {
    const isSame = this.#jam === undefined || (place.strides[this.#jam.depth] ?? 0) === 0;
    const isOfRows = this.#emission.regionOf(place.space).holds === "rows";
    return `${isSame ? 0 : instance} ${isOfRows ? vector : 0}`;
  }

  #loadOne(place: Place, { instance, vector }: Copy): Value {
    const { lanes, regionOf } = this.#emission;
    const { holds } = regionOf(place.space);
    const { address, offset } = this.#at(place, instance);
    if (holds === "rows") return lanes.load(address, offset + VECTOR * vector);
    if (!this.#jam?.inLanes || this.#isSingle) return lanes.broadcast(address, offset);
    const stride = this.#strideOf(place);
    if (stride === 0) return lanes.broadcast(address, offset);
    if (stride === 1) return lanes.load(address, offset);
    const second = this.#at(place, instance + 1);
    return gathered(lanes, lanes.broadcast(address, offset), second.address, second.offset);
  }

  #store(place: Place, local: number): void {
    const { regionOf, vectors } = this.#emission;
    const isSum = regionOf(place.space).holds === "sums";
    for (const [k, { vector }] of this.#copies.entries()) {
      if (!isSum) this.#storeOne(place, local, k);
      else if (vectors < 2 || vector === vectors - 1) this.#addUp(place, local, k);
    }
  }

  #storeOne(place: Place, local: number, copy: number): void {
    const { lanes, regionOf } = this.#emission;
    const value = this.#value({ kind: "local", local }, copy);
    const { instance, vector } = this.#copies[copy];
    const { address, offset } = this.#at(place, instance);
    const isOfRows = regionOf(place.space).holds === "rows";
    if (isOfRows) lanes.store(address, offset + VECTOR * vector, value);
    else if (!this.#jam?.inLanes || (this.#strideOf(place) === 1 && !this.#isSingle)) {
      lanes.store(address, offset, value);
    } else {
      const isOne = this.#isSingle || this.#strideOf(place) === 0;
      for (const lane of isOne ? [0] : [0, 1]) {
        const at = this.#at(place, instance + lane);
        storeLane(lanes, at.address, at.offset, value, lane);
      }
    }
  }

  /** Adds the values of all vectors of an instance, of which `copy` is the last, to a sum over rows, one after the other. */
  #addUp(place: Place, local: number, copy: number): void {
    const { lanes, vectors } = this.#emission;
    const { address, offset } = this.#at(place, this.#copies[copy].instance);
    let sum = lanes.load(address, offset);
    for (let k = copy - Math.max(1, vectors) + 1; k <= copy; k++) {
      sum = lanes.add(sum, this.#value({ kind: "local", local }, k));
    }
    lanes.store(address, offset, sum);
  }
}

/** How a loop's iterations hand values on. */
interface Hands {
  /** Writes the code of an iteration, or of those that are done at once. */
  readonly iteration: () => void;
  /** Writes what comes after the loop. */
  readonly end: () => void;
}

const NOTHING: Value = () => {};

function unset(): never {
  throw new Error("invariant: what is read has been set");
}

const i32 =
  ({ code }: Lanes, value: number): Address =>
  () => {
    code.byte(OP.i32Const);
    code.signed(value);
  };

const plus = (lanes: Lanes, address: Address, bytes: number): Address =>
  bytes === 0
    ? address
    : () => {
        address();
        i32(lanes, bytes)();
        lanes.code.byte(OP.i32Add);
      };

const keyOf = (strides: readonly number[]): string => strides.join();

/** The strides in bytes, up to a depth, of all places in steps and in the loops among them. */
function* stridesIn(
  steps: readonly LoadedStep[],
  depth: number,
  unitOf: (place: Place) => number,
): Generator<number[]> {
  const of = (place: Place): number[] => {
    const unit = unitOf(place);
    return Array.from({ length: depth + 1 }, (_, d) => (place.strides[d] ?? 0) * unit);
  };
  for (const step of steps) {
    if (step.kind === "load") yield of(step.place);
    if (step.kind !== "loop") for (const place of step.stores) yield of(place);
    else {
      yield* stridesIn(step.body, depth, unitOf);
      for (const { stores } of step.carried) for (const place of stores) yield of(place);
    }
  }
}
