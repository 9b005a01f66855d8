// An exact constant as digits: an integer, a fraction in lowest terms, or, where asked for and the
// fraction terminates, its decimal, which reads back as exactly the same number. Every printer takes
// its numbers from here and only chooses the signs around the digits.
import type { ConstValue } from "../node.ts";

/** Fractions as p/q always, or as decimals where they terminate. */
export type Numbers = "fraction" | "decimal";

/** The magnitude of a constant, and whether a minus stands before it. */
export type Numeral = { readonly negative: boolean } & (
  | { readonly form: "nan" }
  | { readonly form: "inf" }
  /** Digits, at most one point, and a power of ten: 12, 0.5, 1.5e-20. */
  | { readonly form: "decimal"; readonly digits: string; readonly exponent: number }
  | { readonly form: "fraction"; readonly numerator: string; readonly denominator: string }
);

export function numeral(value: ConstValue, numbers: Numbers): Numeral {
  if (typeof value === "number") {
    if (Number.isNaN(value)) return { negative: false, form: "nan" };
    const negative = value < 0 || Object.is(value, -0);
    const magnitude = Math.abs(value);
    if (magnitude === Number.POSITIVE_INFINITY) return { negative, form: "inf" };
    return { negative, form: "decimal", digits: String(magnitude), exponent: 0 };
  }
  const negative = value.numerator < 0n;
  const numerator = negative ? -value.numerator : value.numerator;
  if (numbers === "decimal") {
    const decimal = terminating(numerator, value.denominator);
    if (decimal !== undefined) return { negative, form: "decimal", ...decimal };
  }
  if (value.denominator === 1n) {
    return { negative, form: "decimal", digits: String(numerator), exponent: 0 };
  }
  return {
    negative,
    form: "fraction",
    numerator: String(numerator),
    denominator: String(value.denominator),
  };
}

/** The digits without a sign, in the syntax of formulas: 12, 1.5e-20, 3/10, inf. */
export function magnitudeText(n: Numeral): string {
  if (n.form === "fraction") return `${n.numerator}/${n.denominator}`;
  if (n.form === "decimal") return n.exponent === 0 ? n.digits : `${n.digits}e${n.exponent}`;
  return n.form;
}

/** n/d, in lowest terms, as the shortest decimal, or undefined where its digits never end. */
function terminating(n: bigint, d: bigint): { digits: string; exponent: number } | undefined {
  const twos = valuation(d, 2n);
  const fives = valuation(d >> BigInt(twos), 5n);
  if (d >> BigInt(twos) !== 5n ** BigInt(fives)) return undefined;
  const places = Math.max(twos, fives);
  const all = String(n * 2n ** BigInt(places - twos) * 5n ** BigInt(places - fives));
  const leading = all.length - 1 - places; // n/d = d.ddd · 10^leading
  const significant = all.replace(/0+$/, "");
  const digits = significant.length === 1 ? significant : `${significant.charAt(0)}.${significant.slice(1)}`;
  // Positional where a double's text is; beyond, whichever is shorter.
  if (leading >= 0) {
    const positional = places === 0 ? all : insertPoint(significant.padEnd(leading + 1, "0"), leading + 1);
    const shorter = positional.length <= `${digits}e${leading}`.length;
    return leading < 21 || shorter ? { digits: positional, exponent: 0 } : { digits, exponent: leading };
  }
  if (leading >= -7) return { digits: `0.${"0".repeat(-leading - 1)}${significant}`, exponent: 0 };
  return { digits, exponent: leading };
}

const insertPoint = (digits: string, at: number): string =>
  at < digits.length ? `${digits.slice(0, at)}.${digits.slice(at)}` : digits;

/** The largest k with p^k dividing n, by squaring: a literal of many digits must not take a division for each. */
function valuation(n: bigint, p: bigint): number {
  const squares: bigint[] = [];
  for (let power = p; n % power === 0n; power *= power) squares.push(power);
  let count = 0;
  let left = n;
  for (let j = squares.length - 1; j >= 0; j--) {
    // A square can divide what is left at most once: the next larger one did not divide n.
    const power = squares[j];
    if (left % power === 0n) {
      left /= power;
      count += 2 ** j;
    }
  }
  return count;
}
