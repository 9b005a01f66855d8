// The table: every row of every family, by name. A family's exports are its rows, so a new row is
// in the table as soon as it is written.
import { type Apply, isExpr } from "../node.ts";
import { isPrimitive, type Primitive } from "../primitive.ts";
import * as activations from "./activations.ts";
import * as constants from "./constants.ts";
import * as exponential from "./exponential.ts";
import * as extremes from "./extremes.ts";
import * as geometry from "./geometry.ts";
import * as hyperbolic from "./hyperbolic.ts";
import * as logic from "./logic.ts";
import * as operators from "./operators.ts";
import * as powers from "./powers.ts";
import * as rounding from "./rounding.ts";
import * as special from "./special.ts";
import * as trigonometric from "./trigonometric.ts";

const families = {
  constants,
  operators,
  logic,
  exponential,
  powers,
  trigonometric,
  hyperbolic,
  rounding,
  extremes,
  geometry,
  activations,
  special,
};

const isNullary = (value: unknown): value is Apply => isExpr(value) && value.kind === "apply";

/** What a family exports, by name: a bundler need not keep the order that the language gives them. */
const exportsOf = (family: object): [exported: string, value: unknown][] =>
  Object.entries(family).sort(([a], [b]) => (a < b ? -1 : 1));

function* rows(): Generator<[exported: string, row: Primitive]> {
  for (const family of Object.values(families)) {
    for (const [exported, value] of exportsOf(family)) {
      if (isPrimitive(value)) yield [exported, value];
      else if (isNullary(value)) yield [exported, value.op];
    }
  }
}

/** The rows of the family that a row belongs to, itself among them. */
export function familyOf(row: Primitive): readonly Primitive[] {
  for (const family of Object.values(families)) {
    const rows = exportsOf(family)
      .map(([, value]) => value)
      .filter(isPrimitive);
    if (rows.includes(row)) return rows;
  }
  return [];
}

/** Every row, in the order of the families: [exported name of the constructor, row]. */
export const exportedRows: readonly (readonly [string, Primitive])[] = [...rows()];

/** Every row by its name ("sin", "add"). `if`, comparisons and operators among them. */
export const primitives: ReadonlyMap<string, Primitive> = new Map(
  exportedRows.map(([, row]) => [row.name, row]),
);

/** Operators that may be called by name as well: pow(x, y), mod(x, y). */
const calledOperators: ReadonlySet<string> = new Set(["pow", "mod"]);

const called = exportedRows
  .map(([, row]) => row)
  .filter(
    (row) => row.notation.kind === "call" || row.notation.kind === "postfix" || calledOperators.has(row.name),
  );

/**
 * Rows that text calls by name, `sin(x)`, `pow(x, y)`, or by another spelling, `arcsin(x)`. A name may have one row
 * for each number of arguments: log(x) is ln(x), log(x, b) is log.
 */
export const functions: ReadonlyMap<string, readonly Primitive[]> = groupBy(called, (row) => [
  row.name,
  ...row.spellings,
]);

/** The names that are functions in text and so can't be variables. */
export const functionNames: ReadonlySet<string> = new Set(functions.keys());

/** Rows by the atom that S-expressions use. Neg and Sub share "-": a reader tells them apart by arity. */
export const rowsBySexpr: ReadonlyMap<string, readonly Primitive[]> = groupBy(primitives.values(), (row) => [
  row.sexpr,
]);

/** Rows by compute-engine's name. */
export const rowsByMathjson: ReadonlyMap<string, readonly Primitive[]> = groupBy(
  primitives.values(),
  (row) => [row.mathjson],
);

function groupBy(
  rows: Iterable<Primitive>,
  keys: (row: Primitive) => readonly string[],
): ReadonlyMap<string, readonly Primitive[]> {
  const groups = new Map<string, Primitive[]>();
  for (const row of rows) {
    for (const key of keys(row)) groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}
