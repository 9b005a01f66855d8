// Constants of a short body: read from memory once, before its loop. Where a vector constant stands in a loop V8
// makes it anew in each round, by three instructions; a local that no longer fits into a register costs one.
import type { Lanes } from "../../targets/wasm/lanes.ts";

/** The most constants that are read so; those beyond are made where they are used. */
export const MOST_CONSTANTS = 128;

const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);

export class ConstantPool {
  /** Their places, by their bits. */
  readonly #places = new Map<bigint, number>();

  get constants(): readonly bigint[] {
    return [...this.#places.keys()].slice(0, MOST_CONSTANTS);
  }

  /** Code that is written to learn which constants it needs. */
  noting(lanes: Lanes): Lanes {
    return this.#with(lanes, (value, made) => {
      if (!this.#places.has(value)) this.#places.set(value, this.#places.size);
      return made;
    });
  }

  /** The same code, which has read them from memory, `offset` bytes after the address in parameter 0. */
  loaded(lanes: Lanes, offset: number): Lanes {
    const locals = this.constants.map((_, k) => lanes.let(lanes.broadcast(lanes.get(0), offset + 8 * k)));
    return this.#with(lanes, (value, made) => locals[this.#places.get(value) ?? MOST_CONSTANTS] ?? made);
  }

  #with(lanes: Lanes, constant: (value: bigint, made: () => void) => () => void): Lanes {
    return {
      ...lanes,
      number: (value) => {
        double[0] = value;
        return constant(bits[0], lanes.number(value));
      },
      integer: (value) => constant(BigInt.asIntN(64, value), lanes.integer(value)),
    };
  }
}
