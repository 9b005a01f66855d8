import { describe, expect, test } from "vitest";
import { Parameters } from "../../../src/nn/modules/parameters.ts";
import { lbfgs } from "../../../src/nn/optimizers/lbfgs.ts";
import { expectNear } from "../../near.ts";

/** A loss with its gradient, evaluated where the parameters are; how often is counted. */
function evaluated(parameters: Parameters, loss: (p: Float64Array, g: Float64Array) => number) {
  const count = { calls: 0 };
  const evaluate = (): number => {
    count.calls++;
    return loss(parameters.values, parameters.gradients);
  };
  return { evaluate, count };
}

const bowl = (p: Float64Array, g: Float64Array): number => {
  g[0] = p[0];
  return (p[0] * p[0]) / 2;
};

const rosenbrock = ([x, y]: Float64Array, g: Float64Array): number => {
  g[0] = -400 * x * (y - x * x) - 2 * (1 - x);
  g[1] = 200 * (y - x * x);
  return 100 * (y - x * x) ** 2 + (1 - x) ** 2;
};

describe("L-BFGS", () => {
  test("on x^2/2 from 4, by hand: 1 away first, as the gradient is longer; doubled until it is flat enough", () => {
    // d = -4, first length 1/4: x = 3, slope there -12, of -16 at the start: over 0.9 of it? -12 > -14.4: flat enough.
    const parameters = new Parameters(["x"], [4]);
    const { evaluate, count } = evaluated(parameters, bowl);
    const optimizer = lbfgs(parameters);
    expect(optimizer.step(evaluate)).toBe(true);
    expect([parameters.values[0], count.calls]).toEqual([3, 2]);
    // Now s = -1, y = -1: the curvature is 1, so the next direction is Newton's, and leads to 0.
    optimizer.step(evaluate);
    expect([parameters.values[0], count.calls]).toEqual([0, 4]);
    // There the gradient is 0: nothing lower, nothing changed.
    expect(optimizer.step(evaluate)).toBe(false);
    expect([parameters.values[0], optimizer.steps]).toEqual([0, 3]);
  });

  test("takes the direction of BFGS with the same pairs, by the matrices of Nocedal & Wright, equation 6.17", () => {
    // H0 = 1 for the first step; with one pair H = (I - rho s yᵀ) gamma (I - rho y sᵀ) + rho s sᵀ, gamma = sᵀy/yᵀy.
    const parameters = new Parameters(["x", "y"], [2, -1]);
    const loss = (p: Float64Array, g: Float64Array): number => {
      g[0] = 3 * p[0];
      g[1] = p[1];
      return 1.5 * p[0] ** 2 + 0.5 * p[1] ** 2;
    };
    const { evaluate } = evaluated(parameters, loss);
    const optimizer = lbfgs(parameters);
    const start = [...parameters.values];
    optimizer.step(evaluate);
    const before = [...parameters.values];
    const s = [before[0] - start[0], before[1] - start[1]];
    const y = [3 * s[0], s[1]];
    const rho = 1 / (s[0] * y[0] + s[1] * y[1]);
    const gamma = 1 / rho / (y[0] ** 2 + y[1] ** 2);
    const g = [3 * before[0], before[1]];
    const alpha = rho * (s[0] * g[0] + s[1] * g[1]);
    const q = [g[0] - alpha * y[0], g[1] - alpha * y[1]];
    const beta = rho * gamma * (y[0] * q[0] + y[1] * q[1]);
    const direction = [0, 1].map((i) => -(gamma * q[i] + (alpha - beta) * s[i]));
    optimizer.step(evaluate);
    // The first length tried, 1, is taken: it satisfies both conditions here.
    for (const i of [0, 1]) expectNear(parameters.values[i], before[i] + direction[i], 1e-14); // some roundings
  });

  test("finds Rosenbrock's minimum from (-1.2, 1)", () => {
    const parameters = new Parameters(["x", "y"], [-1.2, 1]);
    const { evaluate, count } = evaluated(parameters, rosenbrock);
    const optimizer = lbfgs(parameters);
    let last = evaluate();
    for (let k = 0; k < 60; k++) {
      optimizer.step(evaluate);
      const loss = rosenbrock(parameters.values, parameters.gradients);
      expect(loss).toBeLessThanOrEqual(last); // never higher
      last = loss;
    }
    expectNear(parameters.values[0], 1, 1e-8); // where the loss is flat to rounding
    expectNear(parameters.values[1], 1, 1e-8);
    expect(count.calls).toBeLessThan(400);
  });

  test("steps back from where the loss is nan, and leaves the parameters where nothing is lower", () => {
    const parameters = new Parameters(["x"], [0.5]);
    const { evaluate } = evaluated(parameters, (p, g) => {
      g[0] = 1 / (2 * Math.sqrt(p[0]));
      return Math.sqrt(p[0]); // nan below 0
    });
    expect(lbfgs(parameters).step(evaluate)).toBe(true);
    expect(parameters.values[0]).toBeLessThan(0.5);
    expect(parameters.values[0]).toBeGreaterThan(0);
    const lost = new Parameters(["x"], [2]);
    const nowhere = evaluated(lost, (_, g) => {
      g[0] = Number.NaN;
      return Number.NaN;
    });
    expect(lbfgs(lost).step(nowhere.evaluate)).toBe(false);
    expect(lost.values[0]).toBe(2);
  });

  test("a loss that throws leaves the parameters as they were", () => {
    const parameters = new Parameters(["x"], [4]);
    let calls = 0;
    const evaluate = (): number => {
      if (++calls === 2) throw new Error("stopped");
      return bowl(parameters.values, parameters.gradients);
    };
    const optimizer = lbfgs(parameters);
    expect(() => optimizer.step(evaluate)).toThrow("stopped");
    expect([parameters.values[0], optimizer.steps]).toEqual([4, 0]);
  });

  test("a state that does not fit together is refused", () => {
    const optimizer = lbfgs(new Parameters(["x"], [4]));
    const text = optimizer.save();
    const own = (moved: string, turned: string): string =>
      text.replace('"moved":[]', `"moved":${moved}`).replace('"turned":[]', `"turned":${turned}`);
    expect(() => optimizer.load(own("[[1]]", "[]"))).toThrow(
      "the saved optimizer has 1 moved and 0 turned, expected as many of both",
    );
    expect(() => optimizer.load(own("[[1, 2]]", "[[1, 2]]"))).toThrow(
      "moved[0] of the saved optimizer has 2 numbers, expected 1",
    );
    expect(() => optimizer.load(own("3", "[]"))).toThrow(
      "moved of the saved optimizer is 3, expected a list",
    );
    expect(optimizer.save()).toBe(text);
  });

  test("needs a function, and remembers at least one step", () => {
    const parameters = new Parameters(["x"]);
    expect(() => lbfgs(parameters).step()).toThrow(
      "a step of L-BFGS with undefined, expected a function that gives the loss where the parameters are",
    );
    expect(() => lbfgs(parameters, { memory: 0 })).toThrow("memory is 0, expected an integer from 1 to 1000");
  });
});
