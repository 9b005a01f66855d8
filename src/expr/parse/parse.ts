// Text to formula: the pre-scan finds what can't be read, the grammar reads the rest, the meaning is
// built from that. `read` also gives the warnings, as values; nothing is ever printed.

import type { Budget } from "../budget.ts";
import { BudgetError, UsageError } from "../errors.ts";
import { type Expr, toExpr } from "../node.ts";
import {
  budget,
  byName,
  checkOptions,
  flag,
  iterable,
  rules,
  text as textRule,
  unknownName,
} from "../options.ts";
import type { Primitive } from "../primitive.ts";
import { grouped } from "../print/grouped.ts";
import { userPrimitive } from "../userFunction.ts";
import { explain, misreading } from "./explain.ts";
import { joinedLetters } from "./hint.ts";
import { readLatex } from "./latex/read.ts";
import { readMathJson } from "./mathjson.ts";
import { Meaning } from "./meaning.ts";
import { parseError } from "./mistake.ts";
import { prescan } from "./prescan.ts";
import { readForm } from "./readForm.ts";
import { type Scope, type ScopeOptions, scopeOf } from "./scope.ts";
import { readSexpr } from "./sexpr.ts";
import { Source } from "./source.ts";
import { rowOfSign } from "./vocabulary.ts";
import type { Warning } from "./warning.ts";

export interface ParseOptions extends ScopeOptions {
  /** What the text is written in. Default "text", the language of grammar/formula.ohm; "latex" is that of grammar/latex.ohm. */
  readonly syntax?: "text" | "sexpr" | "mathjson" | "latex" | undefined;
  /** Warn also of new names of two or three letters, as a REPL does. Default false. */
  readonly hintNames?: boolean;
  /** Polled for `cancelled`; the limits of length and expansion are the reader's own. */
  readonly budget?: Budget | undefined;
}

const parseRules = rules({
  syntax: textRule,
  variables: iterable("names"),
  functions: byName("definitions or numbers of arguments"),
  hintNames: flag,
  budget,
});

export interface Read {
  readonly expr: Expr;
  readonly warnings: readonly Warning[];
}

export interface Equation {
  readonly left: Expr;
  readonly right: Expr;
}

/** The longest formula that is read as text, in UTF-16 units; machine-made ones travel as S-expressions or MathJSON. */
export const TEXT_LENGTH_LIMIT = 256 * 1024;

/**
 * The formula that a text is.
 * @throws {ParseError} for text that is no formula, {NameError} for a name that is no variable or function here,
 * {ArityError} for a wrong number of arguments, {BudgetError} beyond a limit; each with the place in the text.
 * @example parse("x*y + sin(y)")
 * @example parse("x(y + 1)", { variables: ["x"] })  // x*(y + 1)
 * @example parse("\\frac{x}{2} \\sin y", { syntax: "latex" })  // x/2*sin(y)
 */
export const parse = (text: string, options: ParseOptions = {}): Expr => read(text, options).expr;

/**
 * What `parse` does, with its warnings: readings that people or other tools take otherwise.
 * @example read("1/2x").warnings[0].message  // '1/2x' is read as (1/2)*x: for the other reading write 1/(2*x)
 */
export function read(text: string, options: ParseOptions = {}): Read {
  checkText(text);
  checkOptions("parse", options, parseRules);
  return readFrom(text, 0, options);
}

/**
 * What `read` does with the formula that begins at `start` in a line; places are those of the whole line.
 * @throws as `parse`.
 */
export function readFrom(text: string, start: number, options: ParseOptions = {}): Read {
  const { syntax = "text", budget } = options;
  const scope = scopeOf(options);
  if (syntax === "sexpr" || syntax === "mathjson") {
    const reader = syntax === "sexpr" ? readSexpr : readMathJson;
    return { expr: reader(text, { functions: declared(scope), budget, start }), warnings: [] };
  }
  if (syntax !== "text" && syntax !== "latex") throw unknownName("syntax", String(syntax), readSyntaxes);
  const source = sourceOf(text);
  if (syntax === "latex") return readLatex(source, scope, budget, start);
  return readRange(source, start, text.length, scope, options);
}

