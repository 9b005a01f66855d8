import { describe, expect, test } from "vitest";
import { Accumulator } from "../../src/backprop/accumulator.ts";
import { alpha } from "../../src/backprop/alpha.ts";
import { edgeNotes, notesAt } from "../../src/backprop/notes.ts";
import { CancelledError } from "../../src/expr/errors.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { format } from "../../src/expr/print/format.ts";
import { diff, gradient } from "../../src/methods.ts";

describe("notesAt(f, point, wrt)", () => {
  test("names the kink that abs(x) has at 0, and none at 1", () => {
    expect(notesAt(parse("abs(x)"), { x: 0 }, ["x"])).toEqual([
      "abs(x) has no derivative where its argument is 0; a convention is used",
    ]);
    expect(notesAt(parse("abs(x)"), { x: 1 }, ["x"])).toEqual([]);
  });

  test("names a tie of max, and the edge of hypot", () => {
    expect(notesAt(parse("max(x, y)"), { x: 2, y: 2 }, ["x"])).toEqual([
      "max(x, y) has no derivative where its arguments are 2 and 2; a convention is used",
    ]);
    expect(notesAt(parse("hypot(x, y)"), { x: 0, y: 0 }, ["x", "y"])).toEqual([
      "hypot(x, y) has no partial derivatives at (0, 0); 0 is used",
    ]);
  });
});

describe("edgeNotes(f, wrt)", () => {
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
