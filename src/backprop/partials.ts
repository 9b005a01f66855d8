// A row's partials, as formulas of an application's own arguments and as numbers at a point. The
// numbers come from the same formulas: each row's partials are turned once into a list of steps on
// its arguments and its value, so the mathematics is written once.
import { DomainError } from "../expr/errors.ts";
import { toNumber } from "../expr/evaluate.ts";
import { type Apply, type Expr, toExpr, variable } from "../expr/node.ts";
import type { Primitive } from "../expr/primitive.ts";
import { If } from "../expr/primitives/logic.ts";
import { postorder } from "../expr/walk.ts";

/** d node / d argument i as a formula, or undefined where it is the constant 0 and contributes nothing. */
export function partialFormula(node: Apply, i: number): Expr | undefined {
  const rule = node.op.partials[i];
  if (rule === 0) return undefined;
  if (rule === "parameter") throw parameterError(node.op, i);
  const partial = toExpr(rule(...node.args, node));
  return partial.kind === "const" && partial.value === 0 ? undefined : partial;
}

function parameterError(op: Primitive, i: number): DomainError {
  const place = ["first", "second", "third"][i] ?? `${i + 1}th`;
  return new DomainError(
    "not-differentiable",
    `${op.name} can't be differentiated by its ${place} argument, which is an integer constant; ` +
      "differentiate by a variable that is not in it",
  );
}

/** A partial's value from the values of the arguments and, last, of the application. */
export type PartialValue = (argsThenSelf: readonly number[]) => number;

/** What to take at a point where the derivative is a convention: the convention's value, or nan. */
export type Subgradient = "midpoint" | "nan";

const compiled = new WeakMap<Primitive, (PartialValue | undefined)[]>();

/** d op / d argument i as a function of numbers, edges included, or undefined where it is the constant 0. */
export function partialValue(op: Primitive, i: number): PartialValue | undefined {
  let rules = compiled.get(op);
  if (rules === undefined) {
    rules = op.partials.map((_, index) => compile(op, index));
    compiled.set(op, rules);
  }
  const value = rules[i];
  if (value === undefined && op.partials[i] === "parameter") throw parameterError(op, i);
  return value;
}

// One step: the value at an index of the arguments, a number, or a primitive of earlier steps.
type Step =
  | number
  | { readonly argument: number }
  | { readonly op: Primitive; readonly from: readonly number[] };

function compile(op: Primitive, i: number): PartialValue | undefined {
  const rule = op.partials[i];
  if (rule === 0 || rule === "parameter") return undefined;
  const placeholders = Array.from({ length: op.arity + 1 }, (_, index) => variable(`${index}`));
  const formula = toExpr(rule(...placeholders));
  const order = postorder([formula]);
  const index = new Map<Expr, number>(order.map((node, at) => [node, at]));
  const at = (node: Expr): number => index.get(node) ?? -1;
  const steps = order.map((node): Step => {
    if (node.kind === "const") return toNumber(node.value);
    if (node.kind === "var") return { argument: Number(node.name) };
    return { op: node.op, from: node.args.map(at) };
  });
  const edges = op.edges.filter((edge) => edge.partial === i);
  return (inputs) => {
    for (const edge of edges) if (edge.where(...inputs)) return edge.value;
    return run(steps, inputs);
  };
}

function run(steps: readonly Step[], inputs: readonly number[]): number {
  const values: number[] = [];
  for (const step of steps) {
    if (typeof step === "number") values.push(step);
    else if ("argument" in step) values.push(inputs[step.argument]);
    else if (step.from.length === 1) values.push(step.op.value(values[step.from[0]]));
    else if (step.from.length === 2) values.push(step.op.value(values[step.from[0]], values[step.from[1]]));
    else values.push(step.op.value(...step.from.map((k) => values[k])));
  }
  return values[values.length - 1];
}

/** Whether the row has a kink or an edge at exactly these values of its arguments. */
export function isConventional(op: Primitive, i: number, args: readonly number[]): boolean {
  return (
    op.edges.some((edge) => edge.partial === i && edge.where(...args)) ||
    op.kinks.some((kink) => kink.at.every((value, k) => value === args[k]))
  );
}

/** Which argument of a conditional matters where its condition has this value. */
export const chosenBranch = (condition: number): 1 | 2 => (If.value(condition, 1, 2) === 1 ? 1 : 2);
