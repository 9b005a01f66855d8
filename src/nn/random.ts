// The one source of chance: a seeded generator (xoroshiro128+, by the package pure-rand) whose state can be saved, so
// that whatever was drawn can be drawn again, from the beginning or from anywhere.
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus, xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { UsageError } from "../expr/errors.ts";
import { checkValue, integer } from "../expr/options.ts";

/** A generator's state: four 32-bit integers, plain numbers for JSON. */
export type RandomState = readonly number[];

const seedRule = integer(0, 2 ** 32 - 1);
const isWord = (word: unknown): boolean => typeof word === "number" && (word | 0) === word;

/** The seed itself stands in the first outputs: so many are passed over. */
const SKIPPED = 64;

/** A seeded generator of random numbers: the same seed gives the same numbers. */
export class Random {
  #generator: ReturnType<typeof xoroshiro128plus>;

  /**
   * @param seed an integer from 0 to 2^32 - 1
   * @throws {UsageError} for any other seed.
   * @example new Random(1).integer(6) < 6  // true
   */
  constructor(seed: number) {
    checkValue("seed", seed, seedRule);
    this.#generator = xoroshiro128plus(seed);
    for (let i = 0; i < SKIPPED; i++) this.#generator.next();
  }

  /** A double from 0 up to and without 1, of 53 random bits. */
  uniform(): number {
    return uniformFloat64(this.#generator);
  }

  /** An integer from 0 up to and without `below`. */
  integer(below: number): number {
    checkValue("below", below, integer(1, Number.MAX_SAFE_INTEGER));
    return uniformInt(this.#generator, 0, below - 1);
  }

  /**
   * A number of the standard normal distribution, by Marsaglia's polar method (Marsaglia & Bray, A convenient method
   * for generating normal variables, 1964). The second number of each pair is not kept: the state is the generator's alone.
   */
  normal(): number {
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  }

  /** 0, 1, ..., count - 1 in random order (Fisher & Yates). */
  permutation(count: number): Int32Array {
    const order = Int32Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  /** Where the generator is: put back by setting it. @throws {UsageError} for what is no state. */
  get state(): RandomState {
    return [...this.#generator.getState()];
  }
  set state(state: RandomState) {
    if (
      !Array.isArray(state) ||
      state.length !== 4 ||
      !state.every(isWord) ||
      state.every((word) => word === 0)
    ) {
      throw new UsageError(
        "bad-state",
        "the state of a generator is four 32-bit integers, not all of them 0",
      );
    }
    this.#generator = xoroshiro128plusFromState(state);
  }
}

/** Options with a seed or a generator; a seed of 0 where both are left out. */
export interface Chance {
  readonly seed?: number | undefined;
  /** A generator to go on with, in place of a seed. */
  readonly random?: Random | undefined;
}

/** What these options may be. */
export const chance = {
  seed: seedRule,
  random: { takes: (value: unknown) => value instanceof Random, expected: "a Random" },
};

/**
 * A generator of its own: its state is saved and put back by itself, and what it draws is not what data of the same
 * seed was made from, which would bring its rows back in the order in which they were made, class by class.
 */
export const apart = (random: Random): Random => new Random(random.integer(2 ** 32));

/** The generator that options ask for. @throws {UsageError} where they give a seed and a generator. */
export function randomOf({ seed, random }: Chance): Random {
  if (seed !== undefined && random !== undefined) {
    throw new UsageError("two-seeds", "seed and random are both given, expected one of them");
  }
  return random ?? new Random(seed ?? 0);
}

/**
 * The generator for an order of rows. Of a seed it is one apart: the same seed may have placed the rows.
 * @throws {UsageError} where options give a seed and a generator.
 */
export const orderOf = (options: Chance): Random =>
  options.random === undefined ? apart(randomOf(options)) : randomOf(options);
