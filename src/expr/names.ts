// Which texts are names of variables, in the one form that trees hold: NFC, subscript digits
// written as _1. The grammar keeps to the same definition; the constants and reserved words are
// listed here once, for the reader, for `Var` and for completion.

/** Words of the language that can't be variables. */
export const reservedWords: ReadonlySet<string> = new Set([
  "and",
  "or",
  "not",
  "mod",
  "if",
  "sum",
  "prod",
  "where",
]);

/** Names (and signs) of the constants; `i` is an ordinary variable. */
export const constantNames: ReadonlySet<string> = new Set(["pi", "π", "e", "tau", "τ", "inf", "∞", "nan"]);

const NAME = /^[\p{L}_][\p{L}\p{Nd}_\p{M}]*$/u;
const PLAIN = /^[A-Za-z0-9_]*$/;
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/** A name as trees hold it: NFC, `x₁` as `x_1`. */
export function canonicalName(name: string): string {
  if (PLAIN.test(name)) return name;
  return name.normalize("NFC").replace(/[₀-₉]+/gu, (run, at: number, whole: string) => {
    const digits = Array.from(run, (digit) => SUBSCRIPTS.indexOf(digit)).join("");
    return at > 0 && whole[at - 1] === "_" ? digits : `_${digits}`;
  });
}

/** Whether a canonical text has a name's shape: a letter or _, then letters, digits, _ (or combining marks). */
export const isNameShaped = (canonical: string): boolean => NAME.test(canonical);
