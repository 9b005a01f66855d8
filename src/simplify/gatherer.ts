// The gatherer: one pass over formulas in postorder, in which a sum or a product is opened into the
// one around it where it is used once, or, as trees, wherever it can be. It names + - * / ^ and the
// conditional; everything else it reads in the row. Nothing here recurses over the tree.
import { type Budget, checkCancelled } from "../expr/budget.ts";
import {
  type Apply,
  apply,
  argOf,
  type ConstValue,
  constant,
  constValue,
  type Expr,
  hasConditions,
  isExpr,
  type Memo,
  mayBeUndefined,
  memoOf,
  remember,
} from "../expr/node.ts";
import type { Primitive } from "../expr/primitive.ts";
import { If } from "../expr/primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../expr/primitives/operators.ts";
import { Pow } from "../expr/primitives/powers.ts";
import { type Numbering, numbered } from "../expr/walk.ts";
import { type Allowance, rely } from "./allowance.ts";
import { build } from "./build.ts";
import { cancelled } from "./cancel.ts";
import { Conditions } from "./condition.ts";
import { conditionalForm, intoConditional, mergeConditionals } from "./conditional.ts";
import type { Engine } from "./engine.ts";
import { hasEvenRoot, multiplyEvenRoot } from "./evenRoot.ts";
import { isExact, isInteger, mulValues, signOf } from "./exact.ts";
import { Factors, raise } from "./factors.ts";
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
} from "./form.ts";
import { knownMagnitude, withoutMagnitudes } from "./magnitude.ts";
import { scaleForm, scaleProduct } from "./scale.ts";
import { distributed, quicklyShorter, shorter } from "./shorter.ts";
import { withSignIn } from "./sign.ts";
import { collectSum, Terms } from "./terms.ts";

/** More uses than one: of what is remembered. */
const SHARED = 2;

/** A node's result while more may be gathered into it, or for good; a formula that is opened no further is itself. */
type Value = Terms | Factors | Form | Expr;

// Tidy alone writes what is remembered: where there is something, it is of the kind that belongs there.
const isForm = (remembered: object | undefined): remembered is Form => remembered !== undefined;
const isValue = (remembered: object | undefined): remembered is Value => remembered !== undefined;

// What is remembered is kept by level: searched, a formula has another form than tidied.
const isTidied = (node: Apply): boolean => memoOf(node)?.tidied !== undefined;
const isSearched = (node: Apply): boolean => memoOf(node)?.searched !== undefined;

const NOTHING: Allowance = { strict: true, conditions: new Conditions(), asked: 0 };

/**
 * By number: the nodes below a comparison, and, or, not, or the condition of a conditional. There x/x > 0 is false
 * at 0, where 1 > 0 is true. Undefined where there are none.
 */
function literalNodes(order: Numbering): boolean[] | undefined {
  const { nodes } = order;
  let literal: boolean[] | undefined;
  const mark = (arg: Expr): void => {
    const at = order.find(arg);
    if (at < 0) return; // below what is remembered
    literal ??= new Array<boolean>(nodes.length).fill(false);
    literal[at] = true;
  };
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i];
    if (node.kind !== "apply") continue;
    if (literal?.[i]) for (const arg of node.args) mark(arg);
    else for (const k of node.op.takesNan ?? []) mark(node.args[k]);
  }
  return literal;
}

/** How formulas are tidied. */
export interface Manner {
  /** "tree": every sum and product is opened; "shared": those used once. */
  readonly regime: "tree" | "shared";
  /** Whether shorter forms are tried. */
  readonly search: boolean;
}

export class Gatherer implements Engine {
  readonly #order: Numbering;
  readonly #tree: boolean;
  readonly #search: boolean;
  /** Whether there are any conditions. */
  readonly #conditional: boolean;
  /** What rewriting may rest on at the node that is worked on. */
  allowance: Allowance;
  readonly #given: Allowance;
  /** By number: whether the node counts as it is where it has no value, so that nothing may be relied on; none does where undefined. */
  #literal: boolean[] | undefined;
  /** By number: how often a node is used; a root is used once more. */
  readonly #uses: number[];
  /** By number: what has been gathered. */
  readonly #values: Value[] = [];
  /** By number: the same, collected, once somebody has asked for it. */
  readonly #forms: (Form | undefined)[];
  /** The numbers of nodes whose value or form rests on conditions. */
  #rests: Set<number> | undefined;
  /** The forms of tidied formulas that stand as a base, an exponent or a branch somewhere; as trees they keep them. */
  #known: Map<Expr, Form> | undefined;

