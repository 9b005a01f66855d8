// What a command answers, before anybody decides where it goes: the text itself, the same as JSON,
// and the remarks that belong beside it (a command line sends them to stderr).
import type { Span } from "../expr/errors.ts";
import { Const, type Expr } from "../expr/node.ts";
import type { Warning } from "../expr/parse/warning.ts";
import { type Json, object } from "./json.ts";

/** Text and JSON are written only where they are asked for. */
export interface Answer {
  /** Without a newline at the end. */
  readonly text: () => string;
  readonly json: () => ReadonlyMap<string, Json>;
  /** Warnings, conditions and notes, a line each: "warning: ...". */
  readonly remarks: readonly string[];
  /** The formulas of the answer, which a session gives names. */
  readonly results: readonly Expr[];
  /** What it took, a line, where that is worth one: a session shows it. */
  readonly cost: string | undefined;
}

/** What an answer rests on, beside the formula itself. */
export interface Grounds {
  readonly warnings: readonly Warning[];
  /** Where the answer holds: "x != 0". */
  readonly conditions?: readonly string[];
  /** Conventions used at isolated points, a sentence each. */
  readonly notes?: readonly string[];
  readonly results?: readonly Expr[];
  readonly cost?: string | undefined;
}

/** A number that is all that was asked for, as the formula that ans then is. */
export const onlyNumber = (values: readonly number[]): readonly Expr[] =>
  values.length === 1 ? [Const(values[0])] : [];

/** An answer from its text and the JSON keys of its own; the keys that every answer has are added. */
export function answer(
  text: () => string,
  own: () => readonly (readonly [string, Json])[],
  { warnings, conditions = [], notes = [], results = [], cost }: Grounds,
): Answer {
  return {
    text,
    json: () =>
      object([
        ...own(),
        ["conditions", conditions],
        ["warnings", [...warnings, ...notes.map((message) => ({ code: "note", message }))].map(detailed)],
      ]),
    remarks: [
      ...warnings.map(({ message }) => `warning: ${message}`),
      ...conditions.map((condition) => `condition: ${condition}`),
      ...notes.map((note) => `note: ${note}`),
    ],
    results,
    cost,
  };
}

/** An error or a warning as data; what it has not is null. */
export function detailed(from: {
  readonly message: string;
  readonly code: string;
  readonly span?: Span | undefined;
  readonly suggestion?: string | undefined;
}): Json {
  const { message, code, span, suggestion } = from;
  return object([
    ["message", message],
    ["code", code],
    ["line", span?.line ?? null],
    ["column", span?.column ?? null],
    ["span", span === undefined ? null : [span.start, span.end]],
    ["suggestion", suggestion ?? null],
  ]);
}
