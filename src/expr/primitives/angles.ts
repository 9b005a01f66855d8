// Angles that are rational multiples of pi, and the sines, cosines and tangents of those that are rational.
import { type Apply, Const, type Expr } from "../node.ts";
import {
  addRational,
  divRational,
  mulRational,
  negateRational,
  type Rational,
  rational,
} from "../rational.ts";
import { Pi, Tau } from "./constants.ts";
import { exactValue, floorRational } from "./exact.ts";
import { Div, Mul, Neg } from "./operators.ts";

const isConstant = (x: Apply, named: Expr): boolean => named.kind === "apply" && x.op === named.op;

/** r where a formula is r*pi as tidy writes it: pi/2, -3*pi, tau; 0 where it is 0. */
function multipleOfPi(angle: Expr): Rational | undefined {
  let factor = rational(1n);
  let rest = angle;
  for (;;) {
    if (rest.kind !== "apply") return exactValue(rest)?.numerator === 0n ? rational(0n) : undefined;
    if (isConstant(rest, Pi)) return factor;
    if (isConstant(rest, Tau)) return mulRational(factor, rational(2n));
    const { op } = rest;
    const [first, second] = rest.args;
    if (op === Neg) {
      factor = negateRational(factor);
      rest = first;
      continue;
    }
    const [left, right] = rest.args.map(exactValue);
    if (op === Mul && left !== undefined) {
      factor = mulRational(factor, left);
      rest = second;
    } else if (op === Div && right !== undefined && right.numerator !== 0n) {
      factor = divRational(factor, right);
      rest = first;
    } else return undefined;
  }
}

/** What is left of r after whole multiples of a period, as text. */
function within(r: Rational, period: bigint): string {
  const whole = floorRational(divRational(r, rational(period)));
  const { numerator, denominator } = addRational(r, rational(-whole * period));
  return `${numerator}/${denominator}`;
}

const lookedUp =
  (period: bigint, shift: Rational, values: ReadonlyMap<string, string>) =>
  (angle: Expr): Expr | undefined => {
    const r = multipleOfPi(angle);
    const value = r === undefined ? undefined : values.get(within(addRational(r, shift), period));
    return value === undefined ? undefined : Const(value);
  };

const sines = new Map([
  ["0/1", "0"],
  ["1/6", "1/2"],
  ["1/2", "1"],
  ["5/6", "1/2"],
  ["1/1", "0"],
  ["7/6", "-1/2"],
  ["3/2", "-1"],
  ["11/6", "-1/2"],
]);
const tangents = new Map([
  ["0/1", "0"],
  ["1/4", "1"],
  ["3/4", "-1"],
]);

/** `exact` of sin, cos and tan. */
export const exactSine = lookedUp(2n, rational(0n), sines);
export const exactCosine = lookedUp(2n, rational(1n, 2n), sines);
export const exactTangent = lookedUp(1n, rational(0n), tangents);
