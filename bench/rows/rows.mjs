// Formulas over many rows, against loops written by hand in C (gcc -O3 for this machine, with libm) and in
// JavaScript: a smooth formula per row, and one step of training a small network.
import { compile, parse } from "../../dist/index.js";
import { ALPHA, handWritten, initial, RATE, SAMPLES } from "../formulas/handLoops.mjs";
import { marginLoss, mlp, moons } from "../formulas/mlp.mjs";
import { hasGcc, nativeLoop } from "../formulas/nativeLoop.mjs";

const ROUNDS = 15;
const WARM_UP_MS = 2000;

const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];

/** Medians of rounds in which each case runs so many times in a row; cases give { time, sum } of one run. */
async function compared(cases, repeats) {
  const until = performance.now() + WARM_UP_MS;
  while (performance.now() < until) for (const run of Object.values(cases)) await run(repeats);
  const times = new Map(Object.keys(cases).map((name) => [name, []]));
  const sums = new Map();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries(cases)) {
      const { time, sum } = await run(repeats);
      times.get(name).push(time);
      sums.set(name, sum);
    }
  }
  const [first, ...others] = [...sums.values()];
  for (const sum of others) {
    if (!(Math.abs(sum - first) <= 1e-9 * Math.abs(first))) throw new Error(`they differ: ${[...sums]}`);
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]));
}

/** A case in this process: `work` gives the number to compare. */
const timed = (work) => (repeats) => {
  const started = performance.now();
  let sum = 0;
  for (let i = 0; i < repeats; i++) sum = work();
  return { time: (performance.now() - started) / repeats, sum };
};

const WITHOUT_GCC = { measured: Number.NaN, detail: "not measured: there is no gcc here" };

const mapN = (n) => ({
  name: `rows: value + 2 partials, ${n.toLocaleString("en")}`,
  unit: "of gcc's time",
  floor: 0.5,
  goal: 0.3,
  async measure() {
    if (!hasGcc()) return WITHOUT_GCC;
    const c = nativeLoop(
      `map-${n}`,
      `#include <math.h>
      #define N ${n}
      static double x[N], y[N], value[N], by_x[N], by_y[N];
      static void prepare(void) {
        for (int i = 0; i < N; i++) {
          x[i] = (i % 4001) / 1000.0 - 2;
          y[i] = (i % 3571) / 500.0 - 3.5;
        }
      }
      static double work(void) {
        for (int i = 0; i < N; i++) {
          const double a = x[i], b = y[i];
          const double d = 1 + b * b;
          const double e = exp(-a * a) / d;
          const double s = sin(b) * e;
          value[i] = a * b + s;
          by_x[i] = b - 2 * a * s;
          by_y[i] = a + cos(b) * e - 2 * b * s / d;
        }
        return value[N / 3] + by_x[N / 5] + by_y[N / 7];
      }`,
    );
    const kernel = compile(parse("x*y + sin(y)*exp(-x^2)/(1+y^2)"), { gradient: true });
    const rows = kernel.rows(n);
    rows.column("x").forEach((_, i, x) => {
      x[i] = (i % 4001) / 1000 - 2;
    });
    rows.column("y").forEach((_, i, y) => {
      y[i] = (i % 3571) / 500 - 3.5;
    });
    const work = () => {
      const { value, gradient } = rows.map();
      const [i, j, k] = [3, 5, 7].map((part) => Math.floor(n / part));
      return value[i] + gradient.get("x")[j] + gradient.get("y")[k];
    };
    const times = await compared({ rows: timed(work), c: c.run }, Math.max(1, Math.round(1e6 / n)));
    c.close();
    return {
      measured: times.get("rows") / times.get("c"),
      detail: `${perRow(times.get("rows"), n)} ns a row by ${rows.plan.target}, gcc ${perRow(times.get("c"), n)} ns`,
    };
  },
});

const perRow = (time, n) => ((time * 1e6) / n).toPrecision(3);

