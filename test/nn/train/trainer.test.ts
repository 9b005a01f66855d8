import { describe, expect, test } from "vitest";
import { alpha } from "../../../src/backprop/alpha.ts";
import { beta } from "../../../src/backprop/beta.ts";
import { finite } from "../../../src/backprop/finite.ts";
import { forward } from "../../../src/backprop/forward.ts";
import { constant, type Expr } from "../../../src/expr/node.ts";
import { Add, Div } from "../../../src/expr/primitives/operators.ts";
import { substitute } from "../../../src/expr/substitute.ts";
import {
  adam,
  Batches,
  circles,
  type Dataset,
  gradientDescent,
  type LossOptions,
  lbfgs,
  linearDecay,
  lossFormula,
  MLP,
  type Module,
  moons,
  Parameters,
  Random,
  simple,
  split,
  trainer,
} from "../../../src/nn/index.ts";
import { compiled } from "../../../src/program/compiled.ts";

/** The mean loss over some rows as one tree, each row's loss written out with its numbers. */
function unrolled(options: LossOptions, data: Dataset): Expr {
  const one = lossFormula(options);
  const rows = Array.from(data.targets, (y, i) => {
    const features = data.columns.map((column, c) => [`x${c + 1}`, constant(column[i])] as const);
    return substitute(one, new Map([...features, ["y", constant(y)]]));
  });
  return Div(
    rows.reduce((sum, row) => Add(sum, row)),
    data.size,
  );
}

/** The parameters' gradient as the trainer has it: of a step that moves nothing. */
function gradientOf(model: Module, loss: string, data: Dataset, penalty = {}): Float64Array {
  trainer({ model, loss, data, penalty, rate: 0 }).step();
  return model.parameters.gradients;
}

const largest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, one, i) => Math.max(most, Math.abs(one - b[i])), 0);

describe("the gradient of a step", () => {
  test.each(["hinge", "logistic", "squared"])(
    "over all rows is that of the loss unrolled into one tree, to 1e-12 on 20 samples: %s",
    (loss) => {
      const model = MLP(2, [4, 4, 1], { seed: 3 });
      const data = moons(20, { seed: 5 });
      const penalty = { l2: 1e-3, l1: 1e-4 };
      const found = gradientOf(model, loss, data, penalty);
      const { names } = model.parameters;
      const tree = unrolled({ model, loss, penalty }, data);
      const expected = alpha.gradientAt(tree, model.parameters.bindings(), names, {});
      expect(found.some((partial) => Math.abs(partial) > 0.01)).toBe(true);
      expect(largest(found, expected)).toBeLessThan(1e-12); // sums of 20 numbers near 1, in two orders
    },
  );

  // Finite differences are right to about 1e-8 here; each other method differs by the order of sums alone.
  test.each([
    ["alpha", alpha, 1e-12],
    ["beta", beta, 1e-12],
    ["forward", forward, 1e-12],
    ["compiled", compiled, 1e-12],
    ["finite", finite, 1e-6],
  ])("of MLP(2, [4, 4, 1]) is the same by %s", (_, method, tolerance) => {
    const model = MLP(2, [4, 4, 1], { seed: 1, activation: "tanh" });
    const data = circles(4, { seed: 2 });
    const found = gradientOf(model, "logistic", data);
    const { names } = model.parameters;
    const tree = unrolled({ model, loss: "logistic" }, data);
    const expected = method.gradientAt(tree, model.parameters.bindings(), names, {});
    expect(largest(found, expected)).toBeLessThan(tolerance);
  });

  test("of a mini-batch is that of its rows alone", () => {
    const model = MLP(2, [3, 1], { seed: 2 });
    const data = moons(11, { seed: 1 });
    const training = trainer({ model, loss: "squared", data, batch: 4, seed: 9, rate: 0 });
    const batches = new Batches(11, { size: 4, random: new Random(new Random(9).integer(2 ** 32)) });
    expect(training.stepsPerEpoch).toBe(3);
    for (const size of [4, 4, 3, 4]) {
      training.step();
      const rows = data.pick(batches.next());
      expect(rows.size).toBe(size);
      const tree = unrolled({ model, loss: "squared" }, rows);
      const { names, gradients } = model.parameters;
      const expected = alpha.gradientAt(tree, model.parameters.bindings(), names, {});
      expect(largest(gradients, expected)).toBeLessThan(1e-12);
    }
  });
});

