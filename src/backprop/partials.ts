// A row's partials, as formulas of an application's own arguments and as numbers at a point. The
// numbers come from the same formulas: each row's partials are turned once into a list of steps on
// its arguments and its value, so the mathematics is written once.
import { DomainError } from "../expr/errors.ts";
import { toNumber } from "../expr/evaluate.ts";
import {
  type Apply,
  argOf,
  type Expr,
  isMetAgain,
  remember,
  settled,
  sizeOf,
  toExpr,
  variable,
} from "../expr/node.ts";
import type { PartialRule, Primitive } from "../expr/primitive.ts";
import { If } from "../expr/primitives/logic.ts";
import { type Numbering, postorder } from "../expr/walk.ts";

/** Formulas of up to this many nodes keep their partials, so that what is differentiated again shares them. */
const REMEMBERED = 512;

/** d node / d argument i as a formula, or undefined where it is the constant 0 and contributes nothing. */
export function partialFormula(node: Apply, i: number): Expr | undefined {
  const rule = node.op.partials[i];
  if (rule === 0) return undefined;
  if (rule === "parameter") throw parameterError(node.op, i);
  if (sizeOf(node) > REMEMBERED || !isMetAgain(node, i)) return nonzero(byRule(rule, node));
  const memo = remember(node);
  memo.partials ??= [];
  const { partials } = memo;
  const known = partials[i];
  if (known !== undefined) return known === null ? undefined : settled(known);
  const partial = nonzero(byRule(rule, node));
  if (partial !== undefined) remember(partial);
  while (partials.length < i) partials.push(undefined);
  partials[i] = partial ?? null;
  return partial;
}

/** What a rule says of an application. Two calls written out: spreading a frozen list costs several times the rule. */
function byRule(rule: PartialRule, node: Apply): Expr {
  const { args } = node;
  if (args.length === 1) return toExpr(rule(argOf(node, 0), node));
  if (args.length === 2) return toExpr(rule(argOf(node, 0), argOf(node, 1), node));
  return toExpr(rule(...args, node));
}

const nonzero = (partial: Expr): Expr | undefined =>
  partial.kind === "const" && partial.value === 0 ? undefined : partial;

function parameterError(op: Primitive, i: number): DomainError {
  const place = ["first", "second", "third"][i] ?? `${i + 1}th`;
  return new DomainError(
    "not-differentiable",
    `${op.name} can't be differentiated by its ${place} argument, which is an integer constant; ` +
      "differentiate by a variable that is not in it",
  );
}

/** A partial's value from the values of the arguments and, last, of the application. */
type PartialValue = (argsThenSelf: readonly number[]) => number;

/** What to take at a point where the derivative is a convention: the convention's value, or nan. */
export type Subgradient = "midpoint" | "nan";

const compiled = new WeakMap<Primitive, (CompiledPartial | undefined)[]>();

interface CompiledPartial {
  /** The textbook formula. */
  readonly formula: PartialValue;
  /** The same with the row's edges. */
  readonly value: PartialValue;
  /** Whether it is a conditional: where that chooses 0, nothing comes through, as through a constant 0. */
  readonly isConditional: boolean;
}

/** d op / d argument i as a function of numbers, or undefined where it is the constant 0. */
export function compiledPartial(op: Primitive, i: number): CompiledPartial | undefined {
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

function compile(op: Primitive, i: number): CompiledPartial | undefined {
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
  const slope = op.slopes?.[i];
  const textbook: PartialValue =
    slope === undefined ? (inputs) => run(steps, inputs) : (inputs) => slope(...inputs);
  const isConditional = formula.kind === "apply" && formula.op === If;
  if (edges.length === 0) return { formula: textbook, value: textbook, isConditional };
  const value: PartialValue = (inputs) =>
    edges.find((edge) => edge.where(...inputs))?.value ?? textbook(inputs);
  return { formula: textbook, value, isConditional };
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

/** Whether a row's rules may look into an argument for ties: max(max(a, b), c), clamp(max(a, b), 0, 1). */
const isNested = (node: Apply): boolean =>
  node.op.kinkAt !== undefined &&
  node.args.some((arg) => arg.kind === "apply" && arg.op.variadic && arg.op.kinkAt !== undefined);

/** The partials of a formula's applications as numbers at a point. */
export class PartialValues {
  readonly #order: Numbering;
  readonly #values: readonly number[];
  readonly #strict: boolean;
  /** Values of partial formulas' own nodes, which may be shared between partials. */
  readonly #ofPartials = new Map<Expr, number>();

  /** @param values those of the nodes in `order`, by number. */
  constructor(order: Numbering, values: readonly number[], subgradient: Subgradient) {
    this.#order = order;
    this.#values = values;
    this.#strict = subgradient === "nan";
  }

  valueOf(node: Expr): number {
    return this.#values[this.#order.find(node)];
  }

  /** Whether a walk looks at argument i: where a constant 0 is a convention and conventions are not wanted, too. */
  follows(node: Apply, i: number): boolean {
    return node.op.partials[i] !== 0 || (this.#strict && node.op.kinkAt !== undefined);
  }

  /** d node / d argument i, or undefined where it is 0 by rule or by choice of a conditional and contributes nothing. */
  partial(node: Apply, i: number): number | undefined {
    const rule = compiledPartial(node.op, i);
    if (rule === undefined && !this.follows(node, i)) return undefined;
    const inputs = node.args.map((arg) => this.valueOf(arg));
    if (this.#strict && node.op.kinkAt?.(...inputs) === true) return Number.NaN;
    if (rule === undefined) return undefined;
    // A tie within a tie: the rule must see the nested application, which placeholders hide.
    if (isNested(node) && node.op.kinkAt?.(...inputs) === true)
      return this.#ofFormula(partialFormula(node, i));
    inputs.push(this.valueOf(node));
    const value = this.#strict ? rule.formula(inputs) : rule.value(inputs);
    return value === 0 && rule.isConditional ? undefined : value;
  }

  /** The value of a formula over nodes of `order`: those have theirs already, what it adds is worked out once. */
  #ofFormula(formula: Expr | undefined): number | undefined {
    if (formula === undefined) return undefined;
    const known = (node: Expr): number | undefined => {
      const at = this.#order.find(node);
      return at >= 0
        ? this.#values[at]
        : node.kind === "const"
          ? toNumber(node.value)
          : this.#ofPartials.get(node);
    };
    const stack = [formula];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.kind !== "apply" || known(node) !== undefined) continue;
      const missing = node.args.filter((arg) => known(arg) === undefined);
      if (missing.length > 0) stack.push(node, ...missing);
      else this.#ofPartials.set(node, node.op.value(...node.args.map((arg) => known(arg) ?? Number.NaN)));
    }
    return known(formula);
  }
}

/** Which argument of a conditional matters where its condition has this value. */
export const chosenBranch = (condition: number): 1 | 2 => (If.value(condition, 1, 2) === 1 ? 1 : 2);
