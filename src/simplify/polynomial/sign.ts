// What is known of a polynomial's sign: that every term is positive, or that a quadratic has no root.
import type { ConstValue, Expr } from "../../expr/node.ts";
import type { Condition } from "../condition.ts";
import { addValues, mulValues, negateValue, signOf } from "../exact.ts";
import type { GeneratorPower, Monomial, Polynomial, Sign } from "./ring.ts";

/** Whether a condition on a formula is known to hold. */
export type Known = (condition: Condition) => boolean;

const isEven = (v: ConstValue): boolean => typeof v === "number" && v % 2 === 0;
const isFraction = (v: ConstValue): boolean => typeof v === "object";

function signOfPower({ generator, exponent }: GeneratorPower): Sign {
  if (generator.sign === "positive") return "positive";
  const isNonnegative = generator.sign === "nonnegative" || isEven(exponent) || isFraction(exponent);
  if (!isNonnegative) return undefined;
  return signOf(exponent) < 0 ? "positive" : "nonnegative"; // 1/x^2 where it has a value
}

/** The sign of a monomial wherever it has a value. */
function signOfMonomial({ powers }: Monomial): Sign {
  let sign: Sign = "positive";
  for (const power of powers) {
    const own = signOfPower(power);
    if (own === undefined) return undefined;
    if (own === "nonnegative") sign = "nonnegative";
  }
  return sign;
}

/** The sign of a polynomial wherever it has a value; undefined where it is not known. */
export function signOfPolynomial(a: Polynomial): Sign {
  let sign: Sign = "nonnegative";
  for (const [monomial, coefficient] of a) {
    const own = signOf(coefficient) > 0 ? signOfMonomial(monomial) : undefined;
    if (own === undefined) return isQuadraticWithoutRoots(a) ? "positive" : undefined;
    if (own === "positive") sign = "positive";
  }
  return a.size === 0 ? "nonnegative" : sign;
}

/** a·t^2 + b·t + c with b^2 < 4·a·c and a > 0, t a power of one generator. */
function isQuadraticWithoutRoots(a: Polynomial): boolean {
  if (a.size !== 3) return false;
  const terms = [...a].sort(([p], [q]) => p.powers.length - q.powers.length);
  const [[unit, c], ...others] = terms;
  if (unit.powers.length > 0 || others.some(([{ powers }]) => powers.length !== 1)) return false;
  const powers = others.map(([monomial, coefficient]) => ({ ...monomial.powers[0], coefficient }));
  if (powers[0].generator !== powers[1].generator) return false;
  const doubled = (p: (typeof powers)[number], q: (typeof powers)[number]): boolean =>
    typeof p.exponent === "number" && typeof q.exponent === "number" && p.exponent === 2 * q.exponent;
  const [square, linear] = doubled(powers[0], powers[1]) ? powers : [powers[1], powers[0]];
  if (!doubled(square, linear) || signOf(square.coefficient) < 0) return false;
  const left = mulValues(linear.coefficient, linear.coefficient);
  const right = mulValues(mulValues(4, square.coefficient) ?? 0, c);
  if (left === undefined || right === undefined) return false;
  const difference = addValues(left, negateValue(right));
  return difference !== undefined && signOf(difference) < 0;
}

/** The sign that is known of an atom: by its row, or by what is assumed. */
export function signOfAtom(expr: Expr, known: Known | undefined): Sign {
  if (expr.kind === "apply") {
    const { op, args } = expr;
    if (args.length === 0 && op.value() > 0) return "positive";
    if (op.range !== undefined && op.range[0] > 0) return "positive";
    if (known?.({ expr, holds: "positive" }) === true) return "positive";
    return op.range !== undefined && op.range[0] >= 0 ? "nonnegative" : undefined;
  }
  if (known?.({ expr, holds: "positive" }) === true) return "positive";
  return known?.({ expr, holds: "nonnegative" }) === true ? "nonnegative" : undefined;
}
