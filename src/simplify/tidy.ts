// tidy: the always-on layer that results pass through. Constants are folded exactly, 0 and 1 go, like
// terms and like powers are collected, signs and quotients stand where a textbook has them, the
// order is one. It names + - * / ^ and the conditional; everything else it reads in the row.
// Linear in shared nodes: one pass in postorder, in which a sum or a product is opened into the one
// around it where it is used once; a small formula is opened wherever it can be, so that it reads
// the same however it was shared.
import { equal } from "../expr/equal.ts";
import {
  type Apply,
  apply,
  type ConstValue,
  constant,
  constValue,
  type Expr,
  isExpr,
  type Memo,
  mayBeUndefined,
  memoOf,
  remember,
  sizeOf,
} from "../expr/node.ts";
import { If } from "../expr/primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../expr/primitives/operators.ts";
import { Pow } from "../expr/primitives/powers.ts";
import { type Numbering, numbered, postorder } from "../expr/walk.ts";
import { type Allowance, rely } from "./allowance.ts";
import { build } from "./build.ts";
import { commonFactors, commonOfTwo } from "./common.ts";
import { addCondition, type Condition } from "./condition.ts";
import { isExact, isInteger, mulValues, negateValue, signOf } from "./exact.ts";
import { type ExponentArithmetic, Factors, raise } from "./factors.ts";
import {
  atom,
  constantForm,
  constantOf,
  type Exponent,
  type Form,
  isFormula,
  multiple,
  type Power,
  Product,
  power,
  Sum,
  withCoefficient,
  zero,
} from "./form.ts";
import { unsaid } from "./implied.ts";
import { collectSum, Terms } from "./terms.ts";

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
  const strict = options.strict === true;
  const regime = options.regime ?? (exprs.every((expr) => sizeOf(expr) <= SMALL) ? "tree" : "shared");
  const conditions: Condition[] = [];
  if (regime === "shared") {
    const tidying = new Tidying(exprs, regime, { strict, conditions, asked: 0 });
    return { exprs: exprs.map((expr) => build(tidying.form(expr))), conditions };
  }
  // As trees each is tidied by itself, so that what is said of one is about that one.
  const results = exprs.map((expr) => {
    const relied: Condition[] = [];
    const result = build(new Tidying([expr], regime, { strict, conditions: relied, asked: 0 }).form(expr));
    for (const condition of unsaid(result, relied)) addCondition(conditions, condition);
    return result;
  });
  return { exprs: results, conditions };
}

/** Sums of up to this many terms are looked at for what is shorter multiplied out, or in common. */
const MANY_TERMS = 24;

/** More uses than one: of what is remembered. */
const SHARED = 2;

/** A node's result while more may be gathered into it, or for good; a formula that is opened no further is itself. */
type Value = Terms | Factors | Form | Expr;

const isForm = (value: unknown): value is Form => value instanceof Product || value instanceof Sum;

const isValue = (value: unknown): value is Value =>
  value instanceof Factors || value instanceof Terms || isForm(value) || isExpr(value);

const isRemembered = (node: Apply): boolean => memoOf(node)?.value !== undefined;

class Tidying implements ExponentArithmetic {
  readonly #order: Numbering;
  readonly #tree: boolean;
  readonly #allowance: Allowance;
  /** By number: how often a node is used; a root is used once more. */
  readonly #uses: number[] = [];
  /** By number: what has been gathered. */
  readonly #values: Value[] = [];
  /** By number: the same, collected, once somebody has asked for it. */
  readonly #forms: (Form | undefined)[] = [];
  /** The numbers of nodes whose value or form rests on conditions. */
  #rests: Set<number> | undefined;
  /** The forms of tidied formulas that stand as a base, an exponent or a branch somewhere; as trees they keep them. */
  #known: Map<Expr, Form> | undefined;

