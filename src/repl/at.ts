// Values of variables as people write them: `x=1, y=pi/2`. A value is a number or any formula
// without variables, worked out at once.
import { UsageError } from "../expr/errors.ts";
import { evaluate } from "../expr/evaluate.ts";
import type { Expr } from "../expr/node.ts";
import { parse } from "../expr/parse/parse.ts";
import { substitute } from "../expr/substitute.ts";
import { variableName } from "../expr/var.ts";
import { readPiece } from "./clauseError.ts";
import type { ClauseName } from "./commands/clauses.ts";
import type { Context } from "./commands/definition.ts";
import { atCommas } from "./split.ts";
import type { Point } from "./value.ts";

/**
 * The value of each name, in the order written. Values may use what is known in the context.
 * @throws {UsageError} that says which assignment can't be understood.
 */
export function readAt(text: string, context: Pick<Context, "scope" | "values" | "resolve">): Point {
  const numbers = new Map<string, number>();
  const exact = new Map<string, Expr>();
  for (const { start, end } of atCommas(text)) {
    const assignment = text.slice(start, end);
    const equals = assignment.indexOf("=");
    if (equals < 0) {
      throw new UsageError(
        "bad-at",
        `'${assignment}' gives no variable a value, expected x=1 or x=1, y=pi/2`,
      );
    }
    const written = assignment.slice(0, equals).trim();
    const value = assignment.slice(equals + 1).trim();
    readPiece("at", `${written}=${value}`, () => {
      const name = variableName(written);
      if (numbers.has(name)) throw new UsageError("bad-at", `'${name}' has two values, expected one`);
      checkComma("at", written, value);
      const expr = context.resolve(parse(value, context.scope));
      numbers.set(name, evaluate(expr, context.values.numbers));
      exact.set(name, substitute(expr, context.values.exact));
    });
  }
  return { numbers, exact };
}

/** @throws {UsageError} for x=1 y=2 */
export function checkComma(clause: ClauseName, name: string, value: string): void {
  const next = /^(.*\S)\s+([\p{L}_][\p{L}\p{M}\p{Nd}_]*\s*=(?!=).*)$/su.exec(value);
  if (next === null) return;
  const [, first, rest] = next;
  throw new UsageError(
    `bad-${clause}`,
    `'${name}=${value}' has a second '=', expected a comma before it: ${name}=${first}, ${rest}`,
  );
}