test("batches of data of the same seed are mixed: they are not the order in which it was made", () => {
  const data = moons(100, { seed: 1 });
  const model = MLP(2, [1]);
  // The score is 0 and the loss squared, so the bias's derivative is -2 times the mean target of the rows.
  model.parameters.values.fill(0);
  const training = trainer({ model, loss: "squared", data, batch: 25, seed: 1, rate: 0 });
  training.step();
  expect(Math.abs(model.parameters.gradient("b1_1"))).toBeLessThan(1); // of one class alone: 2
});

describe("training", () => {
  test("moons by MLP(2, [16, 16, 1]), max-margin, l2 and 100 steps of 100 samples gets all of them right", () => {
    const model = MLP(2, [16, 16, 1], { seed: 1 });
    const rate = linearDecay({ from: 1, to: 0.1, steps: 100 });
    const training = trainer({
      model,
      loss: "hinge",
      penalty: { l2: 1e-4 },
      data: moons(100, { seed: 1 }),
      rate,
    });
    const losses = [...training.run({ steps: 100 })].map(({ loss }) => loss);
    expect(losses.length).toBe(100);
    expect(losses[0]).toBeGreaterThan(0.4);
    expect(training.evaluate().loss).toBeLessThan(0.05);
    expect(training.evaluate().accuracy).toBe(1);
  });

  test("step gives the loss before it, and epoch the mean of its steps", () => {
    const data = simple(10, { seed: 1 });
    const made = () => trainer({ model: MLP(2, [2, 1]), loss: "hinge", data, batch: 5, rate: 0.1 });
    const [steps, epochs] = [made(), made()];
    const losses = [steps.step(), steps.step()];
    expect(epochs.epoch()).toBe((losses[0] + losses[1]) / 2);
    expect(epochs.steps).toBe(2);
    const all = trainer({ model: MLP(2, [2, 1]), loss: "hinge", data });
    const { loss } = all.evaluate();
    expect(all.step()).toBe(loss);
  });

  test("evaluate counts what is right, by the sign of a score: checked by hand", () => {
    const model = MLP(2, [1]);
    model.parameters.values.set([1, 0, -0.5]); // the score is x1 - 1/2
    const data = simple(200, { seed: 4 }); // 1 where x1 < 1/2: all wrong
    const training = trainer({ model, loss: "hinge", data });
    const mean =
      [...data.columns[0]].reduce((sum, x, i) => sum + Math.max(0, 1 - data.targets[i] * (x - 0.5)), 0) / 200;
    expect(training.evaluate().accuracy).toBe(0);
    expect(training.evaluate().loss).toBeCloseTo(mean, 12); // 200 numbers in another order
    model.parameters.values.set([-1, 0, 0.5]);
    expect(training.evaluate().accuracy).toBe(1);
    expect(trainer({ model, loss: "squared", data }).evaluate().accuracy).toBe(1); // of -1 and 1 too
    const numbers = simple(10, { labels: [2, 3] });
    expect(trainer({ model, loss: "squared", data: numbers }).evaluate().accuracy).toBeUndefined();
  });

  test("classes by softmax, and bits by cross-entropy, are counted by the highest and by the sign", () => {
    const data = split(60, { seed: 2, labels: [0, 1] });
    const two = MLP(2, [2]);
    two.parameters.values.set([0, 0, 1, 1, 0, 0]); // the scores are 1 and x1: never the second
    const share = data.targets.filter((target) => target === 0).length / 60;
    expect(trainer({ model: two, loss: "softmax", data }).evaluate().accuracy).toBe(share);
    const one = MLP(2, [1]);
    one.parameters.values.set([0, 0, -1]);
    expect(trainer({ model: one, loss: "crossentropy", data }).evaluate().accuracy).toBe(share);
  });

  test("by L-BFGS ends where the gradient is 0, and by random search comes nearer", () => {
    const data = simple(20, { seed: 1 });
    const lines = MLP(2, [1], { seed: 1 });
    const bfgs = trainer({ model: lines, loss: "logistic", penalty: { l2: 1e-3 }, data, optimizer: "lbfgs" });
    for (let k = 0; k < 50; k++) bfgs.step();
    // Where the gradient is 0, checked by the tree: the penalised loss is convex.
    const tree = unrolled({ model: lines, loss: "logistic", penalty: { l2: 1e-3 } }, data);
    const slope = alpha.gradientAt(tree, lines.parameters.bindings(), lines.parameters.names, {});
    expect(Math.max(...slope.map(Math.abs))).toBeLessThan(1e-6);

    const model = MLP(2, [1], { seed: 1 });
    const search = trainer({ model, loss: "logistic", data, optimizer: "random", seed: 3 });
    const { loss } = search.evaluate();
    for (let k = 0; k < 100; k++) search.step();
    expect(search.evaluate().loss).toBeLessThan(0.8 * loss);
  });
});

