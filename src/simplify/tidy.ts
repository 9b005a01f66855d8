// tidy: the always-on layer that results pass through. Constants are folded exactly, 0 and 1 go, like
// terms and like powers are collected, signs and quotients stand where a textbook has them, the
// order is one. It names + - * / ^ and the conditional; everything else it reads in the row.
// Linear in shared nodes: sums and products are gathered whole, through nodes used once; a small
// formula is opened wherever it can be, so that it reads the same however it was shared.
import { equal, equalValues } from "../expr/equal.ts";
import {
  type Apply,
  apply,
  type ConstValue,
  constant,
  constValue,
  type Expr,
  mayBeUndefined,
  sizeOf,
} from "../expr/node.ts";
import { If } from "../expr/primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../expr/primitives/operators.ts";
import { Pow } from "../expr/primitives/powers.ts";
import { postorder } from "../expr/walk.ts";
import { build } from "./build.ts";
import { type Allowance, collectProduct, collectSum, Factors, rely, sameExponent } from "./collect.ts";
import { commonFactors } from "./common.ts";
import type { Condition } from "./condition.ts";
import { divValues, isExact, isInteger, mulValues, negateValue, signOf } from "./exact.ts";
import {
  atom,
  constantForm,
  constantOf,
  type Exponent,
  type Form,
  isFormula,
  Product,
  Sum,
  withCoefficient,
  zero,
} from "./form.ts";

/** Formulas of up to this many nodes, unfolded, and `SMALL_VARIABLES` variables are tidied as trees, without regard to sharing. */
const SMALL = 512;
/** With more variables the derivatives by all of them share too much for that. */
const SMALL_VARIABLES = 12;

export interface TidyOptions {
  /** Make no rewrite that holds only under a condition. */
  readonly strict?: boolean | undefined;
  /** "tree": open every sum and product. "shared": only those used once. Default: by size, each formula for itself. */
  readonly regime?: "tree" | "shared" | undefined;
}

export interface Tidied {
  readonly exprs: readonly Expr[];
  readonly conditions: readonly Condition[];
}

/** Whether a formula's derivatives are tidied as trees. */
export function isSmall(expr: Expr): boolean {
  if (sizeOf(expr) > SMALL) return false;
  if (sizeOf(expr) < 2 * SMALL_VARIABLES) return true; // a tree has at most half its nodes and one more as leaves
  const names = new Set<string>();
  for (const node of postorder([expr])) if (node.kind === "var") names.add(node.name);
  return names.size <= SMALL_VARIABLES;
}

/** A formula tidied. @example format(tidy(parse("x + 0*y + x")))  // "2*x" */
export const tidy = (expr: Expr, options: TidyOptions = {}): Expr => tidyAll([expr], options).exprs[0];

/** Several formulas tidied together: what they share stays shared. */
export function tidyAll(exprs: readonly Expr[], options: TidyOptions = {}): Tidied {
  const conditions: Condition[] = [];
  const regime = options.regime ?? (exprs.every((expr) => sizeOf(expr) <= SMALL) ? "tree" : "shared");
  const tidying = new Tidying(
    { strict: options.strict === true, conditions },
    regime === "shared" ? usesBelow(exprs) : undefined,
  );
  return { exprs: exprs.map((expr) => build(tidying.form(expr))), conditions };
}

/** How often each application is used below the roots; a root is used once more. */
function usesBelow(roots: readonly Expr[]): ReadonlyMap<Expr, number> {
  const uses = new Map<Expr, number>();
  const stack: Apply[] = [];
  const use = (node: Expr): void => {
    if (node.kind !== "apply") return;
    const before = uses.get(node);
    uses.set(node, before === undefined ? 1 : before + 1);
    if (before === undefined) stack.push(node);
  };
  for (const root of roots) use(root);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (const arg of node.args) use(arg);
  }
  return uses;
}

/** A node inside a sum, with the coefficient it has there. */
interface Term {
  readonly node: Expr;
  readonly coefficient: ConstValue;
}

