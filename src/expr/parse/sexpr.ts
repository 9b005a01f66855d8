// The reader of S-expressions: (+ (* x y) (sin y)), with (if c a b), (> a b), (- x) for a negation
// and atoms for numbers (2, -0.5, 1/3, inf) and names. A semicolon begins a comment. Iterative:
// as deep as memory allows, and linear in the text.
import { checkCancelled } from "../budget.ts";
import { NameError } from "../errors.ts";
import { constant, type Expr } from "../node.ts";
import type { Primitive } from "../primitive.ts";
import { exportedRows, functions, rowsBySexpr } from "../primitives/table.ts";
import { applyFirst, type InterchangeOptions, InterchangeSource, type Place, quoted } from "./interchange.ts";

interface Frame {
  /** Where its bracket opens. */
  readonly open: number;
  readonly head: string;
  readonly headPlace: Place;
  readonly args: Expr[];
}

/** Atoms that stand for one number or named constant. */
const constantAtoms: ReadonlyMap<string, Expr> = new Map<string, Expr>([
  ["nan", constant(Number.NaN)],
  ...["inf", "+inf", "∞"].map((name): [string, Expr] => [name, constant(Number.POSITIVE_INFINITY)]),
  ...["-inf", "-∞"].map((name): [string, Expr] => [name, constant(Number.NEGATIVE_INFINITY)]),
  ...exportedRows
    .filter(([, row]) => row.notation.kind === "constant")
    .flatMap(([, row]) => [row.sexpr, ...row.spellings].map((name): [string, Expr] => [name, row()])),
]);

/**
 * Rows that stand behind "(" under this name: the row's atom, or a spelling of text (log of one argument, arcsin);
 * = is the == of an equation.
 */
const rowsOf = (head: string): readonly Primitive[] => [
  ...new Set(
    [...(rowsBySexpr.get(head === "=" ? "==" : head) ?? []), ...(functions.get(head) ?? [])].filter(
      (row) => row.arity > 0,
    ),
  ),
];

/**
 * The formula that an S-expression writes; what `format(expr, "sexpr")` wrote is read back exactly.
 * @throws {ParseError} for text that is no S-expression, {NameError} for an unknown name, {ArityError} for a wrong
 * number of arguments, each with its span; {BudgetError} for text over INTERCHANGE_LIMIT.
 * @example readSexpr("(+ a b c)")  // a + b + c
 */
export function readSexpr(text: string, options: InterchangeOptions = {}): Expr {
  const source = new InterchangeSource(text, "S-expression");
  const atoms = new Map<string, Expr>(constantAtoms);
  const heads = new Map<string, readonly Primitive[]>();
  const stack: Frame[] = [];
  let result: Expr | undefined;
  let position = skipBlanks(text, options.start ?? 0);
  for (let tokens = 0; position < text.length; tokens++) {
    if ((tokens & 4095) === 0) checkCancelled(options.budget);
    const start = position;
    const unit = text.charCodeAt(position);
    if (result !== undefined) {
      const place = { start, end: tokenEnd(text, start) };
      throw source.error(
        "unexpected-text",
        `expected the end of the text, found ${source.found(place)}`,
        place,
      );
    }
    let value: Expr | undefined;
    if (unit === OPEN) {
      const headStart = skipBlanks(text, start + 1);
      const headPlace = { start: headStart, end: tokenEnd(text, headStart) };
      const head = text.slice(headPlace.start, headPlace.end);
      if (head === "" || head === "(" || head === ")") {
        throw source.error(
          "expected-function",
          `expected an operator or a function's name after '(', found ${source.found(headPlace)}`,
          headPlace,
        );
      }
      stack.push({ open: start, head, headPlace, args: [] });
      position = headPlace.end;
    } else if (unit === CLOSE) {
      const frame = stack.pop();
      position++;
      if (frame === undefined) {
        const place = { start, end: position };
        throw source.error("unexpected-bracket", "expected a formula, found ')' that closes no '('", place);
      }
      value = applied(frame, position);
    } else {
      position = tokenEnd(text, start);
      const atom = text.slice(start, position);
      value = atoms.get(atom);
      if (value === undefined) {
        value = readAtom(source, atom, { start, end: position });
        atoms.set(atom, value);
      }
    }
    if (value !== undefined) {
      if (stack.length === 0) result = value;
      else stack[stack.length - 1].args.push(value);
    }
    position = skipBlanks(text, position);
  }
  const open = stack.at(-1);
  const end = { start: text.length, end: text.length };
  if (open !== undefined) {
    throw source.error(
      "expected-bracket",
      `expected ')' to close the '(' at ${source.place(open.open)}, found the end of the text`,
      end,
    );
  }
  if (result === undefined) {
    throw source.error("expected-formula", "expected a formula, found the end of the text", end);
  }
  return result;

  function applied({ open, head, headPlace, args }: Frame, end: number): Expr {
    let rows = heads.get(head);
    if (rows === undefined) {
      rows = rowsOf(head);
      heads.set(head, rows);
    }
    const value = applyFirst(rows, args);
    if (value !== undefined) {
      source.checkParameter(value, { start: open, end });
      return value;
    }
    const own = options.functions?.(head, args.length);
    if (own !== undefined) return own(...args);
    throw rows.length > 0
      ? source.wrongArity(head, rows, args.length, { start: open, end })
      : source.unknownFunction(head, headPlace, [...rowsBySexpr.keys(), ...functions.keys()]);
  }
}

function readAtom(source: InterchangeSource, atom: string, place: Place): Expr {
  const number = /^[+-]?[\d.]/.test(atom) ? source.number(atom, place, true) : undefined;
  if (number !== undefined) return number;
  if (rowsBySexpr.has(atom) || functions.has(atom)) {
    const message = `function ${quoted(atom)} without brackets, expected (${atom} ...)`;
    throw source.error("function-without-brackets", message, place, undefined, NameError);
  }
  return source.variable(atom, place);
}

const OPEN = 40;
const CLOSE = 41;
const SEMICOLON = 59;

const isBlank = (unit: number): boolean =>
  unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xa0 || unit === 0xfeff || unit === 0x2028;

/** The first position from `at` on that is neither blank nor in a comment. */
function skipBlanks(text: string, at: number): number {
  let position = at;
  for (;;) {
    const unit = text.charCodeAt(position);
    if (isBlank(unit)) position++;
    else if (unit === SEMICOLON) {
      const end = text.indexOf("\n", position);
      position = end < 0 ? text.length : end;
    } else return position;
  }
}

/** The end of the bracket or atom that begins at `start`. */
function tokenEnd(text: string, start: number): number {
  let position = start;
  for (; position < text.length; position++) {
    const unit = text.charCodeAt(position);
    if (unit === OPEN || unit === CLOSE) return position === start ? position + 1 : position;
    if (unit === SEMICOLON || isBlank(unit)) break;
  }
  return position;
}
