// The values of cos and sin at the angles whose values are square roots: multiples of pi/12.
import type { ConstValue } from "../../expr/node.ts";
import { rational } from "../../expr/rational.ts";
import { isInteger, mulValues } from "../exact.ts";
import type { Reader } from "./read.ts";
import { NOTHING, type Polynomial } from "./ring.ts";

/** cos and sin of one angle. */
export interface Pair {
  readonly cos: Polynomial;
  readonly sin: Polynomial;
}

const HALF: ConstValue = rational(1n, 2n);

/** cos and sin of k·pi, for a multiple of 1/12; undefined for another. */
export function exactAngle(reader: Reader, k: ConstValue): Pair | undefined {
  const { ring } = reader;
  const twelfths = mulValues(k, 12);
  if (twelfths === undefined || typeof twelfths !== "number" || !isInteger(twelfths)) return undefined;
  const n = ((twelfths % 24) + 24) % 24;
  const root = (value: number): Polynomial => ring.scaled(reader.power(ring.constant(value), HALF), HALF);
  const quarter: Pair = { cos: root(2), sin: root(2) }; // pi/4
  const third: Pair = { cos: ring.constant(HALF), sin: root(3) }; // pi/3
  // n/12 = n/3 - n/4
  return turn(reader, times(reader, third, n % 6), times(reader, quarter, (8 - (n % 8)) % 8));
}

function times(reader: Reader, pair: Pair, n: number): Pair {
  let total: Pair = { cos: reader.ring.constant(1), sin: NOTHING };
  for (let i = 0; i < n; i++) total = turn(reader, total, pair);
  return total;
}

/** cos and sin of a sum of angles. `sign` is 1 for cosh and sinh. */
export function turn({ ring }: Reader, a: Pair, b: Pair, sign: 1 | -1 = -1): Pair {
  return {
    cos: ring.add(ring.multiply(a.cos, b.cos), ring.multiply(a.sin, b.sin), sign),
    sin: ring.add(ring.multiply(a.sin, b.cos), ring.multiply(a.cos, b.sin)),
  };
}