  constructor(roots: readonly Expr[], { regime, search }: Manner, allowance: Allowance, budget?: Budget) {
    this.#tree = regime === "tree";
    this.#search = search;
    const isKnown = search ? isSearched : isTidied;
    this.#order = numbered(roots, this.#tree ? isKnown : undefined);
    this.allowance = allowance;
    this.#given = allowance;
    const { nodes } = this.#order;
    this.#conditional = roots.some(hasConditions);
    if (this.#conditional && !allowance.strict) this.#literal = literalNodes(this.#order);
    this.#uses = this.#order.uses;
    this.#forms = new Array<Form | undefined>(nodes.length);
    for (let i = 0; i < nodes.length; i++) {
      if ((i & 4095) === 0) checkCancelled(budget);
      this.#values.push(this.#valueAt(i));
    }
  }

  /**
   * A node's value: remembered with it, or worked out and, where the node is one that will be met again, remembered,
   * unless it rests on a condition. What is remembered is gathered into no more.
   */
  #valueAt(i: number): Value {
    const node = this.#order.nodes[i];
    if (node.kind !== "apply") return node;
    const memo = this.#tree ? memoOf(node) : undefined;
    const known = this.#search ? memo?.searched : memo?.tidied;
    if (memo !== undefined && isValue(known)) {
      this.#uses[i] = SHARED;
      this.#forms[i] = this.#formIn(memo);
      return known;
    }
    const before = this.#enter(i);
    const { asked } = this.allowance;
    const value = this.#value(node);
    const rests = this.allowance.asked > asked;
    this.allowance = before;
    if (rests || (this.#rests !== undefined && this.#argumentsRest(node))) {
      this.#rest(i);
    } else if (memo !== undefined) {
      if (this.#search) memo.searched = value;
      else memo.tidied = value;
      this.#uses[i] = SHARED;
    }
    return value;
  }

  /** Sets what may be relied on at node i; what could be before is the result. */
  #enter(i: number): Allowance {
    const before = this.allowance;
    if (this.#literal !== undefined) {
      this.allowance = this.#literal[i] ? { ...NOTHING } : this.#given;
    }
    return before;
  }

  #argumentsRest({ args }: Apply): boolean {
    return args.some((arg) => this.#rests?.has(this.#order.find(arg)));
  }

  #rest(i: number): void {
    this.#rests ??= new Set();
    this.#rests.add(i);
  }

