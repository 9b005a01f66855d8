// Warnings are values: text that reads, but that people or other tools read otherwise. Each shows
// the reading that was taken and how to write the other one.
import type { Span } from "../errors.ts";
import type { Place } from "./form.ts";
import type { Source } from "./source.ts";

export interface Warning {
  /** Stable: "ambiguous-quotient", "ambiguous-power", "ambiguous-root", "constant-call", "joined-letters", "spelt-function". */
  readonly code: string;
  readonly message: string;
  readonly span: Span;
  /** How to write the other reading; none where it would be too long to show whole. */
  readonly suggestion: string | undefined;
}

/** `text` is read as `reading`; `other` is how to write the other meaning, which is `what`. */
export function misreadable(
  source: Source,
  code: string,
  place: Place,
  reading: string,
  what: string,
  other: string,
): Warning {
  const text = source.excerpt(place.start, place.end);
  return {
    code,
    message: `'${text}' is read as ${reading}: for ${what} write ${other}`,
    span: source.span(place.start, place.end),
    suggestion: other.includes("…") ? undefined : other,
  };
}
