// Power series of every node of a formula at once. + - * / and powers with a fixed exponent have their
// recurrences; any other row's series follows from its partials: with u = f(a, b), u' = f_a·a' + f_b·b', so
// u_k = (1/k) Σ j·(a_j·f_a,k-j + b_j·f_b,k-j), where f_a is a formula whose own series is needed up to k - 1
// only. A coefficient is worked out when it is asked for, each once, on an explicit stack; what would
// need itself has no such series.
// Griewank & Walther, Evaluating Derivatives, 2nd ed., ch. 13; Knuth, vol. 2, 4.7.
import { partialFormula } from "../backprop/partials.ts";
import { type Budget, checkCancelled } from "../expr/budget.ts";
import { DomainError, type GradtreeError } from "../expr/errors.ts";
import { evaluate } from "../expr/evaluate.ts";
import { type Apply, apply, type Expr, hasNonFinite, hasVariables, sizeOf } from "../expr/node.ts";
import { If } from "../expr/primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../expr/primitives/operators.ts";
import { Pow } from "../expr/primitives/powers.ts";
import { formatText } from "../expr/print/text.ts";
import { appliesUserFunctions, userFunctionFacts } from "../expr/userFunction.ts";
import { isInteger, signOf } from "../simplify/exact.ts";
import { type Coefficient, Coefficients, isPolynomial } from "./coefficient.ts";
import { isBlurred } from "./rounding.ts";

/** How far beyond the order asked for a quotient looks for what is not 0 below its bar. */
const EXTRA = 64;

/** A node, its arguments by number, and its coefficients so far. */
interface Place {
  readonly node: Expr;
  readonly args: readonly number[];
  /** Whether the variable is below. */
  readonly depends: boolean;
  readonly coefficients: Coefficient[];
  /** The numbers of its partials' formulas; null: the constant 0. */
  readonly partials: (number | null | undefined)[];
}

/** The coefficients of `expr` in powers of (name - about), from 0 to `order`. */
export function seriesOf(
  expr: Expr,
  name: string,
  about: Expr,
  order: number,
  budget: Budget | undefined,
): Expr[] {
  const series = new Series(name, about, order, budget);
  return series.coefficients(expr);
}

class Series {
  readonly #name: string;
  readonly #about: Coefficient;
  readonly #aboutText: string;
  readonly #order: number;
  readonly #budget: Budget | undefined;
  readonly #ring: Coefficients;
  readonly #places: Place[] = [];
  /** Nodes met, and structures met: equal formulas have one place. */
  readonly #byNode = new Map<Expr, number>();
  readonly #byStructure = new Map<string, number>();
  readonly #ops = new Map<unknown, number>();
  /** What the coefficient at hand needs and is not there yet. */
  #missing: { readonly place: number; readonly k: number }[] = [];

  constructor(name: string, about: Expr, order: number, budget: Budget | undefined) {
    this.#name = name;
    this.#order = order;
    this.#budget = budget;
    this.#ring = new Coefficients(budget);
    this.#about = this.#ring.fromExpr(about, valueWithout);
    this.#aboutText = formatText(about);
  }

  coefficients(expr: Expr): Expr[] {
    const root = this.#placeOf(expr);
    const found: Expr[] = [];
    for (let k = 0; k <= this.#order; k++) {
      this.#demand(root, k);
      const coefficient = this.#ring.toExpr(this.#places[root].coefficients[k]);
      if (hasNonFinite(coefficient)) throw k === 0 ? this.#noValue(expr) : this.#noDerivative(expr);
      found.push(coefficient);
    }
    return found;
  }

  /** Works out coefficient k of a place and, first, of all that it needs. */
  #demand(root: number, last: number): void {
    const stack = [{ place: root, k: last, begun: false }];
    const begun = new Set<string>();
    let steps = 0;
    for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
      if ((steps++ & 1023) === 0) checkCancelled(this.#budget);
      const { place, k } = frame;
      const { coefficients } = this.#places[place];
      const key = `${place} ${k}`;
      if (coefficients.length <= k) {
        this.#missing = [];
        const value = coefficients.length < k ? this.#ask(place, k - 1) : this.#coefficient(place, k);
        if (this.#missing.length === 0) coefficients.push(value);
        else {
          if (!frame.begun) begun.add(key);
          frame.begun = true;
          for (const { place, k } of this.#missing) {
            if (begun.has(`${place} ${k}`)) throw this.#singular(stack.map((one) => one.place));
            stack.push({ place, k, begun: false });
          }
          continue;
        }
      }
      if (frame.begun) begun.delete(key);
      stack.pop();
    }
  }

