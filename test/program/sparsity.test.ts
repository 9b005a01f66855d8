// What depends on what, and which columns go together.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "../../src/expr/parse/parse.ts";
import { colourColumns, colourRows, colourSymmetric } from "../../src/program/colouring.ts";
import { linearize } from "../../src/program/linearize.ts";
import { type Pattern, patternOf, symmetric, transposed } from "../../src/program/sparsity.ts";
import { SEED } from "../randomExpr.ts";

const pattern = (columns: number, ...rows: (readonly number[])[]): Pattern => ({
  rows: rows.map((row) => Int32Array.from(row)),
  columns,
});
const lists = ({ rows }: Pattern): number[][] => rows.map((row) => [...row]);

describe("a pattern", () => {
  const of = (texts: string, wrt: readonly number[] = [0, 1, 2]): number[][] => {
    const program = linearize(
      texts.split("; ").map((text) => parse(text)),
      ["x", "y", "z"],
    );
    return lists(patternOf(program, program.outputs, wrt));
  };

  test("has the inputs that a value depends on smoothly", () => {
    expect(of("x*y; sin(z) + x; 2; y")).toEqual([[0, 1], [0, 2], [], [1]]);
  });

  test("leaves out conditions, comparisons and steps", () => {
    expect(of("if(x > 0, y, z); floor(x)*y; sign(z); x > y; x mod y")).toEqual([[1, 2], [1], [], [], [0, 1]]);
  });

  test("counts among the variables differentiated by", () => {
    expect(of("x*y; z", [2, 1])).toEqual([[1], [0]]);
  });
});

test("the transpose of a pattern, and a pattern with its mirror image", () => {
  const lower = pattern(3, [0], [0, 1], [0, 2]);
  expect(lists(transposed(lower))).toEqual([[0, 1, 2], [1], [2]]);
  expect(lists(symmetric(lower))).toEqual([
    [0, 1, 2],
    [0, 1],
    [0, 2],
  ]);
});

const matrix = fc
  .array(fc.uniqueArray(fc.nat(11), { maxLength: 5 }), { minLength: 12, maxLength: 12 })
  .map((rows) => pattern(12, ...rows.map((row) => [...row].sort((a, b) => a - b))));

describe("a colouring", () => {
  test("of columns has no two of a colour in a row, and of rows none in a column", () => {
    fc.assert(
      fc.property(matrix, (given) => {
        const { colours, count } = colourColumns(given);
        for (const row of given.rows) expect(new Set([...row].map((j) => colours[j])).size).toBe(row.length);
        expect(Math.max(...colours)).toBe(count - 1);
        expect(colourRows(given)).toEqual(colourColumns(transposed(given)));
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  test("of a symmetric pattern has every entry alone in its row, or its mirror image in its own", () => {
    fc.assert(
      fc.property(matrix, (given) => {
        const both = symmetric(given);
        const { colours } = colourSymmetric(both);
        const isAlone = (i: number, j: number): boolean =>
          [...both.rows[i]].every((k) => k === j || colours[k] !== colours[j]);
        for (const [i, row] of both.rows.entries()) {
          for (const j of row) expect(isAlone(i, j) || isAlone(j, i), `${i}, ${j}`).toBe(true);
        }
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  test("takes as many as the fullest row at least, and an arrow's hub does not matter", () => {
    expect(colourColumns(pattern(4, [0, 1, 2], [3])).count).toBe(3);
    for (const hub of [0, 5, 9]) {
      const rows = Array.from({ length: 10 }, (_, i) =>
        i === hub ? Array.from({ length: 10 }, (_one, j) => j) : [Math.min(i, hub), Math.max(i, hub)],
      );
      expect(colourSymmetric(pattern(10, ...rows)).count).toBe(2);
    }
  });
});
