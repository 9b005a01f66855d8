// What rounding allows to be told: whether a value is a pole seen through it, whether a constant formula is 0.
import { type Expr, hasVariables } from "../expr/node.ts";
import { type Rounded, rounded } from "../expr/rounded.ts";
import { appliesUserFunctions } from "../expr/userFunction.ts";
import { tidy } from "../simplify/tidy.ts";

export { type Rounded, rounded };

/** Whether a value is so large, and so uncertain, that it is a pole seen through rounding: tan(pi/2). */
export const isBlurred = ({ value, bound }: Rounded): boolean =>
  Math.abs(value) > LARGE && bound > Math.abs(value) / 2;

const LARGE = 1e6;

/** Whether a formula without variables is 0; undefined where rounding doesn't let that be told. */
export function isZero(expr: Expr): boolean | undefined {
  const tidied = tidy(expr);
  if (tidied.kind === "const") return tidied.value === 0;
  if (hasVariables(tidied) || appliesUserFunctions(tidied)) return undefined;
  const { value, bound } = rounded(tidied, {});
  return Math.abs(value) > bound ? false : undefined;
}