/** A node inside a product: node^exponent, or node^(formula·exponent). */
interface Factor {
  readonly node: Expr;
  readonly exponent: ConstValue;
  readonly formula: Expr | undefined;
}

type Gathered =
  | { readonly kind: "sum"; readonly terms: readonly Term[] }
  | { readonly kind: "product"; readonly coefficient: ConstValue; readonly factors: readonly Factor[] }
  | { readonly kind: "call"; readonly args: readonly Expr[] };

const isSumOp = (node: Apply): boolean => node.op === Add || node.op === Sub;
const isProductOp = (node: Apply): boolean =>
  node.op === Mul || node.op === Div || node.op === Neg || node.op === Pow || node.op.power !== undefined;

const isConstant = (node: Expr): node is Extract<Expr, { kind: "const" }> =>
  node.kind === "const" && isExact(node.value);

class Tidying {
  readonly #forms = new Map<Expr, Form>();
  readonly #allowance: Allowance;
  readonly #uses: ReadonlyMap<Expr, number> | undefined;
  /** The forms of tidied formulas that stand as a base, an exponent or a branch somewhere. */
  readonly #known = new Map<Expr, Form>();

  constructor(allowance: Allowance, uses: ReadonlyMap<Expr, number> | undefined) {
    this.#allowance = allowance;
    this.#uses = uses;
  }

  /** The form of a formula: of everything below it first, on an explicit stack. */
  form(root: Expr): Form {
    const stack: { node: Apply; gathered: Gathered }[] = [];
    const enter = (node: Expr): void => {
      if (node.kind === "apply" && !this.#forms.has(node)) stack.push({ node, gathered: this.#gather(node) });
    };
    enter(root);
    while (stack.length > 0) {
      const top = stack.length;
      const { node, gathered } = stack[top - 1];
      if (this.#forms.has(node)) {
        stack.pop();
        continue;
      }
      if (gathered.kind === "sum") for (const term of gathered.terms) enter(term.node);
      else if (gathered.kind === "product") {
        for (const factor of gathered.factors) {
          enter(factor.node);
          if (factor.formula !== undefined) enter(factor.formula);
        }
      } else gathered.args.forEach(enter);
      if (stack.length > top) continue;
      stack.pop();
      this.#forms.set(node, this.#combine(node, gathered));
    }
    return this.#formOf(root);
  }

  #formOf(node: Expr): Form {
    if (node.kind === "const")
      return isExact(node.value) ? constantForm(node.value === 0 ? 0 : node.value) : atom(node);
    if (node.kind === "var") return atom(node);
    const form = this.#forms.get(node);
    if (form === undefined) throw new Error("invariant: a formula is combined after its arguments");
    return form;
  }

