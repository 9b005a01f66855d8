import { expect, test } from "vitest";
import { directional } from "../../src/calculus/directional.ts";
import { DomainError, NameError, ShapeError, UsageError } from "../../src/expr/errors.ts";
import { Const } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { format } from "../../src/expr/print/format.ts";
import { texts } from "./shown.ts";

const f = parse("x^2*y");

test("the direction is scaled to length 1, and the answer says so", () => {
  const { expr, direction, normalised, notes } = directional(f, { x: 3, y: 4 });
  expect(format(expr)).toBe("4/5*x^2 + 6/5*x*y");
  expect(texts([...direction.values()])).toEqual(["3/5", "4/5"]);
  expect([normalised, notes]).toEqual([
    true,
    ["the direction has the length 5; the unit vector (3/5, 4/5) is used"],
  ]);
});

test("one of length 1 stays as it is", () => {
  const { expr, normalised, notes } = directional(
    f,
    new Map([
      ["x", Const("3/5")],
      ["y", Const("-4/5")],
    ]),
  );
  expect([format(expr), normalised, notes]).toEqual(["6/5*x*y - 4/5*x^2", false, []]);
});

test("a list goes with wrt, by default the variables sorted; entries may be formulas", () => {
  expect(format(directional(f, [4, 3], { wrt: ["y", "x"] }).expr)).toBe("4/5*x^2 + 6/5*x*y");
  expect(texts([...directional(f, [parse("a"), parse("b")]).direction.values()])).toEqual([
    "a/sqrt(a^2 + b^2)",
    "b/sqrt(a^2 + b^2)",
  ]);
});

test("at a point there is a value too, with the conventions that it rests on", () => {
  expect(directional(f, [3, 4], { at: { x: 1, y: 2 } }).value).toBe(3.2); // 4/5 + 12/5
  const { value, notes } = directional(parse("abs(x)"), { x: 1 }, { at: { x: 0 } });
  expect([value, notes]).toEqual([
    0,
    ["abs(x) has no derivative where x = 0; 0, the midpoint of [-1, 1], is used"],
  ]);
  expect(() => directional(f, [3, 4], { at: { x: 1 } })).toThrow(NameError);
});

test("lengths are exact: 1e200 and 1e-200 neither overflow nor vanish", () => {
  for (const size of [1e200, 1e-200])
    expect(format(directional(parse("x + y"), { x: 3 * size, y: 4 * size }).expr)).toBe("7/5");
});

test("a vector without a direction is an error", () => {
  expect(() => directional(f, { x: 0, y: 0 })).toThrow(
    new DomainError(
      "zero-direction",
      "the direction (0, 0) is zero, expected a vector that points somewhere",
    ),
  );
  expect(() => directional(f, [])).toThrow(ShapeError);
  expect(() => directional(f, {})).toThrow(DomainError);
  expect(() => directional(f, { x: Number.POSITIVE_INFINITY })).toThrow("the direction (inf) is not finite");
  expect(() => directional(f, { x: 1 }, { wrt: ["x"] })).toThrow(UsageError);
});
