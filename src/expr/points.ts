// Points to try formulas at, the same for the same seed: of all magnitudes, to both sides of 0 and of every
// number that the formulas hold, some of them round.
import { toNumber } from "./evaluate.ts";
import type { Expr } from "./node.ts";
import { postorder } from "./walk.ts";

/** Numbers from [0, 1) by Mulberry32 (T. Ettinger): small, fast, and good enough to choose points. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** 0 and the numbers that the formulas hold, each once: around these something may change. */
export function centersOf(exprs: readonly Expr[]): number[] {
  const centers = new Set([0]);
  for (const node of postorder(exprs)) {
    if (node.kind !== "const") continue;
    const center = toNumber(node.value);
    if (Number.isFinite(center) && centers.size < MANY) centers.add(center);
  }
  return [...centers];
}

const MANY = 100;
/** The first points are quarters, which people read more easily where one refutes a claim. */
const SIMPLE = 8;

/**
 * Points without end: a value for each name. The first name is taken around each center in turn, below it and above;
 * the others around any.
 */
export function* pointsFor(
  names: readonly string[],
  centers: readonly number[],
  seed: number,
): Generator<Map<string, number>, never> {
  const random = randomNumbers(seed);
  const near = (center: number, sign: number, isSimple = false): number => {
    if (isSimple) return center + (sign * Math.ceil(12 * random())) / 4;
    // Mostly of ordinary size, where formulas have values that neither overflow nor vanish.
    const distance = random() < 0.6 ? 3 * random() : 10 ** (6 * random() - 3);
    const value = center + sign * distance;
    return random() < 0.2 ? Math.round(value * 16) / 16 : value;
  };
  const anywhere = (): number => {
    const center = random() < 0.5 ? 0 : centers[Math.floor(random() * centers.length)];
    return near(center, random() < 0.5 ? -1 : 1);
  };
  for (let i = 0; ; i++) {
    const first = near(centers[(i >> 1) % centers.length], i % 2 === 0 ? 1 : -1, i < SIMPLE);
    yield new Map(
      names.map((name, j) => [name, j === 0 ? first : i < SIMPLE ? near(0, 1, true) : anywhere()]),
    );
  }
}
