import { expect, test } from "vitest";
import { latexLabel, ofOrder, readWrt, wrtKey, wrtLabel } from "../../src/repl/wrt.ts";

test("a comma separates derivatives", () => {
  expect(readWrt("x, y")).toEqual([["x"], ["y"]]);
});

test("names side by side make one mixed derivative", () => {
  expect(readWrt("x x y")).toEqual([["x", "x", "y"]]);
});

test("a derivative asked for twice is given once", () => {
  expect(readWrt("y, x, y")).toEqual([["y"], ["x"]]);
});

test("names come in their canonical form", () => {
  expect(readWrt("x₁")).toEqual([["x_1"]]);
});

test.each(["", " ", "x,,y", "x,"])("readWrt(%j) misses a variable", (text) => {
  expect(() => readWrt(text)).toThrow(/names no variable where one is due/u);
});

test("a constant can't be differentiated by", () => {
  expect(() => readWrt("pi")).toThrow(
    "can't differentiate by it: 'pi' is a constant, expected a variable's name",
  );
});

test("order 2 repeats each name", () => {
  expect(ofOrder([["x"], ["x", "y"]], 2).map(wrtKey)).toEqual(["x x", "x x y y"]);
});

test("labels count the whole order and each run", () => {
  expect([["x"], ["x", "x"], ["x", "x", "y"], ["x", "y", "x"]].map(wrtLabel)).toEqual([
    "d/dx",
    "d2/dx2",
    "d3/dx2dy",
    "d3/dxdydx",
  ]);
});

test("labels in LaTeX write names as LaTeX does", () => {
  expect(latexLabel(["α", "α"], false)).toBe("\\frac{d^{2}}{d\\alpha^{2}}");
  expect(latexLabel(["α", "α", "x_1"], true)).toBe(
    "\\frac{\\partial^{3}}{\\partial \\alpha^{2}\\,\\partial x_{1}}",
  );
});
