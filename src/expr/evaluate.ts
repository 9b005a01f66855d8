// The value of a formula at a point, in IEEE 754 doubles. A number never throws: outside its real
// domain a formula is nan. This is what every other way to compute a value is compared with.
import { type Bindings, bindingsMap, valueBound } from "./bindings.ts";
import { type Budget, checkCancelled, checkNodes } from "./budget.ts";
import type { ConstValue, Expr } from "./node.ts";
import { budget, checkOptions, rules } from "./options.ts";
import { rationalToNumber } from "./rational.ts";
import { type Numbering, numbered } from "./walk.ts";

/** The double nearest to a constant. */
export const toNumber = (value: ConstValue): number =>
  typeof value === "number" ? value : rationalToNumber(value);

/** The values of all nodes of a postorder, by number. */
export function valuesOf(order: Numbering, at: Bindings, budget?: Budget): number[] {
  const bindings = bindingsMap(at);
  const values: number[] = [];
  for (const node of order.nodes) {
    if ((values.length & 4095) === 0) checkCancelled(budget);
    if (node.kind === "const") values.push(toNumber(node.value));
    else if (node.kind === "var") values.push(valueBound(node.name, bindings));
    else {
      const { op, args } = node;
      if (args.length === 1) values.push(op.value(values[order.find(args[0])]));
      else if (args.length === 2)
        values.push(op.value(values[order.find(args[0])], values[order.find(args[1])]));
      else values.push(op.value(...args.map((arg) => values[order.find(arg)])));
    }
  }
  return values;
}

export interface EvaluateOptions {
  readonly budget?: Budget | undefined;
}

const evaluateRules = rules({ budget });

/**
 * The value of a formula where its variables have the values `at`.
 * @throws {NameError} for a variable without a value, or with one that is no number; {BudgetError} for more nodes
 * than `budget.nodes`, where that is given.
 * @example evaluate(parse("x*y + sin(y)"), { x: 2, y: 0 })  // 0
 */
export function evaluate(expr: Expr, at: Bindings, options: EvaluateOptions = {}): number {
  checkOptions("evaluate", options, evaluateRules);
  const order = numbered([expr]);
  checkNodes("evaluating", order.nodes.length, options.budget);
  const values = valuesOf(order, at, options.budget);
  return values[values.length - 1]; // the root comes last
}
