// Each optimizer against its recurrence as the paper has it, written out here once more in plain numbers, on
// f(p, q) = p^2 + 5·q^2/2 with the gradient (2p, 5q).
import { describe, expect, test } from "vitest";
import { UsageError } from "../../../src/expr/errors.ts";
import { Parameters } from "../../../src/nn/modules/parameters.ts";
import { adam, adamw, rmsprop } from "../../../src/nn/optimizers/adaptive.ts";
import { gradientDescent, momentum, nesterov } from "../../../src/nn/optimizers/descent.ts";
import type { Optimizer } from "../../../src/nn/optimizers/optimizer.ts";
import { linearDecay } from "../../../src/nn/optimizers/schedules.ts";
import { optimizerNamed, optimizers } from "../../../src/nn/optimizers/table.ts";
import { expectNear } from "../../near.ts";

const start = [1, -2];
const slopes = [2, 5];

/** The gradient of f where the parameters are. */
function backward({ values, gradients }: Parameters): void {
  for (const [i, slope] of slopes.entries()) gradients[i] += slope * values[i];
}

/** The parameters after each of some steps. */
function path(make: (parameters: Parameters) => Optimizer, steps: number): number[][] {
  const parameters = new Parameters(["p", "q"], start);
  const optimizer = make(parameters);
  return Array.from({ length: steps }, () => {
    optimizer.zeroGrad();
    backward(parameters);
    optimizer.step();
    return [...parameters.values];
  });
}

/** The same where each parameter goes its own way: its values from its first value and the slope of its gradient. */
const expectedPath = (steps: number, one: (p: number, slope: number) => Iterable<number>): number[][] => {
  const ways = start.map((p, i) => {
    const values: number[] = [];
    for (const value of one(p, slopes[i])) {
      values.push(value);
      if (values.length === steps) break;
    }
    return values;
  });
  return Array.from({ length: steps }, (_, k) => ways.map((way) => way[k]));
};

function expectPath(found: number[][], expected: number[][]): void {
  // 1e-14: the same arithmetic in another order, some roundings a step.
  for (const [k, point] of expected.entries())
    for (const [i, value] of point.entries())
      expectNear(found[k][i], value, 1e-14, `step ${k + 1}, parameter ${i}`);
}

describe("each optimizer steps as its paper says", () => {
  test("gradient descent, by hand: p halves from 1, q alternates", () => {
    expect(path((own) => gradientDescent(own, { rate: 0.25 }), 3)).toEqual([
      [0.5, 0.5],
      [0.25, -0.125],
      [0.125, 0.03125],
    ]);
  });

  test("gradient descent with a schedule takes the rate of each step", () => {
    // Rates 0.5, 0.25, 0: p = 1 - 0.5·2 = 0, q = -2 + 0.5·10 = 3, then 3 - 0.25·15.
    const rate = linearDecay({ from: 0.5, to: 0, steps: 2 });
    expect(path((own) => gradientDescent(own, { rate }), 3)).toEqual([
      [0, 3],
      [0, -0.75],
      [0, -0.75],
    ]);
  });

  test("momentum: v = mu·v - rate·g, p = p + v, by hand", () => {
    // rate 1/4, mu 1/2. p: v = -1/2, p = 1/2; v = -1/4 - 1/4, p = 0; v = -1/4 - 0, p = -1/4.
    // q: v = 5/2, q = 1/2; v = 5/4 - 5/8 = 5/8, q = 9/8; v = 5/16 - 45/32 = -35/32, q = 1/32.
    expect(path((own) => momentum(own, { rate: 0.25, momentum: 0.5 }), 3)).toEqual([
      [0.5, 0.5],
      [0, 1.125],
      [-0.25, 0.03125],
    ]);
  });

  test("Nesterov: the gradient at p + mu·v, and the parameters held there", () => {
    const [rate, mu] = [0.05, 0.8];
    const expected = expectedPath(6, function* (p, slope) {
      for (let v = 0; ; ) {
        v = mu * v - rate * slope * (p + mu * v);
        p += v;
        yield p + mu * v;
      }
    });
    expectPath(
      path((own) => nesterov(own, { rate, momentum: mu }), 6),
      expected,
    );
  });

  test("RMSProp: s = rho·s + (1 - rho)·g^2, p = p - rate·g/(sqrt(s) + eps)", () => {
    const expected = expectedPath(6, function* (p, slope) {
      for (let s = 0; ; ) {
        const g = slope * p;
        s = 0.8 * s + 0.2 * g * g;
        p -= (0.1 * g) / (Math.sqrt(s) + 1e-6);
        yield p;
      }
    });
    expectPath(
      path((own) => rmsprop(own, { rate: 0.1, rho: 0.8, epsilon: 1e-6 }), 6),
      expected,
    );
  });

  test("RMSProp's first step is rate/sqrt(1 - rho), whatever the gradient's size", () => {
    const [[p, q]] = path((own) => rmsprop(own, { rate: 0.1, rho: 0.75, epsilon: 0 }), 1);
    expect([p, q]).toEqual([0.8, -1.8]);
  });

  const adaptive = (decay: number) =>
    expectedPath(8, function* (p, slope) {
      const [b1, b2, rate, eps] = [0.8, 0.9, 0.1, 1e-8];
      for (let [m, v, t] = [0, 0, 1]; ; t++) {
        const g = slope * p;
        m = b1 * m + (1 - b1) * g;
        v = b2 * v + (1 - b2) * g * g;
        const mHat = m / (1 - b1 ** t);
        const vHat = v / (1 - b2 ** t);
        p = p - rate * decay * p - (rate * mHat) / (Math.sqrt(vHat) + eps);
        yield p;
      }
    });

  test("Adam: algorithm 1, with its corrected means", () => {
    expectPath(
      path((own) => adam(own, { rate: 0.1, beta1: 0.8, beta2: 0.9 }), 8),
      adaptive(0),
    );
  });

  test("Adam's first step is the rate, by hand", () => {
    const [[p, q]] = path((own) => adam(own, { rate: 0.1, epsilon: 0 }), 1);
    expectNear(p, 0.9, 1e-15); // 1 - beta^1 is rounded
    expectNear(q, -1.9, 1e-15);
  });

  test("AdamW: the same, and rate·decay of each parameter off", () => {
    expectPath(
      path((own) => adamw(own, { rate: 0.1, beta1: 0.8, beta2: 0.9, decay: 0.5 }), 8),
      adaptive(0.5),
    );
  });
});

