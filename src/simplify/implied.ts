// Conditions that go without saying: x ≠ 0 beside a result that divides by x, x ≥ 0 beside one with
// sqrt(x). There the result has no value either, so nothing was gained and nothing need be said.
import { equal } from "../expr/equal.ts";
import type { Apply, Expr } from "../expr/node.ts";
import { If } from "../expr/primitives/logic.ts";
import { Div, Mul } from "../expr/primitives/operators.ts";
import { Pow } from "../expr/primitives/powers.ts";
import type { Condition } from "./condition.ts";
import { isExact, isInteger } from "./exact.ts";

/** What must hold for a formula to have a finite value at all. */
interface Requirements {
  readonly nonzero: Expr[];
  readonly nonnegative: Expr[];
  readonly defined: Expr[];
}

/** The conditions that do not follow from the result's own domain. */
export function unsaid(result: Expr, conditions: readonly Condition[]): readonly Condition[] {
  if (conditions.length === 0) return conditions;
  const required = requirementsOf(result);
  return conditions.filter(({ expr, holds }) => !required[holds].some((other) => equal(other, expr)));
}

function requirementsOf(result: Expr): Requirements {
  const required: Requirements = { nonzero: [], nonnegative: [], defined: [] };
  const seen = new Set<Expr>();
  const stack = [result];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    required.defined.push(node);
    if (node.kind !== "apply") continue;
    addRequirements(node, required);
    // A branch that is not taken requires nothing.
    if (node.op === If) stack.push(node.args[0]);
    else stack.push(...node.args);
  }
  return required;
}

function addRequirements({ op, args }: Apply, { nonzero, nonnegative }: Requirements): void {
  if (op === Div) nonzero.push(...factorsOf(args[1]));
  else if (op === Pow) {
    const exponent = args[1];
    if (exponent.kind === "const" && isExact(exponent.value) && !isInteger(exponent.value))
      nonnegative.push(args[0]);
  } else if (args.length === 1 && op.domain !== undefined) {
    if (!Number.isFinite(op.value(0))) nonzero.push(args[0]);
    if (Number.isNaN(op.value(-1e-9)) && Number.isNaN(op.value(-1e9))) nonnegative.push(args[0]);
  }
}

/** The bases that a denominator is a product of: x and x + 1 of 2*x^3*sqrt(x + 1). */
function factorsOf(denominator: Expr): Expr[] {
  const bases: Expr[] = [];
  const stack = [denominator];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    bases.push(node);
    if (node.kind !== "apply") continue;
    if (node.op === Mul) stack.push(...node.args);
    else if (node.op === Pow || node.op.power !== undefined) stack.push(node.args[0]);
  }
  return bases;
}
