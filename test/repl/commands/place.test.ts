// Where tangent, normal and taylor look at a formula, and what they put in for other names.
import { expect, test } from "vitest";
import { last, outcomes } from "../transcribe.ts";

test("values of other names are put in, given there or in the session", () => {
  // The tangent of 2*x^2 at 3: 18 + 12*(x - 3).
  expect(last("tangent a*x^2 wrt x at x=3, a=2")).toBe("y = 12*x - 18");
  expect(last("a = 2", "tangent a*x^2 at x=3")).toBe("y = 12*x - 18");
  expect(last("a = 2", "tangent a*x^2 wrt x at x=a")).toBe("y = 8*x - 8");
  expect(last("a = 2", "normal a*x^2 at x=3")).toBe("y = 73/4 - 1/12*x");
  expect(last("a = 2", "taylor exp(a*x) to 1")).toBe(last("taylor exp(2*x) to 1"));
});

test("the variable is the only one named, or the only one without a value, and may have one itself", () => {
  expect(last("tangent a*x^2 at x=1")).toBe(last("tangent a*x^2 wrt x at x=1"));
  expect(last("x = 3", "tangent x^2")).toBe("y = 6*x - 9");
  expect(last("a = 2", "taylor a*x to 1")).toBe("2*x");
});

test("a place is a number by itself, a value or a formula", () => {
  expect(last("tangent sin(x) at 0")).toBe("y = x");
  expect(last("tangent x^2 at x=a")).toBe("y = a^2 + 2*a*(x - a)");
  expect(last("normal x^2 at x=a")).toBe("y = a^2 - (x - a)/(2*a)");
  expect(last("F = 2*a", "tangent x^2 at x=F/2")).toBe("y = a^2 + 2*a*(x - a)");
});

test.each([
  ["tangent u*v at 3", "the formula has 2 variables, u, v: tangent needs one, wrt u"],
  ["tangent u^2 wrt u at v=2", "tangent needs a point: at u=1"],
  ["tangent u^2 at v=2", "tangent needs a point: at u=1"],
  ["tangent u^2 at u=3 v=2", "'u=3 v=2' has a second '=', expected a comma before it: u=3, v=2"],
  ["taylor u^2 wrt u about v=1", "taylor needs a point: about u=1"],
])("%s is an error", (line, message) => {
  expect(last(line)).toBe(message);
});

test("what is assumed refuses a value of at, as it refuses a definition", () => {
  const message = "m = -1 contradicts 'm > 0', assumed before: del m forgets that";
  for (const line of ["diff m^2 at m=-1", "eval m at m=-1", "tangent m^2 at m=-1", "taylor m^2 about m=-1"])
    expect(last("assume m > 0", line)).toBe(message);
});

test("a Taylor polynomial about a point where the formula has no value says so", () => {
  expect(outcomes(["taylor sin(x)/x to 2"])[0].remarks).toEqual([
    "note: the formula itself has no value where x = 0; its limit there is used",
  ]);
});

test("the order of a Taylor polynomial may be 0", () => {
  expect(last("taylor cos(x) to 0")).toBe("1");
});
