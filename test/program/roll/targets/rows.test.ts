import { expect, test } from "vitest";
import { variable } from "../../../../src/expr/node.ts";
import { Add, Mul } from "../../../../src/expr/primitives/operators.ts";
import { Sin } from "../../../../src/expr/primitives/trigonometric.ts";
import { compile } from "../../../../src/program/compile.ts";
import { interpreter } from "../../../../src/program/interpret.ts";
import { RolledRows } from "../../../../src/program/roll/targets/rows.ts";
import { wasmColumns } from "../../../../src/program/rows/columns.ts";
import type { Rows } from "../../../../src/program/rows/rows.ts";
import { split } from "../../../../src/program/rows/split.ts";
import { lowered } from "../../../../src/program/targets/wasm/routines.ts";
import { rowsHost } from "../../../../src/repl/rowsHost.ts";
import { type Case, marginCase, programOfCase, softmaxCase, sum } from "../formulas.ts";

/** The sums over rows as lanes, by rolled rows and by the interpreter one row after the other. */
function sums(one: Case, count: number, from = 0): { found: Float64Array; expected: Float64Array } {
  const program = programOfCase(one);
  const parameters = new Set(one.wrt);
  const isParameter = program.inputs.map((name) => parameters.has(name));
  const columns = [...program.inputs.keys()].filter((i) => !isParameter[i]);
  const { row } = split(
    program,
    columns,
    [...program.inputs.keys()].filter((i) => isParameter[i]),
  );
  const low = lowered(row);
  const body = RolledRows.of(low, columns.length);
  if (body === undefined) throw new Error("it does not roll");
  const store = wasmColumns(columns.length, from + count, body.areaBytes);
  if (store?.memory === undefined) throw new Error("there is memory for a few columns");
  for (const [c, column] of store.columns.entries()) {
    for (let i = 0; i < column.length; i++) column[i] = Math.sin(3 * c + 7 * i);
  }
  const bound = body.bind(store.memory);
  for (let k = 0; k < bound.shared.length; k++) bound.shared[k] = Math.sin(78 * k + 1);
  bound.lanes.fill(0);
  bound.begin();
  bound.add(from, count);

  const expected = new Float64Array(2 * low.outputs.length);
  const run = interpreter(low, 0);
  const outputs = new Float64Array(low.outputs.length);
  for (let i = 0; i < count; i++) {
    run(Float64Array.of(...store.columns.map((column) => column[from + i]), ...bound.shared), outputs);
    for (let k = 0; k < outputs.length; k++) expected[2 * k + (i & 1)] += outputs[k];
  }
  return { found: bound.lanes, expected };
}

test.each([1, 2, 3, 4, 5, 7, 8, 30])("%i rows of a network are added in the stated order", (count) => {
  const { found, expected } = sums(marginCase([2, 8, 6, 1]), count, 2);
  expect(found).toEqual(expected);
});

test("columns and parameters in the order of their names, and layers of uneven widths", () => {
  const one = softmaxCase([13, 11, 5]);
  const { found, expected } = sums(one, 6);
  // exp, ln and tanh are the module's own: a few units in the last place from those of JavaScript, in each of some
  // thirty operations on the way.
  for (const [k, value] of expected.entries()) expect(found[k]).toBeCloseTo(value, 12);
});

test("no rows add nothing; a row that does not repeat itself has no rolled body", () => {
  const { found } = sums(marginCase([2, 8, 6, 1]), 0);
  expect(found.every((lane) => lane === 0)).toBe(true);
  const [x, w] = ["x", "w"].map(variable);
  const program = programOfCase({ formulas: [Sin(Mul(x, w))], inputs: ["x", "w"], wrt: ["w"] });
  expect(RolledRows.of(lowered(program), 1)).toBeUndefined();
});

test("a row without columns is the same in each row", () => {
  const names = Array.from({ length: 12 }, (_, i) => `w_${i}`);
  const squares = names.map((name) => Mul(variable(name), variable(name)));
  const program = lowered(programOfCase({ formulas: [sum(squares), Add(1, sum(squares))], inputs: names }));
  const body = RolledRows.of(program, 0);
  const store = wasmColumns(0, 3, body?.areaBytes ?? 0);
  if (body === undefined || store?.memory === undefined) throw new Error("it rolls");
  const bound = body.bind(store.memory);
  bound.shared.fill(2);
  bound.lanes.fill(0);
  bound.begin();
  bound.add(0, 3);
  expect(bound.lanes).toEqual(Float64Array.of(96, 48, 98, 49));
});

test("rows of a kernel run as loops, by workers too, with the bits of the interpreter", () => {
  const { formulas, inputs, wrt = [] } = marginCase([2, 8, 6, 1]);
  const count = 2500;
  const sumBy = (
    target: "interpret" | undefined,
    workers: number,
  ): { gradient: Float64Array; why: string } => {
    const kernel = compile(formulas[0], { inputs, gradient: wrt, target });
    const host = workers > 0 ? rowsHost(workers) : undefined;
    const rows = kernel.rows(count, { parameters: wrt, host });
    for (const [c, name] of ["x_0", "x_1", "t"].entries()) {
      const column = rows.column(name);
      for (let i = 0; i < count; i++) column[i] = c === 2 ? (i % 2) * 2 - 1 : Math.sin(7 * i + c);
    }
    for (let k = 0; k < wrt.length; k++) rows.parameters[k] = Math.sin(78 * k + 1);
    const gradient = new Float64Array(1 + wrt.length);
    gradient[0] = rows.sum(gradient.subarray(1));
    rows.close();
    return { gradient, why: rows.plan.why };
  };
  const expected = sumBy("interpret", 0).gradient;
  for (const workers of [0, 2]) {
    const { gradient, why } = sumBy(undefined, workers);
    expect(gradient).toEqual(expected);
    expect(why).toContain("two rows at a time, in the lanes of vectors, in 6 loops of 6 x 8, ");
  }
});

test("a sum is of the parameters as they are now, where these stand out of order in memory too", () => {
  const { formulas, inputs, wrt = [] } = softmaxCase([13, 11, 5]);
  const kernel = compile(formulas[0], { inputs, gradient: wrt });
  const ready = (): { rows: Rows; sumAt: (scale: number) => number[] } => {
    const rows = kernel.rows(3, { parameters: wrt });
    for (const [c, name] of inputs.entries()) {
      if (!wrt.includes(name)) rows.column(name).set([Math.sin(c), Math.cos(c), 0.5]);
    }
    const gradient = new Float64Array(wrt.length);
    const sumAt = (scale: number): number[] => {
      for (let k = 0; k < wrt.length; k++) rows.parameters[k] = scale * Math.sin(78 * k + 1);
      return [rows.sum(gradient), ...gradient, rows.sum()];
    };
    return { rows, sumAt };
  };
  const one = ready();
  expect(one.rows.plan.why).toContain("loops of");
  const first = one.sumAt(1);
  expect(one.sumAt(1)).toEqual(first);
  expect(one.sumAt(2)).toEqual(ready().sumAt(2));
  expect(one.sumAt(2)).not.toEqual(first);
});
