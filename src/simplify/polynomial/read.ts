// From formulas to polynomials over whatever they are opened no further into. A node used once is gathered into the
// sum or product around it, so that chains of any length cost linear time. On the way it is noted what must hold
// for the formula to have a value: domain.ts compares that with what a result needs.
import { equal } from "../../expr/equal.ts";
import { toNumber } from "../../expr/evaluate.ts";
import {
  type Apply,
  apply,
  type ConstValue,
  constant,
  constValue,
  type Expr,
  hasVariables,
  mayBeUndefined,
} from "../../expr/node.ts";
import { E } from "../../expr/primitives/constants.ts";
import { Exp, Ln } from "../../expr/primitives/exponential.ts";
import { If } from "../../expr/primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../../expr/primitives/operators.ts";
import { Cbrt, Nthroot, Pow, Sqrt } from "../../expr/primitives/powers.ts";
import { Abs } from "../../expr/primitives/rounding.ts";
import { rational } from "../../expr/rational.ts";
import { rounded } from "../../expr/rounded.ts";
import { appliesUserFunctions } from "../../expr/userFunction.ts";
import { type Numbering, numbered } from "../../expr/walk.ts";
import type { Condition } from "../condition.ts";
import { isExact, isInteger, negateValue, powValue, signOf, toRational } from "../exact.ts";
import { compareTerms } from "../order.ts";
import {
  addTo,
  constantIn,
  DividesByZero,
  type Generator,
  type GeneratorPower,
  type Monomial,
  NOTHING,
  Overrun,
  type Polynomial,
  product,
  type Ring,
  single,
  sum,
  tooManyBits,
} from "./ring.ts";
import { type Known, signOfAtom, signOfPolynomial } from "./sign.ts";
import { formOf, type Writing, write } from "./write.ts";

/** A formula that holds inf or nan: nothing of it is rearranged. */
export class NotFinite extends Error {}

/** What must hold of a polynomial, or of an atom, for a formula to have a value. */
export interface Requirement {
  readonly of: Polynomial;
  readonly holds: Condition["holds"];
}

export interface ReadOptions {
  readonly known?: Known | undefined;
  /** Powers of sums above this stay as they are; default: all are opened. */
  readonly powers?: number | undefined;
  /** ln(a*b) is ln(a) + ln(b) where a and b are known to be positive. */
  readonly splitsLogs?: boolean | undefined;
  /** How arguments of functions are written. */
  readonly writing?: Writing | undefined;
  /** Further forms: what a function's application is as a polynomial; undefined: nothing but itself. */
  readonly open?:
    | ((reader: Reader, op: Apply["op"], args: readonly Polynomial[]) => Polynomial | undefined)
    | undefined;
  /** An argument of a function stays as it is written, if it does not vanish. */
  readonly keepsArguments?: boolean | undefined;
  /** Not to note what must hold. */
  readonly unnoted?: boolean | undefined;
}

/** How often a result of tidying an argument anew is read again. */
const DEPTH = 3;

export class Reader {
  readonly ring: Ring;
  readonly #options: ReadOptions;
  readonly requirements = new Map<string, Requirement>();
  #depth = 0;

  constructor(ring: Ring, options: ReadOptions = {}) {
    this.ring = ring;
    this.#options = options;
  }

  /** @throws {Overrun} {DividesByZero} {NotFinite} */
  read(root: Expr): Polynomial {
    const order = numbered([root], isWhole);
    const { nodes } = order;
    const values: (Polynomial | undefined)[] = [];
    const inner = absorbed(order);
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i];
      if (inner[i]) values.push(undefined);
      else if (node.kind === "const") values.push(this.#constant(node.value));
      else if (node.kind === "var" || isWhole(node)) values.push(this.atom(node));
      else values.push(this.#valueOf(node, order, values));
    }
    const value = values[nodes.length - 1]; // the root comes last
    if (value === undefined) throw new Error("invariant: the root has a value");
    return value;
  }

