// From the matched tree to formulas: one action per rule of grammar/latex.ohm, each reading the parts of its rule by
// their places in it. The recursion is as deep as one piece; lists are loops. What is written is built, binary
// and nested to the left; readings that people or other tools take otherwise are warnings.
import { canonicalName, isNameShaped, reservedWords } from "../../names.ts";
import { apply, type Expr, variable } from "../../node.ts";
import type { Primitive } from "../../primitive.ts";
import { Nan } from "../../primitives/constants.ts";
import { And, Not } from "../../primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../../primitives/operators.ts";
import { Cbrt, Nthroot, Pow, Sqrt } from "../../primitives/powers.ts";
import { Abs, Ceil, Floor, Mod } from "../../primitives/rounding.ts";
import { Factorial } from "../../primitives/special.ts";
import { userPrimitive } from "../../userFunction.ts";
import { conditional, repeated, toTheLeft } from "../assemble.ts";
import { type Child, type Cst, childAt, childrenAt, countAt } from "../cst.ts";
import type { Place } from "../form.ts";
import { literal } from "../literal.ts";
import { isFunctionName } from "../mistake.ts";
import { wrongParameter } from "../parameter.ts";
import type { Piece } from "../piece.ts";
import type { Scope } from "../scope.ts";
import type { Source } from "../source.ts";
import { constants, rowOfSign } from "../vocabulary.ts";
import { misreadable, type Warning } from "../warning.ts";
import { familyOfHead, inverseOf, rowOfBase, rowsOfHead } from "./heads.ts";
import * as mistake from "./mistake.ts";
import { nameIn } from "./name.ts";

/** A factor of a product. */
interface Factor extends Place {
  readonly expr: Expr;
  /** Numbers, and fractions of two numbers. */
  readonly written: "number" | "fraction" | undefined;
}

/** A factor with the sign before it; undefined where there is none. */
interface Joined {
  readonly op: Primitive | undefined;
  readonly factor: Factor;
}

/** A function with what stands at it. */
interface Head extends Place {
  /** Without blanks: "\sin", "\operatorname{erf}". */
  readonly text: string;
  readonly exponent: Child | undefined;
  readonly base: Child | undefined;
}

const RELATIONS: ReadonlyMap<string, string> = new Map([
  ["\\leqslant", "<="],
  ["\\leq", "<="],
  ["\\le", "<="],
  ["\\geqslant", ">="],
  ["\\geq", ">="],
  ["\\ge", ">="],
  ["\\neq", "!="],
  ["\\ne", "!="],
  ["\\lt", "<"],
  ["\\gt", ">"],
  ["=", "=="],
]);

const JOINTS: ReadonlyMap<string, Primitive> = new Map<string, Primitive>([
  ...["/", "÷", "\\div"].map((sign) => [sign, Div] as const),
  ["\\bmod", Mod],
]);

/** Letters that usually name functions: f(x) as a product is worth a warning. */
const FUNCTION_LETTERS = /^[fghFGH]$/u;

/** What one text's pieces have in common: its variables and its warnings. */
export class LatexReading {
  readonly warnings: Warning[] = [];
  readonly source: Source;
  readonly scope: Scope;
  readonly #variables = new Map<string, Expr>();

  constructor(source: Source, scope: Scope) {
    this.source = source;
    this.scope = scope;
  }

  variable(name: string): Expr {
    const known = this.#variables.get(name);
    if (known !== undefined) return known;
    const expr = variable(name);
    this.#variables.set(name, expr);
    return expr;
  }
}

/** The formulas of a match of `text` (one), of `inside` (those between its commas), or of `insideCases` (one). */
export function formulasOf(root: Cst, piece: Piece<Expr>, reading: LatexReading): readonly Expr[] {
  return new Actions(piece, reading).formulas(childAt(root, 0, 0));
}

class Actions {
  readonly #piece: Piece<Expr>;
  readonly #reading: LatexReading;
  readonly #source: Source;
  readonly #scope: Scope;

  constructor(piece: Piece<Expr>, reading: LatexReading) {
    this.#piece = piece;
    this.#reading = reading;
    this.#source = reading.source;
    this.#scope = reading.scope;
  }