/** What formulas are read in. */
const readSyntaxes = ["text", "sexpr", "mathjson", "latex"] as const;

/**
 * The two sides of an equation such as x^2 + y^2 = 1; a formula by itself means that it equals 0.
 * @throws as `parse`.
 */
export function parseEquation(text: string, options: ParseOptions = {}): Equation {
  checkText(text);
  checkOptions("parseEquation", options, parseRules);
  if (options.syntax !== undefined && options.syntax !== "text") return sidesOf(parse(text, options));
  const source = sourceOf(text);
  const scope = scopeOf(options);
  const at = equalsSign(source);
  if (at === undefined)
    return { left: readRange(source, 0, text.length, scope, options).expr, right: toExpr(0) };
  return {
    left: readRange(source, 0, at, scope, options).expr,
    right: readRange(source, at + 1, text.length, scope, options).expr,
  };
}

/** The other syntaxes have one = for comparisons and equations: here the outermost makes the sides. */
export const sidesOf = (expr: Expr): Equation =>
  expr.kind === "apply" && expr.op === rowOfSign("==")
    ? { left: expr.args[0], right: expr.args[1] }
    : { left: expr, right: toExpr(0) };

function checkText(text: unknown): asserts text is string {
  if (typeof text === "string") return;
  throw new UsageError(
    "bad-text",
    `${text === null ? "null" : typeof text} given as text, expected a string`,
  );
}

function sourceOf(text: string): Source {
  if (text.length > TEXT_LENGTH_LIMIT) {
    throw new BudgetError(
      "text-too-long",
      `text of ${grouped(text.length)} characters is over the limit of ${grouped(TEXT_LENGTH_LIMIT)}: ` +
        'a formula of that length is read with syntax "sexpr" or "mathjson"',
    );
  }
  return new Source(text);
}

function readRange(
  source: Source,
  start: number,
  end: number,
  scope: Scope,
  { hintNames = false, budget }: ParseOptions,
): Read {
  const { text } = source;
  const { insides, fault } = prescan(text, start, end);
  if (fault !== undefined) throw explain(fault, source, scope);
  const form = readForm(text, start, end, insides, budget);
  if ("stoppedAt" in form) throw misreading(source, form.stoppedAt, end);
  const meaning = new Meaning(source, scope, budget);
  const expr = meaning.of(form);
  return {
    expr,
    warnings: [...meaning.warnings, ...joinedLetters(source, meaning.variables, scope, hintNames)],
  };
}

/** The place of the one = from `start` on that is no part of ==, <=, >= or !=, comments left out. */
export function equalsSign(source: Source, start = 0): number | undefined {
  const signs = [...source.text.matchAll(/#[^\n\r\u2028\u2029]*|[=<>!]=|=/gu)].filter(
    ({ 0: sign, index }) => sign === "=" && index >= start,
  );
  if (signs.length > 1) {
    const [, { index }] = signs;
    throw parseError(
      source,
      { start: index, end: index + 1 },
      "second-equals",
      "second '=' in an equation, expected one",
    );
  }
  return signs[0]?.index;
}

/** The scope's functions for readers that call them by name: f, f', g'[1,0]. */
function declared(scope: Scope): (name: string, args: number) => Primitive | undefined {
  return (written, args) => {
    const match = /^([^']+)(?:('+)|'\[(\d+(?:,\d+)*)\])?$/u.exec(written);
    if (match === null) return undefined;
    const [, name, primes, list] = match;
    if (scope.functions.get(name) !== args) return undefined;
    const orders = list?.split(",").map(Number) ?? Array.from({ length: args }, () => primes?.length ?? 0);
    return orders.length === args && (primes === undefined || args === 1)
      ? userPrimitive(name, orders)
      : undefined;
  };
}
