// The conventions that a derivative rests on, a sentence each: of a formula, the edges of the rows it goes
// through, where they can apply at all; at a point, the kinks, jumps and ties that it meets.
import type { Bindings } from "../expr/bindings.ts";
import { evaluate, valuesOf } from "../expr/evaluate.ts";
import {
  type Apply,
  apply,
  Const,
  type Expr,
  hasVariables,
  mayDependOn,
  sizeOf,
  variableMarks,
} from "../expr/node.ts";
import type { Edge } from "../expr/primitive.ts";
import { If } from "../expr/primitives/logic.ts";
import { formatText } from "../expr/print/text.ts";
import { numbered, postorder } from "../expr/walk.ts";
import { tidy } from "../simplify/tidy.ts";
import { chosenBranch, PartialValues, partialFormula } from "./partials.ts";

/** A formula without variables as its value, so that conditions on it are decided: e is not 0. */
function known(arg: Expr): Expr {
  if (arg.kind === "const" || hasVariables(arg)) return arg;
  const value = evaluate(arg, {});
  return Number.isFinite(value) ? Const(value) : arg;
}

/** The most places of one edge that are told one by one. */
const PLACES = 8;

/** The notes for differentiating `expr` by the variables `wrt`: none for x^2, one for 0^y in x^y by y. */
export function edgeNotes(expr: Expr, wrt: readonly string[]): string[] {
  const marks = variableMarks(wrt);
  const notes = new Set<string>();
  const told = new Map<Edge, number>();
  for (const node of postorder([expr])) {
    if (node.kind !== "apply" || node.op.edges.length === 0) continue;
    for (const edge of node.op.edges) {
      if (partialFormula(node, edge.partial) === undefined) continue;
      if (edge.why === undefined || !mayDependOn(node.args[edge.partial], marks)) continue;
      const text = edge.why(brief(node), ...node.args.map(brief));
      const count = told.get(edge) ?? 0;
      if (notes.has(text) || count > PLACES) continue;
      const condition = tidy(edge.condition(...node.args.map(known)));
      if (condition.kind === "const" && condition.value === 0) continue;
      notes.add(count < PLACES ? text : `the same holds of ${node.op.name} in further places`);
      told.set(edge, count + 1);
    }
  }
  return [...notes];
}

/** Where the derivatives at a point are no plain ones. */
export interface Exception {
  /** "kink": a convention stands for a derivative that there is not; "steep": the derivative is infinite. */
  readonly kind: "kink" | "steep";
  readonly note: string;
}

/**
 * The conventions that the derivatives at a point rest on, a sentence each: abs(x) at x = 0, a tie of max, a
 * condition that changes; and where a derivative is infinite. None where every function on the way is smooth.
 * @throws {NameError} for a variable without a value.
 * @example notesAt(parse("abs(x)"), { x: 0 }, ["x"])
 *   // ["abs(x) has no derivative where x = 0; 0, the midpoint of [-1, 1], is used"]
 */
export const notesAt = (expr: Expr, at: Bindings, wrt: readonly string[]): string[] => [
  ...new Set(exceptionsAt(expr, at, wrt).map(({ note }) => note)),
];

/** The same, with what kind of exception each is. */
export function exceptionsAt(expr: Expr, at: Bindings, wrt: readonly string[]): Exception[] {
  const marks = variableMarks(wrt);
  const order = numbered([expr]);
  const values = valuesOf(order, at);
  const partials = new PartialValues(order, values, "midpoint");
  const primalOf = (node: Expr): number => values[order.find(node)];
  const { followed, conditions, truths } = reached(expr, marks, primalOf);
  const found: Exception[] = [];
  const note = (kind: Exception["kind"], text: string): void => {
    found.push({ kind, note: text });
  };
  const changes = (node: Expr, where: string): void =>
    note(
      "kink",
      `the condition ${brief(node)} changes where ${where}; the branch that it chooses there is used`,
    );
  for (const node of order.nodes) {
    const isNumber = node.kind === "var" || (node.kind === "apply" && !isStep(node));
    if (truths.has(node) && isNumber && primalOf(node) === 0 && mayDependOn(node, marks))
      changes(node, `${brief(node)} = 0`);
    if (node.kind !== "apply" || !mayDependOn(node, marks)) continue;
    const inputs = node.args.map(primalOf);
    const isAtKink = node.op.kinkAt?.(...inputs) === true;
    if (conditions.has(node) && isAtKink && isStep(node)) changes(node, places(node, inputs, marks));
    if (!followed.has(node)) continue;
    const used = node.args.map((arg, i) => (mayDependOn(arg, marks) ? (partials.partial(node, i) ?? 0) : 0));
    if (isAtKink) note("kink", kinkNote(node, inputs, used, marks));
    for (const edge of node.op.edges) {
      if (edge.why !== undefined && mayDependOn(node.args[edge.partial], marks) && edge.where(...inputs))
        note("kink", edge.why(brief(node), ...node.args.map(brief)));
    }
    const isSteep = node.args.some(
      (arg, i) => Math.abs(used[i]) === Number.POSITIVE_INFINITY && mayDependOn(arg, marks),
    );
    if (isSteep && inputs.every(Number.isFinite) && Number.isFinite(primalOf(node))) {
      note("steep", `${brief(node)} has an infinite derivative where ${places(node, inputs, marks)}`);
    }
  }
  return found;
}