  constructor(roots: readonly Expr[], regime: "tree" | "shared", allowance: Allowance) {
    this.#tree = regime === "tree";
    this.#order = numbered(roots, this.#tree ? isRemembered : undefined);
    this.#allowance = allowance;
    const { nodes } = this.#order;
    for (let i = 0; i < nodes.length; i++) {
      this.#uses.push(0);
      this.#forms.push(undefined);
    }
    for (const root of roots) this.#uses[this.#order.find(root)]++;
    for (const node of nodes) {
      if (node.kind !== "apply" || (this.#tree && isRemembered(node))) continue;
      for (const arg of node.args) this.#uses[this.#order.find(arg)]++;
    }
    for (let i = 0; i < nodes.length; i++) this.#values.push(this.#valueAt(i));
  }

  /**
   * A node's value: remembered with it, or worked out and, where the node is one that will be met again, remembered,
   * unless it rests on a condition. What is remembered is gathered into no more.
   */
  #valueAt(i: number): Value {
    const node = this.#order.nodes[i];
    const memo = this.#memoAt(i);
    if (node.kind !== "apply" || memo === undefined) return this.#value(node);
    if (isValue(memo.value)) {
      this.#uses[i] = SHARED;
      if (isForm(memo.form)) this.#forms[i] = memo.form;
      return memo.value;
    }
    const asked = this.#allowance.asked;
    const value = this.#value(node);
    if (this.#allowance.asked > asked || node.args.some((arg) => this.#rests?.has(this.#order.find(arg)))) {
      this.#rest(i);
    } else {
      memo.value = value;
      this.#uses[i] = SHARED;
    }
    return value;
  }

  #rest(i: number): void {
    this.#rests ??= new Set();
    this.#rests.add(i);
  }

