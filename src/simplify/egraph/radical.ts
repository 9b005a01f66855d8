// Powers of positive numbers by fractions in one form: 8^(1/2) is 2·2^(1/2), 2^(-1/2) is 1/2·2^(1/2).
// Every base is free of powers that could leave the root, every exponent between 0 and 1.
import { type ConstValue, constValue } from "../../expr/node.ts";
import { floorRational } from "../../expr/primitives/exact.ts";
import { addRational, type Rational, rational } from "../../expr/rational.ts";
import { addValues, mulValues, negateValue, powValue, toRational } from "../exact.ts";

/** content · bases[0]^exponents[0] · ... */
export interface Radical {
  readonly content: ConstValue;
  readonly factors: readonly { readonly base: ConstValue; readonly exponent: ConstValue }[];
}

/** Primes up to this are divided out of what stands under a root. */
const LARGEST_PRIME = 1000n;
/** Numbers beyond this many bits are left under their root. */
const LARGEST = 2n ** 256n;

/** The product of value^exponent for positive values, or undefined where a number is too large. */
export function radical(
  powers: readonly { readonly value: ConstValue; readonly exponent: ConstValue }[],
): Radical | undefined {
  const exponents = new Map<bigint, ConstValue>();
  const raise = (prime: bigint, by: ConstValue): boolean => {
    const sum = addValues(exponents.get(prime) ?? 0, by);
    if (sum === undefined) return false;
    exponents.set(prime, sum);
    return true;
  };
  for (const { value, exponent } of powers) {
    const { numerator, denominator } = toRational(value);
    if (numerator > LARGEST || denominator > LARGEST) return undefined;
    for (const [number, sign] of [
      [numerator, exponent],
      [denominator, negateValue(exponent)],
    ] as const) {
      for (const [prime, count] of factorised(number)) {
        const by = mulValues(sign, count);
        if (by === undefined || !raise(prime, by)) return undefined;
      }
    }
  }
  let content: ConstValue = 1;
  const byExponent = new Map<string, { base: bigint; exponent: Rational }>();
  for (const [prime, value] of exponents) {
    const exponent = toRational(value);
    const whole = floorRational(exponent);
    const power = powValue(constValue(rational(prime)), constValue(rational(whole)));
    const product: ConstValue | undefined = power === undefined ? undefined : mulValues(content, power);
    if (product === undefined) return undefined;
    content = product;
    const rest = addRational(exponent, rational(-whole));
    if (rest.numerator === 0n) continue;
    const key = `${rest.numerator}/${rest.denominator}`;
    const known = byExponent.get(key);
    if (known === undefined) byExponent.set(key, { base: prime, exponent: rest });
    else known.base *= prime;
  }
  const factors = [...byExponent.values()].map(({ base, exponent }) => ({
    base: constValue(rational(base)),
    exponent: constValue(exponent),
  }));
  return { content, factors };
}

/** Prime factors with their exponents; what is left over beyond the largest prime counts as one, roots taken. */
function* factorised(n: bigint): Generator<[bigint, number]> {
  let rest = n;
  for (let prime = 2n; prime <= LARGEST_PRIME && prime * prime <= rest; prime += prime === 2n ? 1n : 2n) {
    let count = 0;
    while (rest % prime === 0n) {
      rest /= prime;
      count++;
    }
    if (count > 0) yield [prime, count];
  }
  if (rest > 1n) yield [rest, 1];
}
