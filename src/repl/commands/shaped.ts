// Answers that are a formula, a list or a matrix of formulas; with `at`, their values there.
import { evaluate } from "../../expr/evaluate.ts";
import { type Expr, isExpr, toExpr } from "../../expr/node.ts";
import { format } from "../../expr/print/format.ts";
import { mathElement, mathmlMatrix, withoutElement } from "../../expr/print/mathml.ts";
import { type Answer, answer, type Grounds } from "../answer.ts";
import type { Json } from "../json.ts";
import { type Showing, type ShownSyntax, showAll, showNumbers, unlabelled } from "../show.ts";
import { conventionsAt } from "./conventions.ts";
import type { Request } from "./definition.ts";

type Entry = Expr | number;
type Row = readonly Entry[];

/** What an answer is: one entry, a list, or a matrix. */
export type Shape =
  | { readonly as: "one"; readonly entry: Entry }
  | { readonly as: "list"; readonly row: Row }
  | { readonly as: "matrix"; readonly rows: readonly Row[] };

export interface Own {
  /** The JSON key of the result. */
  readonly key: string;
  /** What differentiated; default the method asked for. */
  readonly by?: string;
  /** JSON keys before it. */
  readonly before?: readonly (readonly [string, Json])[];
  readonly grounds?: Omit<Grounds, "warnings" | "results">;
}

/** The answer whose result has this shape; its JSON begins with the formulas asked about. */
export function shapedAnswer(request: Request, shape: Shape, { key, by, before = [], grounds }: Own): Answer {
  const { formulas, at, syntax, cost, method = "alpha" } = request;
  const given = shape.as === "one" ? [[shape.entry]] : shape.as === "list" ? [shape.row] : shape.rows;
  const rows = at === undefined ? given : given.map((row) => row.map((entry) => valued(entry, at)));
  const { numbers } = formulas[0];
  const text = (entry: Entry): string => entryText(entry, { syntax, numbers });
  const json = (entry: Entry): Json => (typeof entry === "number" ? entry : format(entry, { numbers }));
  const asked = formulas.map(({ expr }) => format(expr, { numbers }));
  return answer(
    () =>
      laidOut(
        shape.as,
        rows.map((row) => row.map(text)),
        syntax,
      ),
    () => [
      asked.length === 1 ? ["formula", asked[0]] : ["formulas", asked],
      ...before,
      [
        key,
        nested(
          shape.as,
          rows.map((row) => row.map(json)),
        ),
      ],
    ],
    {
      ...grounds,
      warnings: formulas.flatMap(({ warnings }) => warnings),
      notes: [...new Set([...(grounds?.notes ?? []), ...conventionsAt(request)])],
      results: shape.as === "one" ? rows[0].map(toExpr) : rows.flat().filter(isExpr),
      cost: cost.line(by ?? method, rows.flat().filter(isExpr)),
    },
  );
}

const valued = (entry: Entry, at: ReadonlyMap<string, number>): number =>
  typeof entry === "number" ? entry : evaluate(entry, at);

const nested = (as: Shape["as"], rows: readonly (readonly Json[])[]): Json =>
  as === "one" ? rows[0][0] : as === "list" ? rows[0] : rows;

/** A list on one line, which is read again, and a matrix in rows of such; pictures stand below each other. */
export function laidOut(as: Shape["as"], rows: readonly (readonly string[])[], syntax: ShownSyntax): string {
  if (as === "one") return syntax === "mathml" ? mathElement(rows[0][0]) : rows[0][0];
  const column = as === "list" ? rows[0].map((entry) => [entry]) : rows;
  switch (syntax) {
    case "text":
      return rows.map((row) => `[${row.join(", ")}]`).join("\n");
    case "sexpr":
      return rows.map((row) => `[${row.join(" ")}]`).join("\n");
    case "mathjson": {
      const lists = rows.map((row) => `[${row.join(", ")}]`);
      return as === "list" ? lists[0] : `[${lists.join(", ")}]`;
    }
    case "latex":
      return `\\begin{pmatrix} ${column.map((row) => row.join(" & ")).join(" \\\\ ")} \\end{pmatrix}`;
    case "mathml":
      return mathElement(mathmlMatrix(column));
    default:
      return rows.flat().join("\n");
  }
}

/** An entry as `laidOut` takes it. */
export function entryText(entry: Entry, { syntax, numbers }: Showing): string {
  const text =
    typeof entry === "number"
      ? showNumbers([{ ...unlabelled, value: entry }], syntax)
      : showAll([{ ...unlabelled, expr: entry }], { syntax, numbers });
  return syntax === "mathml" ? withoutElement(text) : text;
}