  formulas(child: Child): readonly Expr[] {
    switch (child.node.ctorName) {
      case "list":
        return this.#list(child);
      case "rows":
        return [this.#rows(child)];
      default:
        return [this.#expr(child)];
    }
  }

  #expr(child: Child): Expr {
    const { node, start } = child;
    switch (node.ctorName) {
      case "expression":
      case "conjunction":
      case "sum":
        return this.#chain(node, start);
      case "negation":
        return repeated(Not, countAt(node, 1), this.#expr(childAt(node, start, 2)));
      case "comparison":
        return this.#comparison(node, start);
      case "product":
        return this.#product(node, start);
      case "power":
        return this.#joined(this.#power(child).map((factor) => ({ op: undefined, factor })));
      case "number":
        return literal(this.#text(child));
      case "call":
        return this.#joined(this.#call(child).map((factor) => ({ op: undefined, factor })));
      case "name":
      case "identifier":
        return this.#name(child);
      case "fraction":
        return this.#fraction(child);
      case "root":
        return this.#root(child);
      case "application":
        return this.#application(child);
      case "group":
        return this.#single(child, this.#group(child));
      case "bars":
        return Abs(this.#expr(childAt(node, start, 2)));
      case "floor":
        return Floor(this.#expr(childAt(node, start, 2)));
      case "ceil":
        return Ceil(this.#expr(childAt(node, start, 2)));
      case "cases":
        return this.#rows(childAt(node, start, 3));
      case "braces":
        return this.#expr(childAt(node, start, 1));
      case "cut":
        return this.#single(child, this.#cut(child));
      case "infinity":
        return this.#constant("inf");
      case "_terminal":
        return literal(this.#text(child)); // the digit of \frac12
      default:
        return this.#expr(childAt(node, start, 0)); // operand, argument, content
    }
  }

  #single(child: Child, formulas: readonly Expr[]): Expr {
    if (formulas.length > 1) throw mistake.commaInGroup(this.#source, this.#place(child));
    return formulas[0];
  }

  // operand (sp sign operand)*
  #chain(node: Cst, start: number): Expr {
    const first = this.#expr(childAt(node, start, 0));
    if (countAt(node, 2) === 0) return first;
    const values = [first, ...childrenAt(node, start, 3).map((child) => this.#expr(child))];
    const signs = childrenAt(node, start, 2);
    const op = (i: number): Primitive => {
      if (node.ctorName === "expression") return rowOfSign("or");
      if (node.ctorName === "conjunction") return And;
      return this.#text(signs[i - 1]) === "+" ? Add : Sub;
    };
    return toTheLeft(values, op);
  }

  // sum (sp relation sum)*: each comparison, and all of them
  #comparison(node: Cst, start: number): Expr {
    const first = this.#expr(childAt(node, start, 0));
    if (countAt(node, 2) === 0) return first;
    const values = [first, ...childrenAt(node, start, 3).map((child) => this.#expr(child))];
    const links = childrenAt(node, start, 2).map((relation, i) => {
      const sign = this.#text(relation);
      return apply(rowOfSign(RELATIONS.get(sign) ?? sign), [values[i], values[i + 1]]);
    });
    return toTheLeft(links, () => And);
  }

  // power (sp joint power)*
  #product(node: Cst, start: number): Expr {
    const joints = childrenAt(node, start, 2);
    const powers = [childAt(node, start, 0), ...childrenAt(node, start, 3)];
    const factors = powers.flatMap((power, i) => {
      const sign = i === 0 ? "" : this.#text(joints[i - 1]);
      return this.#power(power).map((factor, j) => ({
        op: j > 0 || sign === "" ? undefined : (JOINTS.get(sign) ?? Mul),
        factor,
      }));
    });
    this.#warnOfProduct(factors);
    return this.#joined(factors);
  }

  #joined(factors: readonly Joined[]): Expr {
    return toTheLeft(
      factors.map(({ factor }) => factor.expr),
      (i) => factors[i].op ?? Mul,
    );
  }

  #warnOfProduct(factors: readonly Joined[]): void {
    for (let i = 0; i + 1 < factors.length; i++) {
      const { op, factor } = factors[i];
      const next = factors[i + 1];
      if (next.op !== undefined) continue;
      const { end } = next.factor;
      if (op === Div) {
        const { factor: before } = factors[i - 1];
        const [above, left, right] = [before, factor, next.factor].map((part) => this.#excerpt(part));
        const reading = `(${this.#excerpt({ start: before.start, end: factor.end })})*${right}`;
        const other = `\\frac{${above}}{${left} ${right}}`;
        this.#warn("ambiguous-quotient", { start: before.start, end }, reading, "the other reading", other);
      } else if (factor.written === "number" && next.factor.written === "fraction") {
        const [left, right] = [factor, next.factor].map((part) => this.#excerpt(part));
        const place = { start: factor.start, end };
        this.#warn("mixed-number", place, `${left} times ${right}`, "the sum", `${left} + ${right}`);
      }
    }
  }

  #warn(code: string, place: Place, reading: string, what: string, other: string): void {
    this.#reading.warnings.push(misreadable(this.#source, code, place, reading, what, other));
  }

  // (sp sign)* sp operand script*
  #power({ node, start }: Child): readonly Factor[] {
    const minuses = this.#minuses(childrenAt(node, start, 1));
    const signs = childrenAt(node, start, 1);
    const factors = this.#scripted(childAt(node, start, 3), childrenAt(node, start, 4));
    if (signs.length === 0) return factors;
    const [first, ...rest] = factors;
    const from = this.#piece.at(signs[0].start);
    return [{ ...first, start: from, expr: repeated(Neg, minuses, first.expr), written: undefined }, ...rest];
  }

  #minuses(signs: readonly Child[]): number {
    return signs.filter((sign) => this.#text(sign) !== "+").length;
  }

  /** An operand with its factorials and exponents; a call of a variable is two factors. */
  #scripted(operand: Child, scripts: readonly Child[]): readonly Factor[] {
    const inner = childAt(operand.node, operand.start, 0);
    const { ctorName } = inner.node;
    const plain = ctorName === "call" ? this.#call(inner) : [this.#factor(inner, this.#expr(inner))];
    if (scripts.length === 0) return plain;
    const last = plain[plain.length - 1];
    let { expr, end } = last;
    let before: "!" | "^" | undefined;
    for (const script of scripts) {
      const part = childAt(script.node, script.start, 0);
      const sign = part.node.ctorName === "script_raised" ? "^" : "!";
      if (sign === before) throw mistake.doubleScript(this.#source, this.#place(script), sign);
      expr = sign === "!" ? Factorial(expr) : Pow(expr, this.#expr(childAt(part.node, part.start, 3)));
      end = this.#place(script).end;
      before = sign;
    }
    return [...plain.slice(0, -1), { ...last, expr, end, written: undefined }];
  }

  #factor(child: Child, expr: Expr): Factor {
    const { ctorName } = child.node;
    const isNumeric =
      ctorName === "fraction" && expr.kind === "apply" && expr.args.every(({ kind }) => kind === "const");
    return {
      ...this.#place(child),
      expr,
      written: ctorName === "number" ? "number" : isNumeric ? "fraction" : undefined,
    };
  }

  // name blank* mark? blank* group
  #call(child: Child): readonly Factor[] {
    const { node, start } = child;
    const name = childAt(node, start, 0);
    const group = childAt(node, start, 4);
    const [mark] = childrenAt(node, start, 2).map((outer) => childAt(outer.node, outer.start, 0));
    const isPrimed = mark?.node.ctorName === "mark_primes";
    const exponent = mark === undefined || isPrimed ? undefined : childAt(mark.node, mark.start, 2);
    const word = nameIn(this.#text(name), this.#scope.variables);
    const args = (): readonly Expr[] => this.#group(group);
    const called = (expr: Expr): readonly Factor[] => [{ ...this.#place(child), expr, written: undefined }];

    const arity = this.#scope.functions.get(word);
    if (arity !== undefined) {
      const primes = isPrimed && mark !== undefined ? mark.node.matchLength : 0;
      return called(this.#declared(this.#place(child), word, arity, primes, exponent, args()));
    }
    const head = { ...this.#place(name), text: withoutBlanks(this.#text(name)), exponent, base: undefined };
    const isFunction =
      !this.#scope.variables.has(word) &&
      (isFunctionName(word, this.#scope) || (head.text.startsWith("\\") && this.#isHead(head)));
    if (isPrimed) throw mistake.badPrime(this.#source, this.#place(child));
    if (isFunction) return called(this.#applied(head, args(), this.#place(child)));
    const isWord = /^\\[a-z]+\{/u.test(head.text) && Array.from(word).length > 1;
    if (isWord && !this.#scope.variables.has(word) && !constants.has(word)) {
      throw mistake.unknownFunction(this.#source, this.#place(name), word, this.#scope);
    }
    const factor = this.#name(name);
    const first: Factor = {
      start: this.#place(name).start,
      end: mark === undefined ? this.#place(name).end : this.#place(mark).end,
      expr: exponent === undefined ? factor : Pow(factor, this.#expr(exponent)),
      written: undefined,
    };
    const second = this.#factor(group, this.#expr(group));
    if (FUNCTION_LETTERS.test(word) && !this.#scope.variables.has(word)) {
      this.#reading.warnings.push({
        code: "undeclared-call",
        message: `'${this.#excerpt(this.#place(child))}' is read as a product: for a call declare ${word} as a function`,
        span: this.#source.span(this.#place(child).start, this.#place(child).end),
        suggestion: undefined,
      });
    }
    return [first, second];
  }

  #isHead({ text }: Head): boolean {
    return rowsOfHead(text) !== undefined || familyOfHead(text) !== undefined;
  }

  /** f(x), f'(x), f^{(3)}(x), f^2(x), g^{(1,0)}(x, y) */
  #declared(
    place: Place,
    name: string,
    arity: number,
    primes: number,
    exponent: Child | undefined,
    args: readonly Expr[],
  ): Expr {
    if (args.length !== arity) throw mistake.wrongCount(this.#source, place, name, arity, args.length);
    const written = exponent === undefined ? undefined : this.#ordersIn(exponent);
    const orders = written ?? Array.from({ length: arity }, () => 0);
    if (primes > 0) orders[0] = primes;
    const isWrong =
      (primes > 0 && arity > 1) || orders.length !== arity || !orders.every(Number.isSafeInteger);
    if (isWrong) throw mistake.wrongOrders(this.#source, place, name, arity);
    const value = apply(userPrimitive(name, orders), args);
    if (exponent === undefined || written !== undefined) return value;
    if (this.#isMinusOne(exponent)) throw mistake.noInverse(this.#source, place, name);
    return Pow(value, this.#expr(exponent));
  }

  /** The orders in ^{(1,0)}; undefined where the exponent is not in brackets. */
  #ordersIn(exponent: Child): number[] | undefined {
    const group = soleGroup(exponent);
    return group === undefined
      ? undefined
      : this.#group(group).map((order) =>
          order.kind === "const" && typeof order.value === "number" && order.value >= 0
            ? order.value
            : Number.NaN,
        );
  }

  // function (sp function)* operands
  #application(child: Child): Expr {
    const { node, start } = child;
    const heads = [childAt(node, start, 0), ...childrenAt(node, start, 2)].map((head) => this.#head(head));
    const outer = childAt(node, start, 3);
    const operands = childAt(outer.node, outer.start, 0);
    const { end } = this.#place(child);
    let args = this.#operands(operands, { start: heads[0].start, end });
    for (let i = heads.length - 1; i >= 0; i--)
      args = [this.#applied(heads[i], args, { start: heads[i].start, end })];
    return args[0];
  }

  // (named | operator) (blank* ("^" | "_") blank* argument)*
  #head({ node, start }: Child): Head {
    const word = childAt(node, start, 0);
    const scripts = childrenAt(node, start, 4);
    const signs = childrenAt(node, start, 2).map((sign) => this.#text(sign));
    if (new Set(signs).size < signs.length) {
      throw mistake.doubleScript(this.#source, this.#place(scripts[signs.length - 1]), "^");
    }
    const text = withoutBlanks(this.#text(word)).replace("*", "");
    return {
      ...this.#place(word),
      text,
      exponent: scripts[signs.indexOf("^")],
      base: scripts[signs.indexOf("_")],
    };
  }

  #operands({ node, start }: Child, whole: Place): readonly Expr[] {
    if (node.ctorName === "operands_list") {
      return this.#group(childAt(node, start, 1));
    }
    if (node.ctorName === "operands_one") return [this.#expr(childAt(node, start, 1))];
    // (sp minus)* sp factor (blank* ~alone factor)*
    const parts = [childAt(node, start, 3), ...childrenAt(node, start, 5)];
    const factors = parts.flatMap((part) =>
      this.#scripted(childAt(part.node, part.start, 0), childrenAt(part.node, part.start, 1)),
    );
    this.#warnOfArgument(factors, whole);
    const product = this.#joined(factors.map((factor) => ({ op: undefined, factor })));
    return [repeated(Neg, countAt(node, 1), product)];
  }

  /** \sin x y: of two names or more, others take the first alone. Numbers and constants go with what follows. */
  #warnOfArgument(factors: readonly Factor[], { start }: Place): void {
    const [first, ...rest] = factors.filter(({ expr }) => !isNumeric(expr));
    if (first === undefined || rest.length === 0) return;
    const begin = factors[0].start;
    const { end } = factors[factors.length - 1];
    const head = this.#excerpt({ start, end: begin });
    const all = this.#excerpt({ start: begin, end });
    const other = `${head}(${this.#excerpt({ start: begin, end: first.end })}) ${this.#excerpt({ start: rest[0].start, end })}`;
    this.#warn("ambiguous-argument", { start, end }, `${head}(${all})`, "the other reading", other);
  }

  /** A function of the table, or a declared one written as \operatorname, applied. */
  #applied(head: Head, args: readonly Expr[], place: Place): Expr {
    const { text, exponent, base } = head;
    const word = /\{(.*)\}$/u.exec(text)?.[1].replaceAll("\\_", "_") ?? text.slice(1);
    const arity = this.#scope.functions.get(word);
    if (arity !== undefined && base === undefined) {
      return this.#declared(place, word, arity, 0, exponent, args);
    }
    if (exponent !== undefined && soleGroup(exponent) !== undefined) {
      const family = familyOfHead(text);
      const order = this.#expr(exponent);
      if (family === undefined) {
        throw mistake.bracketedExponent(this.#source, { start: head.start, end: this.#place(exponent).end });
      }
      return this.#apply([family], [order, ...args], place);
    }
    const rows = base === undefined ? rowsOfHead(text) : this.#rowsOfBase(head, base);
    if (rows === undefined) throw mistake.unknownFunction(this.#source, head, word, this.#scope);
    const all = base !== undefined && rows[0].arity === 2 ? [...args, this.#expr(base)] : args;
    if (exponent === undefined) return this.#apply(rows, all, place);
    if (!this.#isMinusOne(exponent)) return Pow(this.#apply(rows, all, place), this.#expr(exponent));
    const inverse = inverseOf(rows[0]);
    const power = { start: head.start, end: this.#place(exponent).end };
    if (inverse === undefined) throw mistake.noInverse(this.#source, power, text);
    this.#warn("inverse-function", power, inverse.name, "the reciprocal", `\\frac{1}{${text} ...}`);
    return this.#apply([inverse], all, place);
  }

  #isMinusOne(exponent: Child): boolean {
    return /^\{\s*[-−]\s*1\s*\}$/u.test(this.#text(exponent));
  }

  #rowsOfBase({ text, start }: Head, base: Child): readonly Primitive[] {
    const digits = withoutBlanks(this.#text(base)).replace(/^\{(.*)\}$/u, "$1");
    const row = rowOfBase(text, digits);
    if (row !== undefined) return [row];
    const place = { start, end: this.#place(base).end };
    throw mistake.parseError(
      this.#source,
      place,
      "bad-subscript",
      `a subscript at '${text}', expected one at \\log alone, as in \\log_{2} x`,
    );
  }

  #apply(rows: readonly Primitive[], args: readonly Expr[], place: Place): Expr {
    const row = rows.find(
      ({ arity, variadic }) => arity === args.length || (variadic && args.length > arity),
    );
    if (row === undefined) throw mistake.wrongArity(this.#source, place, rows, args.length);
    if (row.variadic) return toTheLeft(args, () => row);
    const wrong = wrongParameter(row, args);
    if (wrong !== undefined) {
      const message = `'${this.#excerpt(place)}', expected ${wrong.expected}`;
      throw mistake.parseError(this.#source, place, "bad-parameter", message);
    }
    return apply(row, args);
  }

  // command blank* argument blank* argument
  #fraction(child: Child): Expr {
    const { node, start } = child;
    const [above, below] = [childAt(node, start, 2), childAt(node, start, 4)];
    const isDifferential =
      DIFFERENTIAL.test(this.#text(above)) &&
      DENOMINATOR.test(this.#text(below)) &&
      !this.#scope.variables.has("d");
    if (isDifferential) throw mistake.differentiation(this.#source, this.#place(child));
    return Div(this.#expr(above), this.#expr(below));
  }

  // "\\sqrt" index? blank* argument
  #root(child: Child): Expr {
    const { node, start } = child;
    const radicand = this.#expr(childAt(node, start, 3));
    const [index] = childrenAt(node, start, 1);
    if (index === undefined) return Sqrt(radicand);
    const n = this.#expr(childAt(index.node, index.start, 2));
    if (n.kind === "const" && n.value === 3) return Cbrt(radicand);
    return this.#apply([Nthroot], [radicand, n], this.#place(child));
  }

  // left? sign list sp right? sign
  #group(child: Child): readonly Expr[] {
    const inner = childAt(child.node, child.start, 0);
    return this.#list(childAt(inner.node, inner.start, 2));
  }

  // cut, or expression (sp "," expression)*
  #list(child: Child): readonly Expr[] {
    const { node, start } = childAt(child.node, child.start, 0);
    const first = childAt(node, start, 0);
    if (node.ctorName === "list_cut") return this.#cut(first);
    return [this.#expr(first), ...childrenAt(node, start, 3).map((item) => this.#expr(item))];
  }

  #cut({ start }: Child): readonly Expr[] {
    const cut = this.#piece.cuts.get(start);
    if (cut === undefined) throw new Error("invariant: every cut has been read");
    return cut.items;
  }

  // cut, or row (sp "\\\\" row)* ...
  #rows(child: Child): Expr {
    const { node, start } = childAt(child.node, child.start, 0);
    const first = childAt(node, start, 0);
    if (node.ctorName === "rows_cut") return this.#cut(first)[0];
    const parts: Expr[] = [];
    const rows = [first, ...childrenAt(node, start, 3)];
    rows.forEach((row, i) => {
      const value = this.#expr(childAt(row.node, row.start, 0));
      const outer = childAt(row.node, row.start, 5);
      const condition = childAt(outer.node, outer.start, 0);
      if (condition.node.ctorName === "condition_otherwise") {
        if (i < rows.length - 1) {
          const message = "a row after the one for otherwise, expected it to be the last";
          throw mistake.parseError(this.#source, this.#place(rows[i + 1]), "unexpected-row", message);
        }
        parts.push(value);
      } else parts.push(this.#expr(childAt(condition.node, condition.start, 2)), value);
    });
    return conditional(parts.length % 2 === 0 ? [...parts, Nan] : parts);
  }

  // identifier subscript?
  #name(child: Child): Expr {
    const name = nameIn(this.#text(child), this.#scope.variables);
    const known = constants.get(name);
    if (known !== undefined) return known;
    if (!isNameShaped(name) || canonicalName(name) !== name)
      throw mistake.badName(this.#source, this.#place(child));
    if (isFunctionName(name, this.#scope)) throw mistake.withoutBrackets(this.#source, this.#place(child));
    if (reservedWords.has(name)) throw mistake.reservedName(this.#source, this.#place(child), name);
    return this.#reading.variable(name);
  }

  #constant(name: string): Expr {
    const expr = constants.get(name);
    if (expr === undefined) throw new Error(`invariant: there is a constant ${name}`);
    return expr;
  }

  #text({ node, start }: Child): string {
    return this.#piece.text.slice(start, start + node.matchLength);
  }

  #place({ node, start }: Child): Place {
    return { start: this.#piece.at(start), end: this.#piece.at(start + node.matchLength) };
  }

  #excerpt(place: Place): string {
    return mistake.excerpt(this.#source, place);
  }
}

const withoutBlanks = (text: string): string => text.replace(/\s/gu, "");

const DIFFERENTIAL = /^\{\s*(?:d|\\mathrm\s*\{d\})(?:\^(?:\d|\{\s*\d+\s*\}))?\s*\p{L}?\s*\}$/u;
const DENOMINATOR =
  /^\{\s*(?:d|\\mathrm\s*\{d\})\s*(?:\p{L}|\\[a-z]+)(?:_(?:\w|\{\w+\}))?(?:\^(?:\d|\{\s*\d+\s*\}))?\s*\}$/u;

/** Numbers and named constants: no variable below. */
const isNumeric = (expr: Expr): boolean =>
  expr.kind === "const" || (expr.kind === "apply" && expr.args.length === 0);

/** The bracket that the exponent ^{(n)} is all of, blanks aside. */
function soleGroup(exponent: Child): Child | undefined {
  let current = exponent;
  while (current.node.ctorName === "exponent" || current.node.ctorName === "argument") {
    current = childAt(current.node, current.start, 0);
  }
  if (current.node.ctorName !== "braces") return undefined;
  current = childAt(current.node, current.start, 1);
  while (current.node.ctorName !== "group") {
    const { node, start } = current;
    const parts = (node.children ?? []).map((_, i) => childAt(node, start, i));
    const filled = parts.filter((part) => part.node.matchLength > 0 && part.node.ctorName !== "sp");
    const [inner] = filled;
    if (filled.length !== 1 || !LAYERS.has(inner.node.ctorName)) return undefined;
    current = inner;
  }
  return current;
}

/** The rules between an exponent's braces and a bracket in them. */
const LAYERS: ReadonlySet<string> = new Set(
  "content expression conjunction negation comparison sum product power operand group".split(" "),
);
