// The value of a formula at a point, in IEEE 754 doubles. A number never throws: outside its real
// domain a formula is nan. This is what every other way to compute a value is compared with.
import { type Bindings, bindingsMap, valueBound } from "./bindings.ts";
import type { Apply, ConstValue, Expr } from "./node.ts";
import { rationalToNumber } from "./rational.ts";
import { postorder } from "./walk.ts";

/** The double nearest to a constant. */
export const toNumber = (value: ConstValue): number =>
  typeof value === "number" ? value : rationalToNumber(value);

/** The primitive's value where its arguments have the given values. */
export function applyValue(node: Apply, valueAt: (arg: Expr) => number): number {
  const { op, args } = node;
  switch (args.length) {
    case 0:
      return op.value();
    case 1:
      return op.value(valueAt(args[0]));
    case 2:
      return op.value(valueAt(args[0]), valueAt(args[1]));
    default:
      return op.value(...args.map(valueAt));
  }
}

/** The values of all nodes below `roots`, in `order` (a postorder of them). */
export function valuesOf(order: readonly Expr[], at: Bindings): Map<Expr, number> {
  const bindings = bindingsMap(at);
  const values = new Map<Expr, number>();
  const valueAt = (arg: Expr): number => values.get(arg) ?? Number.NaN; // always there: order is a postorder
  for (const node of order) {
    if (node.kind === "apply") values.set(node, applyValue(node, valueAt));
    else values.set(node, node.kind === "const" ? toNumber(node.value) : valueBound(node.name, bindings));
  }
  return values;
}

/**
 * The value of a formula where its variables have the values `at`.
 * @throws {NameError} for a variable without a value, or with one that is no number.
 * @example evaluate(parse("x*y + sin(y)"), { x: 2, y: 0 })  // 0
 */
export function evaluate(expr: Expr, at: Bindings): number {
  const value = valuesOf(postorder([expr]), at).get(expr);
  return value ?? Number.NaN; // the root is in the postorder
}