  #constant(value: ConstValue): Polynomial {
    if (!isExact(value)) throw new NotFinite();
    return this.ring.constant(value);
  }

  #valueOf(node: Apply, order: Numbering, values: readonly (Polynomial | undefined)[]): Polynomial {
    const valueAt = (expr: Expr): Polynomial => values[order.find(expr)] ?? NOTHING;
    const { op, args } = node;
    if (isAdditive(node)) return this.#sum(node, order, values);
    if (isProduct(node)) return this.#product(node, order, values);
    if (op === Pow) return this.#powerOf(node, valueAt(args[0]), valueAt(args[1]));
    if (op.power !== undefined) return this.power(valueAt(args[0]), constValue(op.power));
    return this.#call(node, args.map(valueAt));
  }

  #sum(root: Apply, order: Numbering, values: readonly (Polynomial | undefined)[]): Polynomial {
    const total = new Map<Monomial, ConstValue>();
    const stack: [Expr, 1 | -1][] = [[root, 1]];
    let alone: Polynomial | undefined;
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      const [node, sign] = top;
      const value = node === root ? undefined : values[order.find(node)];
      if (value !== undefined) {
        addTo(total, value, sign);
        alone = value;
        continue;
      }
      if (node.kind !== "apply") continue;
      const { op, args } = node;
      if (op === Neg) stack.push([args[0], sign === 1 ? -1 : 1]);
      else stack.push([args[1], op === Sub ? (sign === 1 ? -1 : 1) : sign], [args[0], sign]);
    }
    this.ring.spend(alone === undefined ? 0 : total.size);
    return total;
  }

  #product(root: Apply, order: Numbering, values: readonly (Polynomial | undefined)[]): Polynomial {
    const factors: Polynomial[] = [];
    // The exponent of each, and whether it stands below a bar somewhere: 1/(1/x) has no value at 0 either.
    const stack: [Expr, ConstValue, boolean][] = [[root, 1, false]];
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      const [node, exponent, isBelow] = top;
      const value = node === root ? undefined : values[order.find(node)];
      if (value !== undefined) {
        if (isBelow && value.size === 0) throw new DividesByZero();
        if (isBelow) this.require(value, "nonzero");
        factors.push(this.power(value, exponent));
        continue;
      }
      if (node.kind !== "apply") continue;
      const { op, args } = node;
      if (op === Mul) stack.push([args[1], exponent, isBelow], [args[0], exponent, isBelow]);
      else if (op === Div) stack.push([args[1], negateValue(exponent), true], [args[0], exponent, isBelow]);
      else {
        const own = integerExponent(node) ?? 1;
        stack.push([args[0], product(exponent, own), isBelow || signOf(own) < 0]);
      }
    }
    return this.ring.product(factors);
  }

  // Powers

  /** base^exponent for a number. */
  power(base: Polynomial, exponent: ConstValue): Polynomial {
    const { ring } = this;
    if (exponent === 1) return base;
    if (exponent === 0) return ring.constant(1);
    if (signOf(exponent) < 0) this.require(base, "nonzero");
    if (!isInteger(exponent)) this.require(base, "nonnegative");
    if (base.size === 0) {
      if (signOf(exponent) < 0) throw new DividesByZero();
      return NOTHING;
    }
    return isInteger(exponent) ? this.#integerPower(base, exponent) : this.#root(base, exponent);
  }

  #integerPower(base: Polynomial, exponent: ConstValue): Polynomial {
    const { ring } = this;
    if (base.size === 1) {
      const [monomial, coefficient] = single(base);
      const k = powValue(coefficient, exponent);
      if (k === undefined) throw tooManyBits();
      return ring.reduced(new Map([[ring.raised(monomial, exponent), k]]));
    }
    if (signOf(exponent) > 0) {
      if (typeof exponent === "number" && exponent > (this.#options.powers ?? Number.POSITIVE_INFINITY)) {
        return ring.power(this.#kept(base), exponent);
      }
      if (typeof exponent !== "number") throw new Overrun("more terms than can be counted");
      return ring.raise(base, exponent);
    }
    const [front, rest] = this.#withoutContent(base);
    return ring.multiply(this.#integerPower(front, exponent), ring.power(this.sumGenerator(rest), exponent));
  }

  /** A sum as its content (a number and a monomial) times a sum without. */
  #withoutContent(sum: Polynomial): [Polynomial, Polynomial] {
    const { ring } = this;
    const content = this.content(sum);
    if (content === undefined) return [ring.constant(1), sum];
    const [monomial, k] = single(content);
    const inverse = new Map([[ring.raised(monomial, -1), powValue(k, -1) ?? 1]]);
    return [content, ring.multiply(sum, inverse)];
  }

  /** The number and the powers that all terms have in common, with the sign of the first term; undefined where that is 1. */
  content(sum: Polynomial): Polynomial | undefined {
    const terms = [...sum];
    const first = firstTerm(sum);
    let [numerators, denominators] = [0n, 1n];
    let common: Map<Generator, ConstValue> | undefined;
    for (const [{ powers }, coefficient] of terms) {
      const { numerator, denominator } = toRational(coefficient);
      numerators = gcd(numerators, numerator < 0n ? -numerator : numerator);
      denominators = (denominators / gcd(denominators, denominator)) * denominator;
      common = commonPowers(common, powers);
    }
    const k = constValue({ numerator: numerators, denominator: denominators });
    const value = reducedValue(signOf(first) < 0 ? negateValue(k) : k);
    const powers = [...(common ?? [])].sort(([a], [b]) => a.index - b.index);
    if (value === 1 && powers.length === 0) return undefined;
    const monomial = this.ring.monomial(powers.map(([generator, exponent]) => ({ generator, exponent })));
    return new Map([[monomial, value]]);
  }

  /** The generator that stands for a sum below a bar or a root. */
  sumGenerator(sum: Polynomial): Generator {
    return this.ring.generator(this.write(sum), () => ({
      sum,
      sign: signOfPolynomial(sum) ?? this.#assumed(this.write(sum)),
      reduction: { at: 1, by: () => sum, fully: false },
    }));
  }

  #assumed(expr: Expr): "positive" | "nonnegative" | undefined {
    const { known } = this.#options;
    if (known?.({ expr, holds: "positive" }) === true) return "positive";
    return known?.({ expr, holds: "nonnegative" }) === true ? "nonnegative" : undefined;
  }

  /** The generator of a sum whose powers are not opened. */
  #kept(sum: Polynomial): Generator {
    return this.ring.generator(this.write(sum), () => ({ sum, sign: signOfPolynomial(sum) }), true);
  }

  /** base^exponent for a fraction: what is known not to be negative leaves the root. */
  #root(base: Polynomial, exponent: ConstValue): Polynomial {
    const { ring } = this;
    if (base.size > 1) {
      const opened = isHalf(exponent) ? this.#denested(base) : undefined;
      if (opened !== undefined) return this.#integerPower(opened, product(exponent, 2));
      const content = this.content(base);
      const [monomial, k] = content === undefined ? [ring.unit, 1 as const] : single(content);
      // Only a number that is a power itself comes out of the root of a sum: sqrt(4*x + 4) is 2*sqrt(x + 1).
      const root = signOf(k) > 0 ? Pow.exact?.(constant(k), constant(exponent)) : undefined;
      if (root?.kind !== "const" || k === 1) return ring.power(this.sumGenerator(base), exponent);
      const inside = ring.scaled(base, powValue(k, -1) ?? 1);
      return monomial === ring.unit || inside.size > 1
        ? ring.multiply(ring.constant(root.value), ring.power(this.sumGenerator(inside), exponent))
        : ring.power(this.sumGenerator(base), exponent);
    }
    const [monomial, coefficient] = single(base);
    // What may be 0 leaves a product only where nothing of it may be negative: sqrt(x*y) at x = 0, y = -1.
    const isSure =
      signOf(coefficient) > 0 && monomial.powers.every(({ generator }) => generator.sign !== undefined);
    const outside: GeneratorPower[] = [];
    const inside: GeneratorPower[] = [];
    for (const power of monomial.powers) {
      if (power.generator.sign === "positive" || isSure) outside.push(power);
      else inside.push(power);
    }
    const k = signOf(coefficient) > 0 ? coefficient : 1;
    const rest = signOf(coefficient) > 0 ? 1 : coefficient;
    const front = ring.multiply(
      this.#rootOfNumber(k, exponent),
      ring.reduced(new Map([[ring.raised(ring.monomial(outside), exponent), 1 as ConstValue]])),
    );
    if (inside.length === 0 && rest === 1) return front;
    return ring.multiply(front, this.#rootOfPowers(inside, rest, exponent));
  }

  /** sqrt(a ± b·sqrt(c)) as sqrt((a + d)/2) ± sqrt((a - d)/2), where d^2 = a^2 - b^2·c has an exact root d. */
  #denested(base: Polynomial): Polynomial | undefined {
    const { ring } = this;
    const a = base.get(ring.unit);
    if (base.size !== 2 || a === undefined || signOf(a) < 0) return undefined;
    const [surd, b] = [...base].find(([monomial]) => monomial !== ring.unit) ?? [ring.unit, 0];
    const isRoot = surd.powers.every(
      ({ generator, exponent }) => generator.base.kind === "const" && isHalf(exponent),
    );
    const square = isRoot ? constantIn(ring.raise(new Map([[surd, b]]), 2)) : undefined;
    if (square === undefined) return undefined;
    const gap = sum(product(a, a), negateValue(square));
    if (signOf(gap) < 0) return undefined;
    const root = Pow.exact?.(constant(gap), constant(HALF));
    if (root?.kind !== "const") return undefined;
    const [more, less] = [root.value, negateValue(root.value)].map((d) =>
      this.power(ring.constant(product(sum(a, d), HALF)), HALF),
    );
    return ring.add(more, less, signOf(b) < 0 ? -1 : 1);
  }

  /** The root of powers whose sign isn't known: |x|^n for an even power of one, a generator of its own for products. */
  #rootOfPowers(
    powers: readonly GeneratorPower[],
    coefficient: ConstValue,
    exponent: ConstValue,
  ): Polynomial {
    const { ring } = this;
    if (coefficient === 1) {
      const even = powers.every((power) => isEven(power.exponent));
      if (even) return ring.product(powers.map((power) => this.#evenRoot(power, exponent)));
      // x^(3/2) of x^3, sqrt(x) of x: where the root has a value x is not negative.
      const [power] = powers;
      if (powers.length === 1) return ring.power(power.generator, product(power.exponent, exponent));
    }
    const inside = new Map([[ring.monomial(powers), coefficient]]);
    const generator = ring.generator(this.write(inside), () => ({
      sum: inside,
      reduction: { at: 1, by: () => inside, fully: false },
    }));
    return ring.power(generator, exponent);
  }

  #evenRoot({ generator, exponent: even }: GeneratorPower, exponent: ConstValue): Polynomial {
    const raised = product(even, exponent);
    if (generator.sign !== undefined || isEven(raised)) return this.ring.power(generator, raised);
    return this.ring.power(this.#magnitude(generator), raised);
  }

  #magnitude(generator: Generator): Generator {
    const { ring } = this;
    return ring.generator(apply(Abs, [generator.base]), () => ({
      sign: "nonnegative",
      reduction: { at: 2, by: () => ring.power(generator, 2), fully: false },
    }));
  }

  /** value^exponent for a value > 0: square factors outside, primes that are found quickly each by itself. */
  #rootOfNumber(value: ConstValue, exponent: ConstValue): Polynomial {
    const exact = Pow.exact?.(constant(value), constant(exponent));
    if (exact?.kind === "const") return this.ring.constant(exact.value);
    const { numerator, denominator } = toRational(value);
    return this.ring.product(
      this.primes(numerator, denominator).map(([prime, times]) =>
        this.ring.power(this.#primeGenerator(prime), product(times, exponent)),
      ),
    );
  }

  /** The primes of a quotient with their exponents, those below the bar negative. */
  primes(numerator: bigint, denominator: bigint): [ConstValue, number][] {
    const found = [...primesOf(numerator), ...primesOf(denominator, -1)];
    return found.map(([prime, times]) => [constValue({ numerator: prime, denominator: 1n }), times]);
  }

  /** The generator of a number whose roots have no exact value. */
  #primeGenerator(value: ConstValue): Generator {
    return this.ring.generator(constant(value), () => ({
      sign: "positive",
      reduction: { at: 1, by: () => this.ring.constant(value), fully: true },
    }));
  }

  #powerOf(node: Apply, base: Polynomial, exponent: Polynomial): Polynomial {
    const n = constantIn(exponent);
    if (n !== undefined) return this.power(base, n);
    const opened = this.#options.open?.(this, Pow, [base, exponent]);
    if (opened !== undefined) return opened;
    const number = constantIn(base);
    if (number !== undefined && isExact(number) && signOf(number) > 0) {
      return number === 1 ? this.ring.constant(1) : this.exponential(constant(number), exponent);
    }
    if (isPositiveAtom(base)) return this.exponential(this.write(base), exponent, base);
    return this.exponentialPower(base, exponent) ?? this.#call(node, [base, exponent]);
  }

  /** exp(u)^v as exp(u·v); undefined for other bases. */
  exponentialPower(base: Polynomial, exponent: Polynomial): Polynomial | undefined {
    const { ring } = this;
    const term = base.size === 1 ? single(base) : undefined;
    if (term === undefined || term[1] !== 1 || term[0].powers.length === 0) return undefined;
    const factors: Polynomial[] = [];
    for (const { generator, exponent: k } of term[0].powers) {
      const isE = equal(generator.base, E);
      const { exponential } = generator;
      if (!isE && exponential === undefined) return undefined;
      const above = exponential === undefined ? exponent : ring.multiply(exponential.exponent, exponent);
      factors.push(this.exponential(exponential?.base, ring.scaled(above, k)));
    }
    return ring.product(factors);
  }

  /** base^(a + 2·b) as base^a·(base^b)^2 for a base that is positive; none is e. `read`: the base of what is no number. */
  exponential(base: Expr | undefined, exponent: Polynomial, read?: Polynomial): Polynomial {
    const { ring } = this;
    const factors: Polynomial[] = [];
    for (const [monomial, k] of exponent) {
      if (monomial === ring.unit) {
        if (base?.kind === "const")
          factors.push(
            isInteger(k)
              ? this.#integerPower(ring.constant(base.value), k)
              : this.#rootOfNumber(base.value, k),
          );
        else if (base === undefined) factors.push(ring.power(this.#atomGenerator(E), k));
        else factors.push(this.power(read ?? this.read(base), k));
        continue;
      }
      const above = new Map([[monomial, 1 as ConstValue]]);
      const shown = this.write(above);
      const generator = ring.generator(
        base === undefined ? apply(Exp, [shown]) : apply(Pow, [base, shown]),
        () => ({
          sign: "positive",
          exponential: { base, exponent: above },
        }),
      );
      factors.push(ring.power(generator, k));
    }
    return ring.product(factors);
  }

  // Functions

  #call(node: Apply, args: readonly Polynomial[]): Polynomial {
    const { op } = node;
    const opened = this.#options.open?.(this, op, args);
    if (opened !== undefined) return opened;
    if (op === Exp) return this.exponential(undefined, args[0]);
    if (op === Abs) return this.absolute(args[0]);
    if (op === Ln && this.#options.splitsLogs === true) {
      const split = this.logarithm(args[0]);
      if (split !== undefined) return split;
    }
    if (op.parity !== undefined && signOf(firstTerm(args[0])) < 0) {
      const turned = this.ring.scaled(args[0], -1);
      const flipped = this.applied(apply(op, [this.write(turned)]), [turned]);
      return op.parity === "even" ? flipped : this.ring.scaled(flipped, -1);
    }
    return this.applied(node, args);
  }

  /** The row applied to polynomials: an atom, unless the arguments turn out to have an exact value. */
  applied(node: Apply, args: readonly Polynomial[]): Polynomial {
    const { op } = node;
    const written = args.map((arg, i) => {
      const expr = this.write(arg);
      return equal(expr, node.args[i]) ? node.args[i] : expr;
    });
    const isSame = written.every((arg, i) => arg === node.args[i]);
    const exact = isSame ? undefined : op.exact?.(...written);
    if (exact !== undefined && this.#depth < DEPTH) return this.#again(exact);
    const expr = isSame ? node : apply(op, written);
    const generator = this.ring.generator(expr, () => ({
      ...(this.#options.keepsArguments === true ? { base: node } : {}),
      sign: signOfAtom(expr, this.#options.known),
      reduction: reductionOf(expr, args[0]),
      symbolic: op === Pow ? { base: written[0], exponent: args[1] } : undefined,
    }));
    const isTotal = op.domain === undefined || op.total?.(...written) === true;
    if (!isTotal && !(op === Pow && signOfPolynomial(args[0]) === "positive")) {
      const holds = args.length === 1 ? domainBySign(op) : undefined;
      if (holds !== undefined) this.require(args[0], holds);
      else this.require(new Map([[this.ring.monomial([{ generator, exponent: 1 }]), 1]]), "defined");
    }
    return this.ring.power(generator);
  }

  #again(expr: Expr): Polynomial {
    this.#depth++;
    try {
      return this.read(expr);
    } finally {
      this.#depth--;
    }
  }

  /** |c·x·y^2| as |c|·|x|·y^2. */
  absolute(inside: Polynomial): Polynomial {
    const { ring } = this;
    const sign = signOfPolynomial(inside);
    if (sign !== undefined) return inside;
    if (inside.size !== 1) {
      const turned = signOf(firstTerm(inside)) < 0 ? ring.scaled(inside, -1) : inside;
      const generator = ring.generator(apply(Abs, [this.write(turned)]), () => ({
        sign: "nonnegative",
        reduction: { at: 2, by: () => ring.multiply(turned, turned), fully: false },
      }));
      return ring.power(generator);
    }
    const [monomial, k] = single(inside);
    const factors = monomial.powers.map((power) => {
      const { generator, exponent } = power;
      if (generator.sign !== undefined || isEven(exponent)) return ring.power(generator, exponent);
      return ring.power(this.#magnitude(generator), exponent);
    });
    return ring.product([ring.constant(signOf(k) < 0 ? negateValue(k) : k), ...factors]);
  }

  /** ln(c·a^2·b) as ln(c) + 2·ln(a) + ln(b), where a factor of the product may be anything and all others are positive. */
  logarithm(inside: Polynomial): Polynomial | undefined {
    const { ring } = this;
    const content = inside.size === 1 ? inside : this.content(inside);
    if (content === undefined) return undefined;
    const [{ powers }, k] = single(content);
    const positive = powers.filter(({ generator }) => generator.sign === "positive");
    const isWhole = inside.size === 1 && positive.length === powers.length && signOf(k) > 0;
    // A number comes out beside something else alone: ln(6) and ln(2*x + 2) stay.
    if (positive.length === 0) return undefined;
    const [first] = positive;
    if (
      isWhole &&
      positive.length === 1 &&
      k === 1 &&
      first.exponent === 1 &&
      !isExponential(first.generator)
    )
      return undefined;
    const terms = positive.map(({ generator, exponent }) =>
      ring.scaled(this.#logarithmOf(generator), exponent),
    );
    if (isWhole) {
      if (k !== 1) terms.push(this.atom(apply(Ln, [constant(k)])));
    } else {
      const rest = ring.multiply(inside, this.power(new Map([[ring.monomial(positive), 1]]), -1));
      terms.push(this.applied(apply(Ln, [this.write(rest)]), [rest]));
    }
    return terms.reduce((total, term) => ring.add(total, term), NOTHING);
  }

  #logarithmOf({ base, exponential }: Generator): Polynomial {
    const { ring } = this;
    if (equal(base, E)) return ring.constant(1);
    if (exponential === undefined) return this.atom(apply(Ln, [base]));
    if (exponential.base === undefined) return exponential.exponent;
    return ring.multiply(exponential.exponent, this.atom(apply(Ln, [exponential.base])));
  }

  // Atoms

  /** A formula that is opened no further: a variable, a conditional. */
  atom(expr: Expr): Polynomial {
    if (expr.kind === "const") return this.#constant(expr.value);
    const generator = this.#atomGenerator(expr);
    if (isWhole(expr) && mayBeUndefined(expr))
      this.require(new Map([[this.ring.monomial([{ generator, exponent: 1 }]), 1]]), "defined");
    return this.ring.power(generator);
  }

  #atomGenerator(expr: Expr): Generator {
    return this.ring.generator(expr, () => ({ sign: signOfAtom(expr, this.#options.known) }));
  }

  // What must hold

  require(of: Polynomial, holds: Condition["holds"]): void {
    if (this.#options.unnoted === true) return;
    const sign = signOfPolynomial(of);
    if (holds !== "defined" && (sign === "positive" || (sign === "nonnegative" && holds === "nonnegative")))
      return;
    if (this.#isKnownNumber(of, holds)) return;
    const key = `${holds} ${keyOf(of)}`;
    if (!this.requirements.has(key)) this.requirements.set(key, { of, holds });
  }

  /** Takes back what follows from something else that is required. */
  unrequire(of: Polynomial, holds: Condition["holds"]): void {
    this.requirements.delete(`${holds} ${keyOf(of)}`);
  }

  /** Whether what must hold is about a number, and does: ln(10) ≠ 0. */
  #isKnownNumber(of: Polynomial, holds: Condition["holds"]): boolean {
    for (const { powers } of of.keys())
      for (const { generator } of powers) if (hasVariables(generator.base)) return false;
    const expr = this.write(of);
    if (hasVariables(expr) || appliesUserFunctions(expr)) return false;
    const { value, bound } = rounded(expr, {});
    if (holds === "defined") return Number.isFinite(value);
    return holds === "nonzero" ? Math.abs(value) > bound : value > bound;
  }

  write(a: Polynomial): Expr {
    return write(a, this.#options.writing);
  }
}

/** One thing, such as a variable, that is known to be positive: x^(a + b) is x^a·x^b. */
function isPositiveAtom(a: Polynomial): boolean {
  if (a.size !== 1) return false;
  const [{ powers }, k] = single(a);
  if (k !== 1 || powers.length !== 1 || powers[0].exponent !== 1) return false;
  const { generator } = powers[0];
  return generator.sign === "positive" && generator.exponential === undefined && !equal(generator.base, E);
}

const isExponential = ({ base, exponential }: Generator): boolean =>
  exponential !== undefined || equal(base, E);

/** cbrt(u)^3 is u, and so for every root. */
function reductionOf(expr: Expr, inside: Polynomial): Generator["reduction"] {
  if (expr.kind !== "apply" || (expr.op !== Cbrt && expr.op !== Nthroot)) return undefined;
  const n = expr.op === Cbrt ? 3 : expr.args[1].kind === "const" ? toNumber(expr.args[1].value) : 0;
  return n >= 2 && n <= 64 ? { at: n, by: () => inside, fully: false } : undefined;
}

/** Conditionals and whatever takes a condition are opened no further: a branch counts only where it is taken. */
function isWhole(node: Expr): boolean {
  return node.kind === "apply" && (node.op === If || node.op.takesNan !== undefined);
}

const isAdditive = ({ op }: Apply): boolean => op === Add || op === Sub || op === Neg;

/** The exponent of a power with an integer for one; x^0 is none. */
function integerExponent({ op, args }: Apply): ConstValue | undefined {
  if (op !== Pow || args[1].kind !== "const") return undefined;
  const { value } = args[1];
  return isExact(value) && isInteger(value) && value !== 0 ? value : undefined;
}

/** Products, quotients and integer powers: in those a product is opened. */
const isProduct = (node: Apply): boolean =>
  node.op === Mul || node.op === Div || integerExponent(node) !== undefined;

/** By number: whether a node is gathered into the one around it, being used there alone. */
function absorbed(order: Numbering): readonly boolean[] {
  const { nodes, uses } = order;
  const inner = new Array<boolean>(nodes.length).fill(false);
  for (const node of nodes) {
    if (node.kind !== "apply" || isWhole(node)) continue;
    const takes = isAdditive(node) ? isAdditive : isProduct(node) ? isProduct : undefined;
    if (takes === undefined) continue;
    for (const arg of node.args) {
      const at = order.find(arg);
      if (arg.kind === "apply" && uses[at] === 1 && takes(arg)) inner[at] = true;
    }
  }
  return inner;
}

/** The coefficient of the term that is written first. */
export function firstTerm(a: Polynomial): ConstValue {
  if (a.size === 0) return 0;
  if (a.size === 1) return single(a)[1];
  const form = formOf(a);
  if ("terms" in form) {
    // A positive term is written first where there is one; the sign is that of the first in order.
    return [...form.terms].sort(compareTerms)[0].coefficient;
  }
  return form.coefficient;
}

function commonPowers(
  common: Map<Generator, ConstValue> | undefined,
  powers: readonly GeneratorPower[],
): Map<Generator, ConstValue> {
  const own = new Map(powers.map(({ generator, exponent }) => [generator, exponent]));
  const result = new Map<Generator, ConstValue>();
  for (const [generator, exponent] of common ?? own) {
    const other = own.get(generator);
    if (other === undefined) {
      if (signOf(exponent) < 0) result.set(generator, exponent);
      continue;
    }
    result.set(generator, toNumber(other) < toNumber(exponent) ? other : exponent);
  }
  // A generator below the bar in one term alone is below the bar of all.
  for (const [generator, exponent] of own)
    if (!(common ?? own).has(generator) && signOf(exponent) < 0) result.set(generator, exponent);
  return result;
}

export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** An integer as a number where the rational has the denominator 1. */
const reducedValue = (value: ConstValue): ConstValue =>
  typeof value === "object" ? constValue(value) : value;

const HALF: ConstValue = rational(1n, 2n);

/** 1/2, 3/2, ... */
const isHalf = (v: ConstValue): boolean => typeof v === "object" && v.denominator === 2n;

const isEven = (v: ConstValue): boolean => typeof v === "number" && v % 2 === 0;

/** Divisors up to this are looked for in a number below a root. */
const PRIMES_TO = 1000n;

/** The primes of a number with their exponents; what is left without small ones counts as a prime. */
function primesOf(n: bigint, sign: 1 | -1 = 1): [bigint, number][] {
  const found: [bigint, number][] = [];
  let rest = n;
  for (let p = 2n; p <= PRIMES_TO && p * p <= rest; p++) {
    let times = 0;
    while (rest % p === 0n) {
      rest /= p;
      times++;
    }
    if (times > 0) found.push([p, sign * times]);
  }
  if (rest > 1n) found.push([rest, sign]);
  return found;
}

/** A text that is the same for equal polynomials of one ring. */
export function keyOf(a: Polynomial): string {
  const terms = [...a].map(
    ([{ powers }, k]) =>
      `${powers.map(({ generator, exponent }) => `${generator.index}^${exponentText(exponent)}`).join("*")}:${exponentText(k)}`,
  );
  return terms.sort().join("+");
}

const exponentText = (v: ConstValue): string =>
  typeof v === "number" ? String(v) : `${v.numerator}/${v.denominator}`;

/** The domain of a function of one argument where that is a matter of its sign. */
function domainBySign(op: Apply["op"]): "nonzero" | "nonnegative" | "positive" | undefined {
  if (op === Ln) return "positive";
  if (op === Sqrt) return "nonnegative";
  const [below, atZero, above] = [-1, 0, 1].map((sign) =>
    [1e-9, 0.3, 1, 2.7, 1e9].map((x) => Number.isFinite(op.value(sign * x))),
  );
  if (!above.every(Boolean)) return undefined;
  if (below.every(Boolean)) return atZero[0] ? undefined : "nonzero";
  if (below.some(Boolean)) return undefined;
  return atZero[0] ? "nonnegative" : "positive";
}
