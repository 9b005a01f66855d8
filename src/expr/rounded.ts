// How far rounding may have carried a value: a running bound beside every value. A node's bound is how much
// its value moves when each argument moves by its own bound, plus a few units of the last place of its own.
// An estimate to judge differences by, not a proof.
// Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., ch. 3.3.
import type { Bindings } from "./bindings.ts";
import { valuesOf } from "./evaluate.ts";
import type { Apply, Expr } from "./node.ts";
import { numbered } from "./walk.ts";

/** What one application may add: rows state errors up to 2.5 units in the last place. */
const OWN = 4 * Number.EPSILON;
/** Below this a result may have lost digits to underflow. */
const SMALL = 2 ** -1021;

export interface Rounded {
  readonly value: number;
  /** How far the exact value may be from it; infinite where that can't be told. */
  readonly bound: number;
}

/**
 * The value of a formula at a point with a bound of its rounding error; the point itself is taken as exact.
 * `overflows`: whether an infinity arose from finite arguments on the way.
 * @throws {NameError} for a variable without a value.
 */
export function rounded(expr: Expr, at: Bindings): Rounded & { readonly overflows: boolean } {
  const order = numbered([expr]);
  const values = valuesOf(order, at);
  const bounds: number[] = [];
  let overflows = false;
  for (const node of order.nodes) {
    const value = values[bounds.length];
    if (node.kind === "var") bounds.push(0);
    else if (node.kind === "const")
      bounds.push(typeof node.value === "number" ? 0 : Math.abs(value) * Number.EPSILON);
    else {
      const at = node.args.map((arg) => order.find(arg));
      const inputs = at.map((i) => values[i]);
      if (Math.abs(value) === Number.POSITIVE_INFINITY && inputs.every(Number.isFinite)) overflows = true;
      bounds.push(
        boundOf(
          node,
          value,
          inputs,
          at.map((i) => bounds[i]),
        ),
      );
    }
  }
  const last = bounds.length - 1;
  return { value: values[last], bound: bounds[last], overflows };
}

function boundOf(node: Apply, value: number, inputs: readonly number[], bounds: readonly number[]): number {
  const isStep = inputs.length > 0 && node.op.partials.every((partial) => partial === 0); // exact: x < y, floor(x)
  let bound = isStep ? 0 : Math.abs(value) * OWN;
  if (!isStep && Math.abs(value) < SMALL && inputs.length > 0 && !inputs.includes(0)) bound += SMALL;
  for (let i = 0; i < inputs.length; i++) {
    if (bounds[i] === 0) continue;
    const step = Math.max(bounds[i], Math.abs(inputs[i]) * Number.EPSILON);
    const moved = (by: number): number =>
      Math.abs(node.op.value(...inputs.map((input, j) => (j === i ? input + by : input))) - value);
    bound += Math.max(moved(step), moved(-step));
  }
  return Number.isNaN(bound) ? Number.POSITIVE_INFINITY : bound;
}
