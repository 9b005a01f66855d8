// Random formulas over the whole table, shared parts included, for what must hold of every tree. A
// formula grows from its leaves: each step applies a row to parts made before, later ones more often.
import fc from "fast-check";
import { Const, constant, type Expr } from "../../../src/expr/node.ts";
import { primitives } from "../../../src/expr/primitives/table.ts";
import { Var } from "../../../src/expr/var.ts";

const rows = [...primitives.values()];

/** Leaves as a reader of text builds them: names, and numbers without a sign. */
export const plainLeaves: readonly Expr[] = [
  ...["x", "y", "α_1", "rate", "E", "constructor", "__proto__"].map(Var),
  ...[0, 1, 2, 10, 0.5, 0.1, 1.5e-20, 1e300].map(Const),
  Const("123456789012345678901234567890"),
  constant(Number.POSITIVE_INFINITY),
  constant(Number.NaN),
];

/** Every kind of constant and name, those that only programs build among them. */
export const allLeaves: readonly Expr[] = [
  ...plainLeaves,
  ...[-1, -2, -0.1, -1e300].map(Const),
  ...["1/3", "-2/7", "-98765432109876543210", "1/98765432109876543210"].map(Const),
  constant(-0),
  constant(Number.NEGATIVE_INFINITY),
  ...["Pi", "Half", "NaN", "ExponentialE"].map(Var),
];

export const randomFormula = (leaves: readonly Expr[]): fc.Arbitrary<Expr> =>
  fc
    .array(fc.record({ row: fc.nat(), picks: fc.array(fc.nat(), { minLength: 3, maxLength: 3 }) }), {
      minLength: 1,
      maxLength: 25,
    })
    .map((steps) => {
      const parts = [...leaves];
      for (const { row, picks } of steps) {
        const op = rows[row % rows.length];
        const args = picks.slice(0, op.arity).map((pick) => {
          // Half of the picks fall on the four latest parts, so that formulas grow deep.
          const latest = pick % 2 === 0 ? Math.min(4, parts.length) : parts.length;
          return parts[parts.length - 1 - (Math.floor(pick / 2) % latest)];
        });
        parts.push(op(...args));
      }
      return parts[parts.length - 1];
    });
