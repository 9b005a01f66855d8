// Results as texts: formulas as they print, in lists as they stand.
import type { Expr } from "../../src/expr/node.ts";
import { format } from "../../src/expr/print/format.ts";

export const texts = (exprs: readonly Expr[]): string[] => exprs.map((expr) => format(expr));
export const rows = (matrix: readonly (readonly Expr[])[]): string[][] => matrix.map(texts);