/** The same loops in C, on the same numbers. */
const inC = ({ x1, x2, t }, width) => {
  const count = 3 * width + (width + 1) * width + width + 1;
  const array = (name, values) => `static const double ${name}[] = {${Array.from(values).join(", ")}};`;
  return `
  #define WIDTH ${width}
  #define COUNT ${count}
  #define SAMPLES ${SAMPLES}
  enum { SECOND = 3 * WIDTH, THIRD = SECOND + (WIDTH + 1) * WIDTH };
  ${array("x1", x1)}
  ${array("x2", x2)}
  ${array("t", t)}
  ${array(
    "initial",
    Array.from({ length: count }, (_, i) => initial(i)),
  )}
  static double p[COUNT], g[COUNT], h1[WIDTH], h2[WIDTH], d1[WIDTH], d2[WIDTH];
  static volatile double rate = ${RATE};
  static void prepare(void) {
    for (int i = 0; i < COUNT; i++) p[i] = initial[i];
  }
  static double work(void) {
    const double alpha = ${ALPHA}, step = rate;
    double squares = 0, loss = 0;
    for (int i = 0; i < COUNT; i++) {
      squares += p[i] * p[i];
      g[i] = 2 * alpha * p[i];
    }
    for (int r = 0; r < SAMPLES; r++) {
      const double a = x1[r], b = x2[r];
      for (int j = 0; j < WIDTH; j++) {
        const double z = p[3 * j] * a + p[3 * j + 1] * b + p[3 * j + 2];
        h1[j] = z > 0 ? z : 0;
        d1[j] = 0;
      }
      double score = 0;
      for (int j = 0; j < WIDTH; j++) {
        const double *w = p + SECOND + j * (WIDTH + 1);
        double z = 0;
        for (int i = 0; i < WIDTH; i++) z += w[i] * h1[i];
        z += w[WIDTH];
        h2[j] = z > 0 ? z : 0;
        score += p[THIRD + j] * h2[j];
      }
      score += p[THIRD + WIDTH];
      const double margin = 1 - t[r] * score;
      if (margin <= 0) continue;
      loss += margin / SAMPLES;
      const double d = -t[r] / SAMPLES;
      for (int j = 0; j < WIDTH; j++) {
        g[THIRD + j] += d * h2[j];
        d2[j] = h2[j] > 0 ? d * p[THIRD + j] : 0;
      }
      g[THIRD + WIDTH] += d;
      for (int j = 0; j < WIDTH; j++) {
        const double dj = d2[j];
        if (dj == 0) continue;
        const double *w = p + SECOND + j * (WIDTH + 1);
        double *gw = g + SECOND + j * (WIDTH + 1);
        for (int i = 0; i < WIDTH; i++) {
          gw[i] += dj * h1[i];
          d1[i] += dj * w[i];
        }
        gw[WIDTH] += dj;
      }
      for (int j = 0; j < WIDTH; j++) {
        if (h1[j] <= 0) continue;
        const double dj = d1[j];
        g[3 * j] += dj * a;
        g[3 * j + 1] += dj * b;
        g[3 * j + 2] += dj;
      }
    }
    for (int i = 0; i < COUNT; i++) p[i] -= step * g[i];
    return loss + alpha * squares + g[0] + g[SECOND] + g[THIRD];
  }`;
};

/** The step by a formula: one sample's loss compiled with its gradient, and added over the rows. */
function compiled({ x1, x2, t }, width) {
  const network = mlp([2, width, width, 1]);
  const { parameters } = network;
  const kernel = compile(marginLoss(network, ALPHA, SAMPLES), {
    inputs: ["x_1", "x_2", "t", ...parameters],
    gradient: parameters,
  });
  const rows = kernel.rows(t.length, { parameters });
  for (const [name, values] of [
    ["x_1", x1],
    ["x_2", x2],
    ["t", t],
  ]) {
    rows.column(name).set(values);
  }
  const p = rows.parameters;
  for (let i = 0; i < p.length; i++) p[i] = initial(i);
  const g = new Float64Array(p.length);
  const second = 3 * width;
  const third = second + (width + 1) * width;
  const step = () => {
    const loss = rows.sum(g);
    for (let i = 0; i < p.length; i++) p[i] -= RATE * g[i];
    return loss + g[0] + g[second] + g[third];
  };
  return { step, plan: rows.plan };
}

let training;
/** The times of one step by rows, by hand in JavaScript and, where there is gcc, in C: measured once for both rows. */
function trainingTimes() {
  training ??= (async () => {
    const data = moons(SAMPLES);
    const { step, plan } = compiled(data, 16);
    const c = hasGcc() ? nativeLoop("train", inC(data, 16)) : undefined;
    const cases = { rows: timed(step), js: timed(handWritten(data, 16)), ...(c && { c: c.run }) };
    const times = await compared(cases, 100);
    c?.close();
    return { times, plan };
  })();
  return training;
}

const train = (against, words, floor, goal) => ({
  name: `rows: a step of MLP(2,[16,16,1]), ${words}`,
  unit: `of ${words}'s time`,
  floor,
  goal,
  async measure() {
    if (against === "c" && !hasGcc()) return WITHOUT_GCC;
    const { times, plan } = await trainingTimes();
    const [rows, other] = [times.get("rows"), times.get(against)];
    const us = (time) => `${(time * 1e3).toPrecision(3)} µs`;
    return {
      measured: rows / other,
      detail: `${us(rows)} by ${plan.target}, ${words} ${us(other)}; ${plan.operations} operations a row, ${plan.shared} for all`,
    };
  },
});

export const rows = [mapN(1e6), mapN(1e4), train("js", "JS loops", 0.7, 0.2), train("c", "C loops", 3, 0.8)];
