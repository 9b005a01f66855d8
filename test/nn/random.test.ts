import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/expr/errors.ts";
import { Random, randomOf } from "../../src/nn/random.ts";

/** xoroshiro128+ 1.0 of Blackman & Vigna in 64-bit integers, the low 32 bits of each output. */
function* reference(s0: bigint, s1: bigint): Generator<number> {
  const rotated = (x: bigint, k: bigint): bigint => BigInt.asUintN(64, (x << k) | (x >> (64n - k)));
  for (let [a, b] = [s0, s1]; ; ) {
    yield Number(BigInt.asUintN(32, a + b));
    b ^= a;
    [a, b] = [rotated(a, 24n) ^ b ^ BigInt.asUintN(64, b << 16n), rotated(b, 37n)];
  }
}

const drawn = (random: Random, count: number): number[] =>
  Array.from({ length: count }, () => random.uniform());

describe("Random", () => {
  test("is xoroshiro128+, 53 bits of two outputs a number, the first 64 passed over", () => {
    // The package seeds with (-1, ~seed) and (seed, 0), high word first.
    const words = reference(0xffffffff_fffffff8n, 0x00000007_00000000n);
    for (let i = 0; i < 64; i++) words.next();
    const expected = Array.from({ length: 5 }, () => {
      const high = Number(words.next().value) % 2 ** 26;
      const low = Number(words.next().value) % 2 ** 27;
      return (high * 2 ** 27 + low) / 2 ** 53;
    });
    expect(drawn(new Random(7), 5)).toEqual(expected);
  });

  test("gives the same numbers for the same seed, others for another", () => {
    expect(drawn(new Random(3), 10)).toEqual(drawn(new Random(3), 10));
    const firsts = Array.from({ length: 100 }, (_, seed) => new Random(seed).uniform());
    expect(new Set(firsts).size).toBe(100);
    // Neighbouring seeds have nothing in common: their first numbers spread over the whole interval.
    expect(Math.min(...firsts)).toBeLessThan(0.1);
    expect(Math.max(...firsts)).toBeGreaterThan(0.9);
  });

  test("goes on from a saved state, bit for bit", () => {
    const random = new Random(1);
    drawn(random, 7);
    const state = JSON.parse(JSON.stringify(random.state));
    const expected = [random.normal(), random.integer(1000), ...random.permutation(9)];
    const other = new Random(2);
    other.state = state;
    expect([other.normal(), other.integer(1000), ...other.permutation(9)]).toEqual(expected);
  });

  test("normal() has mean 0, deviation 1 and the tails of the normal distribution", () => {
    const random = new Random(5);
    const count = 20_000;
    const numbers = Array.from({ length: count }, () => random.normal());
    const mean = numbers.reduce((sum, x) => sum + x) / count;
    const square = numbers.reduce((sum, x) => sum + x * x) / count;
    // Five standard errors: 1/sqrt(n) of the mean, sqrt(2/n) of the mean square.
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(count));
    expect(Math.abs(square - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
    const far = numbers.filter((x) => Math.abs(x) > 1.959963984540054).length / count; // 1 in 20
    expect(Math.abs(far - 0.05)).toBeLessThan(5 * Math.sqrt((0.05 * 0.95) / count));
  });

  test("permutation(n) has each of 0 ... n - 1 once, every one first about as often", () => {
    const random = new Random(6);
    expect([...random.permutation(50)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i),
    );
    const firsts = [0, 0, 0, 0, 0];
    for (let i = 0; i < 5000; i++) firsts[random.permutation(5)[0]]++;
    // Five standard deviations of a binomial distribution of 5000 and 1/5.
    for (const count of firsts) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(800));
  });

  test("refuses what is no seed and no state", () => {
    for (const seed of [-1, 0.5, 2 ** 32, Number.NaN]) expect(() => new Random(seed)).toThrow(UsageError);
    const random = new Random(0);
    for (const state of [[], [1, 2, 3], [1, 2, 3, 4.5], [0, 0, 0, 0], [1, 2, 3, 2 ** 31]]) {
      expect(() => {
        random.state = state;
      }).toThrow("the state of a generator is four 32-bit integers, not all of them 0");
    }
    expect(() => random.integer(0)).toThrow("below is 0, expected an integer from 1");
    expect(() => randomOf({ seed: 1, random })).toThrow(
      "seed and random are both given, expected one of them",
    );
  });
});
