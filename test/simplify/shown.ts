// Rewritten formulas as tests compare them: the text, and behind a bar the conditions.
import { parse } from "../../src/expr/parse/parse.ts";
import { format } from "../../src/expr/print/format.ts";
import { formatCondition } from "../../src/simplify/condition.ts";
import type { Rewritten } from "../../src/simplify/rewriting.ts";

/** "x + 1 | x ≠ 1" */
export function shown({ expr, conditions }: Rewritten): string {
  const said = conditions.map(formatCondition).join(", ");
  return said === "" ? format(expr) : `${format(expr)} | ${said}`;
}

/** What `rewrite` makes of a text. */
export const rewrites =
  (rewrite: (expr: ReturnType<typeof parse>) => Rewritten) =>
  (text: string): string =>
    shown(rewrite(parse(text)));
