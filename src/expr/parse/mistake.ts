// Errors about what a text means: every one names what stands there, what was expected, and what to
// write instead. (Errors about what stands where it can't are in explain.ts.)
import { ArityError, type ErrorDetails, NameError, ParseError } from "../errors.ts";
import { arityError, type Primitive } from "../primitive.ts";
import { suggestion } from "../suggest.ts";
import type { CallForm, ChainForm, Form, GroupForm, NameForm, Place } from "./form.ts";
import type { Scope } from "./scope.ts";
import type { Source } from "./source.ts";
import { callable, callableNames, foreignNames, specialForms } from "./vocabulary.ts";

export const parseError = (
  source: Source,
  place: Place,
  code: string,
  message: string,
  suggested?: string,
): ParseError => new ParseError(code, message, details(source, place, suggested));

const nameError = (
  source: Source,
  place: Place,
  code: string,
  message: string,
  suggested?: string,
): NameError => new NameError(code, message, details(source, place, suggested));

/** A suggestion that is cut short is none. */
const details = (source: Source, { start, end }: Place, suggested: string | undefined): ErrorDetails => ({
  span: source.span(start, end),
  suggestion: suggested?.includes("…") ? undefined : suggested,
});

/** Letters that people write out where the word is a function. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ["beta", "β"],
  ["gamma", "γ"],
]);

/** `sin` where sin(x) is due; `wanted` is what was probably meant, `what` says of several what each is. */
export function withoutBrackets(source: Source, name: NameForm, wanted: readonly string[] = []): NameError {
  const word = source.excerpt(name.start, name.end);
  const letter = LETTERS.get(name.name);
  const write = wanted.length > 0 ? wanted.join(" or ") : `${word}(...)`;
  const instead = letter === undefined ? `write ${write}` : `write ${write}, or ${letter} for a variable`;
  return nameError(
    source,
    name,
    "function-without-brackets",
    `function '${word}' without brackets, expected its arguments: ${instead}`,
    letter ?? wanted[0],
  );
}

export const reservedWord = (source: Source, name: NameForm): NameError =>
  nameError(
    source,
    name,
    "reserved-name",
    `'${name.name}' is a word of the language, expected a number, a name or '('`,
  );

export function unknownFunction(source: Source, call: CallForm, scope: Scope): NameError {
  const { callee, derivative, group } = call;
  const { name } = callee;
  const shown = source.excerpt(callee.start, callee.end);
  const known = foreignNames.get(name) ?? suggestion(name, [...scope.functions.keys(), ...callableNames]);
  if (known !== undefined) {
    return nameError(
      source,
      callee,
      "unknown-function",
      `unknown function '${shown}' (did you mean '${known}'?)`,
      known,
    );
  }
  if (derivative !== undefined) {
    return nameError(
      source,
      callee,
      "unknown-function",
      `unknown function '${shown}', expected a declared one: declare ${shown} to write its derivative`,
    );
  }
  const product = `${shown}*${source.excerpt(group.start, group.end)}`;
  return nameError(
    source,
    callee,
    "unknown-function",
    `unknown function '${shown}': for a product write ${product}; for a call declare ${shown} as a function`,
    product,
  );
}

/** sin'(x): only functions of the scope have derivatives that are written with a prime. */
export function derivativeOfKnown(source: Source, call: CallForm): NameError {
  const { name } = call.callee;
  const { start, end } = call.derivative ?? call;
  return nameError(
    source,
    { start, end },
    "derivative-of-known-function",
    `a prime after '${name}', expected it after a declared function: ` +
      `for the derivative use the command or the function diff, as in diff ${name}${source.excerpt(call.group.start, call.group.end)}`,
  );
}

/** f'(x, y), f'[1](x, y): which argument is meant. */
export function wrongOrders(source: Source, call: CallForm, arity: number): ParseError {
  const { name } = call.callee;
  const orders = Array.from({ length: arity }, (_, i) => (i === 0 ? 1 : 0));
  const written = `${name}'[${orders.join()}]${source.excerpt(call.group.start, call.group.end)}`;
  return parseError(
    source,
    call.derivative ?? call,
    "bad-derivative",
    `the derivative of '${name}' by its ${arity} arguments needs ${arity} orders: write for example ${written}`,
    written,
  );
}

export function wrongArity(source: Source, call: CallForm, rows: readonly Primitive[]): ArityError {
  const got = call.group.items.length;
  const span = source.span(call.start, call.end);
  if (rows.length === 1) return new ArityError("wrong-arity", arityError(rows[0], got).message, { span });
  const takes = rows.map((row) => row.arity).sort((a, b) => a - b);
  return new ArityError(
    "wrong-arity",
    `${call.callee.name} takes ${takes.join(" or ")} arguments, got ${got}`,
    { span },
  );
}

export const wrongCount = (source: Source, call: CallForm, takes: string): ArityError =>
  new ArityError("wrong-arity", `${call.callee.name} takes ${takes}, got ${call.group.items.length}`, {
    span: source.span(call.start, call.end),
  });

/** nthroot(x, 2.5), nthroot(x, y) */
export const badParameter = (
  source: Source,
  item: Place,
  { place, expected }: { readonly place: string; readonly expected: string },
): ParseError =>
  parseError(
    source,
    item,
    "bad-parameter",
    `'${source.excerpt(item.start, item.end)}' as ${place}, expected ${expected}`,
  );

/** (a, b) that belongs to no function. */
export function commaInGroup(source: Source, group: GroupForm): ParseError {
  const comma = { start: group.items[0].end, end: group.items[1].start };
  const at = source.text.indexOf(",", comma.start);
  return parseError(
    source,
    { start: at, end: at + 1 },
    "unexpected-comma",
    `',' in brackets that are no function's, expected ')' to close the '(' at ${source.place(group.start)}`,
  );
}

/** The most comparisons of a row that a message shows. */
const SHOWN = 5;

/** a < b < c */
export function comparisonChain(source: Source, chain: ChainForm): ParseError {
  const links = chain.rest.slice(0, SHOWN);
  const operands: readonly Form[] = [chain.first, ...links.map(({ form }) => form)];
  const excerpts = operands.map(({ start, end }) => source.excerpt(start, end));
  const pairs = links.map(({ symbol }, i) => `${excerpts[i]} ${symbol} ${excerpts[i + 1]}`);
  const wanted = [...pairs, ...(chain.rest.length > SHOWN ? ["…"] : [])].join(" and ");
  return parseError(
    source,
    chain,
    "comparison-chain",
    `comparisons in a row, expected 'and' between them: write ${wanted}`,
    wanted,
  );
}

/** x!! */
export function doubleFactorial(source: Source, place: Place, operand: string): ParseError {
  return parseError(
    source,
    place,
    "double-factorial",
    `'!' after '!', expected an operator: for the factorial of a factorial write (${operand}!)!`,
    `(${operand}!)!`,
  );
}

/** diff(x^2, x) and d/dx inside a formula. */
export const differentiation = (source: Source, place: Place): ParseError =>
  parseError(
    source,
    place,
    "differentiation-in-formula",
    `'${source.excerpt(place.start, place.end)}' inside a formula, expected a formula without derivatives: ` +
      "use the command diff (diff x^2 wrt x) or the function diff(formula, name)",
  );

/** Whether a name can only be called. */
export const isFunctionName = (name: string, scope: Scope): boolean =>
  scope.functions.has(name) ||
  callable(name) !== undefined ||
  (specialForms.has(name) && name !== "piecewise");
