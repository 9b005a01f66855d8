// Training as users have it, by a trainer's step: beside loops written by hand, PyTorch (eager) and micrograd where these are
// installed, over ever more rows, and a network of 25,000 weights.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Dataset, MLP, moons, Random, trainer } from "../../dist/nn.js";
import { ALPHA, handWritten, initial, RATE, SAMPLES } from "../formulas/handLoops.mjs";
import { moons as benchMoons } from "../formulas/mlp.mjs";
import { interleave } from "../interleave.mjs";

const us = (ms) => `${(ms * 1e3).toPrecision(3)} µs`;

/** The moons step of all samples by a trainer, from the numbers that the loops begin with. */
function moonsTrainer({ x1, x2, t }) {
  const model = MLP(2, [16, 16, 1]);
  model.parameters.values.forEach((_, i, values) => {
    values[i] = initial(i);
  });
  const data = new Dataset([Float64Array.from(x1), Float64Array.from(x2)], Float64Array.from(t));
  return trainer({ model, loss: "hinge", penalty: { l2: ALPHA }, data, rate: RATE });
}

let medians;
/** Medians of a step by a trainer and by hand. */
function moonsTimes() {
  medians ??= (async () => {
    const data = benchMoons(SAMPLES);
    const training = moonsTrainer(data);
    const loops = handWritten(data, 16);
    const { gradients } = training.model.parameters;
    const second = 3 * 16;
    const third = second + 17 * 16;
    const [found, expected] = [
      training.step() + gradients[0] + gradients[second] + gradients[third],
      loops(),
    ];
    if (!(Math.abs(found - expected) <= 1e-9 * Math.abs(expected))) {
      throw new Error(`they differ: ${found}, ${expected}`);
    }
    const cases = { trainer: () => training.step(), loops };
    return interleave(cases, { warmUp: 20, rounds: 25, repeats: { trainer: 300, loops: 300 } });
  })();
  return medians;
}

const byHand = {
  name: "train: the moons step, JS loops",
  unit: "of their time",
  floor: 0.7,
  goal: 0.3,
  async measure() {
    const times = await moonsTimes();
    const [ours, loops] = ["trainer", "loops"].map((name) => times.get(name).median);
    return { measured: ours / loops, detail: `${us(ours)} a step of ${SAMPLES} samples, loops ${us(loops)}` };
  },
};

/** A step by a Python program, in milliseconds; undefined where what it needs is not installed. */
function pythonStep(program) {
  const { x1, x2, t } = benchMoons(SAMPLES);
  const given = {
    x: x1.map((a, i) => [a, x2[i]]),
    t,
    parameters: Array.from({ length: 337 }, (_, i) => initial(i)),
  };
  const path = fileURLToPath(new URL(`../formulas/${program}`, import.meta.url));
  const { status, stdout, stderr } = spawnSync("python3", [path, JSON.stringify(given)], {
    encoding: "utf8",
  });
  if (status === null || stdout.trim() === "absent") return undefined;
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  const [time, loss] = stdout.trim().split(" ").map(Number);
  const own = moonsTrainer(benchMoons(SAMPLES)).step();
  if (!(Math.abs(loss - own) <= 1e-9 * own)) throw new Error(`they differ: ${loss}, ${own}`);
  return time;
}

const besidePython = (program, library, floor) => ({
  name: `train: the moons step, ${library}`,
  unit: "of its time",
  floor,
  async measure() {
    const other = pythonStep(program);
    if (other === undefined) {
      return { measured: Number.NaN, detail: `not measured: python3 has no ${library} here` };
    }
    const ours = (await moonsTimes()).get("trainer").median;
    return { measured: ours / other, detail: `${us(ours)} a step, ${library} ${us(other)}` };
  },
});

const SIZES = [1e3, 1e4, 1e5];

const linear = {
  name: "train: time a row, 1e5 by 1e3",
  unit: "times",
  floor: 1.5,
  goal: 1.1,
  async measure() {
    const cases = {};
    const repeats = {};
    for (const n of SIZES) {
      const model = MLP(2, [16, 16, 1], { seed: 1 });
      const training = trainer({ model, loss: "hinge", data: moons(n, { seed: 1 }), rate: RATE });
      cases[n] = () => training.step();
      repeats[n] = Math.max(1, 1e5 / n);
    }
    const times = await interleave(cases, { repeats, rounds: 7 });
    const perRow = SIZES.map((n) => (times.get(String(n)).median / n) * 1e6);
    return {
      measured: perRow[2] / perRow[0],
      detail: SIZES.map(
        (n, i) => `${n.toExponential().replace("+", "")}: ${perRow[i].toPrecision(3)} ns`,
      ).join(", "),
    };
  },
};

/** Digits of 28 × 28 pixels: ten patterns, each sample one of them with noise. */
function digits(count) {
  const random = new Random(1);
  const patterns = Array.from({ length: 10 }, () =>
    Float64Array.from({ length: 784 }, () => (random.uniform() < 0.2 ? 1 : 0)),
  );
  const targets = Float64Array.from({ length: count }, () => random.integer(10));
  const columns = Array.from({ length: 784 }, (_, pixel) =>
    Float64Array.from(targets, (digit) => 0.7 * patterns[digit][pixel] + 0.3 * random.uniform()),
  );
  return new Dataset(columns, targets);
}

const BATCH = 32;

const large = {
  name: "train: 784-32-10 built, compiled",
  unit: "s",
  floor: 5,
  goal: 1,
  isSlow: true,
  async measure() {
    const data = digits(1024);
    const started = performance.now();
    const model = MLP(784, [32, 10], { init: "he", seed: 1 });
    const training = trainer({ model, loss: "softmax", data, batch: BATCH, rate: 0.05, seed: 1 });
    training.step(); // the first compiles what it needs
    const built = (performance.now() - started) / 1000;
    const began = performance.now();
    let steps = 0;
    while (performance.now() - began < 5000 && steps < 320) {
      training.step();
      steps++;
    }
    const rate = steps / ((performance.now() - began) / 1000);
    const { loss } = training.evaluate();
    const parameters = model.parameters.size.toLocaleString("en");
    return {
      measured: built,
      detail: `${parameters} parameters; then ${(rate * BATCH).toPrecision(3)} rows/s in batches of ${BATCH}; loss ${loss.toPrecision(3)} after ${steps} steps`,
    };
  },
};

export const rows = [
  byHand,
  besidePython("torchStep.py", "torch", 0.2),
  besidePython("microgradStep.py", "micrograd", undefined),
  linear,
  large,
];
