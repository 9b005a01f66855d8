// Random formulas over the whole table, shared parts included, for what must hold of every tree. A
// formula grows from its leaves: each step applies a row to leaves and to what was made just before.
import fc from "fast-check";
import { equal } from "../../../src/expr/equal.ts";
import { Const, constant, type Expr } from "../../../src/expr/node.ts";
import { E, Pi } from "../../../src/expr/primitives/constants.ts";
import { primitives } from "../../../src/expr/primitives/table.ts";
import { Var } from "../../../src/expr/var.ts";
import { postorder } from "../../../src/expr/walk.ts";

const applied = [...primitives.values()].filter((row) => row.arity > 0);
const operators = applied.filter((row) => row.notation.kind !== "call");
/** Half of the applications are operators: they are what brackets depend on. */
const weighted = [
  ...applied,
  ...Array.from({ length: applied.length }, (_, i) => operators[i % operators.length]),
];

/** Leaves as a reader of text builds them: names, and numbers without a sign. */
export const plainLeaves: readonly Expr[] = [
  ...["x", "y", "α_1", "rate", "E", "constructor", "__proto__"].map(Var),
  ...[0, 1, 2, 10, 0.5, 0.1, 1.5e-20, 1e300].map(Const),
  Const("123456789012345678901234567890"),
  constant(Number.POSITIVE_INFINITY),
  constant(Number.NaN),
  Pi,
  E,
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

const number = fc.noBias(fc.nat({ max: 2 ** 20 }));

export const randomFormula = (leaves: readonly Expr[]): fc.Arbitrary<Expr> =>
  fc
    .array(fc.record({ row: number, picks: fc.array(number, { minLength: 3, maxLength: 3 }) }), {
      minLength: 1,
      maxLength: 25,
      size: "max",
    })
    .map((steps) => {
      const applications: Expr[] = [];
      for (const { row, picks } of steps) {
        const op = weighted[row % weighted.length];
        const args = picks.slice(0, op.arity).map((pick, i) => {
          if (op.partials[i] === "parameter") return Const((pick % 5) + 1); // an integer constant, as readers want it
          // Two of three picks fall on the four latest applications, so that formulas grow deep.
          const latest = applications.slice(-4);
          return pick % 3 > 0 && latest.length > 0
            ? latest[Math.floor(pick / 3) % latest.length]
            : leaves[Math.floor(pick / 3) % leaves.length];
        });
        applications.push(op(...args));
      }
      return applications[applications.length - 1];
    });

/** Equal as trees, and -0 where -0 is, which `equal` leaves open. */
export const exactlyEqual = (a: Expr, b: Expr): boolean => equal(a, b) && minusZeros(a) === minusZeros(b);

const minusZeros = (expr: Expr): boolean =>
  postorder([expr]).some((node) => node.kind === "const" && Object.is(node.value, -0));
