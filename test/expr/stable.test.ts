// Functions whose naive forms overflow or cancel: values and derivatives of order 1 to 4, by every
// differentiator, against n-th differences of the function in high precision.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alpha } from "../../src/backprop/alpha.ts";
import { beta } from "../../src/backprop/beta.ts";
import { forward } from "../../src/backprop/forward.ts";
import { derivative } from "../../src/backprop/gradient.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import type { Expr } from "../../src/expr/node.ts";
import { Logaddexp, Sigmoid, Softplus } from "../../src/expr/primitives/activations.ts";
import { Expm1, Log1p } from "../../src/expr/primitives/exponential.ts";
import { Hypot } from "../../src/expr/primitives/geometry.ts";
import { Sinc } from "../../src/expr/primitives/trigonometric.ts";
import { Var } from "../../src/expr/var.ts";
import { type HighPrecision, highPrecision } from "../laws/highPrecision.ts";

const x = Var("x");
const y = Var("y");

/** Every order multiplies a few rounded factors; 1e-13 is 450 ulp. */
const RELATIVE = 1e-13;
/** What differences of order 4 in 1,000 bits leave of a derivative that is 0; less than that is 0. */
const NOTHING = 1e-220;
const LARGEST_ORDER = 4;

let precise: HighPrecision;
beforeAll(async () => {
  precise = await highPrecision();
});
afterAll(() => precise.destroy());

interface Case {
  readonly title: string;
  readonly f: Expr;
  readonly at: Readonly<Record<string, number>>;
}

const at = (title: string, f: Expr, ...points: readonly Readonly<Record<string, number>>[]): Case[] =>
  points.map((point) => ({ title: `${title} at ${Object.values(point)}`, f, at: point }));

const CASES = [
  ...at("softplus(x)", Softplus(x), { x: 0 }, { x: 1000 }, { x: -1000 }, { x: 30 }, { x: -30 }),
  ...at("sigmoid(x)", Sigmoid(x), { x: 0 }, { x: 1000 }, { x: -1000 }, { x: 30 }, { x: -30 }),
  ...at(
    "logaddexp(x, y)",
    Logaddexp(x, y),
    { x: 0, y: 0 },
    { x: 1000, y: 1001 },
    { x: -1000, y: -999 },
    { x: 1000, y: -1000 },
    { x: -1000, y: 1000 },
  ),
  ...at("hypot(x, y)", Hypot(x, y), { x: 3e200, y: 4e200 }, { x: -1e200, y: 1e200 }, { x: 3e-60, y: 4e-60 }),
  ...at("sinc(x)", Sinc(x), { x: 0 }, { x: 1e-9 }, { x: -1e-4 }, { x: 1 }, { x: 1000 }),
  ...at("log1p(x)", Log1p(x), { x: 1e-10 }, { x: -1e-10 }, { x: 1e-20 }),
  ...at("expm1(x)", Expm1(x), { x: 1e-10 }, { x: -1e-10 }, { x: 1e-20 }),
];

function expectClose(found: number, exact: number): void {
  const tolerance = Math.max(RELATIVE * Math.abs(exact), NOTHING);
  expect(Math.abs(found - exact), `${found}, expected ${exact}`).toBeLessThanOrEqual(tolerance);
}

describe.each(CASES)("$title", ({ f, at }) => {
  const expected = (order: number): number => precise.derivative(f, "x", order, at).toNumber();

  test.each([alpha, beta, forward])("derivatives by $name as the rules give them", (method) => {
    for (let order = 0; order <= LARGEST_ORDER; order++) {
      const { expr } = derivative(f, "x", method, { order, simplify: "none" });
      expectClose(evaluate(expr, at), expected(order));
    }
  });

  test.each([alpha, beta, forward])("the gradient at the point by $name", (method) => {
    expectClose(method.gradientAt(f, at, ["x"], {})[0], expected(1));
  });

  test("the first derivative, tidied", () => {
    const { expr } = derivative(f, "x", alpha, { simplify: "tidy" });
    expectClose(evaluate(expr, at), expected(1));
  });
});
