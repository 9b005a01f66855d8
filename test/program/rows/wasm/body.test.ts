// Rows in WebAssembly: every function of the table, arguments that the short code is not for, long programs in
// chunks, and what there is where it can't run.
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { evaluate } from "../../../../src/expr/evaluate.ts";
import { Const, type Expr, variable } from "../../../../src/expr/node.ts";
import { parse } from "../../../../src/expr/parse/parse.ts";
import { Add, Mul, Sub } from "../../../../src/expr/primitives/operators.ts";
import { primitives } from "../../../../src/expr/primitives/table.ts";
import { format } from "../../../../src/expr/print/format.ts";
import { compile } from "../../../../src/program/compile.ts";
import type { Rows } from "../../../../src/program/rows/rows.ts";
import { randomExpr, SEED, specialPoint } from "../../../randomExpr.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const NAMES = ["x", "y", "z"];
const SPECIAL = [0, -0, 1, -1, 0.5, -2.5, 3, 1e-9, 45, 1e200, Infinity, -Infinity, NaN];

function fill(rows: Rows, points: readonly (readonly number[])[], names = NAMES): Rows {
  for (const [c, name] of names.entries()) rows.column(name).set(points.map((point) => point[c]));
  return rows;
}

test("every function of the table has evaluate's values and the derivatives of generated JavaScript", () => {
  for (const op of primitives.values()) {
    if (op.arity === 0) continue;
    const args = NAMES.slice(0, op.arity).map((name, i) =>
      op.partials[i] === "parameter" ? Const(3) : variable(name),
    );
    const f = op(...args);
    const points = [
      ...op.samples.map((at) => [at[0], at[1] ?? 2, at[2] ?? 3]),
      ...SPECIAL.flatMap((x, i) => [-0, 1, Infinity, NaN, SPECIAL[i]].map((y) => [x, y, 1])),
    ];
    const { value, gradient } = fill(
      compile(f, { inputs: NAMES, gradient: true }).rows(points.length),
      points,
    ).map();
    const js = compile(f, { inputs: NAMES, gradient: true, target: "js" });
    const partials = new Float64Array(3);
    for (const [row, point] of points.entries()) {
      const where = `${op.name} at ${point}`;
      js.valueAndGradient(Float64Array.from(point), partials);
      const expected = evaluate(f, { x: point[0], y: point[1], z: point[2] });
      // Two functions that are good to 2.5 ulp each, in a formula of a few of them.
      expectPart(value[row], expected, 2e-15, where);
      for (const [i, name] of NAMES.entries()) {
        expectPart(gradient.get(name)?.[row] ?? Number.NaN, partials[i], 2e-14, `d/d${name} ${where}`);
      }
    }
  }
});

/** Equal, zeros of either sign being so, or as near as this part of the expected number. */
function expectPart(found: number, expected: number, part: number, where: string): void {
  const isNear =
    found === expected ||
    (Number.isNaN(found) && Number.isNaN(expected)) ||
    Math.abs(found - expected) <= part * Math.abs(expected);
  if (!isNear) expect.fail(`${found}, expected ${expected}: ${where}`);
}

test("random formulas have the values of generated JavaScript, and are added as they are mapped", () => {
  fc.assert(
    fc.property(randomExpr, fc.array(specialPoint, { minLength: 5, maxLength: 9 }), (f, points) => {
      const kernel = compile(f, { inputs: NAMES, gradient: true, target: "wasm" });
      const js = compile(f, { inputs: NAMES, gradient: true, target: "js" });
      const rows = kernel.rows(points.length, { parameters: ["z"] });
      const [{ z }] = points;
      for (const name of ["x", "y"]) rows.column(name).set(points.map((point) => point[name]));
      rows.parameters[0] = z;
      const { value, gradient } = rows.map();
      const partials = new Float64Array(3);
      const lanes = [0, 0, 0, 0];
      for (const [row, { x, y }] of points.entries()) {
        const expected = js.valueAndGradient(Float64Array.of(x, y, z), partials);
        const where = `${format(f)} at ${[x, y, z]}`;
        // Cancellation makes more of a few units in the last place.
        if (!isClose(value[row], expected)) expect.fail(`${value[row]}, expected ${expected}: ${where}`);
        const byZ = gradient.get("z")?.[row] ?? Number.NaN;
        if (!isClose(byZ, partials[2])) expect.fail(`d/dz ${byZ}, expected ${partials[2]}: ${where}`);
        lanes[row % 2] += value[row];
        lanes[2 + (row % 2)] += byZ;
      }
      const sums = new Float64Array(1);
      expect([rows.sum(sums), sums[0]]).toEqual([lanes[0] + lanes[1], lanes[2] + lanes[3]]);
    }),
    { numRuns: 100, seed: SEED },
  );
});

const isClose = (a: number, b: number): boolean =>
  a === b || (Number.isNaN(a) && Number.isNaN(b)) || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

