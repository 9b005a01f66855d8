// What the readers of S-expressions and MathJSON share: exact numbers, names, rows by the number of
// their arguments, and errors with a place. Texts written by programs are long and deep, so a
// reader keeps its own stack and meets each distinct atom once.

import type { Budget } from "../budget.ts";
import { ArityError, BudgetError, type GradtreeError, NameError, ParseError } from "../errors.ts";
import { constant, constValue, type Expr, variable } from "../node.ts";
import { arityError, type Primitive } from "../primitive.ts";
import { Neg } from "../primitives/operators.ts";
import { grouped } from "../print/grouped.ts";
import { rational, readDecimal } from "../rational.ts";
import { suggestion } from "../suggest.ts";
import { variableName } from "../var.ts";
import { literal } from "./literal.ts";
import { wrongParameter } from "./parameter.ts";
import { Source } from "./source.ts";
import { foreignNames } from "./vocabulary.ts";

/** The longest text, in characters, that a reader of S-expressions or MathJSON takes. */
export const INTERCHANGE_LIMIT = 64_000_000;
/** The most digits of one number. */
export const DIGITS_LIMIT = 20_000;

/** Finds functions that are not in the table, by name and number of arguments. */
export type FunctionResolver = (name: string, args: number) => Primitive | undefined;

export interface InterchangeOptions {
  /** Functions of the scope; those of the table come first. */
  readonly functions?: FunctionResolver | undefined;
  /** Polled for `cancelled`. */
  readonly budget?: Budget | undefined;
  /** Where in the text the formula begins; default 0. */
  readonly start?: number | undefined;
}

/** A range of the text, half open. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** One text being read: its errors, and the variables met so far. */
export class InterchangeSource extends Source {
  readonly #variables = new Map<string, Expr>();

  /** @throws {BudgetError} for a text over INTERCHANGE_LIMIT. */
  constructor(text: string, what: string) {
    super(text);
    if (text.length > INTERCHANGE_LIMIT) {
      throw new BudgetError(
        "text-too-long",
        `${what} of ${grouped(text.length)} characters is over the limit of ${grouped(INTERCHANGE_LIMIT)}`,
      );
    }
  }

  /** The error that names what stands at a place; of the same class as the reader of text throws. */
  error(
    code: string,
    message: string,
    { start, end }: Place,
    suggestion?: string,
    Kind: new (...args: ConstructorParameters<typeof GradtreeError>) => GradtreeError = ParseError,
  ): GradtreeError {
    const hint = suggestion === undefined ? "" : ` (did you mean '${suggestion}'?)`;
    return new Kind(code, message + hint, { span: this.span(start, end), suggestion });
  }

  unknownFunction(name: string, place: Place, known: Iterable<string>): GradtreeError {
    const near = foreignNames.get(name) ?? suggestion(name, known);
    return this.error("unknown-function", `unknown function ${quoted(name)}`, place, near, NameError);
  }

  /** The error for arguments that none of a name's rows takes. */
  wrongArity(name: string, rows: readonly Primitive[], got: number, place: Place): GradtreeError {
    const numbers = [...new Set(rows.map((row) => row.arity))].sort((a, b) => a - b);
    const message =
      rows.length === 1
        ? arityError(rows[0], got).message
        : `${name} takes ${numbers.join(" or ")} arguments, got ${got}`;
    return this.error("wrong-arity", message, place, undefined, ArityError);
  }

  /** @throws {ParseError} for an application whose integer constant is none, or none that the row takes. */
  checkParameter(value: Expr, place: Place): void {
    const wrong = value.kind === "apply" ? wrongParameter(value.op, value.args) : undefined;
    if (wrong !== undefined) {
      throw this.error("bad-parameter", `expected ${wrong.expected} as ${wrong.place}`, place);
    }
  }

  /** What stands at a position, as messages show it: 'x', or the end of the text. */
  found({ start, end }: Place): string {
    return start >= this.text.length ? "the end of the text" : quoted(this.text.slice(start, end));
  }

  /** A variable; two of one name are one node. */
  variable(name: string, place: Place): Expr {
    const known = this.#variables.get(name);
    if (known !== undefined) return known;
    try {
      const node = variable(variableName(name));
      this.#variables.set(name, node);
      return node;
    } catch (error) {
      if (error instanceof NameError) {
        throw this.error(error.code, error.message, place, error.suggestion, NameError);
      }
      throw error;
    }
  }

  /** The exact number that a decimal (or, where `fractions`, p/q) denotes, or undefined for no number. */
  number(text: string, place: Place, fractions: boolean): Expr | undefined {
    if (/^-?\d{1,15}$/.test(text)) return constant(Number(text)); // keeps -0
    if (text.length > DIGITS_LIMIT && /^[+-]?[\d./]+(?:[eE][+-]?\d+)?$/.test(text)) {
      throw this.error(
        "number-too-long",
        `number of ${grouped(text.length)} characters, expected at most ${grouped(DIGITS_LIMIT)}`,
        place,
      );
    }
    if (fractions && /^[+-]?\d+\/\d+$/.test(text)) {
      const slash = text.indexOf("/");
      const denominator = BigInt(text.slice(slash + 1));
      if (denominator === 0n)
        throw this.error("bad-constant", `${text} has the denominator 0, expected another`, place);
      const numerator = BigInt(text.slice(0, slash).replace("+", ""));
      return constant(constValue(rational(numerator, denominator)));
    }
    const decimal = readDecimal(text);
    if (decimal === undefined) return undefined;
    if ("mantissa" in decimal) {
      const magnitude = literal(text.replace(/^[+-]/, ""));
      return text.startsWith("-") ? Neg(magnitude) : magnitude;
    }
    const isNegativeZero = decimal.value.numerator === 0n && text.startsWith("-");
    return constant(isNegativeZero ? -0 : constValue(decimal.value));
  }
}

/** A short text in quotes for a message. */
export const quoted = (text: string): string => `'${text.length > 40 ? `${text.slice(0, 40)}…` : text}'`;

/** Whether (op a b c) is read as (op (op a b) c): sums, products and whatever else associates to the left. */
const takesMore = ({ arity, variadic, notation }: Primitive): boolean =>
  variadic || (arity === 2 && notation.kind === "infix" && notation.associates === "left");

/** The first of `rows` that takes these arguments, applied to them, nested to the left where there are more. */
export function applyFirst(rows: readonly Primitive[], args: readonly Expr[]): Expr | undefined {
  for (const op of rows) if (op.arity === args.length) return op(...args);
  if (args.length < 3) return undefined;
  const op = rows.find(takesMore);
  return op === undefined ? undefined : args.slice(1).reduce((left, right) => op(left, right), args[0]);
}
