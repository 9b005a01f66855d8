// Cheap gradients (Baur and Strassen): value and gradient together take a small multiple of the value's
// operations, whatever the number of inputs. What each row takes is counted, and no formula takes more than its
// rows together.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { variables } from "../../src/expr/measure.ts";
import { Const, type Expr, variable } from "../../src/expr/node.ts";
import type { Primitive } from "../../src/expr/primitive.ts";
import { Max } from "../../src/expr/primitives/extremes.ts";
import { Gt, If } from "../../src/expr/primitives/logic.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { Pow } from "../../src/expr/primitives/powers.ts";
import { primitives } from "../../src/expr/primitives/table.ts";
import { format } from "../../src/expr/print/format.ts";
import { postorder } from "../../src/expr/walk.ts";
import { operationsOf } from "../../src/program/program.ts";
import { randomExpr, SEED } from "../randomExpr.ts";
import { programOf } from "./programOf.ts";

const CHEAP = "add sub mul div neg square cube sqrt exp ln sin cos tan sinh cosh tanh".split(" ");
const row = (name: string): Primitive => {
  const found = primitives.get(name);
  if (found === undefined) throw new Error(`invariant: ${name} is a row`);
  return found;
};

/** Where an application may stand: in a product, so that its adjoint is not 1; in a branch, where what leaves it is guarded. */
const PLACES: readonly ((f: Expr) => Expr)[] = [
  (f) => Mul(variable("u"), f),
  (f) => Mul(variable("u"), If(Gt(variable("w"), 0), f, variable("w"))),
  (f) => Mul(variable("u"), Max(f, variable("w"))),
];

/**
 * The operations of an application's value, of its derivatives there, and of adding each to what came from elsewhere: what
 * it takes over a variable in its place.
 */
function taken(application: Expr, args: readonly string[], place: (f: Expr) => Expr): number {
  const elsewhere = args.map((name) => Mul(variable(`w_${name}`), variable(name)));
  const total = (f: Expr, wrt: readonly string[]): number =>
    operationsOf(programOf([elsewhere.reduce((sum, term) => Add(sum, term), place(f))], wrt));
  return total(application, args) - total(variable("v"), ["v", ...args]);
}

/** The same by the operations of the value. */
const multiple = (application: Expr, args: readonly string[]): number =>
  taken(application, args, PLACES[0]) / operationsOf(programOf([application]));

const NAMES = ["x", "y", "z"];
const isParameter = (op: Primitive, i: number): boolean => op.partials[i] === "parameter";

/** An application to variables, and to 3 in place of an integer constant. */
function applied(op: Primitive): readonly [Expr, readonly string[]] {
  const args = NAMES.slice(0, op.arity).map((name, i) => (isParameter(op, i) ? Const(3) : variable(name)));
  return [op(...args), NAMES.slice(0, op.arity).filter((_, i) => !isParameter(op, i))];
}

describe("value and gradient cost at most 5 times the value", () => {
  test.each(CHEAP)("of %s", (name) => {
    expect(multiple(...applied(row(name)))).toBeLessThanOrEqual(5);
  });

  test("of integer powers", () => {
    for (let n = -32; n <= 32; n++) {
      if (n === 0 || n === 1) continue; // no operation at all
      expect(multiple(Pow(variable("x"), n), ["x"]), `x^${n}`).toBeLessThanOrEqual(5);
    }
  });

  test("of 300 random formulas of these", () => {
    const step = fc.tuple(fc.nat(CHEAP.length - 1), fc.nat(), fc.nat());
    const formula = fc.array(step, { minLength: 3, maxLength: 60 }).map((steps) => {
      const parts: Expr[] = ["a", "b", "c", "d"].map(variable);
      for (const [which, i, j] of steps) {
        const op = row(CHEAP[which]);
        const args = [i, j]
          .slice(0, op.arity)
          .map((n) => parts[parts.length - 1 - (n % Math.min(6, parts.length))]);
        parts.push(op(...args));
      }
      return parts[parts.length - 1];
    });
    fc.assert(
      fc.property(formula, (f) => {
        const value = operationsOf(programOf([f]));
        fc.pre(value > 0);
        expect(operationsOf(programOf([f], variables(f))) / value).toBeLessThanOrEqual(5);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

const rows = [...primitives.values()].filter((op) => op.arity > 0);

/** By row, what an application takes at most, wherever it stands. */
const constants = new Map(
  rows.map((op) => [op.name, Math.max(...PLACES.map((place) => taken(...applied(op), place)))]),
);

test("every row has a constant of its own: value and gradient by the value, and the operations at most, in a branch", () => {
  const lines = rows
    .map((op) => ({ name: op.name, times: multiple(...applied(op)), most: constants.get(op.name) }))
    .sort((a, b) => a.times - b.times)
    .map(({ name, times, most }) => `${name} ${times}, ${most}`);
  expect(lines.join("\n")).toMatchSnapshot();
});

test("500 random formulas, with conditionals, never take more than the sum of their rows' constants", () => {
  let closest = 0;
  fc.assert(
    fc.property(randomExpr, (f) => {
      const names = variables(f);
      const sum = postorder([f]).reduce(
        (total, node) => total + (node.kind === "apply" ? (constants.get(node.op.name) ?? 0) : 0),
        0,
      );
      const total = operationsOf(programOf([f], names));
      if (total > sum) expect.fail(`${total} operations, the rows' constants are ${sum}: ${format(f)}`);
      closest = Math.max(closest, total / Math.max(1, sum));
    }),
    { seed: SEED, numRuns: 500 },
  );
  expect(closest).toBeGreaterThan(0.5); // the bound is no empty one
});

test("a chain and a sum of 1000 variables take no more than the sum of their rows' constants", () => {
  const names = Array.from({ length: 1000 }, (_, i) => `x_${i}`);
  const product = names.map((name): Expr => variable(name)).reduce((f, x) => row("mul")(f, row("sin")(x)));
  const expected = 999 * ((constants.get("mul") ?? 0) + (constants.get("sin") ?? 0));
  expect(operationsOf(programOf([product], names))).toBeLessThanOrEqual(expected);
});