/** The nodes that derivatives flow through at the point, those of the conditions on the way, and which of these are asked whether they are 0. */
interface Reached {
  readonly followed: ReadonlySet<Expr>;
  readonly conditions: ReadonlySet<Expr>;
  readonly truths: ReadonlySet<Expr>;
}

function reached(root: Expr, marks: number, primalOf: (node: Expr) => number): Reached {
  const below = (set: Set<Expr>, start: Expr, next: (node: Apply) => readonly Expr[]): Set<Expr> => {
    const stack = [start];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (set.has(node) || (node.kind === "apply" ? !mayDependOn(node, marks) : node.kind === "const"))
        continue;
      set.add(node);
      if (node.kind === "apply") stack.push(...next(node));
    }
    return set;
  };
  const conditions = new Set<Expr>();
  const truths = new Set<Expr>();
  const followed = below(new Set(), root, (node) => {
    if (node.op !== If) return node.args.filter((_, i) => node.op.partials[i] !== 0);
    const [condition] = node.args;
    below(conditions, condition, ({ args }) => args);
    below(truths, condition, (part) => (isLogic(part) ? part.args : []));
    return [node.args[chosenBranch(primalOf(condition))]];
  });
  return { followed, conditions, truths };
}

/** A row of steps: its derivative is 0 wherever it has one. */
const isStep = ({ op }: Apply): boolean => op.partials.every((partial) => partial === 0);
/** and, or, not: steps that ask of their arguments whether they are 0. */
const isLogic = (node: Apply): boolean => isStep(node) && node.op.kinkAt === undefined;

/** What is used at a kink or a jump, as the function behaves beside it. */
function kinkNote(node: Apply, inputs: readonly number[], used: readonly number[], marks: number): string {
  const where = `where ${places(node, inputs, marks)}`;
  const moving = node.args.flatMap((arg, i) => (mayDependOn(arg, marks) ? [i] : []));
  if (moving.length > 1) {
    const shares = moving.map((i) => shown(used[i])).join(" and ");
    return `${brief(node)} has no derivative ${where}; the partial derivatives ${shares} are used`;
  }
  const [i] = moving;
  const slope = shown(used[i]);
  const step = 2 ** -20 * Math.max(1, Math.abs(inputs[i]));
  const beside = (by: number): readonly number[] => inputs.map((input, j) => (j === i ? input + by : input));
  const [left, right] = [slopeAt(node, i, beside(-step)), slopeAt(node, i, beside(step))];
  const isJump = Math.abs(node.op.value(...beside(step)) - node.op.value(...beside(-step))) > JUMP;
  if (isJump || left === right)
    return `${brief(node)} jumps ${where}; ${slope}, its slope beside that, is used`;
  const [low, high] = left < right ? [left, right] : [right, left];
  const place =
    used[i] === (low + high) / 2 ? "the midpoint" : used[i] === low || used[i] === high ? "an end" : "";
  const interval = `[${shown(low)}, ${shown(high)}]`;
  const which = place === "" ? "" : `, ${place} of ${interval},`;
  return `${brief(node)} has no derivative ${where}; ${slope}${which} is used`;
}

/** A change of value over a millionth of the argument that no slope makes. */
const JUMP = 1e-3;

/** The partial by argument i at other arguments. */
function slopeAt(node: Apply, i: number, inputs: readonly number[]): number {
  const partial = partialFormula(
    apply(
      node.op,
      inputs.map((input) => Const(input)),
    ),
    i,
  );
  return partial === undefined ? 0 : evaluate(partial, {});
}

/** x = 0 and y = 2: the arguments that depend on the variables, with their values. */
function places(node: Apply, inputs: readonly number[], marks: number): string {
  return node.args
    .map((arg, i) => ({ arg, input: inputs[i] }))
    .filter(({ arg }) => mayDependOn(arg, marks))
    .map(({ arg, input }) => `${sizeOf(arg) <= 16 ? formatText(arg) : "its argument"} = ${shownPlace(input)}`)
    .join(" and ");
}

/** A number; shares of a tie as fractions: 1/3, 2/3. */
function shown(value: number): string {
  for (let k = 2; k < DENOMINATORS; k++) {
    const numerator = Math.round(value * k);
    const isShare = !Number.isInteger(value) && Math.abs(value - numerator / k) <= Number.EPSILON;
    if (isShare && numerator !== 0) return `${numerator}/${k}`;
  }
  return `${value === 0 ? 0 : value}`;
}

/** What is within rounding of a fraction with a smaller denominator is taken for it. */
const DENOMINATORS = 100;

/** The formula, or only its function's name where that is long. */
const brief = (node: Expr): string =>
  node.kind !== "apply" || sizeOf(node) <= 32 ? formatText(node) : `${node.op.name}(...)`;

/** Where an argument is: a short decimal as people write it, 0.5. */
function shownPlace(value: number): string {
  const decimal = `${value === 0 ? 0 : value}`;
  return decimal.length <= 8 ? decimal : shown(value);
}
