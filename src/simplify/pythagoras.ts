// sin(u)^2 + cos(u)^2 is 1, and so is cosh(u)^2 - sinh(u)^2, whatever both are multiplied by.
import { equal, equalValues } from "../expr/equal.ts";
import { type Expr, mayBeUndefined } from "../expr/node.ts";
import type { Primitive } from "../expr/primitive.ts";
import { Cosh, Sinh } from "../expr/primitives/hyperbolic.ts";
import { Cos, Sin } from "../expr/primitives/trigonometric.ts";
import { type Allowance, rely } from "./allowance.ts";
import { negateValue } from "./exact.ts";
import { isFormula, Product, power, samePower } from "./form.ts";

/** first(u)^2 + sign·second(u)^2 = 1. */
interface Identity {
  readonly first: Primitive;
  readonly second: Primitive;
  readonly sign: 1 | -1;
}

const IDENTITIES: readonly Identity[] = [
  { first: Cos, second: Sin, sign: 1 },
  { first: Cosh, second: Sinh, sign: -1 },
];

/** The terms with the identities applied, or undefined where none applies. */
export function pythagorean(terms: readonly Product[], allowance: Allowance): readonly Product[] | undefined {
  let found: Product[] | undefined;
  for (let i = 0; i < (found ?? terms).length; i++) {
    const list = found ?? terms;
    const [at, merged] = partner(list, i, allowance);
    if (merged === undefined) continue;
    found = list.filter((_, k) => k !== i && k !== at);
    found.push(merged);
    i = -1; // what has become of the two may meet another
  }
  return found;
}

/** A term that makes one of the identities with term i, by its place, and what the two come to. */
function partner(
  terms: readonly Product[],
  i: number,
  allowance: Allowance,
): readonly [number, Product | undefined] {
  for (const { first, second, sign } of IDENTITIES) {
    for (const own of squaresOf(terms[i], first)) {
      for (let k = 0; k < terms.length; k++) {
        if (k === i) continue;
        const other = squaresOf(terms[k], second).find(
          ({ argument, rest }) => equal(argument, own.argument) && isMultiple(rest, own.rest, sign),
        );
        // sin(1/x)^2 + cos(1/x)^2 is nan at 0.
        if (other === undefined || !isDefined(own.argument, allowance)) continue;
        return [k, own.rest];
      }
    }
  }
  return [-1, undefined];
}

const isDefined = (argument: Expr, allowance: Allowance): boolean =>
  !mayBeUndefined(argument) || rely(allowance, { expr: argument, holds: "defined" });

/** Whether `a` is `sign` times `b`. */
const isMultiple = (a: Product, b: Product, sign: 1 | -1): boolean =>
  equalValues(a.coefficient, sign === 1 ? b.coefficient : negateValue(b.coefficient)) &&
  a.powers.length === b.powers.length &&
  a.powers.every((factor, k) => samePower(factor, b.powers[k]));

/** For each op(u)^n with an integer n >= 2 in a term: u, and the term without op(u)^2. */
function squaresOf(
  term: Product,
  op: Primitive,
): readonly { readonly argument: Expr; readonly rest: Product }[] {
  return term.powers.flatMap(({ base, exponent, been }, at) => {
    if (base.kind !== "apply" || base.op !== op || isFormula(exponent)) return [];
    if (typeof exponent !== "number" || exponent < 2 || !Number.isInteger(exponent)) return [];
    const left = exponent - 2;
    const powers = term.powers.flatMap((other, k) =>
      k !== at ? [other] : left === 0 ? [] : [power(base, left, been)],
    );
    return [{ argument: base.args[0], rest: new Product(term.coefficient, powers) }];
  });
}
