// What the commands of the calculus read from a request alike: their variables, their method, their vectors.
import type { CalculusOptions } from "../../calculus/options.ts";
import { UsageError } from "../../expr/errors.ts";
import { byCodePoint, variables } from "../../expr/measure.ts";
import { constant, type Expr } from "../../expr/node.ts";
import { variableName } from "../../expr/var.ts";
import { type FormulaMethod, methodNamed } from "../../methods.ts";
import { checkComma } from "../at.ts";
import { readPiece } from "../clauseError.ts";
import { atCommas } from "../split.ts";
import type { ClauseName } from "./clauses.ts";
import type { Request } from "./definition.ts";

/** The names of wrt, one by one; default all variables of the formulas, sorted. @throws {UsageError} for none */
export function namesOf(request: Request): string[] {
  const { formulas, wrts, context } = request;
  if (wrts === undefined) {
    const names = [...new Set(formulas.flatMap(({ expr }) => variables(expr)))].sort(byCodePoint);
    if (names.length === 0) throw noVariables(request);
    return names;
  }
  if (wrts.some((names) => names.length > 1)) {
    throw new UsageError(
      "bad-wrt",
      `wrt names a mixed derivative, expected names with commas between them: ${context.spelt("wrt", "x, y")}`,
    );
  }
  return wrts.flat();
}

export const noVariables = ({ formulas, context }: Request): UsageError =>
  new UsageError(
    "no-variables",
    `the ${formulas.length === 1 ? "formula has" : "formulas have"} no variables: name one to differentiate by, ${context.spelt("wrt", "x")}`,
  );

/** The one variable of wrt; default the formula's only one. */
export function nameOf(request: Request, command: string): string {
  const names = namesOf(request);
  if (names.length === 1) return names[0];
  const found =
    request.wrts !== undefined
      ? `wrt names ${names.length} variables`
      : `the formula has ${names.length} variables, ${names.join(", ")}`;
  throw new UsageError(
    "bad-wrt",
    `${found}: ${command} needs one, ${request.context.spelt("wrt", names[0])}`,
  );
}

/** A method by its name, one that gives formulas. @throws {UsageError} for another */
function formulaMethod(name: string): FormulaMethod {
  const found = formulaMethods.find((each) => each === name);
  if (found !== undefined) return found;
  const { name: known } = methodNamed(name);
  throw new UsageError(
    "no-formula",
    `method '${known}' gives numbers only, expected one that gives formulas: alpha, beta or forward`,
  );
}

const formulaMethods: readonly FormulaMethod[] = ["alpha", "beta", "forward"];

/** The options of the calculus that a request carries. */
export const calculusOptions = ({ method, simplify, context, budget, cost }: Request): CalculusOptions => ({
  method: method === undefined ? undefined : formulaMethod(method),
  simplify,
  assume: context.isAssumed,
  budget,
  onVisits: cost.onVisits,
});

/**
 * The formulas of `by`, with commas between them, in brackets or not; by name where there are names: x=1, y=0, what is
 * left out being 0. @throws {UsageError} without the clause, and for a name that is none of `names`
 */
export function vectorOf(request: Request, command: string, names: readonly string[] = []): Expr[] {
  const text = request.by;
  if (text === undefined) {
    throw new UsageError("no-vector", `${command} needs a vector: ${request.context.spelt("by", "1, 2")}`);
  }
  const named = names.length === 0 ? undefined : namedFormulas(request, text, "by");
  if (named !== undefined) {
    const other = [...named.keys()].find((name) => !names.includes(name));
    if (other === undefined) return names.map((name) => named.get(name) ?? constant(0));
    const message = `by gives '${other}' a value, expected names of ${names.join(", ")}`;
    throw new UsageError(
      "bad-by",
      `${message}: name others too, ${request.context.spelt("wrt", [...names, other].join(", "))}`,
    );
  }
  const inner = /^\[(.*)\]$/su.exec(text)?.[1] ?? text;
  return atCommas(inner).map(({ start, end }) => request.read(inner.slice(start, end), "by"));
}

/** Formulas by name, from name=formula with commas between them; undefined where no piece has a =. */
export function namedFormulas(
  request: Request,
  text: string,
  clause: ClauseName,
): Map<string, Expr> | undefined {
  const found = new Map<string, Expr>();
  const pieces = atCommas(text).map(({ start, end }) => text.slice(start, end));
  if (!pieces.some((piece) => piece.includes("="))) return undefined;
  for (const piece of pieces) {
    const [written, formula] = split(piece);
    if (formula === undefined) {
      throw new UsageError(
        `bad-${clause}`,
        `'${piece}' gives no variable a formula, expected ${request.context.spelt(clause, "t = x + 1, u = t^2")}`,
      );
    }
    const name = readPiece(clause, piece, () => variableName(written));
    if (found.has(name)) throw new UsageError(`bad-${clause}`, `'${name}' has two formulas, expected one`);
    checkComma(clause, written, formula);
    found.set(name, request.read(formula, clause));
  }
  return found;
}

function split(piece: string): [string, string | undefined] {
  const at = piece.indexOf("=");
  return at < 0 ? [piece, undefined] : [piece.slice(0, at).trim(), piece.slice(at + 1).trim()];
}