  /** A coefficient that is there, or 0 and a note that it is missing. */
  #ask(place: number, k: number): Coefficient {
    const known = this.#places[place].coefficients[k];
    if (known !== undefined) return known;
    this.#missing.push({ place, k });
    return 0;
  }

  /** Coefficient k of a place all of whose earlier ones are there; meaningless where something is missing. */
  #coefficient(at: number, k: number): Coefficient {
    const place = this.#places[at];
    const { node, args, depends } = place;
    if (node.kind !== "apply") return this.#leaf(node, k);
    if (k > 0 && !depends) return 0;
    const ring = this.#ring;
    switch (node.op) {
      case Add:
        return ring.add(this.#ask(args[0], k), this.#ask(args[1], k));
      case Sub:
        return ring.add(this.#ask(args[0], k), ring.negate(this.#ask(args[1], k)));
      case Neg:
        return ring.negate(this.#ask(args[0], k));
      case Mul:
        return this.#convolution(args[0], args[1], k);
      case Div:
        return this.#quotient(place, k);
      case If:
        return this.#chosen(place, node, k);
      default:
        if (node.op === Pow && !this.#places[args[1]].depends) return this.#fixedPower(place, node, k);
        return k === 0 ? this.#applied(node, args) : this.#fromPartials(place, node, k);
    }
  }

  #leaf(node: Exclude<Expr, Apply>, k: number): Coefficient {
    if (node.kind === "var" && node.name === this.#name) return k === 0 ? this.#about : k === 1 ? 1 : 0;
    return k === 0 ? this.#ring.fromExpr(node, valueWithout) : 0;
  }

  /** Σ a_j·b_(k-j). */
  #convolution(a: number, b: number, k: number): Coefficient {
    let sum: Coefficient = 0;
    for (let j = 0; j <= k; j++)
      sum = this.#ring.add(sum, this.#ring.multiply(this.#ask(a, j), this.#ask(b, k - j)));
    return sum;
  }

  /** The first coefficient that is not 0, or `limit` where all before are; -1 where one is missing. */
  #valuation(place: number, limit: number): number {
    for (let v = 0; v < limit; v++) {
      const coefficient = this.#ask(place, v);
      if (this.#missing.length > 0) return -1;
      if (coefficient === 0) continue;
      if (this.#ring.isNonzero(coefficient) === true) return v;
      const text = formatText(this.#ring.toExpr(coefficient));
      throw new DomainError(
        "undecided-zero",
        `no power series at ${this.#where()}: whether ${text} is 0 can't be told from its digits`,
      );
    }
    return limit;
  }

  /** a/b, where both may begin with zeros: sin(x)/x at 0 is the quotient of what is left of them. */
  #quotient({ node, args: [a, b], coefficients }: Place, k: number): Coefficient {
    const ring = this.#ring;
    const limit = this.#order + EXTRA;
    const v = this.#valuation(b, limit);
    if (v < 0) return 0;
    if (v === limit) throw this.#noValue(node);
    const above = this.#valuation(a, v);
    if (above < 0) return 0;
    if (above < v) throw this.#noValue(node);
    let sum = this.#ask(a, k + v);
    for (let j = 1; j <= k; j++)
      sum = ring.add(sum, ring.negate(ring.multiply(this.#ask(b, v + j), coefficients[k - j])));
    const first = this.#ask(b, v);
    return this.#missing.length > 0 ? 0 : ring.divide(sum, first);
  }

  /** u^r for an r without the variable: k·u_0·p_k = Σ (r·j - k + j)·u_j·p_(k-j), from where u begins. */
  #fixedPower({ node, args: [u, r], coefficients }: Place, whole: Apply, k: number): Coefficient {
    const ring = this.#ring;
    const exponent = this.#ask(r, 0);
    const first = this.#ask(u, 0);
    if (this.#missing.length > 0) return 0;
    if (exponent === 0) return k === 0 ? 1 : 0;
    const integer =
      typeof exponent === "number" && isInteger(exponent) && Number.isSafeInteger(exponent)
        ? exponent
        : undefined;
    let start = 0; // where u begins
    if (first === 0) {
      if (integer !== undefined && integer > 0) {
        if (k < integer) return 0;
        start = this.#valuation(u, Math.floor(k / integer) + 1);
        if (start < 0 || start * integer > k) return 0;
      } else if (k === 0 && !isPolynomial(exponent) && signOf(exponent) > 0) return 0;
      else throw k === 0 ? this.#noValue(node) : this.#noDerivative(node);
    }
    const shift = start * (integer ?? 0);
    const begins = this.#ask(u, start);
    if (this.#missing.length > 0) return 0;
    const i = k - shift;
    if (i === 0) {
      if (integer !== undefined && Math.abs(integer) <= 4096) {
        if (integer < 0) this.#valuation(u, 1);
        return ring.power(begins, integer);
      }
      return this.#applied(whole, [u, r]);
    }
    this.#valuation(u, start + 1);
    let sum: Coefficient = 0;
    for (let j = 1; j <= i; j++) {
      const term = this.#ask(u, start + j);
      if (term === 0) continue;
      const weight = ring.add(ring.multiply(exponent, j), j - i);
      sum = ring.add(sum, ring.multiply(weight, ring.multiply(term, coefficients[k - j])));
    }
    return this.#missing.length > 0 ? 0 : ring.divide(sum, ring.multiply(begins, i));
  }

  /** The branch that the condition chooses at the point; both, where that depends on other variables. */
  #chosen({ args: [condition, chosen, other] }: Place, node: Apply, k: number): Coefficient {
    const ring = this.#ring;
    const c = this.#ask(condition, 0);
    if (this.#missing.length > 0) return 0;
    if (k > 0) this.#checkSteady(condition, node);
    if (this.#missing.length > 0) return 0;
    const truth = ring.valueOf(c);
    if (truth !== undefined) return this.#ask(If.value(truth, 1, 2) === 1 ? chosen : other, k);
    const [a, b] = [this.#ask(chosen, k), this.#ask(other, k)];
    if (a === 0 && b === 0) return 0;
    return ring.atom(apply(If, [ring.toExpr(c), ring.toExpr(a), ring.toExpr(b)]), undefined);
  }

  /** Whether a condition stays as it is near the point. @throws {DomainError} where it changes there. */
  #checkSteady(condition: number, node: Apply): void {
    const changes = (): GradtreeError =>
      new DomainError(
        "no-derivative",
        `the condition of ${brief(node)} changes at ${this.#where()}: no power series there`,
      );
    const seen = new Set<number>();
    const stack = [condition];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const { node: part, args, depends } = this.#places[at];
      if (seen.has(at) || !depends || part.kind !== "apply") continue;
      seen.add(at);
      if (this.#isAtKink(part, args)) throw changes();
      stack.push(...args);
    }
    // A number as a condition: it is untrue at 0 alone.
    if (this.#places[condition].depends && this.#ask(condition, 0) === 0) {
      const order = this.#valuation(condition, this.#order + 1);
      if (order >= 0 && order <= this.#order) throw changes();
    }
  }

  #isAtKink({ op }: Apply, args: readonly number[]): boolean {
    if (op.kinkAt === undefined) return false;
    const inputs = args.map((arg) => {
      const [first] = this.#places[arg].coefficients;
      return first === undefined ? undefined : this.#ring.valueOf(first);
    });
    return inputs.every((input) => input !== undefined) && op.kinkAt(...inputs);
  }

  /** A row of the arguments' values at the point. */
  #applied(node: Apply, args: readonly number[]): Coefficient {
    const ring = this.#ring;
    const values = args.map((arg) => this.#ask(arg, 0));
    if (this.#missing.length > 0) return 0;
    const exprs = values.map((value) => ring.toExpr(value));
    const inputs = values.map((value) => ring.valueOf(value));
    const known = inputs.every((input) => input !== undefined);
    const exact = known ? node.op.exact?.(...exprs) : undefined;
    if (exact !== undefined) return ring.fromExpr(exact, valueWithout);
    const value = known && userFunctionFacts(node.op) === undefined ? node.op.value(...inputs) : undefined;
    if (value !== undefined && known) {
      const isBeside = values.some(isPolynomial) && isBlurred({ value, bound: movedBy(node, inputs, value) });
      if (isBeside || (!Number.isFinite(value) && !isOverflow(node, inputs))) throw this.#noValue(node);
    }
    return ring.atom(apply(node.op, exprs), value);
  }

  /** (1/k) Σ over the arguments a of Σ j·a_j·p_(k-j), p being the partial by a. */
  #fromPartials(place: Place, node: Apply, k: number): Coefficient {
    const ring = this.#ring;
    if (this.#isAtKink(node, place.args)) throw this.#noDerivative(node);
    let sum: Coefficient = 0;
    for (let i = 0; i < place.args.length; i++) {
      const arg = place.args[i];
      if (!this.#places[arg].depends) continue;
      const partial = this.#partialOf(place, node, i);
      if (partial === null) continue;
      for (let j = 1; j <= k; j++) {
        const term = this.#ask(arg, j);
        if (term === 0) continue;
        sum = ring.add(sum, ring.multiply(ring.multiply(term, j), this.#ask(partial, k - j)));
      }
    }
    return this.#missing.length > 0 ? 0 : ring.divide(sum, k);
  }

  #partialOf(place: Place, node: Apply, i: number): number | null {
    const known = place.partials[i];
    if (known !== undefined) return known;
    const formula = partialFormula(node, i);
    const partial = formula === undefined ? null : this.#placeOf(formula);
    place.partials[i] = partial;
    return partial;
  }

  /** The place of a formula; it and what is below it is given one where it has none. */
  #placeOf(root: Expr): number {
    const stack = [root];
    for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
      const below = node.kind === "apply" ? node.args.filter((arg) => !this.#byNode.has(arg)) : [];
      if (below.length > 0) {
        stack.push(...below);
        continue;
      }
      stack.pop();
      if (this.#byNode.has(node)) continue;
      const args = node.kind === "apply" ? node.args.map((arg) => this.#byNode.get(arg) ?? -1) : [];
      const structure = this.#structure(node, args);
      let place = this.#byStructure.get(structure);
      if (place === undefined) {
        place = this.#places.length;
        this.#places.push({
          node,
          args,
          depends:
            node.kind === "var" ? node.name === this.#name : args.some((arg) => this.#places[arg].depends),
          coefficients: [],
          partials: [],
        });
        this.#byStructure.set(structure, place);
      }
      this.#byNode.set(node, place);
    }
    return this.#byNode.get(root) ?? -1;
  }

  /** A text that equal formulas have in common, given the places of their arguments. */
  #structure(node: Expr, args: readonly number[]): string {
    if (node.kind === "var") return `v${node.name}`;
    if (node.kind === "const") {
      const { value } = node;
      return typeof value === "number" ? `c${value}` : `c${value.numerator}/${value.denominator}`;
    }
    let op = this.#ops.get(node.op);
    if (op === undefined) {
      op = this.#ops.size;
      this.#ops.set(node.op, op);
    }
    return `${op}(${args.join()})`;
  }

  #where(): string {
    return `${this.#name} = ${this.#aboutText}`;
  }

  #noValue(node: Expr): GradtreeError {
    return new DomainError(
      "no-value",
      `${brief(node)} has no finite value at ${this.#where()}: no power series there`,
    );
  }

  #noDerivative(node: Expr): GradtreeError {
    return new DomainError(
      "no-derivative",
      `${brief(node)} has no derivative at ${this.#where()}: no power series there`,
    );
  }

  /** The error for a coefficient that needs itself: the row on the way whose partial has no value there. */
  #singular(places: readonly number[]): GradtreeError {
    const nodes = places.map((place) => this.#places[place].node);
    const row = nodes.reverse().find((node) => node.kind === "apply" && !ARITHMETIC.has(node.op));
    return this.#noDerivative(row ?? nodes[0]);
  }
}

const ARITHMETIC: ReadonlySet<unknown> = new Set([Add, Sub, Mul, Div, Neg]);

/** The value of a formula without variables; undefined where it has some, or functions without a definition. */
function valueWithout(node: Expr): number | undefined {
  return hasVariables(node) || appliesUserFunctions(node) ? undefined : evaluate(node, {});
}

/** How much a value moves where the arguments are off by their last place. */
function movedBy({ op }: Apply, inputs: readonly number[], value: number): number {
  const moved = (by: number): number => Math.abs(op.value(...inputs.map((x) => x * (1 + by))) - value);
  return Math.max(moved(Number.EPSILON), moved(-Number.EPSILON));
}

/** Whether an infinite value is one of size, not a pole: it stays infinite to both sides. */
function isOverflow({ op }: Apply, inputs: readonly number[]): boolean {
  if (Number.isNaN(op.value(...inputs))) return false;
  const beside = (by: number): number =>
    op.value(...inputs.map((x) => x + by * Math.max(Math.abs(x), 1e-300)));
  return !Number.isFinite(beside(-1e-8)) && !Number.isFinite(beside(1e-8));
}

const brief = (node: Expr): string =>
  node.kind !== "apply" || sizeOf(node) <= 32 ? formatText(node) : `${node.op.name}(...)`;
