import { describe, expect, test } from "vitest";
import { Accumulator } from "../../src/backprop/accumulator.ts";
import { alpha } from "../../src/backprop/alpha.ts";
import { edgeNotes, notesAt } from "../../src/backprop/notes.ts";
import { CancelledError } from "../../src/expr/errors.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { format } from "../../src/expr/print/format.ts";
import { diff, gradient, gradientAt } from "../../src/methods.ts";

test.each(["nthroot(x, 3)", "polygamma(1, x)", "dsinc(1, x)"])(
  "notesAt looks only at arguments that depend on the variables: %s",
  (text) => {
    expect(notesAt(parse(text), { x: 8 }, ["x"])).toEqual([]);
  },
);

test("notesAt shows a point as people write it: 0.5, not 1/2", () => {
  expect(notesAt(parse("max(x, y)"), { x: 0.5, y: 0.5 }, ["x"])).toEqual([
    "max(x, y) has no derivative where x = 0.5; 1/2, the midpoint of [0, 1], is used",
  ]);
});

describe("notesAt(f, point, wrt)", () => {
  test.each<[string, Record<string, number>, string]>([
    ["abs(x)", { x: 0 }, "abs(x) has no derivative where x = 0; 0, the midpoint of [-1, 1], is used"],
    [
      "3*abs(x - 1)",
      { x: 1 },
      "abs(x - 1) has no derivative where x - 1 = 0; 0, the midpoint of [-1, 1], is used",
    ],
    ["relu(x)", { x: 0 }, "relu(x) has no derivative where x = 0; 0, an end of [0, 1], is used"],
    ["max(x, 0)", { x: 0 }, "max(x, 0) has no derivative where x = 0; 1/2, the midpoint of [0, 1], is used"],
    [
      "clamp(x, 0, 1)",
      { x: 1 },
      "clamp(x, 0, 1) has no derivative where x = 1; 1/2, the midpoint of [0, 1], is used",
    ],
    [
      "max(x, y)",
      { x: 2, y: 2 },
      "max(x, y) has no derivative where x = 2 and y = 2; the partial derivatives 1/2 and 1/2 are used",
    ],
    ["sign(x)", { x: 0 }, "sign(x) jumps where x = 0; 0, its slope beside that, is used"],
    ["floor(x)", { x: 2 }, "floor(x) jumps where x = 2; 0, its slope beside that, is used"],
    ["step(x)", { x: 0 }, "step(x) jumps where x = 0; 0, its slope beside that, is used"],
    ["frac(x)", { x: 2 }, "frac(x) jumps where x = 2; 1, its slope beside that, is used"],
    ["mod(x, 3)", { x: 6 }, "x mod 3 jumps where x = 6; 1, its slope beside that, is used"],
    ["sqrt(x)", { x: 0 }, "sqrt(x) has an infinite derivative where x = 0"],
    ["cbrt(x)", { x: 0 }, "cbrt(x) has an infinite derivative where x = 0"],
    ["hypot(x, y)", { x: 0, y: 0 }, "hypot(x, y) has no partial derivatives where x and y are 0; 0 is used"],
    [
      "if(x > 0, x, -x)",
      { x: 0 },
      "the condition x > 0 changes where x = 0; the branch that it chooses there is used",
    ],
    [
      "if(not x and y > 0, 1, x)",
      { x: 0, y: 1 },
      "the condition x changes where x = 0; the branch that it chooses there is used",
    ],
  ])("of %s at %o", (text, at, note) => {
    expect(notesAt(parse(text), at, ["x", "y"])).toEqual([note]);
  });

  test.each([
    ["abs(x)", { x: 1 }],
    ["max(x, y)", { x: 1, y: 2 }],
    ["if(x < 0, abs(x), x)", { x: 0.5 }], // the branch with the kink is not chosen
    ["step(abs(x) + 1)", { x: 0 }], // what is below a step moves nothing
    ["y*abs(x)", { x: 0, y: 1 }], // asked by y alone
    ["if(abs(x) < 1, x, 0)", { x: 0 }], // the condition does not change
  ])("there are none of %s at %o", (text, at) => {
    expect(notesAt(parse(text), at, [text.startsWith("y*") ? "y" : "x"])).toEqual([]);
  });

  test("what they name is switched off by subgradient: nan", () => {
    const partial = (text: string): number | undefined =>
      gradientAt(parse(text), { x: 0 }, { subgradient: "nan" }).get("x");
    expect(["abs(x)", "relu(x)", "floor(x)", "hypot(x, 0)", "x*(x > 0)"].map(partial)).toEqual(
      Array.from({ length: 5 }, () => Number.NaN),
    );
  });
});

test("a note gives the shares of a tie as fractions", () => {
  const notes = notesAt(parse("max(x, y, z)"), { x: 1, y: 1, z: 1 }, ["x", "y", "z"]);
  expect(notes.map((note) => /partial derivatives (.*) are used/u.exec(note)?.[1])).toEqual([
    "1/2 and 1/2",
    "2/3 and 1/3",
  ]);
});

describe("edgeNotes(f, wrt)", () => {
  test("a note names the base and the exponent of its own power", () => {
    expect(edgeNotes(parse("(a + 1)^sin(t)"), ["a", "t"])).toEqual([
      "(a + 1)^sin(t) has no derivative by its base in the formula where a + 1 and sin(t) are 0; 0 is used",
      "(a + 1)^sin(t) where a + 1 = 0 has the derivative 0 by its exponent for sin(t) > 0, and none for sin(t) <= 0",
    ]);
    expect(edgeNotes(parse("x^x"), ["x"])[1]).toBe("x^x has no derivative by its exponent where x = 0");
  });

  test("of many powers the first ones are told", () => {
    const powers = Array.from({ length: 20 }, (_, i) => `x^(a + ${i})`).join(" + ");
    const notes = edgeNotes(parse(powers), ["x"]);
    expect(notes).toHaveLength(9);
    expect(notes.at(-1)).toBe("the same holds of pow in further places");
  });

  test("e^x and x^0 rest on no convention", () => {
    expect([edgeNotes(parse("e^x"), ["x"]), edgeNotes(parse("x^0"), ["x"])]).toEqual([[], []]);
  });
});

describe("budget", () => {
  test.each(["alpha", "forward", "beta"] as const)("nodes: 3 refuses x*y + sin(y) by method %s", (method) => {
    expect(() => diff(parse("x*y + sin(y)"), "y", { method, budget: { nodes: 3 } })).toThrow(
      "over the budget of 3",
    );
  });

  test("cancelled stops a gradient", () => {
    expect(() => gradient(parse("x*y"), { budget: { cancelled: () => true } })).toThrow(CancelledError);
  });

  test("a derivative whose order makes it grow beyond bounds is refused, not worked on for ever", () => {
    expect(() => diff(parse("x^x^x"), "x", { order: 12, budget: { nodes: 2000 } })).toThrow(
      "over the budget",
    );
  });
});

describe("new Accumulator()", () => {
  test("without a zero and a plus adds numbers, and formulas", () => {
    const numbers = new Accumulator<number>();
    numbers.add("x", 1);
    numbers.add("x", 2);
    expect([numbers.read("x"), numbers.read("y")]).toEqual([3, 0]);
    const f = parse("x*y");
    const sums = alpha.grad(f, 1, alpha.grad(f));
    expect(format(sums.read("x"))).toBe("y + y");
  });
});
