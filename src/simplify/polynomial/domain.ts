// Where a rewritten formula has a value and the formula itself has none: what the one requires of its variables is
// compared with what the other does, taken apart into factors, so that x^2 ≠ 1 follows from x ≠ 1 and x ≠ -1.
import type { ConstValue, Expr } from "../../expr/node.ts";
import { Abs } from "../../expr/primitives/rounding.ts";
import { build } from "../build.ts";
import type { Condition } from "../condition.ts";
import { powValue, signOf } from "../exact.ts";
import { factoredOf } from "./quotient.ts";
import { keyOf, type Reader, type Requirement } from "./read.ts";
import { constantIn, type GeneratorPower, type Polynomial, single } from "./ring.ts";
import { signOfPolynomial } from "./sign.ts";
import { formOf } from "./write.ts";

/** What a domain is taken apart with, in products of terms for each denominator. */
const STEPS = 20_000;

type Requirements = ReadonlyMap<string, Requirement>;

/** The conditions under which a formula that requires `left` is what one that requires `given` is. */
export function conditionsBetween(reader: Reader, given: Requirements, left: Requirements): Condition[] {
  if ([...given.keys()].every((key) => left.has(key))) return [];
  const had = partsOf(reader, given);
  const have = partsOf(reader, left);
  const has = (holds: Condition["holds"], key: string): boolean => have.has(`${holds} ${key}`);
  const missing: Requirement[] = [];
  for (const { of, holds } of had.values()) {
    const key = keyOf(of);
    const follows =
      has(holds, key) ||
      (holds !== "defined" && has("positive", key)) ||
      (holds === "positive" && has("nonzero", key) && has("nonnegative", key)) ||
      (holds !== "positive" && holds !== "defined" && had.has(`positive ${key}`));
    if (!follows) missing.push({ of, holds });
  }
  return merged(missing).map(({ of, holds }) => ({ expr: build(formOf(of)), holds }));
}

/** x ≥ 0 and x ≠ 0 as x > 0. */
function merged(missing: readonly Requirement[]): Requirement[] {
  const keys = new Set(missing.map(({ of, holds }) => `${holds} ${keyOf(of)}`));
  return missing.flatMap(({ of, holds }) => {
    const both = keys.has(`nonzero ${keyOf(of)}`) && keys.has(`nonnegative ${keyOf(of)}`);
    if (!both || holds === "defined" || holds === "positive") return [{ of, holds }];
    return holds === "nonnegative" ? [{ of, holds: "positive" as const }] : [];
  });
}

/** All that a reader has found to be required, in its simplest parts. */
export const requiredIn = (reader: Reader): Condition[] =>
  [...partsOf(reader, reader.requirements).values()].map(({ of, holds }) => ({
    expr: build(formOf(of)),
    holds,
  }));

/** Requirements in their simplest parts, each once. */
function partsOf(reader: Reader, requirements: Requirements): ReadonlyMap<string, Requirement> {
  const parts = new Map<string, Requirement>();
  const stack = [...requirements.values()].reverse();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { of, holds } = next;
    if (constantIn(of) !== undefined) {
      parts.set(`${holds} ${keyOf(of)}`, next); // what never holds: ln(-1) asks for -1 > 0
      continue;
    }
    if (holds === "nonzero") {
      for (const part of nonzeroParts(reader, of)) parts.set(`nonzero ${keyOf(part)}`, { of: part, holds });
      continue;
    }
    const pieces = holds === "defined" ? [next] : signParts(reader, of, holds);
    if (
      pieces.length === 1 &&
      (holds === "defined" || keyOf(pieces[0].of) === keyOf(of)) &&
      pieces[0].holds === holds
    )
      parts.set(`${holds} ${keyOf(of)}`, next);
    else stack.push(...pieces);
  }
  return parts;
}

/** What a sign requires of the parts of a product: x^2*exp(y) > 0 where x ≠ 0, x^3 >= 0 where x >= 0. */
function signParts(reader: Reader, given: Polynomial, holds: "positive" | "nonnegative"): Requirement[] {
  const { ring } = reader;
  const of = withoutPositive(reader, given);
  const sign = signOfPolynomial(of);
  if (sign === "positive" || (sign !== undefined && holds === "nonnegative")) return [];
  if (sign !== undefined) return [{ of, holds: "nonzero" }];
  const term = of.size === 1 ? single(of) : undefined;
  if (term === undefined || signOf(term[1]) < 0) return [{ of, holds }];
  const [{ powers }] = term;
  const odd = powers.filter(({ generator, exponent }) => generator.sign === undefined && isOdd(exponent));
  if (odd.length !== 1) return [{ of, holds }];
  const others = powers.filter((power) => power !== odd[0]);
  if (holds === "nonnegative" && others.length > 0) return [{ of, holds }];
  const { generator } = odd[0];
  return [
    { of: generator.sum ?? ring.power(generator), holds },
    ...others.map(({ generator: other }): Requirement => ({ of: ring.power(other), holds: "nonzero" })),
  ];
}

const isOdd = (v: ConstValue): boolean => typeof v === "number" && Math.abs(v % 2) === 1;

const isMagnitude = (expr: Expr): boolean => expr.kind === "apply" && expr.op === Abs;

/** Without a positive number and powers that are known to be positive in front. */
function withoutPositive(reader: Reader, of: Polynomial): Polynomial {
  const { ring } = reader;
  const content = reader.content(of);
  if (content === undefined) return of;
  const [{ powers }, k] = single(content);
  const positive = powers.filter(({ generator }) => generator.sign === "positive");
  const inverse = new Map([[ring.raised(ring.monomial(positive), -1), 1 as ConstValue]]);
  const number = powValue(k, -1) ?? 1;
  return ring.scaled(ring.multiply(ring.scaled(of, number), inverse), signOf(k) < 0 ? -1 : 1);
}

/** The irreducible factors of what must not be 0, but for those that never are. */
function nonzeroParts(reader: Reader, of: Polynomial): Polynomial[] {
  const { ring } = reader;
  const parts: Polynomial[] = [];
  const stack = [of];
  const seen = new Set<string>();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const key = keyOf(next);
    if (seen.has(key)) continue;
    seen.add(key);
    if (next.size === 0) {
      parts.push(ring.constant(0));
      continue;
    }
    if (next.size === 1) {
      for (const { generator } of single(next)[0].powers) {
        if (generator.sign === "positive") continue;
        if (generator.sum !== undefined) stack.push(generator.sum);
        else if (isMagnitude(generator.base) && generator.reduction !== undefined)
          stack.push(generator.reduction.by());
        else parts.push(ring.power(generator));
      }
      continue;
    }
    const content = reader.content(next);
    const powers: readonly GeneratorPower[] = content === undefined ? [] : single(content)[0].powers;
    if (powers.length > 0) {
      const monomial = ring.monomial(powers);
      stack.push(new Map([[monomial, 1]]), ring.multiply(next, new Map([[ring.raised(monomial, -1), 1]])));
      continue;
    }
    for (const { of: factor } of factoredOf(reader, next, STEPS).parts) {
      if (factor.size === 1) stack.push(factor);
      else if (
        signOfPolynomial(factor) !== "positive" &&
        signOfPolynomial(ring.scaled(factor, -1)) !== "positive"
      )
        parts.push(factor);
    }
  }
  return parts;
}
