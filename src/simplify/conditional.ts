// Conditionals among forms: what both branches share comes to the front, factors and terms go where
// they matter, and conditions that are decided already are not asked again.
import { equal } from "../expr/equal.ts";
import { FormulaMap } from "../expr/formulaMap.ts";
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

/** The conditionals of one condition among a product's factors, of which `branch` alone matters: the other is 0 in one of them. */
interface Half {
  readonly condition: Expr;
  readonly branch: 1 | 2;
  readonly members: Apply[];
}

/** w·if(c, a, 0) is if(c, w·a, 0): the factor matters only where the branch does. Of several, the first is outermost. */
export function intoConditional(engine: Engine, product: Product): Form {
  if (product.powers.length === 1 && product.coefficient === 1) return product;
  if (!product.powers.some(isHalfConditional)) return product;
  const { halves, others } = halvesOf(product);
  const outermost = new Set<Expr>(halves[0].members);
  const beside = build(
    new Product(
      product.coefficient,
      product.powers.filter(({ base }) => !outermost.has(base)),
    ),
  );
  if (mayBeUndefined(beside) && !rely(engine.allowance, { expr: beside, holds: "defined" })) return product;
  const factors = new Factors();
  engine.multiply(factors, new Product(product.coefficient, others));
  for (const { branch, members } of halves) {
    for (const { args } of members) engine.multiply(factors, engine.formOf(args[branch]));
  }
  let value = engine.closeProduct(factors);
  for (let i = halves.length - 1; i >= 0; i--) {
    const { condition, branch } = halves[i];
    value = conditionalForm(engine, condition, branch === 1 ? value : zero, branch === 1 ? zero : value);
  }
  return value;
}

const asConditional = ({ base, exponent }: Power): Apply | undefined =>
  exponent === 1 && base.kind === "apply" && base.op === If ? base : undefined;

const isHalfConditional = (factor: Power): boolean => {
  const conditional = asConditional(factor);
  return conditional !== undefined && (isZero(conditional.args[1]) || isZero(conditional.args[2]));
};

/** The half conditionals of a product, by their conditions, and the factors that have nothing to do with those. */
function halvesOf(product: Product): { halves: Half[]; others: Power[] } {
  const byCondition = new FormulaMap<Half>();
  const halves: Half[] = [];
  for (const factor of product.powers.filter(isHalfConditional)) {
    const args = asConditional(factor)?.args ?? [];
    if (byCondition.get(args[0]) !== undefined) continue;
    const half: Half = { condition: args[0], branch: isZero(args[1]) ? 2 : 1, members: [] };
    byCondition.set(half.condition, half);
    halves.push(half);
  }
  const others: Power[] = [];
  for (const factor of product.powers) {
    const conditional = asConditional(factor);
    const half = conditional && byCondition.get(conditional.args[0]);
    if (conditional === undefined || half === undefined) others.push(factor);
    else half.members.push(conditional);
  }
  return { halves, others };
}

/** v·if(c, a, b) + w·if(c, d, e) is if(c, v·a + w·d, v·b + w·e). */
export function mergeConditionals(engine: Engine, terms: readonly Product[]): readonly Product[] {
  let count = 0;
  for (const term of terms) if (conditionalIn(term) !== undefined) count++;
  if (count < 2) return terms;
  const groups: { condition: Expr; members: { term: Product; conditional: Apply }[] }[] = [];
  const byCondition = new FormulaMap<(typeof groups)[number]>();
  const merged = new Terms();
  for (const term of terms) {
    const conditional = conditionalIn(term);
    if (conditional === undefined) {
      merged.push(term);
      continue;
    }
    const [condition] = conditional.args;
    let group = byCondition.get(condition);
    if (group === undefined) {
      group = { condition, members: [] };
      byCondition.set(condition, group);
      groups.push(group);
    }
    group.members.push({ term, conditional });
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

const isZero = (expr: Expr): boolean => expr.kind === "const" && expr.value === 0;