  #formIn(memo: Memo): Form | undefined {
    const form = this.#search ? memo.searchedForm : memo.tidiedForm;
    return isForm(form) ? form : undefined;
  }

  #keepForm(memo: Memo, form: Form): void {
    if (this.#search) memo.searchedForm = form;
    else memo.tidiedForm = form;
  }

  /** The form of a formula that was given as a root. */
  form(root: Expr): Form {
    return this.#formAt(this.#order.find(root));
  }

  #formAt(i: number): Form {
    const known = this.#forms[i];
    if (known !== undefined) return known;
    const before = this.#enter(i);
    const { asked } = this.allowance;
    const form = this.#close(this.#values[i]);
    const rests = this.allowance.asked > asked;
    this.allowance = before;
    this.#forms[i] = form;
    if (rests) this.#rest(i);
    else if (this.#tree) {
      const memo = memoOf(this.#order.nodes[i]);
      if (memo !== undefined && (this.#search ? memo.searched : memo.tidied) === this.#values[i]) {
        this.#keepForm(memo, form);
      }
    }
    return form;
  }

  #close(value: Value): Form {
    if (value instanceof Factors) return this.closeProduct(value);
    if (value instanceof Terms) return this.collect(value.products());
    return isExpr(value) ? formOfAtom(value) : value;
  }

  /** The tidied formula of a node, which can be opened again where it turns up. */
  #exprAt(i: number): Expr {
    const value = this.#values[i];
    if (isExpr(value)) return value;
    const form = this.#formAt(i);
    const before = this.#enter(i);
    const expr = this.whole(form, this.#opens(i));
    this.allowance = before;
    return expr;
  }

  /** Whether a sum inside a sum, or a product inside a product, is opened rather than kept whole. */
  #opens(i: number): boolean {
    return this.#tree || this.#uses[i] <= 1;
  }

  /** What has been gathered at a node that nothing else uses: it may be gathered into. */
  #own(i: number): Value | undefined {
    return this.#uses[i] <= 1 ? this.#values[i] : undefined;
  }

  #value(node: Apply): Value {
    if (node.args.length === 0) return node;
    const { op } = node;
    const first = this.#order.find(argOf(node, 0));
    switch (op) {
      case Add:
        return this.#sum(first, this.#order.find(argOf(node, 1)), false);
      case Sub:
        return this.#sum(first, this.#order.find(argOf(node, 1)), true);
      case Neg:
        return this.#negation(first);
      case Mul:
        return this.#multiplication(first, this.#order.find(argOf(node, 1)));
      case Div:
        return this.#quotient(first, this.#order.find(argOf(node, 1)));
      case Pow:
        return this.#power(first, this.#order.find(argOf(node, 1)));
      case If: {
        const [condition, chosen, other] = node.args.map((arg) => this.#order.find(arg));
        return conditionalForm(this, this.#exprAt(condition), this.#formAt(chosen), this.#formAt(other));
      }
    }
    if (op.power !== undefined) return this.#powerOfNumber(first, constValue(op.power));
    return this.#call(node);
  }

  // Sums

  #sum(left: number, right: number, subtract: boolean): Terms {
    const a = this.#own(left);
    const b = this.#own(right);
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
    } else this.add(terms, this.#formAt(i), k, this.#opens(i));
  }

  add(terms: Terms, form: Form, k: ConstValue = 1, opens = true): void {
    if (form instanceof Sum) {
      if (opens) for (const term of form.terms) terms.push(scaleProduct(term, k));
      else terms.push(multiple(k, build(form)));
      return;
    }
    if (!opens && form.powers.length > 1) {
      terms.push(multiple(k, build(form)));
      return;
    }
    // k·(a + b) is opened where k is a sign; as trees shorter.ts finds where opening others is shorter, and
    // large sums, which are not tried, have their numbers collected.
    const sum = opens && form.onlyBase !== undefined ? this.knownForm(form.onlyBase) : undefined;
    const scale = sum instanceof Sum ? mulValues(form.coefficient, k) : undefined;
    if (sum instanceof Sum && scale !== undefined && (!this.#tree || scale === 1 || scale === -1)) {
      for (const term of sum.terms) terms.push(scaleProduct(term, scale));
    } else terms.push(scaleProduct(form, k));
  }

  collect(products: readonly Product[]): Form {
    const merged = this.#conditional ? mergeConditionals(this, products) : products;
    const collected = collectSum(merged, this.allowance);
    if (!this.#tree || !(collected instanceof Sum)) return collected;
    return this.#search ? shorter(this, collected) : quicklyShorter(this, collected);
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
    const a = this.#own(left);
    const b = this.#own(right);
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
    const a = this.#own(above);
    const b = this.#own(below);
    if (
      b instanceof Factors &&
      !(a instanceof Factors && a.size >= b.size) &&
      !this.#isKept(b, -1) &&
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
  #isKept(factors: Factors, by: ConstValue): boolean {
    return this.allowance.strict && factors.isDelicate(by);
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
    if (exponent === -1 && own instanceof Factors && !this.#isKept(own, -1) && own.invert()) return own;
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
      if (!this.#isKept(value, exponent)) {
        factors.product(value, exponent, this);
        return;
      }
    }
    this.multiply(factors, this.#formAt(i), exponent, this.#opens(i));
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

  multiply(factors: Factors, form: Form, exponent: ConstValue = 1, opens = true): void {
    const value = constantOf(form);
    if (value !== undefined) {
      this.#multiplyConstant(factors, value, exponent);
      return;
    }
    if (exponent === 0) return; // u^0 is 1, nan^0 too
    if (form instanceof Product) {
      const { coefficient, powers } = form;
      const mayOpen = !this.allowance.strict || !powers.some((factor) => factor.isDelicate(exponent));
      if (isInteger(exponent) && (opens || powers.length === 1) && mayOpen) {
        if (coefficient !== 1) factors.constant(coefficient, exponent);
        for (const factor of powers) {
          factors.power(exponent === 1 ? factor : raise(factor, exponent, this), this);
        }
        return;
      }
      if (this.#searches && hasEvenRoot(form, exponent)) {
        this.#multiplyConstant(factors, coefficient, exponent);
        multiplyEvenRoot(factors, form, exponent, this);
        return;
      }
      if (coefficient === 1 && form.onlyBase !== undefined) {
        factors.power(power(form.onlyBase, exponent), this);
        return;
      }
    }
    factors.power(power(this.whole(form, opens), exponent), this);
  }

  /** base^exponent where the exponent is no constant. */
  #powerOfFormula(factors: Factors, base: Form, exponent: Expr): void {
    if (constantOf(base) === 1) {
      if (!mayBeUndefined(exponent) || rely(this.allowance, { expr: exponent, holds: "defined" })) return;
    }
    const plain = base instanceof Product && base.coefficient === 1 ? base.onlyBase : undefined;
    factors.power(power(plain ?? this.whole(base), exponent), this);
  }

  /** value^exponent for a fraction: its exact value where that is rational, else a root that stays. */
  #constantRoot(factors: Factors, value: ConstValue, exponent: ConstValue): void {
    const exact = Pow.exact?.(constant(value), constant(exponent));
    if (exact?.kind === "const") factors.constant(exact.value, 1);
    else factors.power(power(constant(value), exponent), this);
  }

  closeProduct(factors: Factors, allowance = this.allowance): Form {
    const product = factors.close(allowance, this);
    if (this.#hasOpenable(product)) {
      const opened = new Factors();
      opened.constant(product.coefficient, 1);
      for (const factor of product.powers) {
        const inside = this.#isOpenable(factor) ? this.knownForm(factor.base) : undefined;
        if (inside === undefined || isFormula(factor.exponent)) opened.power(factor, this);
        else this.multiply(opened, inside, factor.exponent);
      }
      return this.closeProduct(opened, allowance);
    }
    const { coefficient, onlyBase } = product;
    if (onlyBase !== undefined && (coefficient === 1 || coefficient === -1)) {
      const inside = this.knownForm(onlyBase);
      if (inside instanceof Sum) return scaleForm(inside, coefficient);
    }
    if (this.#searches) {
      for (const rule of [withoutMagnitudes, cancelled]) {
        const rewritten = rule(this, product);
        if (rewritten !== product) return rewritten;
      }
    }
    return this.#intoConditional(product);
  }

  get #searches(): boolean {
    return this.#search && this.#tree;
  }

  /** Factors go into a conditional where formulas are opened; a large one keeps them outside, as it was built. */
  #intoConditional(product: Product): Form {
    return this.#tree && this.#conditional ? intoConditional(this, product) : product;
  }

  #hasOpenable({ powers }: Product): boolean {
    for (const factor of powers) if (this.#isOpenable(factor)) return true;
    return false;
  }

  /** Whether a power of a product has become an integer one, under which it opens: (x*y)^(1/3)*(x*y)^(2/3). */
  #isOpenable({ base, exponent }: Power): boolean {
    if (base.kind !== "apply" || isFormula(exponent) || !isInteger(exponent)) return false;
    const form = this.knownForm(base);
    if (!(form instanceof Product) || form.onlyBase === base) return false;
    return !this.allowance.strict || !form.powers.some((factor) => factor.isDelicate(exponent));
  }

  /** A form that stands by itself, not as a term: its signs go into its sums where that saves a minus. */
  #standing(form: Form): Form {
    if (form instanceof Sum) return this.#withPlus(form);
    let alone: Form = form;
    while (alone instanceof Product) {
      const flipped = withSignIn(this, alone);
      if (flipped === undefined) {
        const open = this.#searches ? distributed(this, alone) : alone;
        return open instanceof Product ? this.#intoConditional(open) : this.#withPlus(open);
      }
      alone = this.closeProduct(flipped);
    }
    return alone;
  }

  /** -2*(1 - x) - 3*(y - x) as 2*(x - 1) + 3*(x - y): where no term of a sum has a plus, those take one that can. */
  #withPlus(sum: Sum): Form {
    if (!this.#tree || sum.terms.some(({ coefficient }) => signOf(coefficient) >= 0)) return sum;
    let turned = false;
    const terms = new Terms();
    for (const term of sum.terms) {
      const flipped = withSignIn(this, term);
      turned ||= flipped !== undefined;
      this.add(terms, flipped === undefined ? term : this.closeProduct(flipped));
    }
    return turned ? collectSum(terms.products(), this.allowance) : sum;
  }

  // Exponents

  #asExponent(form: Form): Exponent {
    return constantOf(form) ?? this.whole(form);
  }

  #scaledExponent(terms: Terms, exponent: Exponent, k: ConstValue): void {
    const form = isFormula(exponent) ? (this.knownForm(exponent) ?? atom(exponent)) : constantForm(exponent);
    this.add(terms, form, k, true);
  }

  addExponents(a: Exponent, b: Exponent): Exponent {
    const terms = new Terms();
    this.#scaledExponent(terms, a, 1);
    this.#scaledExponent(terms, b, 1);
    return this.#asExponent(this.collect(terms.products()));
  }

  scaleExponent(exponent: Exponent, by: ConstValue): Exponent {
    if (by === 1) return exponent;
    if (!isFormula(exponent)) return mulValues(exponent, by) ?? build(multiple(by, constant(exponent)));
    const terms = new Terms();
    this.#scaledExponent(terms, exponent, by);
    return this.#asExponent(this.collect(terms.products()));
  }

  // Everything else

  /** The formula of a root. */
  result(root: Expr): Expr {
    return build(this.#standing(this.form(root)));
  }

  /** A form as one formula, which can be opened again where it turns up unless others use it too. */
  whole(whole: Form, opens = true): Expr {
    const form = this.#standing(whole);
    const expr = build(form);
    if (!opens) return expr;
    const isAtom = form instanceof Product && form.onlyBase === expr;
    if (isAtom || expr.kind !== "apply") return expr;
    if (this.#tree) {
      const memo = remember(expr);
      if (this.#formIn(memo) === undefined) this.#keepForm(memo, form);
    } else {
      this.#known ??= new Map();
      this.#known.set(expr, form);
    }
    return expr;
  }

  formOf(expr: Expr): Form {
    return this.knownForm(expr) ?? formOfAtom(expr);
  }

  knownForm(expr: Expr): Form | undefined {
    if (!this.#tree) return this.#known?.get(expr);
    const memo = memoOf(expr);
    return memo === undefined ? undefined : this.#formIn(memo);
  }

  #call(node: Apply): Value {
    const { op, args } = node;
    const first = this.#order.find(argOf(node, 0));
    if (op.parity !== undefined && !isExpr(this.#values[first])) {
      const form = this.#standing(this.#formAt(first));
      if (isNegated(form)) {
        const flipped = this.#applied(node, [this.whole(scaleForm(form, -1))]);
        return op.parity === "even" ? flipped : scaleForm(this.#close(flipped), -1);
      }
    }
    if (args.length === 1) return this.#applied(node, [this.#exprAt(first)]);
    const tidied: Expr[] = []; // no map: lists of arguments are of one kind for V8, without holes
    for (let i = 0; i < args.length; i++) tidied.push(this.#exprAt(this.#order.find(argOf(node, i))));
    return this.#applied(node, tidied);
  }

  /** exp(ln(x)) as x, where ln(x) has a value. */
  #undone(op: Primitive, [arg]: readonly Expr[]): Expr | undefined {
    if (op.undoes === undefined || arg.kind !== "apply" || !op.undoes.includes(arg.op.name)) return undefined;
    const isSure = arg.op.domain === undefined || rely(this.allowance, { expr: arg, holds: "defined" });
    return isSure ? arg.args[0] : undefined;
  }

  /** The node with tidied arguments: its exact value where it has one; the node itself where they are its own. */
  #applied(node: Apply, args: readonly Expr[]): Value {
    const exact = exactValue(node.op, args);
    if (exact !== undefined) return this.formOf(exact);
    if (this.#searches) {
      const simpler = this.#undone(node.op, args) ?? knownMagnitude(this, node.op, args);
      if (simpler !== undefined) return this.formOf(simpler);
    }
    for (let i = 0; i < args.length; i++) if (args[i] !== argOf(node, i)) return apply(node.op, args);
    return node;
  }
}

/** The exact value of an application, where it has one. A call written out: spreading costs more than most answers. */
function exactValue({ exact }: Primitive, args: readonly Expr[]): Expr | undefined {
  if (exact === undefined) return undefined;
  return args.length === 1 ? exact(args[0]) : exact(...args);
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
