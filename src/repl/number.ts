// A number as people read it: whole numbers in full, a decimal approximation with 14 significant
// digits (the last two or three of a double are rounding); JSON and files carry all 17.

export function shownNumber(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const rounded = Number.isSafeInteger(value) ? value : Number(value.toPrecision(14));
  return String(rounded).replace("e+", "e"); // -0 is shown as 0
}

const DECIMAL = /(?<![\p{L}\p{M}\p{Nd}_.])(?:\d+\.\d*|\.\d+|\d+[eE][+-]?\d)/u;

/** Whether a text has a literal with a decimal point or an exponent: its answers are then printed in decimals. */
export const usesDecimals = (text: string): boolean => DECIMAL.test(text.replace(/#.*/gu, ""));
