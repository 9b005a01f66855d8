// What an expression of a traced function may be: a number (a formula), an array of such, or a function.
import { equal } from "../expr/equal.ts";
import { evaluate } from "../expr/evaluate.ts";
import { Const, type Expr } from "../expr/node.ts";
import { If } from "../expr/primitives/logic.ts";
import { postorder } from "../expr/walk.ts";

/** A number: a formula, and its value where it depends on no parameter. */
export interface Quantity {
  readonly kind: "number";
  readonly expr: Expr;
  /** What it is, where that is known while tracing: loop counters, lengths, literals. */
  readonly known: number | undefined;
  /** Whether it is written out as it stands: arithmetic on literals keeps its form, that on counters does not. */
  readonly isLiteral?: true;
}

/** An array. Its entries may be set while it is built, never under a condition. */
export interface List {
  readonly kind: "array";
  readonly entries: Value[];
}

/** A function that can be called: of the text, of Math, or of arrays. */
export interface Callable {
  readonly kind: "function";
  readonly name: string;
  readonly call: Call;
}

/** Applies a function to arguments; `fail` refuses at the call's place. */
export type Call = (args: readonly Value[], fail: (message: string) => never) => Value;

/** A named object whose members alone can be used: Math, Number, Array. */
export interface Namespace {
  readonly kind: "namespace";
  readonly name: string;
  readonly members: ReadonlyMap<string, Value>;
}

export interface Nothing {
  readonly kind: "undefined";
  /** What it is on either way, where a condition on parameters decides: nothing that can be used. */
  readonly either?: readonly [string, string];
}

export type Value = Quantity | List | Callable | Namespace | Nothing;

export const NOTHING: Nothing = { kind: "undefined" };

/** A number that is known while tracing. */
export const known = (value: number): Quantity => ({ kind: "number", expr: Const(value), known: value });

/** A formula; where it has no variables its value is known. */
export function quantity(expr: Expr): Quantity {
  const isKnown = expr.kind === "const" || !postorder([expr]).some(({ kind }) => kind === "var");
  return { kind: "number", expr, known: isKnown ? evaluate(expr, {}) : undefined };
}

/** A formula of parameters. */
export const formula = (expr: Expr): Quantity => ({ kind: "number", expr, known: undefined });

export const list = (entries: Value[]): List => ({ kind: "array", entries });

export const callable = (name: string, call: Call): Callable => ({ kind: "function", name, call });

/** Whether something is true as JavaScript takes it, or undefined where that depends on parameters. */
export function truth(value: Value): boolean | undefined {
  if (value.kind === "undefined") return false;
  if (value.kind !== "number") return true;
  return value.known === undefined ? undefined : Boolean(value.known);
}

/** Whether a formula is 1 or 0: a comparison, and, or, not. */
const truths: ReadonlySet<string> = new Set(["eq", "ne", "lt", "le", "gt", "ge", "and", "or", "not"]);
export const isTruth = ({ expr }: Quantity): boolean => expr.kind === "apply" && truths.has(expr.op.name);

/** The value that is `yes` where a condition holds and `no` elsewhere; undefined where no formula can be that. */
export function chosen(condition: Expr, yes: Value, no: Value): Value | undefined {
  if (yes === no) return yes;
  if (yes.kind === "number" && no.kind === "number") {
    if (equal(yes.expr, no.expr)) return yes;
    return formula(If(condition, yes.expr, no.expr));
  }
  if (yes.kind === "undefined" && no.kind === "undefined") return yes;
  if (yes.kind !== "array" || no.kind !== "array" || yes.entries.length !== no.entries.length)
    return undefined;
  const entries: Value[] = [];
  for (const [i, entry] of yes.entries.entries()) {
    const one = chosen(condition, entry, no.entries[i]);
    if (one === undefined) return undefined;
    entries.push(one);
  }
  return list(entries);
}

/** What something is, for messages: "an array of 3". */
export function kindOf(value: Value): string {
  switch (value.kind) {
    case "number":
      return value.known === undefined ? "a number" : `${value.known}`;
    case "array":
      return `an array of ${value.entries.length}`;
    case "function":
      return `function ${value.name}`;
    case "namespace":
      return value.name;
    case "undefined":
      return "undefined";
  }
}