  /** Whether a sum inside a sum, or a product inside a product, is opened rather than kept whole. */
  #opens(node: Expr): boolean {
    return this.#uses === undefined || node.kind !== "apply" || (this.#uses.get(node) ?? 0) <= 1;
  }

  #gather(node: Apply): Gathered {
    if (isSumOp(node)) return { kind: "sum", terms: this.#gatherSum(node) };
    if (isProductOp(node)) return this.#gatherProduct(node);
    return { kind: "call", args: node.args };
  }

  #gatherSum(root: Apply): Term[] {
    const terms: Term[] = [];
    const stack: Term[] = [{ node: root, coefficient: 1 }];
    for (let term = stack.pop(); term !== undefined; term = stack.pop()) {
      const { node, coefficient } = term;
      if (node.kind === "apply" && (node === root || this.#opens(node))) {
        const { op, args } = node;
        if (op === Add || op === Sub) {
          stack.push({ node: args[1], coefficient: op === Add ? coefficient : negateValue(coefficient) });
          stack.push({ node: args[0], coefficient });
          continue;
        }
        if (op === Neg) {
          stack.push({ node: args[0], coefficient: negateValue(coefficient) });
          continue;
        }
        const scaled = scaledArgument(node, coefficient);
        if (scaled !== undefined) {
          stack.push(scaled);
          continue;
        }
      }
      terms.push(term);
    }
    return terms;
  }

  #gatherProduct(root: Apply): Gathered {
    let coefficient: ConstValue = 1;
    const factors: Factor[] = [];
    const stack: { node: Expr; exponent: ConstValue }[] = [{ node: root, exponent: 1 }];
    for (let factor = stack.pop(); factor !== undefined; factor = stack.pop()) {
      const { node, exponent } = factor;
      // Only under an integer exponent does a product open: (x·y)^(1/2) is no sqrt(x)·sqrt(y).
      if (node.kind === "apply" && (node === root || (isInteger(exponent) && this.#opens(node)))) {
        const { op, args } = node;
        if (op === Mul || op === Div) {
          stack.push({ node: args[1], exponent: op === Mul ? exponent : negateValue(exponent) });
          stack.push({ node: args[0], exponent });
          continue;
        }
        if (op === Neg) {
          if (isOdd(exponent)) coefficient = negateValue(coefficient);
          stack.push({ node: args[0], exponent });
          continue;
        }
        const power: ConstValue | undefined =
          op.power ?? (op === Pow && isConstant(args[1]) ? args[1].value : undefined);
        if (power !== undefined) {
          const product = mulValues(valueOfPower(power), exponent);
          if (product !== undefined) {
            stack.push({ node: args[0], exponent: product });
            continue;
          }
        } else if (op === Pow) {
          factors.push({ node: args[0], exponent, formula: args[1] });
          continue;
        }
      }
      factors.push({ node, exponent, formula: undefined });
    }
    return { kind: "product", coefficient, factors };
  }

  #combine(node: Apply, gathered: Gathered): Form {
    if (gathered.kind === "sum") return this.#sum(gathered.terms);
    if (gathered.kind === "product") {
      const factors = new Factors();
      factors.coefficient = gathered.coefficient;
      for (const factor of gathered.factors) this.#multiply(factors, factor);
      return this.#product(factors);
    }
    return this.#call(
      node,
      gathered.args.map((arg) => this.#formOf(arg)),
    );
  }

  #sum(leaves: readonly Term[]): Form {
    const terms: Product[] = [];
    for (const { node, coefficient } of leaves)
      this.#addTerms(terms, this.#formOf(node), coefficient, this.#opens(node));
    return this.#collectSum(terms);
  }

  #collectSum(terms: readonly Product[]): Form {
    const sum = collectSum(this.#mergeConditionals(terms), this.#allowance);
    const found = sum instanceof Sum ? commonFactors(sum) : undefined;
    if (found === undefined) return sum;
    const factors = new Factors();
    this.#multiplyForm(factors, found.common, 1, true);
    this.#multiplyForm(factors, collectSum(found.terms, this.#allowance), 1, true);
    return this.#product(factors);
  }

  #addTerms(terms: Product[], form: Form, coefficient: ConstValue, opens: boolean): void {
    if (form instanceof Sum) {
      if (opens) for (const term of form.terms) terms.push(scaleProduct(term, coefficient));
      else terms.push(new Product(coefficient, [this.#whole(form)], [1]));
      return;
    }
    if (!opens && form.bases.length > 1) {
      terms.push(new Product(coefficient, [this.#whole(form)], [1]));
      return;
    }
    const sum =
      opens && form.bases.length === 1 && form.exponents[0] === 1
        ? this.#known.get(form.bases[0])
        : undefined;
    if (sum instanceof Sum && isExact(form.coefficient)) {
      const scale = mulValues(form.coefficient, coefficient);
      if (scale !== undefined) {
        for (const term of sum.terms) terms.push(scaleProduct(term, scale));
        return;
      }
    }
    terms.push(scaleProduct(form, coefficient));
  }

  /** A form as one formula that can be opened again where it turns up. */
  #whole(form: Form): Expr {
    const expr = build(form);
    if (expr.kind === "apply") this.#known.set(expr, form);
    return expr;
  }

  #multiply(factors: Factors, { node, exponent, formula }: Factor): void {
    const base = this.#formOf(node);
    if (formula === undefined) {
      this.#multiplyForm(factors, base, exponent, this.#opens(node));
      return;
    }
    const power = this.#scaleExponent(this.#asExponent(this.#formOf(formula)), exponent);
    if (!isFormula(power)) this.#multiplyForm(factors, base, power, this.#opens(node));
    else this.#powerOfFormula(factors, base, power);
  }

  /** base^power where power is no constant. */
  #powerOfFormula(factors: Factors, base: Form, power: Expr): void {
    if (constantOf(base) === 1 && rely(this.#allowance, { expr: power, holds: "defined" })) return;
    if (base instanceof Product && base.bases.length === 1 && base.coefficient === 1) {
      const inner = base.exponents[0];
      if (inner === 1) {
        factors.power(base.bases[0], power);
        return;
      }
    }
    factors.power(this.#whole(base), power);
  }

  #multiplyForm(factors: Factors, form: Form, exponent: ConstValue, opens: boolean): void {
    if (exponent === 0) {
      if (form instanceof Product && form.bases.length === 0) factors.constant(form.coefficient, 0);
      return; // u^0 is 1, nan^0 too
    }
    const value = constantOf(form);
    if (value !== undefined) {
      if (isInteger(exponent) || !isExact(value)) factors.constant(value, exponent);
      else this.#constantRoot(factors, value, exponent);
      return;
    }
    if (form instanceof Product && isInteger(exponent) && (opens || form.bases.length === 1)) {
      if (form.coefficient !== 1) factors.constant(form.coefficient, exponent);
      for (let i = 0; i < form.bases.length; i++) {
        factors.power(form.bases[i], this.#scaleExponent(form.exponents[i], exponent));
      }
      return;
    }
    if (
      form instanceof Product &&
      form.bases.length === 1 &&
      form.coefficient === 1 &&
      form.exponents[0] === 1
    ) {
      factors.power(form.bases[0], exponent);
      return;
    }
    factors.power(this.#whole(form), exponent);
  }

  /** value^exponent for a fraction: its exact value where that is rational, else a root that stays. */
  #constantRoot(factors: Factors, value: ConstValue, exponent: ConstValue): void {
    const exact = Pow.exact?.(constant(value), constant(exponent));
    if (exact?.kind === "const") factors.constant(exact.value, 1);
    else factors.power(constant(value), exponent);
  }

  #product(factors: Factors): Form {
    const product = collectProduct(factors, this.#allowance, (a, b) => this.#addExponents(a, b));
    if (product.bases.length === 1 && product.exponents[0] === 1) {
      const inside = this.#known.get(product.bases[0]);
      if (inside instanceof Sum && (product.coefficient === 1 || product.coefficient === -1)) {
        return product.coefficient === 1
          ? inside
          : new Sum(inside.terms.map((term) => scaleProduct(term, -1)));
      }
    }
    return this.#intoConditional(product);
  }

  #asExponent(form: Form): Exponent {
    return constantOf(form) ?? this.#whole(form);
  }

  #exponentForm(exponent: Exponent): Form {
    if (!isFormula(exponent)) return constantForm(exponent);
    return this.#known.get(exponent) ?? atom(exponent);
  }

  #addExponents(a: Exponent, b: Exponent): Exponent | undefined {
    const terms: Product[] = [];
    this.#addTerms(terms, this.#exponentForm(a), 1, true);
    this.#addTerms(terms, this.#exponentForm(b), 1, true);
    return this.#asExponent(this.#collectSum(terms));
  }

  #scaleExponent(exponent: Exponent, by: ConstValue): Exponent {
    if (by === 1) return exponent;
    if (!isFormula(exponent))
      return mulValues(exponent, by) ?? build(new Product(by, [constant(exponent)], [1]));
    const terms: Product[] = [];
    this.#addTerms(terms, this.#exponentForm(exponent), by, true);
    return this.#asExponent(this.#collectSum(terms));
  }

  #call(node: Apply, forms: readonly Form[]): Form {
    const { op } = node;
    if (op === If) return this.#conditional(build(forms[0]), forms[1], forms[2]);
    if (op.parity !== undefined && isNegated(forms[0])) {
      const inner = forms[0];
      const flipped = this.#call(node, [scaleForm(inner, -1)]);
      return op.parity === "even" ? flipped : scaleForm(flipped, -1);
    }
    const args = forms.map((form) => this.#whole(form));
    const exact = op.exact?.(...args);
    if (exact !== undefined) {
      if (exact.kind === "const") return isExact(exact.value) ? constantForm(exact.value) : atom(exact);
      return this.#known.get(exact) ?? atom(exact);
    }
    return atom(args.every((arg, i) => arg === node.args[i]) ? node : apply(op, args));
  }

  /** if(condition, chosen, other) with what both branches share in front. */
  #conditional(condition: Expr, chosen: Form, other: Form): Form {
    const decided = If.exact?.(condition, build(chosen), build(other));
    if (decided !== undefined) return decided === build(chosen) ? chosen : other;
    const left = this.#branch(condition, chosen, 1);
    const right = this.#branch(condition, other, 2);
    if (equal(build(left), build(right))) return left;
    const shared = sharedFactors(left, right);
    if (shared === undefined) return atom(apply(If, [condition, this.#whole(left), this.#whole(right)]));
    const inside = apply(If, [condition, this.#whole(shared.left), this.#whole(shared.right)]);
    const factors = new Factors();
    this.#multiplyForm(factors, shared.common, 1, true);
    factors.power(inside, 1);
    return this.#product(factors);
  }

  /** A branch in which the condition is already decided: if(c, if(c, a, b), d) is if(c, a, d). */
  #branch(condition: Expr, form: Form, branch: 1 | 2): Form {
    if (form instanceof Sum || form.bases.length !== 1 || form.exponents[0] !== 1) return form;
    const base = form.bases[0];
    if (base.kind !== "apply" || base.op !== If || !equal(base.args[0], condition)) return form;
    const inner = this.#known.get(base.args[branch]) ?? this.form(base.args[branch]);
    return form.coefficient === 1 ? inner : scaleForm(inner, form.coefficient);
  }

  /** w·if(c, a, 0) is if(c, w·a, 0): the factor matters only where the branch does. */
  #intoConditional(product: Product): Form {
    if (product.bases.length === 1 && product.coefficient === 1) return product;
    const at = product.bases.findIndex(
      (base, i) =>
        base.kind === "apply" &&
        base.op === If &&
        product.exponents[i] === 1 &&
        (isZero(base.args[1]) || isZero(base.args[2])),
    );
    if (at < 0) return product;
    const conditional = product.bases[at];
    if (conditional.kind !== "apply") return product;
    const branch = isZero(conditional.args[1]) ? 2 : 1;
    const rest = new Product(
      product.coefficient,
      product.bases.filter((_, i) => i !== at),
      product.exponents.filter((_, i) => i !== at),
    );
    const restExpr = build(rest);
    if (mayBeUndefined(restExpr) && !rely(this.#allowance, { expr: restExpr, holds: "defined" }))
      return product;
    const factors = new Factors();
    this.#multiplyForm(factors, rest, 1, true);
    const inside = conditional.args[branch];
    this.#multiplyForm(factors, this.#known.get(inside) ?? this.form(inside), 1, true);
    const value = this.#product(factors);
    return this.#conditional(conditional.args[0], branch === 1 ? value : zero, branch === 1 ? zero : value);
  }

  /** if(c, a, b) + if(c, d, e) is if(c, a + d, b + e). */
  #mergeConditionals(terms: readonly Product[]): readonly Product[] {
    const isConditional = (term: Product): boolean => {
      const base = term.bases[0];
      return term.bases.length === 1 && term.exponents[0] === 1 && base.kind === "apply" && base.op === If;
    };
    if (terms.filter(isConditional).length < 2) return terms;
    const groups: { condition: Expr; chosen: Product[]; other: Product[]; first: Product; count: number }[] =
      [];
    const merged: Product[] = [];
    for (const term of terms) {
      const base = term.bases[0];
      if (!isConditional(term) || base.kind !== "apply") {
        merged.push(term);
        continue;
      }
      let group = groups.find((g) => equal(g.condition, base.args[0]));
      if (group === undefined) {
        group = { condition: base.args[0], chosen: [], other: [], first: term, count: 0 };
        groups.push(group);
      }
      group.count++;
      this.#addTerms(
        group.chosen,
        this.#known.get(base.args[1]) ?? this.form(base.args[1]),
        term.coefficient,
        true,
      );
      this.#addTerms(
        group.other,
        this.#known.get(base.args[2]) ?? this.form(base.args[2]),
        term.coefficient,
        true,
      );
    }
    for (const { condition, chosen, other, first, count } of groups) {
      if (count === 1) merged.push(first);
      else {
        const form = this.#conditional(condition, this.#collectSum(chosen), this.#collectSum(other));
        this.#addTerms(merged, form, 1, true);
      }
    }
    return merged;
  }
}

const isZero = (expr: Expr): boolean => expr.kind === "const" && expr.value === 0;

const valueOfPower = (power: ConstValue): ConstValue =>
  typeof power === "object" ? constValue(power) : power;

const isOdd = (n: ConstValue): boolean => (typeof n === "number" ? n % 2 !== 0 : n.numerator % 2n !== 0n);

/** k·x or x/k as a term x with k taken into the coefficient; undefined where no constant stands beside. */
function scaledArgument(node: Apply, coefficient: ConstValue): Term | undefined {
  const [a, b] = node.args;
  if (node.op === Mul) {
    const [k, x] = isConstant(a) ? [a, b] : isConstant(b) ? [b, a] : [undefined, undefined];
    if (k === undefined || x === undefined) return undefined;
    const product = mulValues(coefficient, k.value);
    return product === undefined || k.value === 0 ? undefined : { node: x, coefficient: product };
  }
  if (node.op === Div && isConstant(b) && signOf(b.value) !== 0) {
    const quotient = divValues(coefficient, b.value);
    return quotient === undefined ? undefined : { node: a, coefficient: quotient };
  }
  return undefined;
}

/** k·product; where the coefficients have no exact product, k stands in front of the whole. */
function scaleProduct(product: Product, k: ConstValue): Product {
  if (k === 1) return product;
  if (isExact(product.coefficient)) {
    const coefficient = mulValues(product.coefficient, k);
    if (coefficient !== undefined) return withCoefficient(product, coefficient);
  }
  return new Product(k, [build(product)], [1]);
}

const scaleForm = (form: Form, k: ConstValue): Form =>
  form instanceof Product ? scaleProduct(form, k) : new Sum(form.terms.map((term) => scaleProduct(term, k)));

/** Whether a form is a product with a minus in front. */
const isNegated = (form: Form): form is Product =>
  form instanceof Product &&
  form.bases.length > 0 &&
  isExact(form.coefficient) &&
  signOf(form.coefficient) < 0;

/** What two products have in common, a coefficient too, and what is left of each; undefined where nothing is. */
function sharedFactors(a: Form, b: Form): { common: Product; left: Form; right: Form } | undefined {
  if (a instanceof Sum || b instanceof Sum || constantOf(a) === 0 || constantOf(b) === 0) return undefined;
  const inCommon = (base: Expr, i: number): boolean =>
    b.bases.some((other, j) => sameExponent(a.exponents[i], b.exponents[j]) && equal(base, other));
  const common = a.bases.map(inCommon);
  const coefficient = equalValues(a.coefficient, b.coefficient) ? a.coefficient : 1;
  if (coefficient === 1 && !common.includes(true)) return undefined;
  const commonBases = a.bases.filter((_, i) => common[i]);
  const rest = (product: Product): Product => {
    const keep = product.bases.map((base) => !commonBases.some((other) => equal(base, other)));
    return new Product(
      coefficient === 1 ? product.coefficient : 1,
      product.bases.filter((_, i) => keep[i]),
      product.exponents.filter((_, i) => keep[i]),
    );
  };
  return {
    common: new Product(
      coefficient,
      commonBases,
      a.exponents.filter((_, i) => common[i]),
    ),
    left: rest(a),
    right: rest(b),
  };
}
