// Data sets made by chance, in the plane, of two classes: the ones that networks are shown on everywhere. moons and
// circles are as in scikit-learn, the others as in minitorch: points of the unit square, and two spirals about its middle.
import {
  checkOptions,
  checkValue,
  described,
  integer,
  type Rule,
  rules,
  unknownName,
} from "../../expr/options.ts";
import { type Chance, chance, type Random, randomOf } from "../random.ts";
import { Dataset } from "./dataset.ts";

export interface DataOptions extends Chance {
  /** The standard deviation of what is added to both coordinates. Default: 0.1 of moons, 0.05 of circles, else 0. */
  readonly noise?: number | undefined;
  /** The targets of the two classes; default [-1, 1]. */
  readonly labels?: readonly [number, number] | undefined;
}

/** A data set of `size` rows. */
export type MakeData = (size: number, options?: DataOptions) => Dataset;

const dataRules = rules({
  ...chance,
  noise: {
    takes: (value) => typeof value === "number" && value >= 0 && value < Number.POSITIVE_INFINITY,
    expected: "a finite number from 0",
  } satisfies Rule,
  labels: {
    takes: (value) =>
      Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) && value[0] !== value[1],
    expected: "two different numbers, [-1, 1] or [0, 1]",
  } satisfies Rule,
});

const rowsRule = integer(1, 10_000_000);

/** A point, and whether it is of the second class. */
type Point = readonly [x: number, y: number, isSecond: boolean];

/** A generator of data from the i-th of `size` points; in random order where the i-th isn't random itself. */
function generator(
  name: string,
  noiseByDefault: number,
  point: (i: number, size: number, random: Random) => Point,
): MakeData {
  return (size, options = {}) => {
    checkValue("size", size, rowsRule);
    checkOptions(name, options, dataRules);
    const { noise = noiseByDefault, labels = [-1, 1] } = options;
    const random = randomOf(options);
    const x = new Float64Array(size);
    const y = new Float64Array(size);
    const targets = new Float64Array(size);
    for (const [i, place] of random.permutation(size).entries()) {
      const [px, py, isSecond] = point(i, size, random);
      x[place] = noise === 0 ? px : px + noise * random.normal();
      y[place] = noise === 0 ? py : py + noise * random.normal();
      targets[place] = labels[isSecond ? 1 : 0];
    }
    return new Dataset([x, y], targets);
  };
}

/** The i-th of two halves: which, and how far along it from 0 to 1, its end included or not. */
function half(i: number, size: number, withEnd: boolean): { isSecond: boolean; along: number } {
  const first = Math.ceil(size / 2);
  const isSecond = i >= first;
  const count = isSecond ? size - first : first;
  const at = isSecond ? i - first : i;
  return { isSecond, along: at / Math.max(1, withEnd ? count - 1 : count) };
}

/**
 * Two half circles that reach into one another, with noise 0.1. The second class is the lower one.
 * @throws {UsageError} for a size that is no integer from 1, or an option that there is not.
 * @example moons(100, { seed: 1, labels: [0, 1] }).size  // 100
 */
export const moons: MakeData = generator("moons", 0.1, (i, size) => {
  const { isSecond, along } = half(i, size, true);
  const angle = Math.PI * along;
  return isSecond
    ? [1 - Math.cos(angle), 0.5 - Math.sin(angle), true]
    : [Math.cos(angle), Math.sin(angle), false];
});

/**
 * Two circles about 0, of radius 1 and, of the second class, 0.5; with noise 0.05. As moons.
 * @example circles(100).columns.length  // 2
 */
export const circles: MakeData = generator("circles", 0.05, (i, size) => {
  const { isSecond, along } = half(i, size, false);
  const radius = isSecond ? 0.5 : 1;
  return [radius * Math.cos(2 * Math.PI * along), radius * Math.sin(2 * Math.PI * along), isSecond];
});

/** Points of the unit square, of the second class where `isSecond`. */
const square = (name: string, isSecond: (x: number, y: number) => boolean): MakeData =>
  generator(name, 0, (_i, _size, random) => {
    const [x, y] = [random.uniform(), random.uniform()];
    return [x, y, isSecond(x, y)];
  });

/**
 * Points of the unit square; of the second class where x < 1/2. As moons.
 * @example simple(100, { labels: [0, 1] }).size  // 100
 */
export const simple: MakeData = square("simple", (x) => x < 0.5);
/**
 * Points of the unit square; of the second class where x + y < 1/2. As moons.
 * @example diag(100, { labels: [0, 1] }).size  // 100
 */
export const diag: MakeData = square("diag", (x, y) => x + y < 0.5);
/**
 * Points of the unit square; of the second class where x < 0.2 or x > 0.8. As moons.
 * @example split(100, { labels: [0, 1] }).size  // 100
 */
export const split: MakeData = square("split", (x) => x < 0.2 || x > 0.8);
/**
 * Points of the unit square; of the second class where just one of x and y is under 1/2. As moons.
 * @example xor(100, { labels: [0, 1] }).size  // 100
 */
export const xor: MakeData = square("xor", (x, y) => x < 0.5 !== y < 0.5);
/**
 * Points of the unit square; of the second class outside the circle of radius sqrt(0.1) about the middle. As moons.
 * @example circle(100, { labels: [0, 1] }).size  // 100
 */
export const circle: MakeData = square("circle", (x, y) => (x - 0.5) ** 2 + (y - 0.5) ** 2 > 0.1);

/**
 * Two spirals about (1/2, 1/2), the second the first after a quarter turn: t from 1 to 11, at a distance of t/20. As moons.
 * @example spiral(100, { noise: 0.01 }).size  // 100
 */
export const spiral: MakeData = generator("spiral", 0, (i, size) => {
  const { isSecond, along } = half(i, size, false);
  const t = 1 + 10 * along;
  const x = (t * Math.cos(t)) / 20;
  const y = (t * Math.sin(t)) / 20;
  return isSecond ? [0.5 + y, 0.5 - x, true] : [0.5 + x, 0.5 + y, false];
});

/**
 * The data sets by name.
 * @example [...datasets.keys()].join(" ")  // moons circles circle xor spiral split diag simple
 */
export const datasets: ReadonlyMap<string, MakeData> = new Map([
  ["moons", moons],
  ["circles", circles],
  ["circle", circle],
  ["xor", xor],
  ["spiral", spiral],
  ["split", split],
  ["diag", diag],
  ["simple", simple],
]);

/**
 * How to make the data set of a name.
 * @throws {UsageError} for an unknown one: the nearest is offered.
 * @example datasetNamed("xor")(100).size  // 100
 */
export function datasetNamed(name: string): MakeData {
  const make = datasets.get(name);
  if (make === undefined) {
    throw unknownName("dataset", typeof name === "string" ? name : described(name), [...datasets.keys()]);
  }
  return make;
}
