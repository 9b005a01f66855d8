// Whether an infinite value is infinite only because a double can't hold it: exp(1000) is a number, 1/0 is none.
import { valuesOf } from "../expr/evaluate.ts";
import type { Apply, Expr } from "../expr/node.ts";
import { numbered } from "../expr/walk.ts";

/** What to say of a value that overflows. */
export const OVERFLOW = "the value is too large for a double, which goes to about 1.8e308";

/** Beside a pole values fall below this at `STEP` from it; what overflows is still above. */
const LARGE = 1e300;
const STEP = 2 ** -30;

/** Whether somewhere in a formula a finite number is too large for a double at this point. */
export function overflows(expr: Expr, at: ReadonlyMap<string, number>): boolean {
  const order = numbered([expr]);
  const values = valuesOf(order, at);
  return order.nodes.some((node, i) => {
    if (Math.abs(values[i]) !== Number.POSITIVE_INFINITY) return false;
    if (node.kind === "const") return typeof node.value === "object";
    if (node.kind === "var") return false;
    const inputs = node.args.map((arg) => values[order.find(arg)]);
    return inputs.every(Number.isFinite) && !isPole(node, inputs);
  });
}

/** Whether the function has a moderate value beside these arguments. */
const isPole = ({ op }: Apply, inputs: readonly number[]): boolean =>
  inputs.some((input, i) =>
    [-STEP, STEP].some((step) => {
      const beside = op.value(
        ...inputs.map((x, j) => (j === i ? input + step * Math.max(1, Math.abs(x)) : x)),
      );
      return Math.abs(beside) < LARGE;
    }),
  );
