// The differentiators by name: interchangeable, and an unknown name is an error that helps.
import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/expr/errors.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { diff, gradient, gradientAt, type Method, methodNamed, methods } from "../../src/methods.ts";
import { formulaGroups } from "../backprop/formulas.ts";
import { expectNear } from "../near.ts";

describe("methodNamed", () => {
  test("alpha, beta, forward, finite and compiled are known by their names", () => {
    for (const name of ["alpha", "beta", "forward", "finite", "compiled"])
      expect(methodNamed(name).name).toBe(name);
    for (const [name, method] of methods) expect(method.name).toBe(name);
  });

  test("an unknown name is a UsageError with the nearest one", () => {
    expect(() => methodNamed("alhpa")).toThrow(UsageError);
    expect(() => methodNamed("alhpa")).toThrow(
      /^unknown method 'alhpa' \(did you mean 'alpha'\?\): expected alpha, /,
    );
    expect(() => methodNamed("__proto__")).toThrow("unknown method '__proto__': expected alpha, ");
  });
});

test("finite differences give no formulas: diff by them is a UsageError that names those that do", () => {
  const finite = methods.get("finite");
  expect(finite?.gradient).toBeUndefined();
  expect(() => diff(parse("x"), "x", JSON.parse('{"method": "finite"}'))).toThrow(
    "method 'finite' gives numbers only, expected one that gives formulas: alpha, beta or forward",
  );
  expect(() => gradient(parse("x"), JSON.parse('{"method": "finite"}'))).toThrow(UsageError);
});

/** Where all of these are smooth. */
const AT = {
  ...{ A: 0.7, G: 1.1, M: 0.9, P: 1.3, Q: 0.8, a: 1.4, b: 0.6, c: 0.5, d: 1.7, k: 1.2, m: 0.4, n: 3.3 },
  ...{ omega: 1.9, p: 0.3, phi: 0.2, q: 1.6, r: 0.35, s: 0.75, t: 0.45, w: 0.65, w1: 0.15, w2: -0.25 },
  ...{ x: 0.55, x1: 0.95, x2: 1.05, y: 0.85, z: 1.15 },
};
const smoothOutside = /acosh|acoth|asec|acsc|ln\(ln|x - 3/; // not defined at x = 0.55

describe("at a smooth point every method gives the gradient of", () => {
  const groups = Object.entries(formulaGroups);
  test.each(groups)("%s", (_group, texts) => {
    for (const text of texts.filter((source) => !smoothOutside.test(source))) {
      const f = parse(text);
      const expected = gradientAt(f, AT);
      for (const method of ["beta", "forward", "finite", "compiled"] as const satisfies readonly Method[]) {
        for (const [name, value] of gradientAt(f, AT, { method })) {
          // Central differences are good to eps^(2/3) of the third derivative; the others to rounding.
          const tolerance = method === "finite" ? 1e-6 : 1e-13;
          expectNear(value, expected.get(name) ?? Number.NaN, tolerance, `d/d${name} ${text} by ${method}`);
        }
      }
    }
  });
});
