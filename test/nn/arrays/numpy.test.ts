// Arrays against NumPy's own answers (numpy.txt, written by fromNumpy.py), errors included.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ShapeError } from "../../../src/expr/errors.ts";
import { array, type NdArray } from "../../../src/nn/arrays/ndarray.ts";
import type { Selector } from "../../../src/nn/arrays/select.ts";
import { root } from "../../imports.ts";

type Written = [shape: number[], entries: number[]];

const read = ([shape, entries]: Written): NdArray<number> => array(entries).reshape(shape);

type Case =
  | ["add" | "mul" | "addInPlace" | "matmul", Written, Written, Written | null]
  | ["sum", Written, number[], boolean, Written | null]
  | ["transpose" | "reshape", Written, number[], Written | null]
  | ["at", Written, Selector[], Written | null];

function answer(asked: Case): NdArray<number> {
  const a = read(asked[1]);
  switch (asked[0]) {
    case "sum":
      return a.sum({ axes: asked[2], keepdims: asked[3] });
    case "transpose":
      return a.transpose(asked[2]);
    case "reshape":
      return a.reshape(asked[2]);
    case "at":
      return a.at(...asked[2]);
    default:
      return a[asked[0]](read(asked[2]));
  }
}

const lines = readFileSync(join(root, "test/nn/arrays/numpy.txt"), "utf8").split("\n").slice(1, -1);
const operations = ["add", "mul", "addInPlace", "matmul", "sum", "transpose", "at", "reshape"];

test.each(operations)("%s answers what NumPy answers, and refuses what it refuses", (operation) => {
  const cases = lines.map((line): Case => JSON.parse(line)).filter(([name]) => name === operation);
  expect(cases).toHaveLength(40);
  for (const asked of cases) {
    const expected = asked[asked.length - 1];
    if (expected === null) expect(() => answer(asked), JSON.stringify(asked)).toThrow(ShapeError);
    else {
      const { shape, entries } = answer(asked);
      expect([shape, entries.map((entry) => entry + 0)], JSON.stringify(asked)).toEqual(expected); // -0 + 0 is 0
    }
  }
});
