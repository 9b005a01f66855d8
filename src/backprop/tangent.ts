// What forward mode and Beta have in common: the tangent of an application from the tangents of its
// arguments, partial_0·t_0 + partial_1·t_1 + ..., as a formula or as a number. `undefined` is the
// tangent 0 of what does not depend on the variable: it costs nothing.
import type { Bindings } from "../expr/bindings.ts";
import { valuesOf } from "../expr/evaluate.ts";
import { type Apply, constant, type Expr } from "../expr/node.ts";
import { If } from "../expr/primitives/logic.ts";
import { Add } from "../expr/primitives/operators.ts";
import type { Numbering } from "../expr/walk.ts";
import { timesInBranches } from "./guard.ts";
import { chosenBranch, PartialValues, partialFormula, type Subgradient } from "./partials.ts";

export interface Tangents<T> {
  /** The tangent of the variable itself. */
  readonly one: T;
  /** The tangent of an application; `tangents[i]` is undefined where argument i has the tangent 0. */
  /** Whether a walk looks at argument i at all: not where the partial is the constant 0, a conditional's condition among them. */
  readonly follows: (node: Apply, i: number) => boolean;
  readonly push: (node: Apply, tangents: readonly (T | undefined)[]) => T | undefined;
}

/** Where the partial is not the constant 0. */
export const isFollowed = (node: Apply, i: number): boolean => node.op.partials[i] !== 0;

const ZERO = constant(0);

export const formulaTangents: Tangents<Expr> = {
  one: constant(1),
  follows: isFollowed,
  push: (node, tangents) => {
    if (node.op === If) {
      const [, chosen, other] = tangents;
      return chosen === undefined && other === undefined
        ? undefined
        : If(node.args[0], chosen ?? ZERO, other ?? ZERO);
    }
    let sum: Expr | undefined;
    for (let i = 0; i < tangents.length; i++) {
      const tangent = tangents[i];
      const partial = tangent === undefined ? undefined : partialFormula(node, i);
      if (tangent === undefined || partial === undefined) continue;
      const term = timesInBranches(partial, tangent);
      sum = sum === undefined ? term : Add(sum, term);
    }
    return sum;
  },
};

/** Tangents at a point; `order` numbers every node that will be pushed. */
export function numberTangents(order: Numbering, at: Bindings, subgradient: Subgradient): Tangents<number> {
  const partials = new PartialValues(order, valuesOf(order, at), subgradient);
  return {
    one: 1,
    follows: (node, i) => partials.follows(node, i),
    push: (node, tangents) => {
      if (node.op === If) return tangents[chosenBranch(partials.valueOf(node.args[0]))];
      let sum: number | undefined;
      for (let i = 0; i < tangents.length; i++) {
        const tangent = tangents[i];
        const partial = tangent === undefined ? undefined : partials.partial(node, i);
        if (tangent === undefined || partial === undefined) continue;
        const term = partial * tangent;
        sum = sum === undefined ? term : sum + term;
      }
      return sum;
    },
  };
}
