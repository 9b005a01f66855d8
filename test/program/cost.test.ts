// Cheap gradients (Baur and Strassen): value and gradient together take a small multiple of the value's
// operations, whatever the number of inputs. The multiple of each row is counted.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { variables } from "../../src/expr/measure.ts";
import { Const, type Expr, variable } from "../../src/expr/node.ts";
import type { Primitive } from "../../src/expr/primitive.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { Pow } from "../../src/expr/primitives/powers.ts";
import { primitives } from "../../src/expr/primitives/table.ts";
import { operationsOf } from "../../src/program/program.ts";
import { SEED } from "../randomExpr.ts";
import { programOf } from "./programOf.ts";

const CHEAP = "add sub mul div neg square cube sqrt exp ln sin cos tan sinh cosh tanh".split(" ");
const row = (name: string): Primitive => {
  const found = primitives.get(name);
  if (found === undefined) throw new Error(`invariant: ${name} is a row`);
  return found;
};

/**
 * The operations of an application's value, of its derivatives with an adjoint that is not 1, and of adding each to
 * what came from elsewhere, by the operations of the value.
 */
function multiple(application: Expr, args: readonly string[]): number {
  const elsewhere = args.map((name) => Mul(variable(`w_${name}`), variable(name)));
  const whole = [Mul(variable("u"), application), ...elsewhere].reduce((sum, term) => Add(sum, term));
  const own = operationsOf(programOf([application]));
  const beside = operationsOf(programOf([whole])) - own;
  return (operationsOf(programOf([whole], args)) - beside) / own;
}

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

test("every other row has a multiple of its own", () => {
  const others = [...primitives.values()].filter((op) => op.arity > 0 && !CHEAP.includes(op.name));
  expect(
    others
      .map((op) => [multiple(...applied(op)), op.name] as const)
      .sort(([a], [b]) => a - b)
      .map(([times, name]) => `${name} ${times}`)
      .join("\n"),
  ).toMatchSnapshot();
});
