// Errors about what LaTeX means, at their places: what stands there, what was expected, what to write.
import { ArityError, NameError, ParseError } from "../../errors.ts";
import { arityError, type Primitive } from "../../primitive.ts";
import { suggestion } from "../../suggest.ts";
import type { Place } from "../form.ts";
import type { Scope } from "../scope.ts";
import type { Source } from "../source.ts";
import { callableNames, foreignNames } from "../vocabulary.ts";

export function parseError(source: Source, place: Place, code: string, message: string): ParseError {
  return new ParseError(code, message, { span: source.span(place.start, place.end) });
}

export const excerpt = (source: Source, { start, end }: Place): string => source.excerpt(start, end);

/** \operatorname{foo}(x), \mathrm{foo}(x) */
export function unknownFunction(source: Source, place: Place, word: string, scope: Scope): NameError {
  const known = foreignNames.get(word) ?? suggestion(word, [...scope.functions.keys(), ...callableNames]);
  const written = excerpt(source, place);
  const message =
    known === undefined
      ? `unknown function '${written}': for a product write \\mathrm{${word}} \\cdot (...); for a call declare ${word} as a function`
      : `unknown function '${written}' (did you mean \\operatorname{${known}}?)`;
  return new NameError("unknown-function", message, {
    span: source.span(place.start, place.end),
    suggestion: known,
  });
}

export function withoutBrackets(source: Source, place: Place): NameError {
  const written = excerpt(source, place);
  return new NameError(
    "function-without-brackets",
    `function '${written}' without brackets, expected its arguments: write ${written}(...)`,
    { span: source.span(place.start, place.end) },
  );
}

export function badName(source: Source, place: Place): NameError {
  const written = excerpt(source, place);
  const message = written.includes("_")
    ? `'${written}' is no name: expected letters and digits as its subscript, as in x_{12} or x_{\\mathrm{max}}`
    : `'${written}' is no name: expected a letter, then letters, digits or \\_`;
  return new NameError("bad-name", message, { span: source.span(place.start, place.end) });
}

export const reservedName = (source: Source, place: Place, name: string): NameError =>
  new NameError("reserved-name", `'${name}' is a word of the language, expected a variable's name`, {
    span: source.span(place.start, place.end),
  });

export function wrongArity(
  source: Source,
  place: Place,
  rows: readonly Primitive[],
  got: number,
): ArityError {
  const span = source.span(place.start, place.end);
  if (rows.length === 1) return new ArityError("wrong-arity", arityError(rows[0], got).message, { span });
  const takes = rows.map((row) => row.arity).sort((a, b) => a - b);
  return new ArityError("wrong-arity", `${rows[0].name} takes ${takes.join(" or ")} arguments, got ${got}`, {
    span,
  });
}

export const wrongCount = (
  source: Source,
  place: Place,
  name: string,
  takes: number,
  got: number,
): ArityError =>
  new ArityError("wrong-arity", `${name} takes ${takes} argument${takes === 1 ? "" : "s"}, got ${got}`, {
    span: source.span(place.start, place.end),
  });

export const commaInGroup = (source: Source, place: Place): ParseError =>
  parseError(
    source,
    place,
    "unexpected-comma",
    "',' in brackets that are no function's, expected one formula (decimals have a point: 1.5)",
  );

/** \frac{d}{dx}, \frac{df}{dx} */
export const differentiation = (source: Source, place: Place): ParseError =>
  parseError(
    source,
    place,
    "differentiation-in-formula",
    `'${excerpt(source, place)}' inside a formula, expected a formula without derivatives: ` +
      "use the command diff or the function diff(formula, name)",
  );

/** x', \sin' */
export const badPrime = (source: Source, place: Place): ParseError =>
  parseError(
    source,
    place,
    "bad-derivative",
    `a prime in '${excerpt(source, place)}', expected it after a declared function, as in f'(x): for a derivative use diff`,
  );

/** \sin^{(2)} x */
export const bracketedExponent = (source: Source, place: Place): ParseError =>
  parseError(
    source,
    place,
    "bad-derivative",
    `'${excerpt(source, place)}' may be a power or a derivative: for the power write it without brackets, for the derivative use diff`,
  );

export const wrongOrders = (source: Source, place: Place, name: string, arity: number): ParseError =>
  parseError(
    source,
    place,
    "bad-derivative",
    `'${excerpt(source, place)}' as the derivative of ${name}, expected ${
      arity === 1 ? "an order, as in f^{(2)}(x)" : `${arity} orders, as in g^{(1,0)}(x, y)`
    }`,
  );

export const doubleScript = (source: Source, place: Place, sign: "!" | "^"): ParseError =>
  sign === "!"
    ? parseError(source, place, "double-factorial", "'!' after '!', expected an operator: write (x!)!")
    : parseError(
        source,
        place,
        "double-exponent",
        "a second exponent, expected braces that say which comes first: write x^{y^z} or {x^y}^z",
      );

/** \ln^{-1} x */
export const noInverse = (source: Source, place: Place, head: string): ParseError =>
  parseError(
    source,
    place,
    "no-inverse",
    `'${excerpt(source, place)}' may be an inverse or a reciprocal: for the reciprocal write \\frac{1}{${head} ...}`,
  );