describe("a run", () => {
  const made = (rate = 0.5) =>
    trainer({ model: MLP(2, [8, 1], { seed: 1 }), loss: "hinge", data: simple(50, { seed: 1 }), rate });
  const ended = (training: ReturnType<typeof made>, options: object) => {
    const run = training.run({ steps: 300, ...options });
    for (;;) {
      const { done, value } = run.next();
      if (done === true) return value;
    }
  };

  test("goes on to the number of steps, those done before among them", () => {
    const training = made();
    training.step();
    expect(ended(training, { steps: 3 })).toBe("steps");
    expect(training.steps).toBe(3);
  });

  test("ends at a loss, or an accuracy, that is asked for", () => {
    const byLoss = made();
    expect(ended(byLoss, { loss: 0.2 })).toBe("loss");
    expect(byLoss.evaluate().loss).toBeLessThanOrEqual(0.2);
    const byAccuracy = made();
    expect(ended(byAccuracy, { accuracy: 0.95 })).toBe("accuracy");
    expect(byAccuracy.evaluate().accuracy).toBeGreaterThanOrEqual(0.95);
    expect(byAccuracy.steps).toBeLessThan(300);
  });

  test("ends after as many evaluations without a lower loss as patience has", () => {
    const still = made(0);
    expect(ended(still, { patience: 3 })).toBe("patience");
    expect(still.steps).toBe(4); // the first is the lowest so far
    const everyFive = made(0);
    expect(ended(everyFive, { patience: 3, every: 5 })).toBe("patience");
    expect(everyFive.steps).toBe(20);
  });

  test("can be stopped between any two steps, and gone on with", () => {
    const training = made();
    for (const { step } of training.run({ steps: 10 })) if (step === 4) break;
    expect(training.steps).toBe(4);
    expect([...training.run({ steps: 6 })].map(({ step }) => step)).toEqual([5, 6]);
  });
});

