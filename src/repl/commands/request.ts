// From what was written to what a command is asked: the clauses read, the formulas understood, names that
// stand for formulas put in. Names in wrt, at, by and about are known variables.
import { ParseError, UsageError } from "../../expr/errors.ts";
import { canonicalName, constantNames, isNameShaped, reservedWords } from "../../expr/names.ts";
import type { Place } from "../../expr/parse/form.ts";
import { type Equation, equalsSign, sidesOf } from "../../expr/parse/parse.ts";
import { Source } from "../../expr/parse/source.ts";
import { Sub } from "../../expr/primitives/operators.ts";
import { functionNames } from "../../expr/primitives/table.ts";
import { readAt } from "../at.ts";
import { readPiece } from "../clauseError.ts";
import { usesDecimals } from "../number.ts";
import { claimSign, commaIn, listed } from "../parts.ts";
import { atCommas, trimmed } from "../split.ts";
import { type Syntax, type Understood, understand } from "../understand.ts";
import type { Point } from "../value.ts";
import { readWrt } from "../wrt.ts";
import { type ClauseName, efforts, type Format, formats, oneOf, readOrder, subgradients } from "./clauses.ts";
import { costOf } from "./cost.ts";
import type { Context, Definition, Request } from "./definition.ts";

/** What was written: a text of which a part is the formula, and the texts of the clauses. */
export interface Written {
  readonly text: string;
  /** Where in it the formula stands. */
  readonly formula: Place;
  readonly clauses: ReadonlyMap<ClauseName, string>;
  /** Where the formulas of a list stand, where that is known; else the list is taken apart. */
  readonly items?: readonly Place[] | undefined;
  /** What the formula is written in; default text. */
  readonly syntax?: Syntax | undefined;
}

/** The format that a command is to answer in. @throws {UsageError} for an unknown one */
export function formatAsked(definition: Definition, clauses: Written["clauses"]): Format {
  const asked = withOrder(definition, clauses).get("to");
  return asked === undefined ? (definition.format ?? "text") : oneOf("format", formats, asked);
}

/** The clauses, `to 5` being `order 5` where the command takes it so. */
function withOrder({ toIsOrder }: Definition, clauses: Written["clauses"]): Written["clauses"] {
  const to = clauses.get("to");
  if (toIsOrder !== true || to === undefined || !/^\d+$/u.test(to) || clauses.has("order")) return clauses;
  return new Map([...[...clauses].filter(([name]) => name !== "to"), ["order", to]]);
}

/** @throws {GradtreeError} with spans in `text` for what can't be read. */
export function requestFrom(definition: Definition, given: Written, context: Context): Request {
  const { way, written: formulaAlone } = withoutWay(definition, given);
  const written = withWrt(definition, formulaAlone);
  const clauses = withOrder(definition, written.clauses);
  for (const name of clauses.keys()) checkTaken(definition, name);
  const wrtText = clauses.get("wrt");
  const place = definition.atIsPlace === true ? clauses.get("at") : undefined;
  const atText = place === undefined ? clauses.get("at") : undefined;
  const order = clauses.get("order");
  const simplify = clauses.get("simplify");
  const kinks = clauses.get("kinks");
  const wrts = wrtText === undefined ? undefined : readWrt(wrtText);
  const values = atText === undefined ? undefined : readAt(atText, context);
  for (const [name, value] of values?.numbers ?? []) context.checkValue(name, value);
  const format = formatAsked(definition, clauses);
  const named = new Set([
    ...(wrts ?? []).flat(),
    ...(values?.numbers.keys() ?? []),
    ...namesIn(clauses),
    ...namesSet(place),
  ]);
  const read = reader(written, context, named);
  const { formulas: understood, equation } = subject(definition, written, read);
  const formulas = understood.map((formula) => ({
    ...formula,
    numbers: useDecimals(clauses) ? ("decimal" as const) : formula.numbers,
  }));
  const point: Point =
    values === undefined
      ? context.values
      : {
          numbers: new Map([...context.values.numbers, ...values.numbers]),
          exact: new Map([...context.values.exact, ...values.exact]),
        };
  return {
    formula: formulas[0],
    formulas,
    equation,
    wrts,
    at: values === undefined ? undefined : point.numbers,
    atNames: [...(values?.numbers.keys() ?? [])],
    point,
    way,
    method: clauses.get("using"),
    order: order === undefined ? undefined : readOrder(order, definition.orders),
    simplify: simplify === undefined ? "search" : oneOf("simplification", efforts, simplify),
    subgradient: kinks === undefined ? undefined : oneOf("kinks", subgradients, kinks),
    by: clauses.get("by"),
    about: clauses.get("about"),
    place,
    where: clauses.get("where"),
    effort: clauses.get("effort"),
    rule: clauses.get("rule"),
    withSteps: clauses.has("steps"),
    strict: clauses.has("strict"),
    syntax: format === "json" ? "text" : format,
    read: (text, clause) =>
      readPiece(
        clause,
        text,
        () =>
          reader({ ...written, text, syntax: "text" }, context, named)({ start: 0, end: text.length }).expr,
      ),
    context,
    budget: context.budget,
    cost: costOf(context.budget),
  };
}

