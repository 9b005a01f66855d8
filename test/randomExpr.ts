// Random formulas over the table, for what must hold of every formula. One grows from its leaves: a step
// applies a row to parts made before. In a DAG a part may be used many times; in a tree, once. The seed
// is fixed, so that equal code gives equal runs; GRADTREE_SEED chooses another, and fast-check prints
// seed and path of a failure.
import fc from "fast-check";
import { Const, type Expr } from "../src/expr/node.ts";
import type { Primitive } from "../src/expr/primitive.ts";
import { Gt, If, Le } from "../src/expr/primitives/logic.ts";
import { Pow } from "../src/expr/primitives/powers.ts";
import { primitives } from "../src/expr/primitives/table.ts";
import { Var } from "../src/expr/var.ts";

export const SEED = Number(process.env.GRADTREE_SEED ?? 20240229);

export const NAMES: readonly string[] = ["x", "y", "z"];
const CONSTANTS = [
  Const(0),
  Const(1),
  Const(2),
  Const(-1),
  Const(3),
  Const("1/2"),
  Const("-2/3"),
  Const(0.1),
];

const isParameter = (op: Primitive): boolean => op.partials.includes("parameter");
const differentiable = [...primitives.values()].filter((op) => op.arity > 0 && !isParameter(op));
const named = (...names: readonly string[]): Primitive[] =>
  names.flatMap((name) => primitives.get(name) ?? []);

// Many operators and few of each function, as people write.
const usual = [
  ...Array.from({ length: 10 }, () => named("add", "sub", "mul", "div", "neg", "add", "mul")).flat(),
  ...differentiable,
];
const hard = [
  ...named("abs", "max", "min", "relu", "sign", "floor", "frac", "mod", "clamp", "hypot", "copysign", "step"),
  ...named("sqrt", "abs", "max", "min", "leakyrelu", "elu"),
];

interface Step {
  readonly row: number;
  readonly picks: readonly number[];
  readonly leaf: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  row: fc.nat(),
  picks: fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
  leaf: fc.nat(),
});

type Pick = (index: number) => Expr;

function leafOf(n: number): Expr {
  const which = Math.floor(n / 4);
  return n % 4 === 0 ? CONSTANTS[which % CONSTANTS.length] : Var(NAMES[which % NAMES.length]);
}

function grow(steps: readonly Step[], shared: boolean, part: (s: Step, pick: Pick) => Expr): Expr {
  const parts: Expr[] = shared ? [...NAMES.map(Var), ...CONSTANTS] : [];
  for (const s of steps) {
    const pick: Pick = (index) => {
      const n = s.picks[index];
      if (shared) {
        // Half of the picks fall on the four latest parts, so that formulas grow deep.
        const among = n % 2 === 0 ? Math.min(4, parts.length) : parts.length;
        return parts[parts.length - 1 - ((n >> 1) % among)];
      }
      if (n % 3 === 0 || parts.length === 0) return leafOf(s.leaf + n);
      return parts.splice((n >> 2) % parts.length, 1)[0];
    };
    parts.push(part(s, pick));
  }
  return parts[parts.length - 1];
}

const applied = (op: Primitive, pick: Pick): Expr =>
  op(...Array.from({ length: op.arity }, (_, i) => pick(i)));

const usualPart = (s: Step, pick: Pick): Expr => applied(usual[s.row % usual.length], pick);

/** Kinks, conditionals whose branches may be undefined where they are not chosen, powers in both arguments. */
function hardPart(s: Step, pick: Pick): Expr {
  const kind = s.row % 4;
  const n = s.row >> 2;
  if (kind === 0) return applied(hard[n % hard.length], pick);
  if (kind === 1) return If((n % 2 === 0 ? Gt : Le)(pick(0), pick(1)), pick(2), pick(3));
  if (kind === 2) return Pow(pick(0), pick(1));
  return usualPart({ ...s, row: n }, pick);
}

const steps = (most: number): fc.Arbitrary<Step[]> => fc.array(step, { minLength: 2, maxLength: most });

/** Formulas of operators and functions: trees and DAGs. */
export const usualExpr: fc.Arbitrary<Expr> = fc
  .tuple(steps(14), fc.boolean())
  .map(([list, shared]) => grow(list, shared, usualPart));

/** Formulas with kinks, conditionals and powers in both arguments: trees and DAGs. */
export const hardExpr: fc.Arbitrary<Expr> = fc
  .tuple(steps(12), fc.boolean())
  .map(([list, shared]) => grow(list, shared, hardPart));

/** Formulas of either kind without a shared application. */
export const randomTree: fc.Arbitrary<Expr> = fc
  .tuple(steps(12), fc.boolean())
  .map(([list, isHard]) => grow(list, false, isHard ? hardPart : usualPart));

/** One in four is of the hard kind. */
export const randomExpr: fc.Arbitrary<Expr> = fc.oneof(
  { weight: 3, arbitrary: usualExpr },
  { weight: 1, arbitrary: hardExpr },
);

/** A point where anything may happen: zeros, integers and halves of either sign among others. */
export const specialPoint: fc.Arbitrary<Readonly<Record<string, number>>> = fc.record({
  x: special(),
  y: special(),
  z: special(),
});

function special(): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(0, 1, -1, 2, -2, 0.5, -0.5, 3) },
    { weight: 1, arbitrary: coordinate() },
  );
}

/** A point with values of x, y and z away from 0 and from integers. */
export const randomPoint: fc.Arbitrary<Readonly<Record<string, number>>> = fc.record({
  x: coordinate(),
  y: coordinate(),
  z: coordinate(),
});

function coordinate(): fc.Arbitrary<number> {
  // Doubles that MPFR takes exactly: multiples of 2^-20.
  return fc.integer({ min: -3 * 2 ** 20, max: 3 * 2 ** 20 }).map((n) => (2 * n + 1) / 2 ** 21);
}