describe("optimizers", () => {
  const evaluated = (parameters: Parameters) => (): number => {
    parameters.zeroGrad();
    backward(parameters);
    const [p, q] = parameters.values;
    return p * p + 2.5 * q * q;
  };

  test.each([...optimizers])("%s goes on from its saved state, bit for bit", (_, make) => {
    const steps = (optimizer: Optimizer, count: number): void => {
      for (let k = 0; k < count; k++) {
        const evaluate = evaluated(optimizer.parameters);
        evaluate();
        optimizer.step(evaluate);
      }
    };
    const whole = make(new Parameters(["p", "q"], start));
    steps(whole, 3);
    const text = whole.save();
    const resumed = make(new Parameters(["p", "q"], whole.parameters.values));
    resumed.load(text);
    expect(resumed.steps).toBe(3);
    steps(whole, 5);
    steps(resumed, 5);
    expect([...resumed.parameters.values]).toEqual([...whole.parameters.values]);
    expect(resumed.save()).toBe(whole.save());
  });

  test.each([...optimizers])("%s lowers the loss", (name, make) => {
    const parameters = new Parameters(["p", "q"], start);
    const evaluate = evaluated(parameters);
    const optimizer = make(parameters, name === "lbfgs" ? {} : { rate: 0.05 });
    const first = evaluate();
    for (let k = 0; k < 100; k++) {
      evaluate();
      optimizer.step(evaluate);
    }
    expect(evaluate()).toBeLessThan(first / 2);
  });

  test("own the parameters: zeroGrad clears their gradients", () => {
    const parameters = new Parameters(["p", "q"], start);
    backward(parameters);
    gradientDescent(parameters).zeroGrad();
    expect([...parameters.gradients]).toEqual([0, 0]);
  });

  test("an unknown name offers the nearest", () => {
    expect(() => optimizerNamed("adamm")).toThrow(
      new UsageError(
        "unknown-optimizer",
        "unknown optimizer 'adamm' (did you mean 'adam'?): expected sgd, momentum, nesterov, rmsprop, adam, adamw, lbfgs, random",
        { suggestion: "adam" },
      ),
    );
  });

  test("options that there are not, or may not be what they are, are refused", () => {
    const parameters = new Parameters(["p"]);
    // @ts-expect-error an option of another optimizer
    expect(() => gradientDescent(parameters, { momentum: 0.9 })).toThrow(
      "unknown option 'momentum' of gradientDescent",
    );
    expect(() => momentum(parameters, { momentum: 1 })).toThrow(
      "momentum is 1, expected a number from 0 and under 1",
    );
    expect(() => adam(parameters, { rate: -1 })).toThrow(
      "rate is -1, expected a number from 0, or a schedule",
    );
    expect(() => adamw(parameters, { decay: Number.NaN })).toThrow(
      "decay is NaN, expected a finite number from 0",
    );
    // @ts-expect-error a list where parameters are due
    expect(() => adam([1, 2])).toThrow("parameters is a list, expected a model's parameters");
    const optimizer = gradientDescent(parameters, { rate: () => Number.NaN });
    expect(() => optimizer.step()).toThrow("the rate at step 0 is NaN");
    expect(optimizer.steps).toBe(0);
  });

  const saved = adam(new Parameters(["p", "q"])).save();
  test.each([
    [
      saved.slice(0, 60),
      "the text of the saved optimizer ends too early: it is empty or cut off; save it again",
    ],
    [saved.replace('"version":1', '"version":7'), "the saved optimizer has version 7, expected 1"],
    [saved.replace('"adam"', '"sgd"'), "the saved optimizer is 'sgd', expected 'adam'"],
    [
      saved.replace('"parameters":2', '"parameters":3'),
      "the saved optimizer is of 3 parameters, expected 2: it belongs to another model",
    ],
    [saved.replace('"means":[0,0]', '"means":[0]'), "means of the saved optimizer has 1 numbers, expected 2"],
    [
      saved.replace('"squares":[0,0]', '"squares":[0,"x"]'),
      "squares of the saved optimizer[1] is 'x', expected a number",
    ],
    [
      saved.replace('"steps":0', '"steps":-1'),
      "steps of the saved optimizer is -1, expected an integer from 0",
    ],
  ])("a state %s is refused, and nothing has changed", (bad, message) => {
    const optimizer = adam(new Parameters(["p", "q"], start));
    backward(optimizer.parameters);
    optimizer.step();
    const before = optimizer.save();
    expect(() => optimizer.load(bad)).toThrow(message);
    expect(optimizer.save()).toBe(before);
  });
});
