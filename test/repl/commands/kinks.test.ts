// What is taken at a kink can be switched: the convention, which the answer names, or nan.
import { expect, test } from "vitest";
import { Session } from "../../../src/repl/session.ts";

const outcome = (line: string): readonly [string, readonly string[]] => {
  const { text, remarks, error } = new Session().line(line);
  expect(error).toBeUndefined();
  return [text, remarks];
};

test("the convention is taken and named, or left out where nan is asked for", () => {
  const convention = "note: abs(x) has no derivative where x = 0; 0, the midpoint of [-1, 1], is used";
  const without = "note: the derivative at this point is a convention: nan, as asked";
  expect(outcome("diff abs(x) at x=0")).toEqual(["0", [convention]]);
  expect(outcome("diff abs(x) at x=0 kinks midpoint")).toEqual(["0", [convention]]);
  expect(outcome("diff abs(x) at x=0 kinks nan")).toEqual(["nan", [without]]);
  expect(outcome("grad abs(x)*y at x=0, y=2 kinks nan")).toEqual(["[nan, 0]", [without]]);
  expect(outcome("jacobian [abs(x), y] at x=0, y=1 kinks nan")[1]).toEqual([without]);
});

test("away from kinks it makes no difference", () => {
  expect(outcome("diff abs(x) at x=-2 kinks nan")).toEqual(["-1", []]);
});

test("another word is refused", () => {
  expect(new Session().line("diff abs(x) at x=0 kinks left").error).toMatch(/kinks|left/u);
});
