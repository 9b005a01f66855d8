// How lists of operands become formulas: binary, to the side that each rule of the grammar says.
import { apply, type Expr } from "../node.ts";
import type { Primitive } from "../primitive.ts";
import { If } from "../primitives/logic.ts";
import { Neg } from "../primitives/operators.ts";
import { Pow, Sqrt } from "../primitives/powers.ts";
import type { PowerForm, PowerItem } from "./form.ts";
import { literal } from "./literal.ts";
import { rowNamed } from "./vocabulary.ts";

/** ((a op b) op c): the op before values[i] is opAt(i). A single value is itself. */
export function toTheLeft(values: readonly Expr[], opAt: (i: number) => Primitive): Expr {
  let result = values[0];
  for (let i = 1; i < values.length; i++) result = apply(opAt(i), [result, values[i]]);
  return result;
}

/** c a d b e: if c then a, else if d then b, else e. */
export function conditional(parts: readonly Expr[]): Expr {
  let result = parts[parts.length - 1];
  for (let i = parts.length - 3; i >= 0; i -= 2) result = If(parts[i], parts[i + 1], result);
  return result;
}

/** op(op(... expr)), so many times. */
export function repeated(op: Primitive, times: number, expr: Expr): Expr {
  let result = expr;
  for (let i = 0; i < times; i++) result = apply(op, [result]);
  return result;
}

function marked(expr: Expr, { marks }: PowerItem): Expr {
  let result = expr;
  for (const { superscript } of marks) {
    if (superscript === undefined) result = apply(rowNamed("factorial"), [result]);
    else if (superscript.startsWith("-")) result = Pow(result, Neg(literal(superscript.slice(1))));
    else result = Pow(result, literal(superscript));
  }
  return result;
}

/** -a^-b^c, from the values of its operands: ^ to the right, signs outside. */
export function powerOf(power: PowerForm, values: readonly Expr[]): Expr {
  let result: Expr | undefined;
  for (let i = values.length - 1; i >= 0; i--) {
    const item = power.items[i];
    const base = marked(repeated(Sqrt, item.roots, values[i]), item);
    result = repeated(Neg, item.minuses, result === undefined ? base : Pow(base, result));
  }
  return repeated(Neg, power.minuses, result ?? values[0]);
}
