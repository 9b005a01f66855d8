// From what was written to what a command is asked: the clauses read, the formulas understood, names that
// stand for formulas put in. Names in wrt, at, by and about are known variables.
import { UsageError } from "../../expr/errors.ts";
import { canonicalName, constantNames, isNameShaped, reservedWords } from "../../expr/names.ts";
import type { Place } from "../../expr/parse/form.ts";
import { type Equation, equalsSign } from "../../expr/parse/parse.ts";
import { Source } from "../../expr/parse/source.ts";
import { Sub } from "../../expr/primitives/operators.ts";
import { functionNames } from "../../expr/primitives/table.ts";
import { readAt } from "../at.ts";
import { atCommas, trimmed } from "../split.ts";
import { type Syntax, type Understood, understand } from "../understand.ts";
import type { Point } from "../value.ts";
import { readWrt } from "../wrt.ts";
import { type ClauseName, efforts, type Format, formats, oneOf, readOrder } from "./clauses.ts";
import type { Context, Definition, Request } from "./definition.ts";

/** What was written: a text of which a part is the formula, and the texts of the clauses. */
export interface Written {
  readonly text: string;
  /** Where in it the formula stands. */
  readonly formula: Place;
  readonly clauses: ReadonlyMap<ClauseName, string>;
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
export function requestFrom(definition: Definition, written: Written, context: Context): Request {
  const clauses = withOrder(definition, written.clauses);
  for (const name of clauses.keys()) checkTaken(definition, name);
  const wrtText = clauses.get("wrt");
  const atText = clauses.get("at");
  const order = clauses.get("order");
  const simplify = clauses.get("simplify");
  const wrts = wrtText === undefined ? undefined : readWrt(wrtText);
  const given = atText === undefined ? undefined : readAt(atText, context);
  const format = formatAsked(definition, clauses);
  const named = new Set([...(wrts ?? []).flat(), ...(given?.numbers.keys() ?? []), ...namesIn(clauses)]);
  const read = reader(written, context, named);
  const { formulas, equation } = subject(definition, written, read);
  const point: Point =
    given === undefined
      ? context.values
      : {
          numbers: new Map([...context.values.numbers, ...given.numbers]),
          exact: new Map([...context.values.exact, ...given.exact]),
        };
  return {
    formula: formulas[0],
    formulas,
    equation,
    wrts,
    at: given === undefined ? undefined : point.numbers,
    point,
    method: clauses.get("using"),
    order: order === undefined ? undefined : readOrder(order),
    simplify: simplify === undefined ? "search" : oneOf("simplification", efforts, simplify),
    by: clauses.get("by"),
    about: clauses.get("about"),
    where: clauses.get("where"),
    syntax: format === "json" ? "text" : format,
    read: (text) =>
      reader({ ...written, text, syntax: "text" }, context, named)({ start: 0, end: text.length }).expr,
    context,
    budget: context.budget,
  };
}

function checkTaken({ name, clauses }: Definition, given: ClauseName): void {
  if (given === "to" || clauses.includes(given)) return;
  const taken = [...clauses, "to"].join(", ");
  throw new UsageError("unknown-clause", `${name} takes no '${given}', expected one of ${taken}`);
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

function subject(
  { takes }: Definition,
  { text, formula }: Written,
  read: Reader,
): { readonly formulas: readonly Understood[]; readonly equation: Equation | undefined } {
  const { start, end } = formula;
  if (takes === "formulas" && text[start] === "[" && text[end - 1] === "]") {
    return { formulas: atCommas(text, start + 1, end - 1).map(read), equation: undefined };
  }
  if (takes !== "equation" && takes !== "claim") return { formulas: [read(formula)], equation: undefined };
  const sign = equalsSign(new Source(text.slice(0, end)), start);
  if (takes === "claim" && sign !== undefined) {
    const right = trimmed(text, sign + 1, end);
    const diff = /^diff\s/u.exec(text.slice(right.start, end))?.[0].length;
    if (diff === undefined) {
      throw new UsageError("bad-claim", "a claim has diff behind its =, expected 2*x = diff x^2");
    }
    const left = read(trimmed(text, start, sign));
    return { formulas: [left, read(trimmed(text, right.start + diff, end))], equation: undefined };
  }
  const left = read(sign === undefined ? formula : trimmed(text, start, sign));
  if (sign === undefined) return { formulas: [left], equation: undefined };
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
