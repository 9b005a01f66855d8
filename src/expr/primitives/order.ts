// Orders of derivatives, the first argument of families that are closed under differentiation: the
// derivative of the n-th is the n+1-st.
import { Const, type Expr } from "../node.ts";
import type { Parameter } from "../primitive.ts";
import { Add } from "./operators.ts";

/** The largest order that is worked out: recurrences take that many steps, so the work is bounded. */
const MAX_ORDER = 1e5;

/** Whether a number is an order whose value is worked out. */
export const isOrder = (n: number): boolean => Number.isInteger(n) && n >= 0 && n <= MAX_ORDER;

/** The argument that is an order. */
export const order: Parameter = {
  takes: isOrder,
  expected: `an integer constant from 0 to ${MAX_ORDER}`,
};

/** Whether a formula is certainly such an order. */
export const isOrderConstant = (n: Expr): boolean =>
  n.kind === "const" && typeof n.value === "number" && isOrder(n.value);

/** The order after n. */
export const nextOrder = (n: Expr): Expr =>
  n.kind === "const" && typeof n.value === "number" ? Const(n.value + 1) : Add(n, 1);