  #memoAt(i: number): Memo | undefined {
    const node = this.#order.nodes[i];
    return this.#tree && node.kind === "apply" ? memoOf(node) : undefined;
  }

  /** The form of a formula that was given as a root. */
  form(root: Expr): Form {
    return this.#formAt(this.#order.find(root));
  }

  #formAt(i: number): Form {
    const known = this.#forms[i];
    if (known !== undefined) return known;
    const asked = this.#allowance.asked;
    const form = this.#close(this.#values[i]);
    this.#forms[i] = form;
    if (this.#allowance.asked > asked) this.#rest(i);
    else {
      const memo = this.#memoAt(i);
      if (memo !== undefined && memo.value === this.#values[i]) memo.form = form;
    }
    return form;
  }

  #close(value: Value): Form {
    if (value instanceof Factors) return this.#closeProduct(value);
    if (value instanceof Terms) return this.#collectSum(value.products());
    return isExpr(value) ? formOfAtom(value) : value;
  }

  /** The tidied formula of a node, which can be opened again where it turns up. */
  #exprAt(i: number): Expr {
    const value = this.#values[i];
    return isExpr(value) ? value : this.#whole(this.#formAt(i), this.#opens(i));
  }

  /** Whether a sum inside a sum, or a product inside a product, is opened rather than kept whole. */
  #opens(i: number): boolean {
    return this.#tree || this.#uses[i] <= 1;
  }

  /** What has been gathered at a node that nothing else uses: it may be gathered into. */
  #own(i: number): Value | undefined {
    return this.#uses[i] <= 1 ? this.#values[i] : undefined;
  }

  #value(node: Expr): Value {
    if (node.kind !== "apply" || node.args.length === 0) return node;
    const { op, args } = node;
    const first = this.#order.find(args[0]);
    switch (op) {
      case Add:
        return this.#sum(first, this.#order.find(args[1]), false);
      case Sub:
        return this.#sum(first, this.#order.find(args[1]), true);
      case Neg:
        return this.#negation(first);
      case Mul:
        return this.#multiplication(first, this.#order.find(args[1]));
      case Div:
        return this.#quotient(first, this.#order.find(args[1]));
      case Pow:
        return this.#power(first, this.#order.find(args[1]));
      case If: {
        const [condition, chosen, other] = args.map((arg) => this.#order.find(arg));
        return this.#conditional(this.#exprAt(condition), this.#formAt(chosen), this.#formAt(other));
      }
    }
    if (op.power !== undefined) return this.#powerOfNumber(first, constValue(op.power));
    return this.#call(node);
  }

  // Sums

  #sum(left: number, right: number, subtract: boolean): Terms {
    const [a, b] = [this.#own(left), this.#own(right)];
    if (b instanceof Terms && !(a instanceof Terms && a.size >= b.size)) {
      if (subtract) b.negate();
      this.#addTo(b, left, false);
      return b;
    }
    let terms = a;
    if (!(terms instanceof Terms)) {
      terms = new Terms();
      this.#addTo(terms, left, false);
    }
    this.#addTo(terms, right, subtract);
    return terms;
  }

  #addTo(terms: Terms, i: number, subtract: boolean): void {
    const k = subtract ? -1 : 1;
    const value = this.#values[i];
    if (isExpr(value)) terms.push(scaleProduct(formOfAtom(value), k));
    else if (value instanceof Terms && this.#opens(i)) {
      for (const product of value.products()) terms.push(scaleProduct(product, k));
    } else this.#addForm(terms, this.#formAt(i), k, this.#opens(i));
  }

  #addForm(terms: Terms, form: Form, k: ConstValue, opens: boolean): void {
    if (form instanceof Sum) {
      if (opens) for (const term of form.terms) terms.push(scaleProduct(term, k));
      else terms.push(multiple(k, build(form)));
      return;
    }
    if (!opens && form.powers.length > 1) {
      terms.push(multiple(k, build(form)));
      return;
    }
    // k·(a + b) is opened where k is a sign; as trees #multipliedOut finds where opening others is shorter, and
    // large sums, which are not tried, have their numbers collected.
    const sum = opens && form.onlyBase !== undefined ? this.#knownForm(form.onlyBase) : undefined;
    const scale = sum instanceof Sum ? mulValues(form.coefficient, k) : undefined;
    if (sum instanceof Sum && scale !== undefined && (!this.#tree || scale === 1 || scale === -1)) {
      for (const term of sum.terms) terms.push(scaleProduct(term, scale));
    } else terms.push(scaleProduct(form, k));
  }

  #collectSum(products: readonly Product[]): Form {
    const collected = collectSum(this.#mergeConditionals(products), this.#allowance);
    if (!this.#tree || !(collected instanceof Sum) || collected.terms.length > MANY_TERMS) return collected;
    return this.#factored(this.#multipliedOut(collected));
  }

  /** A sum with what all its terms have in common in front, where that is no costlier. */
  #factored(sum: Form): Form {
    const found = sum instanceof Sum ? commonFactors(sum) : undefined;
    if (found === undefined) return sum;
    // What is tried here may be given up again, and its conditions with it.
    const factors = new Factors();
    const quiet: Allowance = { strict: this.#allowance.strict, conditions: [], asked: 0 };
    this.#multiplyForm(factors, found.common, 1, true);
    const inside = new Terms();
    for (const term of found.terms) this.#addForm(inside, this.#reclosed(term, quiet), 1, true);
    this.#multiplyForm(factors, this.#multipliedOut(collectSum(inside.products(), quiet)), 1, true);
    const product = this.#closedProduct(factors, quiet);
    if (sizeOf(build(product)) > sizeOf(build(sum))) return sum;
    for (const condition of quiet.conditions) rely(this.#allowance, condition);
    return product;
  }

  /** A sum with products such as x*(2*x - 1) multiplied out, where that is shorter because terms then collect. */
  #multipliedOut(sum: Form): Form {
    if (!(sum instanceof Sum)) return sum;
    const terms = new Terms();
    let opened = false;
    for (const term of sum.terms) {
      const inner = this.#sumFactor(term);
      if (inner === undefined || terms.size + inner.sum.terms.length > MANY_TERMS) terms.push(term);
      else {
        opened = true;
        for (const one of inner.sum.terms) this.#addForm(terms, this.#timesTerm(inner.rest, one), 1, true);
      }
    }
    if (!opened) return sum;
    const open = collectSum(terms.products(), this.#allowance);
    return sizeOf(build(open)) < sizeOf(build(sum)) ? open : sum;
  }

  /** The one sum to the power 1 among a product's factors, and what else there is. */
  #sumFactor(product: Product): { sum: Sum; rest: Product } | undefined {
    let found: Sum | undefined;
    let at = -1;
    for (let i = 0; i < product.powers.length; i++) {
      const { base, exponent } = product.powers[i];
      const form = exponent === 1 ? this.#knownForm(base) : undefined;
      if (!(form instanceof Sum)) continue;
      if (found !== undefined) return undefined;
      found = form;
      at = i;
    }
    if (found === undefined) return undefined;
    const rest = product.powers.filter((_, i) => i !== at);
    return { sum: found, rest: new Product(product.coefficient, rest) };
  }

  #timesTerm(product: Product, term: Product): Form {
    const factors = new Factors();
    this.#multiplyForm(factors, product, 1, true);
    this.#multiplyForm(factors, term, 1, true);
    return this.#closeProduct(factors);
  }

  /** A product whose powers may now be sums to the power 1. */
  #reclosed(product: Product, allowance: Allowance): Form {
    const factors = new Factors();
    this.#multiplyForm(factors, product, 1, true);
    return this.#closedProduct(factors, allowance);
  }

  #negation(i: number): Value {
    const own = this.#own(i);
    if (own instanceof Terms || own instanceof Factors) {
      own.negate();
      return own;
    }
    const value = this.#values[i];
    if (value instanceof Terms && this.#opens(i)) {
      const terms = new Terms();
      this.#addTo(terms, i, true);
      return terms;
    }
    const factors = new Factors();
    this.#multiplyBy(factors, i, 1);
    factors.negate();
    return factors;
  }

  // Products

  #multiplication(left: number, right: number): Factors {
    const [a, b] = [this.#own(left), this.#own(right)];
    if (b instanceof Factors && !(a instanceof Factors && a.size >= b.size)) {
      this.#multiplyBy(b, left, 1);
      return b;
    }
    const factors = a instanceof Factors ? a : new Factors();
    if (factors !== a) this.#multiplyBy(factors, left, 1);
    this.#multiplyBy(factors, right, 1);
    return factors;
  }

  #quotient(above: number, below: number): Factors {
    const [a, b] = [this.#own(above), this.#own(below)];
    if (
      b instanceof Factors &&
      !(a instanceof Factors && a.size >= b.size) &&
      !this.#isKept(b) &&
      b.invert()
    ) {
      this.#multiplyBy(b, above, 1);
      return b;
    }
    const factors = a instanceof Factors ? a : new Factors();
    if (factors !== a) this.#multiplyBy(factors, above, 1);
    this.#multiplyBy(factors, below, -1);
    return factors;
  }

  /** In strict mode a power of a product that holds reciprocals or roots is kept: 1/(1/x) is not x at 0. */
  #isKept(factors: Factors): boolean {
    return this.#allowance.strict && factors.isDelicate;
  }

  #power(base: number, above: number): Value {
    const value = this.#values[above];
    const exponent = isExpr(value) ? valueOfAtom(value) : constantOf(this.#formAt(above));
    if (exponent !== undefined) return this.#powerOfNumber(base, exponent);
    const factors = new Factors();
    this.#powerOfFormula(factors, this.#formAt(base), this.#exprAt(above));
    return factors;
  }

  #powerOfNumber(base: number, exponent: ConstValue): Value {
    const own = this.#own(base);
    if (exponent === 1) return own ?? this.#formAt(base);
    if (exponent === -1 && own instanceof Factors && !this.#isKept(own) && own.invert()) return own;
    const factors = new Factors();
    this.#multiplyBy(factors, base, exponent);
    return factors;
  }

  /** Multiplies by (node i)^exponent. */
  #multiplyBy(factors: Factors, i: number, exponent: ConstValue): void {
    const value = this.#values[i];
    if (isExpr(value)) {
      this.#multiplyAtom(factors, value, exponent);
      return;
    }
    // Only under an integer exponent does a product open: (x·y)^(1/2) is no sqrt(x)·sqrt(y).
    if (value instanceof Factors && this.#opens(i) && isInteger(exponent) && exponent !== 0) {
      if (exponent === 1 || !this.#isKept(value)) {
        factors.product(value, exponent, this);
        return;
      }
    }
    this.#multiplyForm(factors, this.#formAt(i), exponent, this.#opens(i));
  }

  #multiplyAtom(factors: Factors, expr: Expr, exponent: ConstValue): void {
    const value = valueOfAtom(expr);
    if (value !== undefined) this.#multiplyConstant(factors, value, exponent);
    else if (exponent !== 0) factors.power(power(expr, exponent), this);
  }

  #multiplyConstant(factors: Factors, value: ConstValue, exponent: ConstValue): void {
    if (isInteger(exponent)) factors.constant(value, exponent);
    else this.#constantRoot(factors, value, exponent);
  }

  #multiplyForm(factors: Factors, form: Form, exponent: ConstValue, opens: boolean): void {
    const value = constantOf(form);
    if (value !== undefined) {
      this.#multiplyConstant(factors, value, exponent);
      return;
    }
    if (exponent === 0) return; // u^0 is 1, nan^0 too
    if (form instanceof Product) {
      const { coefficient, powers } = form;
      const mayOpen = exponent === 1 || !this.#allowance.strict || powers.every(({ been }) => been === 0);
      if (isInteger(exponent) && (opens || powers.length === 1) && mayOpen) {
        if (coefficient !== 1) factors.constant(coefficient, exponent);
        for (const factor of powers) {
          factors.power(exponent === 1 ? factor : raise(factor, exponent, this), this);
        }
        return;
      }
      if (coefficient === 1 && form.onlyBase !== undefined) {
        factors.power(power(form.onlyBase, exponent), this);
        return;
      }
    }
    factors.power(power(this.#whole(form, opens), exponent), this);
  }

  /** base^exponent where the exponent is no constant. */
  #powerOfFormula(factors: Factors, base: Form, exponent: Expr): void {
    if (constantOf(base) === 1) {
      if (!mayBeUndefined(exponent) || rely(this.#allowance, { expr: exponent, holds: "defined" })) return;
    }
    const plain = base instanceof Product && base.coefficient === 1 ? base.onlyBase : undefined;
    factors.power(power(plain ?? this.#whole(base), exponent), this);
  }

  /** value^exponent for a fraction: its exact value where that is rational, else a root that stays. */
  #constantRoot(factors: Factors, value: ConstValue, exponent: ConstValue): void {
    const exact = Pow.exact?.(constant(value), constant(exponent));
    if (exact?.kind === "const") factors.constant(exact.value, 1);
    else factors.power(power(constant(value), exponent), this);
  }

  #closeProduct(factors: Factors): Form {
    return this.#closedProduct(factors, this.#allowance);
  }

  #closedProduct(factors: Factors, allowance: Allowance): Form {
    const product = factors.close(allowance, this);
    const { coefficient, onlyBase } = product;
    if (onlyBase !== undefined && (coefficient === 1 || coefficient === -1)) {
      const inside = this.#knownForm(onlyBase);
      if (inside instanceof Sum) return scaleForm(inside, coefficient);
    }
    const flipped = this.#withSignIn(product);
    if (flipped !== undefined) return this.#closedProduct(flipped, allowance);
    return this.#intoConditional(product);
  }

  /** -(x - y)/z as (y - x)/z, (-x - y)/z as -(x + y)/z: a minus is taken into a sum that has one, or out of one that has no plus. */
  #withSignIn(product: Product): Factors | undefined {
    const isNegative = signOf(product.coefficient) < 0;
    for (const factor of product.powers) {
      if (isFormula(factor.exponent) || !isOdd(factor.exponent)) continue;
      const sum = this.#knownForm(factor.base);
      if (!(sum instanceof Sum)) continue;
      const minuses = sum.terms.filter((term) => signOf(term.coefficient) < 0).length;
      if (isNegative ? minuses === 0 : minuses < sum.terms.length) continue;
      const factors = new Factors();
      const rest = product.powers.filter((other) => other !== factor);
      this.#multiplyForm(factors, new Product(negateValue(product.coefficient), rest), 1, true);
      factors.power(power(this.#whole(scaleForm(sum, -1)), factor.exponent), this);
      return factors;
    }
    return undefined;
  }

  // Exponents

  #asExponent(form: Form): Exponent {
    return constantOf(form) ?? this.#whole(form);
  }

  #scaledExponent(terms: Terms, exponent: Exponent, k: ConstValue): void {
    const form = isFormula(exponent) ? (this.#knownForm(exponent) ?? atom(exponent)) : constantForm(exponent);
    this.#addForm(terms, form, k, true);
  }

  addExponents(a: Exponent, b: Exponent): Exponent {
    const terms = new Terms();
    this.#scaledExponent(terms, a, 1);
    this.#scaledExponent(terms, b, 1);
    return this.#asExponent(this.#collectSum(terms.products()));
  }

  scaleExponent(exponent: Exponent, by: ConstValue): Exponent {
    if (by === 1) return exponent;
    if (!isFormula(exponent)) return mulValues(exponent, by) ?? build(multiple(by, constant(exponent)));
    const terms = new Terms();
    this.#scaledExponent(terms, exponent, by);
    return this.#asExponent(this.#collectSum(terms.products()));
  }

  // Everything else

  /** A form as one formula, which can be opened again where it turns up unless others use it too. */
  #whole(form: Form, opens = true): Expr {
    const expr = build(form);
    if (!opens) return expr;
    const isAtom = form instanceof Product && form.onlyBase === expr;
    if (isAtom || expr.kind !== "apply") return expr;
    if (this.#tree) remember(expr).form ??= form;
    else {
      this.#known ??= new Map();
      this.#known.set(expr, form);
    }
    return expr;
  }

  #formOf(expr: Expr): Form {
    return this.#knownForm(expr) ?? formOfAtom(expr);
  }

  #knownForm(expr: Expr): Form | undefined {
    if (!this.#tree) return this.#known?.get(expr);
    const form = memoOf(expr)?.form;
    return isForm(form) ? form : undefined;
  }

  #call(node: Apply): Value {
    const { op, args } = node;
    const first = this.#order.find(args[0]);
    if (op.parity !== undefined && !isExpr(this.#values[first])) {
      const form = this.#formAt(first);
      if (isNegated(form)) {
        const flipped = this.#applied(node, [this.#whole(scaleForm(form, -1))]);
        return op.parity === "even" ? flipped : scaleForm(this.#close(flipped), -1);
      }
    }
    return this.#applied(
      node,
      args.map((arg) => this.#exprAt(this.#order.find(arg))),
    );
  }

  /** The node with tidied arguments: its exact value where it has one; the node itself where they are its own. */
  #applied(node: Apply, args: readonly Expr[]): Value {
    const exact = node.op.exact?.(...args);
    if (exact !== undefined) return this.#formOf(exact);
    return args.every((arg, i) => arg === node.args[i]) ? node : apply(node.op, args);
  }

  /** if(condition, chosen, other) with what both branches share in front. */
  #conditional(condition: Expr, chosen: Form, other: Form): Form {
    const decided = If.exact?.(condition, build(chosen), build(other));
    if (decided !== undefined) return decided === chosen.expr ? chosen : other;
    const left = this.#branch(condition, chosen, 1);
    const right = this.#branch(condition, other, 2);
    if (equal(build(left), build(right))) return left;
    const both =
      left instanceof Product &&
      right instanceof Product &&
      constantOf(left) !== 0 &&
      constantOf(right) !== 0;
    const shared = both ? commonOfTwo(left, right) : undefined;
    if (shared === undefined) return atom(apply(If, [condition, this.#whole(left), this.#whole(right)]));
    const inside = apply(If, [condition, this.#whole(shared.left), this.#whole(shared.right)]);
    const factors = new Factors();
    this.#multiplyForm(factors, shared.common, 1, true);
    factors.power(power(inside, 1), this);
    return this.#closeProduct(factors);
  }

  /** A branch in which the condition is already decided: if(c, if(c, a, b), d) is if(c, a, d). */
  #branch(condition: Expr, form: Form, branch: 1 | 2): Form {
    const base = form instanceof Product ? form.onlyBase : undefined;
    if (!(form instanceof Product) || base?.kind !== "apply" || base.op !== If) return form;
    return equal(base.args[0], condition)
      ? scaleForm(this.#formOf(base.args[branch]), form.coefficient)
      : form;
  }

  /** w·if(c, a, 0) is if(c, w·a, 0): the factor matters only where the branch does. */
  #intoConditional(product: Product): Form {
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
    if (mayBeUndefined(restExpr) && !rely(this.#allowance, { expr: restExpr, holds: "defined" }))
      return product;
    const factors = new Factors();
    this.#multiplyForm(factors, rest, 1, true);
    for (const { base } of product.powers.filter(isAlike)) {
      if (base.kind === "apply") this.#multiplyForm(factors, this.#formOf(base.args[branch]), 1, true);
    }
    const value = this.#closeProduct(factors);
    return this.#conditional(conditional.args[0], branch === 1 ? value : zero, branch === 1 ? zero : value);
  }

  /** v·if(c, a, b) + w·if(c, d, e) is if(c, v·a + w·d, v·b + w·e). */
  #mergeConditionals(terms: readonly Product[]): readonly Product[] {
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
        for (const { term, conditional } of members)
          this.#addForm(inside, this.#chosenIn(term, conditional, i), 1, true);
        return this.#collectSum(inside.products());
      };
      this.#addForm(merged, this.#conditional(condition, branch(1), branch(2)), 1, true);
    }
    return merged.products();
  }

  /** A term with its conditional replaced by one of its branches. */
  #chosenIn(term: Product, conditional: Apply, branch: 1 | 2): Form {
    const inside = this.#formOf(conditional.args[branch]);
    if (term.powers.length === 1) return scaleForm(inside, term.coefficient);
    if (constantOf(inside) === 0) return zero;
    const factors = new Factors();
    this.#multiplyForm(
      factors,
      new Product(
        term.coefficient,
        term.powers.filter(({ base }) => base !== conditional),
      ),
      1,
      true,
    );
    this.#multiplyForm(factors, inside, 1, true);
    return this.#closeProduct(factors);
  }
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

