// What an expression of a traced function may be: a number (a formula), an array of such, or a function.
import { equal } from "../expr/equal.ts";
import { Const, type Expr } from "../expr/node.ts";
import { If } from "../expr/primitives/logic.ts";

/** A number: a formula, and its value where it depends on no parameter. true and false are 1 and 0. */
export interface Quantity {
  readonly kind: "number";
  readonly expr: Expr;
  /** What it is, where that is known while tracing: loop counters, lengths, literals. */
  readonly known: number | undefined;
  /** Whether it is written out as it stands: arithmetic on literals keeps its form, that on counters does not. */
  readonly isLiteral?: boolean;
  /** Whether it is true or false in JavaScript; "depends": on one way of a condition, and a number on the other. */
  readonly isBoolean?: boolean | "depends";
}

/** An array. Its entries may be set while the function that made it builds it. */
export interface List {
  readonly kind: "array";
  readonly entries: Value[];
  /** Why its entries may not be set: it came from outside, or which array it is depends on a condition. */
  fixed: string | undefined;
}

/** A function that can be called: of the text, of Math, or of arrays. */
export interface Callable {
  readonly kind: "function";
  readonly name: string;
  readonly call: Call;
}

/** Where a call stands: it refuses there, and pays there for work in proportion to `count`. */
export interface Site {
  readonly fail: (message: string) => never;
  readonly spend: (count: number) => void;
}

export type Call = (args: readonly Value[], site: Site) => Value;

/** A named object whose members alone can be used: Math, Number, Array. */
export interface Namespace {
  readonly kind: "namespace";
  readonly name: string;
  readonly members: ReadonlyMap<string, Value>;
}

export interface Nothing {
  readonly kind: "undefined";
}

/** What a name holds that can't be read: undeclared as yet, or left by a condition with no formula to choose by. */
export interface Unreadable {
  readonly kind: "unreadable";
  readonly why: string;
}

export type Value = Quantity | List | Callable | Namespace | Nothing | Unreadable;

export const NOTHING: Nothing = { kind: "undefined" };

/** A number that is known while tracing. */
export const known = (value: number): Quantity => ({ kind: "number", expr: Const(value), known: value });

const TRUE: Quantity = { ...known(1), isBoolean: true };
const FALSE: Quantity = { ...known(0), isBoolean: true };
export const boolean = (value: boolean): Quantity => (value ? TRUE : FALSE);

/** A formula of parameters. */
export const formula = (expr: Expr): Quantity => ({ kind: "number", expr, known: undefined });

/** A formula that is true or false. */
export const condition = (expr: Expr): Quantity => ({ ...formula(expr), isBoolean: true });

/**
 * What a function gives for operands: a formula, with its value where theirs are known. Counting is worked out;
 * arithmetic on literals, and fractions, keep their form: 1/3 is no rounded number.
 */
export function applied(
  operands: readonly Quantity[],
  form: (...exprs: Expr[]) => Expr,
  value: (...numbers: number[]) => number,
): Quantity {
  const numbers: number[] = [];
  for (const operand of operands) if (operand.known !== undefined) numbers.push(operand.known);
  const expr = (): Expr => form(...operands.map((operand) => operand.expr));
  if (numbers.length < operands.length) return formula(expr());
  const result = value(...numbers);
  const isLiteral = operands.every((operand) => operand.isLiteral === true);
  if (!isLiteral && Number.isSafeInteger(result)) return known(result);
  return { kind: "number", expr: expr(), known: result, isLiteral };
}

export const list = (entries: Value[], fixed?: string): List => ({ kind: "array", entries, fixed });

export const callable = (name: string, call: Call): Callable => ({ kind: "function", name, call });

/** Whether something is true as JavaScript takes it, or undefined where that depends on parameters. */
export function truth(value: Value): boolean | undefined {
  if (value.kind === "undefined") return false;
  if (value.kind !== "number") return true;
  return value.known === undefined ? undefined : Boolean(value.known);
}

/** The deepest array that is chosen, handed in, or fixed. */
export const DEEPEST_ARRAY = 32;

/** Sees to it that an array, and those in it, are not changed any more. */
export function fix(value: Value, why: string, depth = 0): void {
  if (value.kind !== "array" || value.fixed !== undefined || depth > DEEPEST_ARRAY) return;
  value.fixed = why;
  for (const entry of value.entries) fix(entry, why, depth + 1);
}

const CHOSEN = "which array it is depends on a parameter";

/**
 * The value that is `yes` where a condition holds and `no` elsewhere; undefined where no formula can be that. Arrays
 * are chosen entry by entry, and so may not be changed after.
 */
export function chosen(
  test: Expr,
  yes: Value,
  no: Value,
  spend: (count: number) => void,
  depth = 0,
): Value | undefined {
  if (yes === no) return yes;
  if (yes.kind === "number" && no.kind === "number") {
    const [one, other] = [yes.isBoolean ?? false, no.isBoolean ?? false];
    if (equal(yes.expr, no.expr) && one === other) return yes;
    const isBoolean = one === other ? one : "depends";
    return { ...formula(If(test, yes.expr, no.expr)), isBoolean };
  }
  if (yes.kind === "undefined" && no.kind === "undefined") return yes;
  if (yes.kind !== "array" || no.kind !== "array" || depth > DEEPEST_ARRAY) return undefined;
  if (yes.entries.length !== no.entries.length) return undefined;
  spend(yes.entries.length);
  fix(yes, CHOSEN);
  fix(no, CHOSEN);
  const entries: Value[] = [];
  for (const [i, entry] of yes.entries.entries()) {
    const one = chosen(test, entry, no.entries[i], spend, depth + 1);
    if (one === undefined) return undefined;
    entries.push(one);
  }
  return list(entries, CHOSEN);
}

/** What something is, for messages: "an array of 3". */
export function kindOf(value: Value): string {
  switch (value.kind) {
    case "number":
      if (value.known === undefined) return value.isBoolean === true ? "a condition" : "a number";
      return String(value.isBoolean === true ? value.known === 1 : value.known);
    case "array":
      return `an array of ${value.entries.length}`;
    case "function":
      return value.name === "" ? "a function" : `function ${value.name}`;
    case "namespace":
      return value.name;
    case "undefined":
      return "undefined";
    case "unreadable":
      return "something undecided";
  }
}
