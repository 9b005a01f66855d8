import { describe, expect, test } from "vitest";
import { curl, divergence, laplacian } from "../../src/calculus/field.ts";
import { jacobian } from "../../src/calculus/jacobian.ts";
import { ShapeError } from "../../src/expr/errors.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { format } from "../../src/expr/print/format.ts";
import { texts } from "./shown.ts";

const SPACE = ["x", "y", "z"];
const field = (...parts: readonly string[]) => parts.map((part) => parse(part));

describe("divergence(field, wrt)", () => {
  test("adds the derivatives along the diagonal", () => {
    expect(format(divergence(field("x*y", "y^2"), ["x", "y"]))).toBe("3*y");
    expect(format(divergence(field("sin(y)", "cos(x)"), ["x", "y"]))).toBe("0");
  });

  test("a field and variables of different numbers are a ShapeError", () => {
    expect(() => divergence(field("x*y"), ["x", "y"])).toThrow(
      new ShapeError("wrong-length", "the field has 1 entry, expected 2: one for each of the variables"),
    );
  });
});

describe("curl(field, wrt)", () => {
  test("of three components is a list, of two one formula", () => {
    expect(texts(curl([parse("y*z"), parse("-x*z"), parse("x*y")], SPACE))).toEqual(["2*x", "0", "-2*z"]);
    expect(format(curl([parse("-y"), parse("x")], ["x", "y"]))).toBe("2");
  });

  test("of a gradient is 0, and the divergence of a curl is", () => {
    const [gradient] = jacobian([parse("x^2*sin(y*z) + exp(x*z)")], SPACE);
    expect([curl(gradient, SPACE)].flat().map((part) => format(part))).toEqual(["0", "0", "0"]);
    const turned = curl([parse("x*y^2*z"), parse("sin(x*z)"), parse("exp(x - y)")], SPACE);
    expect(format(divergence(turned, SPACE))).toBe("0");
  });

  test.each([[["1"]], [["1", "2", "3", "4"]]])("of %o is a ShapeError", (parts) => {
    expect(() => curl(field(...parts), ["x", "y", "z", "w"].slice(0, parts.length))).toThrow(ShapeError);
  });
});

describe("laplacian(expr, wrt)", () => {
  test("adds the second derivatives, by default by all variables", () => {
    expect(format(laplacian(parse("x^2*y + y^3")))).toBe("8*y");
    expect(format(laplacian(parse("x^2*y + y^3"), ["x"]))).toBe("2*y");
  });

  test("harmonic functions have none", () => {
    expect(format(laplacian(parse("exp(x)*sin(y)")))).toBe("0");
    expect(format(laplacian(parse("1/sqrt(x^2 + y^2 + z^2)")))).toBe("0");
  });
});