describe("arguments that are hard for a function", () => {
  const f = parse("sin(x) + cos(y)*exp(x) + tan(y)");
  const easy = Array.from({ length: 41 }, (_, i) => [i / 7 - 3, 2 - i / 9]);
  const hard = [1e22, -1e300, 720, -720, Infinity, NaN, 30_000];

  test("are right, and leave the bits of the rows beside them", () => {
    const alone = fill(compile(f).rows(easy.length), easy, ["x", "y"]).map().value;
    for (const x of hard) {
      for (const at of [0, 1, 22, 40]) {
        const points = easy.map((point, i) => (i === at ? [x, point[1]] : point));
        const { value } = fill(compile(f).rows(points.length), points, ["x", "y"]).map();
        const expected = evaluate(f, { x, y: points[at][1] });
        expectPart(value[at], expected, 1e-14, `x = ${x} in row ${at}`);
        expect([...value].filter((_, i) => i !== at)).toEqual([...alone].filter((_, i) => i !== at));
      }
    }
  });

  test("are added as they are mapped", () => {
    for (const [i, x] of hard.slice(0, 4).entries()) {
      const points = easy.map((point, row) => (row === 10 * i ? [x, 1] : point));
      const rows = fill(compile(parse("sin(x) + 0*y")).rows(points.length), points, ["x", "y"]);
      const lanes = [0, 0];
      for (const [row, value] of rows.map().value.entries()) lanes[row % 2] += value;
      expect(rows.sum()).toBe(lanes[0] + lanes[1]);
    }
  });
});

describe("a long program", () => {
  // x_1 = x, x_(k+1) = x_k*w_k - y*(x_k - w_(k+7)), so that values go a long way from chunk to chunk.
  const weights = Array.from({ length: 300 }, (_, k) => `w_${k}`);
  let f: Expr = variable("x");
  const steps: Expr[] = [];
  for (let k = 0; k + 7 < weights.length; k++) {
    f = Sub(Mul(f, variable(weights[k])), Mul(variable("y"), Sub(f, variable(weights[k + 7]))));
    steps.push(f);
    if (k > 50) f = Add(f, Mul(steps[k - 50], Const("1/8")));
  }
  const rowsOf = (target: "wasm" | "interpret", n: number): Rows => {
    const kernel = compile(f, { gradient: true, target });
    const rows = kernel.rows(n, { parameters: weights });
    for (let i = 0; i < n; i++) {
      rows.column("x")[i] = Math.sin(i);
      rows.column("y")[i] = Math.cos(3 * i) / 2;
    }
    for (const k of weights.keys()) rows.parameters[k] = Math.sin(7 * k + 1);
    return rows;
  };

  test("is computed in chunks, with the bits of the interpreter", () => {
    const [rows, expected] = [rowsOf("wasm", 139), rowsOf("interpret", 139)];
    expect([rows.plan.target, expected.plan.target]).toEqual(["wasm", "interpret"]);
    expect(rows.plan.operations).toBeGreaterThan(2000);
    const [gradient, other] = [new Float64Array(300), new Float64Array(300)];
    expect(rows.sum(gradient)).toBe(expected.sum(other));
    expect(gradient).toEqual(other);
    expect(rows.map()).toEqual(expected.map());
  });
});

test("results too many for the memory beside the columns are written to arrays of their own", () => {
  // 401 results of 21,001 rows: 67 MB
  const weights = Array.from({ length: 400 }, (_, k) => `w_${k}`);
  const f = weights.map((name) => variable(name)).reduce<Expr>((sum, w) => Add(sum, w), variable("x"));
  const kernel = compile(f, { inputs: ["x", ...weights], gradient: weights, target: "wasm" });
  const rows = kernel.rows(21_001, { parameters: weights });
  rows.column("x").forEach((_, i, x) => {
    x[i] = i;
  });
  rows.parameters.fill(0.5);
  const { value, gradient } = rows.map();
  expect([value[0], value[20_999], value[21_000]]).toEqual([200, 21_199, 21_200]);
  expect(gradient.get("w_399")?.every((partial) => partial === 1)).toBe(true);
});

describe("where WebAssembly can't be had", () => {
  const kernel = () => compile(parse("x*w"), { gradient: true, target: "wasm" });
  const sumOf = (rows: Rows): number => {
    rows.column("x").set([1, 2, 3]);
    rows.parameters[0] = 2;
    return rows.sum(new Float64Array(1));
  };

  test("rows are computed one after the other, and the plan says so", () => {
    vi.stubGlobal("WebAssembly", undefined);
    const rows = kernel().rows(3, { parameters: ["w"] });
    expect(rows.plan).toMatchObject({
      target: "js",
      why: "generated code for one row after the other; there is no WebAssembly here",
    });
    expect(sumOf(rows)).toBe(12);
  });

  test("nor vectors: the same", () => {
    vi.stubGlobal("WebAssembly", { ...members(), validate: () => false });
    const rows = kernel().rows(3, { parameters: ["w"] });
    expect(rows.plan.why).toBe("generated code for one row after the other; WebAssembly has no vectors here");
    expect(sumOf(rows)).toBe(12);
  });

  test("nor modules as long as this one: the same", () => {
    class Module {
      constructor(bytes: Uint8Array<ArrayBuffer>) {
        if (bytes.length > 100) throw new RangeError("too long for the main thread");
      }
    }
    vi.stubGlobal("WebAssembly", { ...members(), Module });
    const rows = kernel().rows(3, { parameters: ["w"] });
    expect(rows.plan.why).toContain("compiling for WebAssembly failed here (too long for the main thread)");
    expect(sumOf(rows)).toBe(12);
  });
});

const members = (): object => {
  const { Module, Instance, Memory, validate } = Reflect.get(globalThis, "WebAssembly");
  return { Module, Instance, Memory, validate };
};
