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

/** cos and sin of k·pi, for a multiple of 1/60 that need be none of 1/12: cos(pi/5) is (1 + sqrt(5))/4. */
export function fifthAngle(reader: Reader, k: ConstValue): Pair | undefined {
  const { ring } = reader;
  const sixtieths = mulValues(k, 60);
  if (sixtieths === undefined || typeof sixtieths !== "number" || !isInteger(sixtieths)) return undefined;
  const root = reader.power(ring.constant(5), HALF);
  const cos = ring.scaled(ring.add(ring.constant(1), root), rational(1n, 4n));
  const sin = reader.power(ring.scaled(ring.add(ring.constant(5), root, -1), rational(1n, 8n)), HALF);
  // n/60 = m/5 + r/12 with 12·m + 5·r = n: m = 3·n, r = -7·n.
  const n = ((sixtieths % 120) + 120) % 120;
  const rest = exactAngle(reader, rational(BigInt(-7 * n), 12n));
  return rest && turn(reader, times(reader, { cos, sin }, (3 * n) % 10), rest);
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