const isOdd = (n: ConstValue): boolean =>
  typeof n === "number" ? n % 2 === 1 || n % 2 === -1 : n.denominator === 1n && n.numerator % 2n !== 0n;

const isZero = (expr: Expr): boolean => expr.kind === "const" && expr.value === 0;

/** k·product; where the coefficients have no exact product, k stands in front of the whole. */
function scaleProduct(product: Product, k: ConstValue): Product {
  if (k === 1) return product;
  const coefficient = mulValues(product.coefficient, k);
  return coefficient === undefined ? multiple(k, build(product)) : withCoefficient(product, coefficient);
}

function scaleForm(form: Form, k: ConstValue): Form {
  if (k === 1) return form;
  return form instanceof Product
    ? scaleProduct(form, k)
    : new Sum(form.terms.map((term) => scaleProduct(term, k)));
}

/** The value of a formula that is a finite constant; -0 is 0. */
const valueOfAtom = (expr: Expr): ConstValue | undefined =>
  expr.kind !== "const" || !isExact(expr.value) ? undefined : expr.value === 0 ? 0 : expr.value;

function formOfAtom(expr: Expr): Product {
  const value = valueOfAtom(expr);
  return value === undefined ? atom(expr) : constantForm(value);
}

/** Whether a form is a product with a minus in front. */
const isNegated = (form: Form): boolean =>
  form instanceof Product && form.powers.length > 0 && signOf(form.coefficient) < 0;
