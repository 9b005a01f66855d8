import { expect, test } from "vitest";
import { type Row, unary } from "../../src/expr/primitive.ts";

test("a row keeps every fact that it is given", () => {
  const row: Required<Row> = {
    name: "twice",
    about: "2*x",
    argumentNames: ["t"],
    value: (x) => 2 * x,
    partials: [() => 2],
    parameter: { takes: () => true, expected: "anything" },
    slopes: [() => 2],
    edges: [],
    notation: { kind: "call" },
    spellings: ["double"],
    sexpr: "twice",
    mathjson: "Twice",
    latex: "2#1",
    domain: "all reals",
    total: () => true,
    power: { numerator: 1n, denominator: 2n },
    parity: "odd",
    commutative: true,
    undoes: ["half"],
    takesNan: [0],
    range: [0, 1],
    kinkAt: () => false,
    samples: [[1]],
    kinks: [],
    exact: () => undefined,
  };
  const { name, ...facts } = row;
  const Twice = unary(row);
  expect(Twice.name).toBe(name);
  expect({ ...Twice }).toMatchObject(facts);
});
