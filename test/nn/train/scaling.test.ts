import { describe, expect, test } from "vitest";
import { evaluate } from "../../../src/expr/evaluate.ts";
import { Dataset } from "../../../src/nn/data/dataset.ts";
import { MLP } from "../../../src/nn/modules/mlp.ts";
import { Scaling } from "../../../src/nn/train/scaling.ts";
import { expectNear } from "../../near.ts";

const data = new Dataset(
  [Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9), Float64Array.of(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1)],
  Float64Array.of(1, 1, 1, 1, -1, -1, -1, -1),
  { names: ["size", "same"], label: "kind" },
);

describe("Scaling", () => {
  test("is by mean and deviation: of 2, 4, 4, 4, 5, 5, 7, 9 these are 5 and 2; equal numbers become 0", () => {
    const scaling = new Scaling(data);
    expect([scaling.means[0], scaling.deviations[0], scaling.deviations[1]]).toEqual([5, 2, 1]);
    const scaled = scaling.apply(data);
    expect([...scaled.columns[0]]).toEqual([-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]);
    for (const value of scaled.columns[1]) expectNear(value, 0, 1e-16); // the mean of eight 0.1 is rounded
    expect([scaled.names, scaled.label, scaled.targets]).toEqual([["size", "same"], "kind", data.targets]);
  });

  test("of large and of tiny numbers neither overflows nor vanishes", () => {
    for (const size of [1e-300, 1e300]) {
      const column = Float64Array.of(size, 3 * size);
      const scaled = new Scaling(new Dataset([column], Float64Array.of(0, 1))).apply(
        new Dataset([column], Float64Array.of(0, 1)),
      );
      for (const [i, value] of scaled.columns[0].entries()) expectNear(value, i === 0 ? -1 : 1, 1e-15); // a division or two
    }
  });

  test("into(model) says of features as they are what the model says of scaled ones, and leaves it as it is", () => {
    const scaling = new Scaling(data);
    const scaled = scaling.apply(data);
    const model = MLP(2, [3, 2], { seed: 1, activation: "tanh" });
    const before = model.parameters.values.slice();
    const made = scaling.into(model);
    for (let row = 0; row < data.size; row++) {
      const [found, wanted] = [made.forward([...data.row(row)]), model.forward([...scaled.row(row)])].map(
        (outputs, k) =>
          outputs.map((output) => evaluate(output, (k === 0 ? made : model).parameters.bindings())),
      );
      for (const [k, value] of found.entries()) expectNear(value, wanted[k], 1e-14); // numbers to 9, scaled in another order
    }
    expect(model.parameters.values).toEqual(before);
    expect(String(made)).toBe(String(model));
  });

  test("of other columns, and of what is no data or model, is refused", () => {
    const scaling = new Scaling(data);
    const one = new Dataset([Float64Array.of(1)], Float64Array.of(1));
    expect(() => scaling.apply(one)).toThrow("1 columns, expected the 2 that are scaled");
    expect(() => scaling.into(MLP(3, [1]))).toThrow("3 inputs, expected the 2 that are scaled");
    // @ts-expect-error a list where data is due
    expect(() => new Scaling([])).toThrow("data is a list, expected a data set");
    // @ts-expect-error no model
    expect(() => scaling.into({})).toThrow("expected one such as MLP(2, [4, 1])");
  });
});
