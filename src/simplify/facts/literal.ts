// The exact value of a formula of numbers alone, as text has it: -2, 1/2, -(3/4).
import { type ConstValue, type Expr, hasVariables, sizeOf } from "../../expr/node.ts";
import { Add, Div, Mul, Neg, Sub } from "../../expr/primitives/operators.ts";
import { fold } from "../../expr/walk.ts";
import { addValues, divValues, isExact, mulValues, negateValue } from "../exact.ts";

/** Larger ones are no literals. */
const LITERAL = 8;

/** The exact value of numbers under + - * /, or undefined. */
export function literalValue(expr: Expr): ConstValue | undefined {
  if (expr.kind === "const") return isExact(expr.value) ? expr.value : undefined;
  if (expr.kind === "var" || hasVariables(expr) || sizeOf(expr) > LITERAL) return undefined;
  return fold<ConstValue | undefined>(expr, {
    constant: ({ value }) => (isExact(value) ? value : undefined),
    variable: () => undefined,
    apply: ({ op }, [x, y]) => {
      if (x === undefined) return undefined;
      if (op === Neg) return negateValue(x);
      if (y === undefined) return undefined;
      if (op === Add) return addValues(x, y);
      if (op === Sub) return addValues(x, negateValue(y));
      if (op === Mul) return mulValues(x, y);
      return op === Div && y !== 0 ? divValues(x, y) : undefined;
    },
  });
}
