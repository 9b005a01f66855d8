import { describe, expect, test } from "vitest";
import { alpha } from "../../../src/backprop/alpha.ts";
import { ParseError } from "../../../src/expr/errors.ts";
import { Batches } from "../../../src/nn/data/batches.ts";
import { moons } from "../../../src/nn/data/generate.ts";
import { lossFormula } from "../../../src/nn/lossFormula.ts";
import { MLP } from "../../../src/nn/modules/mlp.ts";
import { compile } from "../../../src/program/compile.ts";
import { expectNear } from "../../near.ts";

const drawn = (batches: Batches, count: number): number[][] =>
  Array.from({ length: count }, () => [...batches.next()]);

describe("Batches", () => {
  test("go through all rows once an epoch, in another order each, the last batch with what is left", () => {
    const batches = new Batches(10, { size: 4, seed: 1 });
    const epochs = [drawn(batches, 3), drawn(batches, 3)];
    for (const epoch of epochs) {
      expect(epoch.map((batch) => batch.length)).toEqual([4, 4, 2]);
      expect(epoch.flat().sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
    expect(epochs[0].flat()).not.toEqual(epochs[1].flat());
    expect(drawn(new Batches(10, { size: 4, seed: 1 }), 6)).toEqual(epochs.flat());
  });

  test("of the seed that made the data have rows of both classes", () => {
    const { targets } = moons(200, { seed: 1 });
    const firsts = new Batches(200, { size: 50, seed: 1 }).next().map((row) => targets[row]);
    expect(firsts.filter((target) => target === 1).length).toBeGreaterThan(10); // about 25
    expect(firsts.filter((target) => target === -1).length).toBeGreaterThan(10);
  });

  test("epoch counts from 0 and goes up with the last row", () => {
    const batches = new Batches(4, { size: 2 });
    expect(Array.from({ length: 5 }, () => [batches.epoch, batches.next().length][0])).toEqual([
      0, 0, 1, 1, 2,
    ]);
  });

  test("larger than the data are all of it", () => {
    expect(drawn(new Batches(3, { size: 100 }), 2).map((batch) => batch.length)).toEqual([3, 3]);
  });

  test.each([0, 1, 3, 4, 5, 7])("go on from a state saved after %d batches, bit for bit", (count) => {
    const batches = new Batches(10, { size: 4, seed: 2 });
    drawn(batches, count);
    const text = batches.save();
    const resumed = new Batches(10, { size: 4, seed: 99 });
    resumed.load(text);
    expect(resumed.save()).toBe(text);
    expect(resumed.epoch).toBe(batches.epoch);
    expect(drawn(resumed, 8)).toEqual(drawn(batches, 8));
  });

  test("pick the rows whose gradient it is: theirs alone, the sum of each row's", () => {
    const data = moons(20, { seed: 1 });
    const model = MLP(2, [3, 1], { seed: 1 });
    const loss = lossFormula({ model, loss: "logistic" });
    const { names, values } = model.parameters;
    const kernel = compile(loss, { inputs: ["x1", "x2", "y", ...names], gradient: names });
    const batch = new Batches(data.size, { size: 5, seed: 3 }).next();
    const picked = data.pick(batch);
    const sum = new Float64Array(names.length);
    const gradient = new Float64Array(names.length);
    for (let i = 0; i < picked.size; i++) {
      kernel.valueAndGradient(Float64Array.of(...picked.row(i), picked.targets[i], ...values), gradient);
      for (const [k, partial] of gradient.entries()) sum[k] += partial;
    }
    for (const row of batch) {
      const [x1, x2] = data.row(row);
      const at = model.parameters.bindings({ x1, x2, y: data.targets[row] });
      model.parameters.accumulate(alpha.gradAt(loss, at).entries());
    }
    // 1e-14: the same sums by compiled code and by the sweep.
    for (const [k, partial] of model.parameters.gradients.entries())
      expectNear(sum[k], partial, 1e-14, names[k]);
  });

  test("of no rows, or with none in a batch, are refused", () => {
    expect(() => new Batches(0)).toThrow("rows is 0, expected an integer from 1");
    expect(() => new Batches(10, { size: 0 })).toThrow("size is 0, expected an integer from 1");
    // @ts-expect-error an option that there is not
    expect(() => new Batches(10, { batch: 3 })).toThrow("unknown option 'batch' of Batches");
  });

  const saved = new Batches(10, { size: 4, seed: 2 }).save();
  test.each([
    [saved.slice(0, 50), "the text of the saved batches ends too early"],
    [saved.replace('"version":1', '"version":2'), "the saved batches has version 2, expected 1"],
    [
      saved.replace('"rows":10', '"rows":11'),
      "the saved batches have rows 11, expected 10: they belong to other data or batches",
    ],
    [saved.replace('"size":4', '"size":5'), "the saved batches have size 5, expected 4"],
    [
      saved.replace('"done":0', '"done":3'),
      "the saved batches have done 3 of 10 rows, expected whole batches",
    ],
    [
      saved.replace('"done":0', '"done":12'),
      "the saved batches have done 12 of 10 rows, expected whole batches",
    ],
    [
      saved.replace(/"random":\[[^\]]*\]/u, '"random":[1]'),
      "the state of a generator is four 32-bit integers",
    ],
    [
      saved.replace(/"random":\[[^\]]*\]/u, '"random":3'),
      "random of the saved batches is 3, expected a list",
    ],
  ])("a state %s is refused, and nothing has changed", (bad, message) => {
    const batches = new Batches(10, { size: 4, seed: 2 });
    batches.next();
    const before = batches.save();
    expect(() => batches.load(bad)).toThrow(message);
    expect(batches.save()).toBe(before);
    expect(() => batches.load("")).toThrow(ParseError);
  });
});
