// What a command answers, before anybody decides where it goes: the text itself, the same as JSON,
// and the remarks that belong beside it (a command line sends them to stderr).
import type { Span } from "../expr/errors.ts";
import type { Warning } from "../expr/parse/warning.ts";
import { type Json, object } from "./json.ts";

/** Text and JSON are written only where they are asked for. */
export interface Answer {
  /** Without a newline at the end. */
  readonly text: () => string;
  readonly json: () => Json;
  /** Warnings, conditions and notes, a line each: "warning: ...". */
  readonly remarks: readonly string[];
}

/** What an answer rests on, beside the formula itself. */
export interface Grounds {
  readonly warnings: readonly Warning[];
  /** Where the answer holds: "x != 0". */
  readonly conditions?: readonly string[];
  /** Conventions used at isolated points, a sentence each. */
  readonly notes?: readonly string[];
}

/** An answer from its text and the JSON keys of its own; the keys that every answer has are added. */
export function answer(
  text: () => string,
  own: () => readonly (readonly [string, Json])[],
  { warnings, conditions = [], notes = [] }: Grounds,
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
