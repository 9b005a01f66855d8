// A number as it stands in tables and pictures: so many significant digits, no more than it has.

/** @example shortNumber(5.716337814536773, 4)  // "5.716" */
export function shortNumber(value: number, digits: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return String(Number(value.toPrecision(digits)) + 0); // + 0: no minus before a 0
}
