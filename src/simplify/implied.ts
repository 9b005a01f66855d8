// Conditions that go without saying: x ≠ 0 beside a result that divides by x, x ≥ 0 beside one with
// sqrt(x). There the result has no value either, so nothing was gained and nothing need be said.
import { equal } from "../expr/equal.ts";
import {
  type Apply,
  type Const,
  type Expr,
  hasConditions,
  hasNonFinite,
  mayBeUndefined,
  sizeOf,
} from "../expr/node.ts";
import type { Primitive } from "../expr/primitive.ts";
import { If } from "../expr/primitives/logic.ts";
import { Div, Mul, Neg } from "../expr/primitives/operators.ts";
import { Pow } from "../expr/primitives/powers.ts";
import { Cot, Csc, Sec, Tan } from "../expr/primitives/trigonometric.ts";
import { postorder } from "../expr/walk.ts";
import type { Condition } from "./condition.ts";
import { isExact, isInteger, signOf } from "./exact.ts";
import { requirements } from "./facts/domain.ts";

/** What must hold for a formula to have a finite value at all. */
interface Requirements {
  readonly nonzero: Expr[];
  readonly nonnegative: Expr[];
  readonly positive: Expr[];
  readonly defined: Expr[];
}

/** The conditions that do not follow from the result's own domain, in their simplest parts. */
export function unsaid(result: Expr, conditions: readonly Condition[]): readonly Condition[] {
  if (conditions.length === 0) return conditions;
  const required = requirementsOf(result);
  return conditions
    .flatMap(partsOf)
    .filter(({ expr, holds }) => !required[holds].some((other) => equal(other, expr)));
}

/** Conditions on formulas of more nodes than this are left whole. */
const TAKEN_APART = 4096;

/** A condition as conditions on parts: 2*ln(x)/y is defined where ln(x) is and y ≠ 0; p^2 ≠ 0 where p ≠ 0. */
export function partsOf(condition: Condition): readonly Condition[] {
  const { expr, holds } = condition;
  if (sizeOf(expr) > TAKEN_APART || hasConditions(expr) || hasNonFinite(expr)) return [condition];
  if (holds === "nonnegative") return [condition];
  const parts: Condition[] = holds === "nonzero" ? nonzeroParts(expr) : [];
  for (const node of postorder([expr])) {
    if (node.kind !== "apply" || !mayBeUndefined(node)) continue;
    const { op, args } = node;
    if (op === Div) parts.push(...nonzeroParts(args[1]));
    else if (op === Pow && args[1].kind === "const") parts.push(...powerParts(args[0], args[1]));
    else if (PERIODIC.has(op)) parts.push(...requirements(node));
    else if (op.domain !== undefined) {
      const holds = args.length === 1 ? domainOf(op) : undefined;
      parts.push(holds === undefined ? { expr: node, holds: "defined" } : { expr: args[0], holds });
    }
  }
  return parts;
}

/** The bases of which a product or quotient is made, without numbers. */
function nonzeroParts(expr: Expr): Condition[] {
  const parts: Condition[] = [];
  const stack = [expr];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === "const" && node.value !== 0) continue;
    if (node.kind !== "apply") parts.push({ expr: node, holds: "nonzero" });
    else if (node.op === Mul) stack.push(node.args[1], node.args[0]);
    else if (node.op === Div || node.op === Neg || node.op.power !== undefined) stack.push(node.args[0]);
    else if (node.op === Pow && node.args[1].kind === "const") stack.push(node.args[0]);
    else parts.push({ expr: node, holds: "nonzero" });
  }
  return parts;
}

/** base^exponent has a value for an integer, for a negative one where base ≠ 0, for a fraction where base ≥ 0. */
function powerParts(base: Expr, exponent: Const): Condition[] {
  const { value } = exponent;
  const parts: Condition[] = signOf(value) < 0 ? nonzeroParts(base) : [];
  if (!isInteger(value)) parts.push({ expr: base, holds: "nonnegative" });
  return parts;
}

function requirementsOf(result: Expr): Requirements {
  const required: Requirements = { nonzero: [], nonnegative: [], positive: [], defined: [] };
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

/** What is undefined at points of a period, of which samples tell nothing. */
const PERIODIC: ReadonlySet<Primitive> = new Set<Primitive>([Tan, Cot, Sec, Csc]);

function addRequirements(node: Apply, required: Requirements): void {
  const { op, args } = node;
  if (op === Div) required.nonzero.push(...factorsOf(args[1]));
  else if (op === Pow) {
    const exponent = args[1];
    if (exponent.kind === "const" && isExact(exponent.value) && !isInteger(exponent.value))
      required.nonnegative.push(args[0]);
  } else if (PERIODIC.has(op)) required.nonzero.push(...requirements(node).map(({ expr }) => expr));
  else if (args.length === 1 && op.domain !== undefined) {
    const holds = domainOf(op);
    if (holds !== undefined) required[holds].push(args[0]);
    if (holds === "positive") {
      required.nonzero.push(args[0]);
      required.nonnegative.push(args[0]);
    }
  }
}

/** The domain of a function of one argument where that is a matter of its sign. */
function domainOf(op: Primitive): "nonzero" | "nonnegative" | "positive" | undefined {
  const [below, atZero, above] = [-1, 0, 1].map((sign) =>
    [1e-9, 0.3, 1, 2.7, 1e9].map((x) => Number.isFinite(op.value(sign * x))),
  );
  if (!above.every(Boolean)) return undefined;
  if (below.every(Boolean)) return atZero[0] ? undefined : "nonzero";
  if (below.some(Boolean)) return undefined;
  return atZero[0] ? "nonnegative" : "positive";
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
