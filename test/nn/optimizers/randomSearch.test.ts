import { expect, test } from "vitest";
import { Parameters } from "../../../src/nn/modules/parameters.ts";
import { randomSearch } from "../../../src/nn/optimizers/randomSearch.ts";
import { Random } from "../../../src/nn/random.ts";

test("each step adds rate·normal to every parameter, and stays where the loss is lower", () => {
  const parameters = new Parameters(["x", "y"], [3, -4]);
  const loss = (x: number, y: number): number => x * x + y * y;
  const optimizer = randomSearch(parameters, { rate: 0.5, seed: 8 });
  const random = new Random(8);
  let [x, y] = [3, -4];
  for (let k = 0; k < 30; k++) {
    const [nextX, nextY] = [x + 0.5 * random.normal(), y + 0.5 * random.normal()];
    const isBetter = loss(nextX, nextY) < loss(x, y);
    if (isBetter) [x, y] = [nextX, nextY];
    expect(optimizer.step(() => loss(parameters.values[0], parameters.values[1]))).toBe(isBetter);
    expect([...parameters.values]).toEqual([x, y]);
  }
});

test("a loss that is nan or throws leaves the parameters as they were", () => {
  const parameters = new Parameters(["x"], [3]);
  const optimizer = randomSearch(parameters);
  expect(optimizer.step(() => Number.NaN)).toBe(false);
  let calls = 0;
  const evaluate = (): number => {
    if (++calls === 2) throw new Error("stopped");
    return 1;
  };
  expect(() => optimizer.step(evaluate)).toThrow("stopped");
  expect([parameters.values[0], optimizer.steps]).toEqual([3, 1]);
  expect(() => optimizer.step()).toThrow("a step of random search with undefined, expected a function");
});