function checkTaken({ name, clauses }: Definition, given: ClauseName): void {
  if (given === "to" || clauses.includes(given)) return;
  const taken = [...clauses, "to"].join(", ");
  throw new UsageError("unknown-clause", `${name} takes no '${given}', expected one of ${taken}`);
}

/** Whether a point or a vector is given in decimals: what is worked out from it is then printed so too. */
const useDecimals = (clauses: Written["clauses"]): boolean =>
  (["at", "about", "by", "where"] as const).some((name) => usesDecimals(clauses.get(name) ?? ""));

/** The word before the formula of a command with ways, and what is written without it. @throws {UsageError} without one */
function withoutWay(
  { name, ways = [], examples }: Definition,
  written: Written,
): { way: string | undefined; written: Written } {
  if (ways.length === 0) return { way: undefined, written };
  const { text, formula } = written;
  const word = /^\p{L}+(?=[\s(])/u.exec(text.slice(formula.start, formula.end))?.[0] ?? "";
  if (!ways.includes(word)) {
    throw new UsageError(
      "no-way",
      `${name} needs one of ${ways.join(", ")} before the formula: ${examples[0]}`,
    );
  }
  return {
    way: word,
    written: { ...written, formula: trimmed(text, formula.start + word.length, formula.end) },
  };
}

/** A claim with its variable behind it, 2*x = diff x^2 wrt x, as an option's value holds it. */
function withWrt({ takes }: Definition, written: Written): Written {
  const { text, formula, clauses } = written;
  if (takes !== "claim") return written;
  const match = /\swrt\s+([\p{L}_][\p{L}\p{M}\p{Nd}_]*)$/u.exec(text.slice(formula.start, formula.end));
  if (match === null) return written;
  if (clauses.has("wrt")) throw new UsageError("two-clauses", "'wrt' stands there twice, expected it once");
  return {
    ...written,
    formula: trimmed(text, formula.start, formula.start + match.index),
    clauses: new Map([...clauses, ["wrt", match[1]]]),
  };
}

/** Names that `by` and `about` begin with or set: x, x=0, x y. */
function* namesIn(clauses: Written["clauses"]): Generator<string> {
  for (const clause of ["by", "about"] as const) {
    for (const piece of clauses.get(clause)?.split(/[\s,]+/u) ?? []) {
      const name = canonicalName(piece.split("=", 1)[0]);
      if (
        isNameShaped(name) &&
        !constantNames.has(name) &&
        !functionNames.has(name) &&
        !reservedWords.has(name)
      )
        yield name;
    }
  }
}

/** Names that `at` sets where it is a place: x and a of x=3, a=2. */
function* namesSet(place = ""): Generator<string> {
  for (const { start, end } of atCommas(place)) {
    const [written, value] = place.slice(start, end).split("=", 2);
    const name = canonicalName(written.trim());
    if (value !== undefined && isNameShaped(name)) yield name;
  }
}

type Reader = (place: Place) => Understood;

const reader =
  ({ text, syntax }: Written, context: Context, named: ReadonlySet<string>): Reader =>
  ({ start, end }) => {
    const understood = understand(text.slice(0, end), {
      start,
      syntax,
      variables: [...(context.scope.variables ?? []), ...named],
      functions: context.scope.functions,
      hintNames: context.hintNames,
      budget: context.budget,
    });
    return { ...understood, expr: context.resolve(understood.expr, named) };
  };

/** What a command is asked about. */
interface Subject {
  readonly formulas: readonly Understood[];
  readonly equation: Equation | undefined;
}

function subject({ takes }: Definition, written: Written, read: Reader): Subject {
  switch (takes) {
    case "formula":
      return { formulas: [read(written.formula)], equation: undefined };
    case "formulas":
      return { formulas: listOf(written).map(read), equation: undefined };
    case "claim":
      return { formulas: claimOf(written, read), equation: undefined };
    case "equation":
      return equationOf(written, read);
  }
}

/** The formulas of a list, or the one formula that it is. */
function listOf({ text, formula, items = [], syntax = "text" }: Written): readonly Place[] {
  const places = items.length > 0 ? items : listed(text, formula, syntax);
  if (places !== undefined) return places;
  if (syntax === "text") checkList(text, formula);
  return [formula];
}

/** @throws {ParseError} for formulas with commas between them, and for a list that is not closed */
function checkList(text: string, formula: Place): void {
  const { start, end } = formula;
  const source = new Source(text);
  if (text.charAt(start) === "[") {
    const message = `expected ']' to close the '[' at ${source.place(start)}, as in [x*y, x + y]`;
    throw new ParseError("unclosed-bracket", message, { span: source.span(end, end) });
  }
  const comma = commaIn(text, formula);
  if (comma === undefined) return;
  const list = `[${source.excerpt(start, end)}]`;
  throw new ParseError(
    "list-without-brackets",
    `',' between formulas, expected a list in brackets: ${list}`,
    { span: source.span(comma, comma + 1), suggestion: list.includes("…") ? undefined : list },
  );
}

/** f and g of f = diff g; a formula alone is checked by itself. */
function claimOf({ text, formula, syntax = "text" }: Written, read: Reader): readonly Understood[] {
  const { start, end } = formula;
  const sign = claimSign(text, formula, syntax);
  if (sign === undefined) return [read(formula)];
  const right = trimmed(text, sign + 1, end);
  const diff = /^diff\s/u.exec(text.slice(right.start, end))?.[0].length;
  if (diff === undefined) {
    throw new UsageError("bad-claim", "a claim has diff behind its =, expected 2*x = diff x^2");
  }
  return [read(trimmed(text, start, sign)), read(trimmed(text, right.start + diff, end))];
}

/** left = right, and the formula left - right; a formula alone means that it is 0. */
function equationOf({ text, formula, syntax = "text" }: Written, read: Reader): Subject {
  if (syntax !== "text") {
    const whole = read(formula);
    const equation = sidesOf(whole.expr);
    if (equation.left === whole.expr) return { formulas: [whole], equation: undefined };
    return { formulas: [{ ...whole, expr: Sub(equation.left, equation.right) }], equation };
  }
  const { start, end } = formula;
  const sign = equalsSign(new Source(text.slice(0, end)), start);
  if (sign === undefined) return { formulas: [read(formula)], equation: undefined };
  const left = read(trimmed(text, start, sign));
  const right = read(trimmed(text, sign + 1, end));
  return {
    formulas: [
      {
        expr: Sub(left.expr, right.expr),
        warnings: [...left.warnings, ...right.warnings],
        numbers: left.numbers === "decimal" ? "decimal" : right.numbers,
      },
    ],
    equation: { left: left.expr, right: right.expr },
  };
}