describe("save and load", () => {
  const made = (optimizer: string) => {
    const model = MLP(2, [6, 1], { seed: 1 });
    return trainer({ model, loss: "logistic", data: moons(30, { seed: 1 }), optimizer, batch: 7, seed: 2 });
  };

  test.each(["sgd", "momentum", "adam", "lbfgs", "random"])(
    "10 steps, saved, and 20 more in another trainer are 30 steps, bit for bit: %s",
    (optimizer) => {
      const whole = made(optimizer);
      for (let k = 0; k < 30; k++) whole.step();
      const first = made(optimizer);
      for (let k = 0; k < 10; k++) first.step();
      const second = made(optimizer);
      second.load(first.save());
      for (let k = 0; k < 20; k++) second.step();
      expect(second.save()).toBe(whole.save());
      expect(second.model.parameters.values).toEqual(whole.model.parameters.values);
    },
  );

  test("patience goes on where it was", () => {
    const still = () => trainer({ model: MLP(2, [1]), loss: "hinge", data: simple(5), rate: 0 });
    const first = still();
    for (const _ of first.run({ steps: 3, patience: 5 }));
    const second = still();
    second.load(first.save());
    expect([...second.run({ steps: 100, patience: 5 })].length).toBe(3);
  });

  test("what is cut off, or belongs to another training, is refused and changes nothing", () => {
    const adams = made("adam");
    adams.step();
    const text = adams.save();
    const other = made("sgd");
    const before = other.save();
    const whole = trainer({ model: MLP(2, [6, 1]), loss: "logistic", data: moons(30), optimizer: "adam" });
    const wider = trainer({ model: MLP(2, [7, 1]), loss: "logistic", data: moons(30), optimizer: "adam" });
    expect(() => other.load(text)).toThrow("the saved optimizer is 'adam', expected 'sgd'");
    expect(() => whole.load(text)).toThrow("the saved trainer has batches in a step, expected all rows");
    expect(() => wider.load(text)).toThrow(
      "the saved trainer has 25 parameters, expected the 29 of this model",
    );
    expect(() => other.load(text.slice(0, 200))).toThrow("the text of the saved trainer ends too early");
    expect(() => other.load(text.replace('"version":1', '"version":7'))).toThrow("has version 7, expected 1");
    expect(other.save()).toBe(before);
    const moreRows = trainer({
      model: MLP(2, [6, 1]),
      loss: "logistic",
      data: moons(31),
      optimizer: "adam",
      batch: 7,
    });
    const start = moreRows.save();
    expect(() => moreRows.load(text)).toThrow("the saved batches have rows 30, expected 31");
    expect(moreRows.save()).toBe(start); // the optimizer's state, read before, is put back
  });
});

describe("what a trainer does not take", () => {
  const model = MLP(2, [1]);
  const data = simple(10);

  test.each([
    [{ model, data }, "a trainer without loss, expected loss"],
    [{ model, data, loss: "hing" }, "unknown loss 'hing' (did you mean 'hinge'?)"],
    [{ model, data, loss: "hinge", optimizer: "adma" }, "unknown optimizer 'adma' (did you mean 'adam'?)"],
    [{ model, data, loss: "hinge", batch: 0 }, "batch is 0, expected an integer from 1 to"],
    [{ model, data, loss: "hinge", rte: 1 }, "unknown option 'rte' of trainer (did you mean 'rate'?)"],
    [
      { model: MLP(3, [1]), data, loss: "hinge" },
      "2 columns of features into a model of 3, expected as many",
    ],
    [{ model: MLP(2, [2]), data, loss: "hinge" }, "a loss of 2 targets for each row, expected one"],
    [{ model, data, loss: "crossentropy" }, "the target in row 1 is -1, expected a number from 0 to 1"],
    [
      { model, data, loss: "hinge", optimizer: adam(new Parameters(["a"])) },
      "other parameters than the model",
    ],
    [
      { model, data, loss: "hinge", optimizer: gradientDescent(model.parameters), rate: 1 },
      "a rate beside an optimizer",
    ],
    [{ model, data: [], loss: "hinge" }, "data is a list, expected a data set"],
  ])("%#", (options, message) => {
    expect(() => trainer(options as never)).toThrow(message);
  });

  test("a feature that is not finite, named by row and column", () => {
    const bad = simple(5);
    bad.columns[1][2] = Number.NaN;
    expect(() => trainer({ model, loss: "hinge", data: bad })).toThrow(
      "'x2' in row 3 is NaN, expected a finite number",
    );
  });

  test("an optimizer of its own is taken", () => {
    const own = MLP(2, [1], { seed: 1 });
    const training = trainer({ model: own, loss: "hinge", data, optimizer: lbfgs(own.parameters) });
    expect(training.optimizer.name).toBe("lbfgs");
  });
});
