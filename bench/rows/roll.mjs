// Formulas that repeat themselves, run as loops: Rosenbrock's function with its gradient against loops written by
// hand in C, and a network for digits, from its loss as a formula to the rate at which rows are trained on.
import { Add, compile, Exp, Ln, Max, Mul, Pow, Relu, Sub, Var } from "../../dist/index.js";
import { hasGcc, nativeLoop } from "../formulas/nativeLoop.mjs";
import { interleave } from "../interleave.mjs";

const WITHOUT_GCC = { measured: Number.NaN, detail: "not measured: there is no gcc here" };

function rosenbrock(n) {
  const names = Array.from({ length: n }, (_, i) => `x_${i}`);
  const x = names.map((name) => Var(name));
  const term = (i) => Add(Pow(Sub(1, x[i]), 2), Mul(100, Pow(Sub(x[i + 1], Mul(x[i], x[i])), 2)));
  const f = Array.from({ length: n - 1 }, (_, i) => term(i)).reduce((sum, one) => Add(sum, one));
  return { f, names };
}

const point = (i) => 1.2 + (i % 17) / 64;

/** The loop as one writes it first, and the one that hands on to the next iteration what belongs to its variable. */
const inC = (n, isCarrying) => `
  #define N ${n}
  static double x[N], g[N];
  static void prepare(void) {
    for (int i = 0; i < N; i++) x[i] = 1.2 + (i % 17) / 64.0;
  }
  static double work(void) {
    double sum = 0, carry = 0;
    ${isCarrying ? "(void)0;" : "for (int i = 0; i < N; i++) g[i] = 0;"}
    for (int i = 0; i < N - 1; i++) {
      const double a = 1 - x[i], d = x[i + 1] - x[i] * x[i];
      sum += a * a + 100 * (d * d);
      ${
        isCarrying
          ? "g[i] = carry - 2 * a - 400 * d * x[i]; carry = 200 * d;"
          : "g[i] += -2 * a - 400 * d * x[i]; g[i + 1] += 200 * d; (void)carry;"
      }
    }
    ${isCarrying ? "g[N - 1] = carry;" : ""}
    return sum + g[N / 2];
  }`;

const chain = (n, target, goal) => ({
  name: `roll: Rosenbrock, ${n.toLocaleString("en")}, ${target}`,
  unit: "of gcc's time",
  goal,
  async measure() {
    if (!hasGcc()) return WITHOUT_GCC;
    const { f, names } = rosenbrock(n);
    const kernel = compile(f, { inputs: names, gradient: true, target });
    const inputs = Float64Array.from(names, (_, i) => point(i));
    const gradient = new Float64Array(n);
    const loops = [false, true].map((isCarrying) =>
      nativeLoop(`rosenbrock-${isCarrying}`, inC(n, isCarrying)),
    );
    const repeats = Math.ceil(1e6 / n);
    const value = kernel.valueAndGradient(inputs, gradient) + gradient[n >> 1];
    const times = { kernel: [], plain: [], carrying: [] };
    for (let round = -10; round < 41; round++) {
      const started = performance.now();
      for (let i = 0; i < repeats; i++) kernel.valueAndGradient(inputs, gradient);
      const found = [(performance.now() - started) / repeats];
      for (const loop of loops) {
        const { time, sum } = await loop.run(repeats);
        if (!(Math.abs(sum - value) <= 1e-9 * Math.abs(value))) throw new Error(`C has ${sum}, not ${value}`);
        found.push(time);
      }
      if (round >= 0) for (const [k, name] of Object.keys(times).entries()) times[name].push(found[k]);
    }
    for (const loop of loops) loop.close();
    const [own, plain, carrying] = Object.values(times).map((all) => all.sort((a, b) => a - b)[20]);
    const us = (time) => `${(time * 1e3).toPrecision(3)} µs`;
    return {
      measured: own / Math.min(plain, carrying),
      detail: `${us(own)}; C as written first ${us(plain)}, with a carried value ${us(carrying)}; ${kernel.plan.why}`,
    };
  },
});

/** Cross-entropy of softmax over the scores, for targets t_1, t_2 ... */
function crossEntropy(scores) {
  const most = scores.reduce((a, b) => Max(a, b));
  const total = scores.map((score) => Exp(Sub(score, most))).reduce((a, b) => Add(a, b));
  const hit = scores.map((score, i) => Mul(Var(`t_${i + 1}`), score)).reduce((a, b) => Add(a, b));
  return Sub(Add(most, Ln(total)), hit);
}

/** The loss of a network of one hidden layer of relu. */
function digits(width, hidden, classes) {
  const parameters = [];
  const parameter = (name) => {
    parameters.push(name);
    return Var(name);
  };
  const layer = (name, size, inputs) =>
    Array.from({ length: size }, (_, j) =>
      Add(
        inputs.map((x, i) => Mul(parameter(`${name}_${j}_${i}`), x)).reduce((a, b) => Add(a, b)),
        parameter(`${name}_${j}_b`),
      ),
    );
  const columns = Array.from({ length: width }, (_, i) => `x_${i + 1}`);
  const h = layer(
    "w1",
    hidden,
    columns.map((name) => Var(name)),
  ).map((z) => Relu(z));
  const loss = crossEntropy(layer("w2", classes, h));
  return {
    loss,
    parameters,
    columns: [...columns, ...Array.from({ length: classes }, (_, i) => `t_${i + 1}`)],
  };
}

const ROWS = 1000;

const training = {
  name: "roll: 784-32-10, formula to first step",
  unit: "s",
  floor: 5,
  async measure() {
    const started = performance.now();
    const { loss, parameters, columns } = digits(784, 32, 10);
    const built = performance.now();
    const kernel = compile(loss, { inputs: [...columns, ...parameters], gradient: parameters });
    const rows = kernel.rows(ROWS, { parameters });
    for (const [c, name] of columns.entries()) {
      const column = rows.column(name);
      for (let r = 0; r < ROWS; r++)
        column[r] = c < 784 ? ((c * 31 + r * 17) % 23) / 23 : c - 784 === r % 10 ? 1 : 0;
    }
    for (let i = 0; i < rows.parameters.length; i++) rows.parameters[i] = Math.sin(i * 78.233) / 28;
    const gradient = new Float64Array(parameters.length);
    const ready = performance.now();
    rows.sum(gradient);
    const done = performance.now();
    const times = await interleave({ sum: () => rows.sum(gradient) }, { rounds: 9 });
    const rate = (1000 * ROWS) / times.get("sum").median;
    return {
      measured: (done - started) / 1000,
      detail: `formula ${Math.round(built - started)} ms, compiled ${Math.round(ready - built)} ms; then ${Math.round(rate).toLocaleString("en")} rows a second by ${rows.plan.target}: ${rows.plan.why}`,
    };
  },
};

export const rows = [
  chain(1e3, "wasm", 1),
  chain(1e5, "wasm", 1),
  chain(1e3, "js"),
  chain(1e5, "js"),
  training,
];
