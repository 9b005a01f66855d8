import { describe, expect, test } from "vitest";
import { alpha } from "../../src/backprop/alpha.ts";
import type { Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { format } from "../../src/expr/print/format.ts";
import { Var } from "../../src/expr/var.ts";
import { postorder } from "../../src/expr/walk.ts";
import { tidy } from "../../src/simplify/tidy.ts";

const [x, y] = ["x", "y"].map(Var);
const text = (expr: Expr): string => format(tidy(expr));

describe("alpha.grad(f)", () => {
  test("of x*y + sin(y) is y by x, x + cos(y) by y", () => {
    const sums = alpha.grad(parse("x*y + sin(y)"));
    expect([text(sums.read("x")), text(sums.read("y"))]).toEqual(["y", "x + cos(y)"]);
  });

  test("gradient of x*x reaches x twice", () => {
    expect(format(alpha.grad(Mul(x, x)).read("x"))).toBe("x + x");
  });

  test("a name that does not occur has the sum 0", () => {
    expect(format(alpha.grad(parse("sin(x)")).read("y"))).toBe("0");
  });

  test("a constant formula hands nothing on", () => {
    expect([...alpha.grad(parse("2*pi + ln(3)")).entries()]).toEqual([]);
  });

  test("of a variable alone is the upstream", () => {
    expect(format(alpha.grad(x, Sin(y)).read("x"))).toBe("sin(y)");
  });

  test("an upstream formula multiplies: grad(x*y, u) is u*y by x", () => {
    const sums = alpha.grad(Mul(x, y), Var("u"));
    expect([text(sums.read("x")), text(sums.read("y"))]).toEqual(["u*y", "u*x"]);
  });

  test("an upstream may hold the formula's own variables: they are values, not differentiated", () => {
    expect(text(alpha.grad(parse("x^2"), x).read("x"))).toBe("2*x^2");
  });

  test("b = a + a, c = b + b: dc/da is 4", () => {
    const b = Add(x, x);
    expect(text(alpha.grad(Add(b, b)).read("x"))).toBe("4");
  });

  test("an argument is handed its adjoint after all its uses have added up", () => {
    // s = sin(x) is used by s*y and by s + 1: its adjoint y + 1 is multiplied by cos(x) once.
    const s = Sin(x);
    expect(text(alpha.grad(Add(Mul(s, y), Add(s, 1))).read("x"))).toBe("(y + 1)*cos(x)");
  });

  test("the tree is left as it was", () => {
    const f = parse("x*y + sin(y)");
    const before = format(f, "sexpr");
    alpha.grad(f);
    expect(format(f, "sexpr")).toBe(before);
  });
});

describe("alpha.gradAt(f, at)", () => {
  test("of x*y + sin(y) at x = 2, y = 0 is 0 and 3", () => {
    const sums = alpha.gradAt(parse("x*y + sin(y)"), { x: 2, y: 0 });
    expect([sums.read("x"), sums.read("y")]).toEqual([0, 3]);
  });

  test("an upstream number multiplies", () => {
    expect(alpha.gradAt(parse("x^2"), { x: 3 }, -2).read("x")).toBe(-12);
  });

  test("an upstream of 0 gives 0", () => {
    expect(alpha.gradAt(parse("x^2"), { x: 3 }, 0).read("x")).toBe(0);
  });

  test("a variable without a value is an error that names it", () => {
    expect(() => alpha.gradAt(parse("x*y"), { x: 1 })).toThrow("unbound variable 'y'");
  });

  test("wrt leaves the other variables out", () => {
    const sums = alpha.gradAt(parse("x*y"), { x: 2, y: 3 }, 1, undefined, { wrt: ["y"] });
    expect([...sums.entries()]).toEqual([["y", 2]]);
  });
});

describe("visits", () => {
  test.each(["x", "x*y + sin(y)", "(x + y)^2*exp(x)", "if(x > 0, x^2, y)", "3"])(
    "of alpha on %s are the reachable nodes",
    (source) => {
      const f = parse(source);
      const counts: number[] = [];
      const onVisits = (visits: number): number => counts.push(visits);
      alpha.grad(f, 1, undefined, { onVisits });
      const at = { x: 1, y: 2 };
      alpha.gradAt(f, at, 1, undefined, { onVisits });
      const nodes = postorder([f]).length;
      expect(counts).toEqual([nodes, nodes]);
    },
  );

  test("20 doublings of x are 21 visits, and the derivative is 2^20", () => {
    let f: Expr = x;
    for (let i = 0; i < 20; i++) f = Add(f, f);
    const counts: number[] = [];
    const sums = alpha.gradAt(f, { x: 1 }, 1, undefined, { onVisits: (visits) => counts.push(visits) });
    expect([counts, sums.read("x")]).toEqual([[21], 2 ** 20]);
  });
});
