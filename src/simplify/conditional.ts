// Conditionals among forms: what both branches share comes to the front, factors and terms go where
// they matter, and conditions that are decided already are not asked again.
import { equal } from "../expr/equal.ts";
import { type Apply, apply, type Expr, mayBeUndefined } from "../expr/node.ts";
import { If } from "../expr/primitives/logic.ts";
import { rely } from "./allowance.ts";
import { build } from "./build.ts";
import { commonOfTwo } from "./common.ts";
import type { Engine } from "./engine.ts";
import { Factors } from "./factors.ts";
import { atom, constantOf, type Form, type Power, Product, power, zero } from "./form.ts";
import { scaleForm } from "./scale.ts";
import { Terms } from "./terms.ts";

/** if(condition, chosen, other) with what both branches share in front. */
export function conditionalForm(engine: Engine, condition: Expr, chosen: Form, other: Form): Form {
  const decided = If.exact?.(condition, build(chosen), build(other));
  if (decided !== undefined) return decided === chosen.expr ? chosen : other;
  const left = decidedBranch(engine, condition, chosen, 1);
  const right = decidedBranch(engine, condition, other, 2);
  if (equal(build(left), build(right))) return left;
  const both =
    left instanceof Product && right instanceof Product && constantOf(left) !== 0 && constantOf(right) !== 0;
  const shared = both ? commonOfTwo(left, right) : undefined;
  if (shared === undefined) return atom(apply(If, [condition, engine.whole(left), engine.whole(right)]));
  const inside = apply(If, [condition, engine.whole(shared.left), engine.whole(shared.right)]);
  const factors = new Factors();
  engine.multiply(factors, shared.common);
  factors.power(power(inside, 1), engine);
  return engine.closeProduct(factors);
}

/** A branch in which the condition is already decided: if(c, if(c, a, b), d) is if(c, a, d). */
function decidedBranch(engine: Engine, condition: Expr, form: Form, branch: 1 | 2): Form {
  const base = form instanceof Product ? form.onlyBase : undefined;
  if (!(form instanceof Product) || base?.kind !== "apply" || base.op !== If) return form;
  return equal(base.args[0], condition)
    ? scaleForm(engine.formOf(base.args[branch]), form.coefficient)
    : form;
}

/** w·if(c, a, 0) is if(c, w·a, 0): the factor matters only where the branch does. */
export function intoConditional(engine: Engine, product: Product): Form {
  if (product.powers.length === 1 && product.coefficient === 1) return product;
  const at = findHalfConditional(product);
  if (at < 0) return product;
  const conditional = product.powers[at].base;
  if (conditional.kind !== "apply") return product;
  const branch = isZero(conditional.args[1]) ? 2 : 1;
  const isAlike = ({ base, exponent }: Power): boolean =>
    exponent === 1 && base.kind === "apply" && base.op === If && equal(base.args[0], conditional.args[0]);
  const rest = new Product(
    product.coefficient,
    product.powers.filter((factor) => !isAlike(factor)),
  );
  const restExpr = build(rest);
  if (mayBeUndefined(restExpr) && !rely(engine.allowance, { expr: restExpr, holds: "defined" }))
    return product;
  const factors = new Factors();
  engine.multiply(factors, rest);
  for (const { base } of product.powers.filter(isAlike)) {
    if (base.kind === "apply") engine.multiply(factors, engine.formOf(base.args[branch]));
  }
  const value = engine.closeProduct(factors);
  return conditionalForm(
    engine,
    conditional.args[0],
    branch === 1 ? value : zero,
    branch === 1 ? zero : value,
  );
}

/** v·if(c, a, b) + w·if(c, d, e) is if(c, v·a + w·d, v·b + w·e). */
export function mergeConditionals(engine: Engine, terms: readonly Product[]): readonly Product[] {
  let count = 0;
  for (const term of terms) if (conditionalIn(term) !== undefined) count++;
  if (count < 2) return terms;
  const groups: { condition: Expr; members: { term: Product; conditional: Apply }[] }[] = [];
  const merged = new Terms();
  for (const term of terms) {
    const conditional = conditionalIn(term);
    if (conditional === undefined) {
      merged.push(term);
      continue;
    }
    const group = groups.find((g) => equal(g.condition, conditional.args[0]));
    if (group === undefined)
      groups.push({ condition: conditional.args[0], members: [{ term, conditional }] });
    else group.members.push({ term, conditional });
  }
  for (const { condition, members } of groups) {
    if (members.length === 1) {
      merged.push(members[0].term);
      continue;
    }
    const branch = (i: 1 | 2): Form => {
      const inside = new Terms();
      for (const { term, conditional } of members) engine.add(inside, chosenIn(engine, term, conditional, i));
      return engine.collect(inside.products());
    };
    engine.add(merged, conditionalForm(engine, condition, branch(1), branch(2)));
  }
  return merged.products();
}

/** A term with its conditional replaced by one of its branches. */
function chosenIn(engine: Engine, term: Product, conditional: Apply, branch: 1 | 2): Form {
  const inside = engine.formOf(conditional.args[branch]);
  if (term.powers.length === 1) return scaleForm(inside, term.coefficient);
  if (constantOf(inside) === 0) return zero;
  const factors = new Factors();
  engine.multiply(
    factors,
    new Product(
      term.coefficient,
      term.powers.filter(({ base }) => base !== conditional),
    ),
    1,
    true,
  );
  engine.multiply(factors, inside);
  return engine.closeProduct(factors);
}

/** The one conditional that is a factor of a term; undefined where there is none, or more. */
function conditionalIn(term: Product): Apply | undefined {
  let found: Apply | undefined;
  for (const { base, exponent } of term.powers) {
    if (base.kind !== "apply" || base.op !== If || exponent !== 1) continue;
    if (found !== undefined) return undefined;
    found = base;
  }
  return found;
}

/** Where a product has a conditional with a branch 0, or -1. */
function findHalfConditional({ powers }: Product): number {
  for (let i = 0; i < powers.length; i++) {
    const { base, exponent } = powers[i];
    if (base.kind !== "apply" || base.op !== If || exponent !== 1) continue;
    if (isZero(base.args[1]) || isZero(base.args[2])) return i;
  }
  return -1;
}

const isZero = (expr: Expr): boolean => expr.kind === "const" && expr.value === 0;
