// Workers have no bearing on what is computed: the same bits with any number of them.
import { afterEach, describe, expect, test, vi } from "vitest";
import { UsageError } from "../../../src/expr/errors.ts";
import { parse } from "../../../src/expr/parse/parse.ts";
import { compile } from "../../../src/program/compile.ts";
import type { Rows } from "../../../src/program/rows/rows.ts";
import type { RowsHost } from "../../../src/program/rows/team.ts";
import { rowsHost } from "../../../src/repl/rowsHost.ts";

const N = 100_003;
const kernel = compile(parse("sin(a*x) + (x - b)^2/(1 + x^2) + tan(x)"), { gradient: ["b", "a"] });

function rowsOf(host?: RowsHost): Rows {
  const rows = kernel.rows(N, { parameters: ["a", "b"], host });
  rows.column("x").forEach((_, i, x) => {
    x[i] = i % 5003 === 17 ? 1e22 * i : Math.sin(i) * 3; // some are hard for a sine
  });
  rows.parameters.set([1.5, 0.25]);
  return rows;
}

function sums(rows: Rows, from = 0, to = N): number[] {
  const gradient = new Float64Array(2);
  return [rows.sum(gradient, { from, to }), ...gradient];
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("sums with workers", () => {
  const alone = rowsOf();
  const expected = sums(alone);

  test.each([1, 2, 3])(
    "of %i have the same bits, again and again, with other parameters, and after they ended",
    (workers) => {
      const rows = rowsOf(rowsHost(workers));
      expect(rows.plan.why).toContain(`with ${workers} worker`);
      for (let i = 0; i < 30; i++) expect(sums(rows)).toEqual(expected);
      expect(sums(rows, 5, 99_000)).toEqual(sums(alone, 5, 99_000));
      expect(rows.sum()).toBe(alone.sum());
      rows.parameters.set([-1, 3]);
      alone.parameters.set([-1, 3]);
      expect(sums(rows)).toEqual(sums(alone));
      alone.parameters.set([1.5, 0.25]);
      rows.parameters.set([1.5, 0.25]);
      rows.close();
      expect(sums(rows)).toEqual(expected);
    },
  );

  test("that never start: the caller adds all blocks", () => {
    expect(sums(rowsOf({ workers: 2, start: () => {} }))).toEqual(expected);
  });

  test("that take a block and end: after a long time the caller adds all rows alone", () => {
    const NEXT = 1; // where blocks are taken
    let control = new Int32Array(1);
    const rows = rowsOf({
      workers: 1,
      start: (_, task) => {
        const { memory, control: at } = task as { memory: { buffer: ArrayBuffer }; control: number };
        control = new Int32Array(memory.buffer, at, 8);
      },
    });
    const store = Atomics.store;
    vi.spyOn(Atomics, "store").mockImplementation(((array: Int32Array, index: number, value: number) => {
      store(array, index, value);
      if (array.byteOffset === control.byteOffset && index === NEXT) Atomics.add(array, NEXT, 1);
      return value;
    }) as typeof Atomics.store);
    let now = 0;
    vi.spyOn(Date, "now").mockImplementation(() => {
      now += 15_000;
      return now;
    });
    expect(sums(rows)).toEqual(expected);
  });
});

test("few rows, and functions that workers do not have, are added without workers", () => {
  const host = rowsHost(2);
  const few = kernel.rows(1000, { parameters: ["a", "b"], host });
  expect(few.plan.why).not.toContain("worker");
  const erf = compile(parse("erf(a*x)"), { gradient: true }).rows(5000, { parameters: ["a"], host });
  expect(erf.plan.why).not.toContain("worker");
});

test("a host that is none is an error", () => {
  expect(() => kernel.rows(1, { host: JSON.parse("3") })).toThrow(UsageError);
  expect(() => kernel.rows(1, { host: JSON.parse('{"workers": -1}') })).toThrow("host.workers is -1");
});
