// The independent oracle: what a function's formula gives is what the very same function gives when it is run, and
// what its gradient gives are differences of that.
import { expect, test } from "vitest";
import { evaluate } from "../../src/index.ts";
import { type AnyFunction, type Shape, traced, valueAndGrad } from "../../src/trace/index.ts";
import { expectNear } from "../near.ts";
import { arrays, expressions, returns, type Sample, statements, texts, using } from "./samples.ts";

const samples = [...expressions, ...statements, ...returns, ...arrays, ...texts];
const POINTS = 40;

/** Numbers between -3 and 3, the same at each run; some are whole and some are 0, where kinks and remainders are. */
function* numbers(seed: number, areSomeWhole: boolean): Generator<number> {
  let state = seed;
  for (let i = 0; ; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const between = (state / 2 ** 32) * 6 - 3;
    yield areSomeWhole && i % 7 === 0 ? Math.round(between) : between;
  }
}

type Argument = number | readonly Argument[];

const argument = (shape: Shape, next: () => number): Argument =>
  shape.kind === "number" ? next() : shape.entries.map((entry) => argument(entry, next));

const run = (fn: AnyFunction, args: readonly Argument[]): number => Number(fn(...(args as never[])));

function* points(shapes: readonly Shape[], seed: number, areSomeWhole: boolean) {
  const source = numbers(seed, areSomeWhole);
  const next = (): number => source.next().value;
  for (let i = 0; i < POINTS; i++) yield shapes.map((shape) => argument(shape, next));
}

const flat = (args: unknown): number[] => [args].flat(3) as number[];

const named = samples.map(({ fn, names }, i): [string, Sample] => {
  const text = fn.toString().replace(/\s+/gu, " ");
  return [`${i + 1}: ${text.length > 70 ? `${text.slice(0, 70)}…` : text}`, { fn, names }];
});

test("there are enough functions", () => expect(samples.length).toBeGreaterThanOrEqual(75));

test.each(named)("the formula of %s has the function's values", (_, { fn, names }) => {
  const { expr, inputs, shapes } = traced(fn, { names, using });
  let finite = 0;
  for (const args of points(shapes, 7, true)) {
    const at = new Map(inputs.map((name, i) => [name, flat(args)[i]]));
    const expected = run(fn, args);
    if (Number.isFinite(expected)) finite++;
    // Powers are products in one order, and a hypot of several is nested: a few roundings apart.
    expectNear(evaluate(expr, at), expected, 1e-13, `at ${JSON.stringify(args)}`);
  }
  expect(finite).toBeGreaterThan(POINTS / 4);
});

/** The shape with the number at `index` moved by h. */
function moved(args: readonly Argument[], index: number, h: number): Argument[] {
  let i = 0;
  const move = (given: Argument): Argument =>
    typeof given === "number" ? given + (i++ === index ? h : 0) : given.map(move);
  return args.map(move);
}

test.each(named)("the gradient of %s agrees with differences of the function", (_, { fn, names }) => {
  const both = valueAndGrad(fn as (...args: never[]) => number, { names, using });
  const { shapes } = traced(fn, { names, using });
  let compared = 0;
  for (const args of points(shapes, 11, false)) {
    // Kinks, where whole numbers are, have a convention, not a difference.
    const [value, gradient] = both(...(args as never[]));
    expectNear(value, run(fn, args), 1e-13);
    for (const [i, partial] of flat(gradient).entries()) {
      const slope = (h: number): number =>
        (run(fn, moved(args, i, h)) - run(fn, moved(args, i, -h))) / (2 * h);
      const [coarse, fine] = [slope(2e-5), slope(1e-5)];
      // Where two differences are apart there is a kink between, or the slope is too steep to tell.
      if (!Number.isFinite(fine) || Math.abs(coarse - fine) > 1e-6 * Math.max(1, Math.abs(fine))) continue;
      compared++;
      // Differences of second order at h = 1e-5 carry 1e-10 of error, and rounding 1e-11 of the value over h.
      expectNear(partial, fine, 1e-5, `the partial ${i + 1} at ${JSON.stringify(args)}`);
    }
  }
  expect(compared).toBeGreaterThan(10);
});
