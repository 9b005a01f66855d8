// An e-graph: many equal forms of a formula at once, in classes. Nodes are hash-consed, classes are a
// union-find, and what has become equal by congruence is merged on rebuilding (Willsey et al., egg: fast
// and extensible equality saturation, POPL 2021). Sums and products are kept in normal form with exact
// coefficients and exponents. Each class knows where its value lies; what rests on that is only merged
// where it is known: x - x is 0 where x is finite, x/x is 1 where x is not 0.

import { equalValues } from "../../expr/equal.ts";
import { type ConstValue, constant, constValue, type Expr } from "../../expr/node.ts";
import type { Primitive } from "../../expr/primitive.ts";
import { E } from "../../expr/primitives/constants.ts";
import { Exp } from "../../expr/primitives/exponential.ts";
import { Div } from "../../expr/primitives/operators.ts";
import { Pow } from "../../expr/primitives/powers.ts";
import { rational } from "../../expr/rational.ts";
import {
  addValues,
  divValues,
  isExact,
  isInteger,
  mulValues,
  negateValue,
  powValue,
  signOf,
  toRational,
} from "../exact.ts";
import type { Range } from "../facts/range.ts";
import * as ranges from "../facts/range.ts";
import { type ENode, type Id, keyOf, type ProductNode, type SumNode } from "./node.ts";
import { radical } from "./radical.ts";
import { exactValueOf, rangeOf } from "./rangeOf.ts";

/** A number beyond exact arithmetic was met, or the graph is full: no more is looked for. */
export class GraphFull extends Error {}

/** Two nodes of one class, and the rule by which they are equal; by congruence: that by which their parts are. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly rule: string;
}

/** of·by, of which the class of `of` is no multiple itself. */
interface Multiple {
  readonly of: Id;
  readonly by: ConstValue;
}

interface Power {
  readonly of: Id;
  readonly exponent: ConstValue;
}

/** What rests on facts alone. */
const KNOWN = "signs and domains of the parts";

/** A range may be narrowed this often; equations such as x = x/2 + 1 would narrow it for ever. */
const NARROWED = 12;

export class EGraph {
  readonly #limit: number;
  readonly #parent: Id[] = [];
  readonly #members: number[][] = [];
  readonly #uses: number[][] = [];
  readonly #ranges: Range[] = [];
  readonly #narrowed: number[] = [];
  readonly #stamps: number[] = [];
  readonly #values: (ConstValue | undefined)[] = [];
  readonly #multiples: (Multiple | undefined)[] = [];
  readonly #powers: (Power | undefined)[] = [];
  readonly nodes: ENode[] = [];
  readonly #classOf: Id[] = [];
  readonly #dead: boolean[] = [];
  readonly #byKey = new Map<string, number>();
  /** Classes above which something may have become equal, and the rule that it goes back to. */
  readonly #pending = new Map<Id, string>();
  #cause = KNOWN;
  /** Classes found to be multiples of others. */
  readonly #related: (Multiple & { readonly id: Id })[] = [];
  readonly edges: Edge[] = [];
  readonly #replaced = new Set<number>();
  /** Nodes by function, for the rules. */
  readonly byOp = new Map<Primitive, number[]>();
  /** The node that the last construction came to. */
  #last = -1;
  /** Nothing satisfies what is known: no value is finite anywhere. */
  isImpossible = false;
  /** The nodes with lower numbers are those of the formula as it was written. */
  written = 0;
  /** Counts unions: whether anything has happened. */
  unions = 0;
  #clock = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  find(id: Id): Id {
    let root = id;
    while (this.#parent[root] !== root) root = this.#parent[root];
    let at = id;
    while (this.#parent[at] !== root) {
      const next = this.#parent[at];
      this.#parent[at] = root;
      at = next;
    }
    return root;
  }

  range(id: Id): Range {
    return this.#ranges[this.find(id)];
  }

  value(id: Id): ConstValue | undefined {
    return this.#values[this.find(id)];
  }

  /** A class that is there already, as what a construction came to. */
  known(id: Id): Id {
    this.#last = -1;
    return this.find(id);
  }

  /** The node that the last construction came to, or the first of the class. */
  lastNode(id: Id): number {
    return this.#last >= 0 ? this.#last : this.#members[this.find(id)][0];
  }

  /** The nodes of a class that are of use, by number. */
  members(id: Id): readonly number[] {
    return this.#members[this.find(id)];
  }

  /** Whether a class is a variable, a number or a function's value. */
  hasName(id: Id): boolean {
    for (const index of this.#members[this.find(id)]) {
      const { kind } = this.nodes[index];
      if (!this.#dead[index] && (kind === "leaf" || kind === "call")) return true;
    }
    return false;
  }

  isDead(node: number): boolean {
    return this.#dead[node];
  }

  classOf(node: number): Id {
    return this.find(this.#classOf[node]);
  }

  get now(): number {
    return this.#clock;
  }

  /** When a node or what it is made of last changed. */
  changedAt(index: number): number {
    let latest = this.#stamps[this.classOf(index)];
    for (const arg of this.nodes[index].args) latest = Math.max(latest, this.#stamps[this.find(arg)]);
    return latest;
  }

  /** What a class is a multiple of. */
  multiple(id: Id): Multiple | undefined {
    let of = this.find(id);
    let by: ConstValue = 1;
    for (let next = this.#multiples[of]; next !== undefined; next = this.#multiples[of]) {
      by = this.#times(by, next.by);
      of = this.find(next.of);
    }
    return of === this.find(id) ? undefined : { of, by };
  }

  // Construction

  leaf(expr: Expr): Id {
    return this.#add({ kind: "leaf", expr, args: [] });
  }

  number(value: ConstValue): Id {
    return this.leaf(constant(value));
  }

  sum(start: ConstValue, coefficients: readonly ConstValue[], args: readonly Id[]): Id {
    let total = start;
    const entries = new Map<Id, ConstValue>();
    for (let i = 0; i < args.length; i++) {
      let id = this.find(args[i]);
      let k = coefficients[i];
      const value = this.#values[id];
      if (value !== undefined) {
        total = this.#plus(total, this.#times(k, value));
        continue;
      }
      const multiple = this.multiple(id);
      if (multiple !== undefined) {
        id = multiple.of;
        k = this.#times(k, multiple.by);
      }
      const before = entries.get(id);
      entries.set(id, before === undefined ? k : this.#plus(before, k));
    }
    // 0·u is 0 where u is finite, and nan, as u - u, where it is not.
    for (const [id, k] of entries) if (k === 0 && ranges.isReal(this.#ranges[id])) entries.delete(id);
    if (entries.size === 0) return this.number(total);
    const ids = [...entries.keys()].sort((a, b) => a - b);
    const ks = ids.map((id) => entries.get(id) ?? 0);
    if (ids.length === 1 && total === 0) {
      this.#last = -1;
      return ks[0] === 1 ? ids[0] : this.#scaled(ks[0], ids[0]);
    }
    const content = contentOf(total, ks);
    if (content === 1) return this.#add({ kind: "sum", constant: total, coefficients: ks, args: ids });
    const primitive = this.#add({
      kind: "sum",
      constant: this.#over(total, content),
      coefficients: ks.map((k) => this.#over(k, content)),
      args: ids,
    });
    return this.#scaled(content, primitive);
  }

  #scaled(by: ConstValue, of: Id): Id {
    const id = this.#add({ kind: "sum", constant: 0, coefficients: [by], args: [of] });
    if (by !== 0 && this.#multiples[id] === undefined && !this.#leads(of, id))
      this.#multiples[id] = { of, by };
    return id;
  }

  product(start: ConstValue, args: readonly Id[], exponents: readonly ConstValue[]): Id {
    let content = start;
    const entries: { id: Id; exponent: ConstValue }[] = [];
    const radicals: { value: ConstValue; exponent: ConstValue }[] = [];
    for (let i = 0; i < args.length; i++) {
      let exponent = exponents[i];
      let id = this.find(args[i]);
      if (exponent === 0) continue;
      const isNamed = this.hasName(id);
      for (let k = 0; k < 4; k++) {
        const value = this.#values[id];
        if (value !== undefined) break;
        const multiple = this.multiple(id);
        if (multiple !== undefined && (isInteger(exponent) || signOf(multiple.by) > 0)) {
          if (isInteger(exponent)) content = this.#times(content, this.#raise(multiple.by, exponent));
          else radicals.push({ value: multiple.by, exponent });
          id = multiple.of;
        }
        const power = this.#powers[id];
        if (power === undefined || !this.#mayMultiply(power, exponent)) break;
        if (signOf(power.exponent) < 0 && (isNamed || this.hasName(id))) break; // cosh(x) is no power of sech(x)
        exponent = this.#times(power.exponent, exponent);
        id = this.find(power.of);
      }
      const value = this.#values[id];
      if (value === undefined) entries.push({ id, exponent });
      else if (value === 0) {
        if (signOf(exponent) > 0) content = 0;
        else entries.push({ id, exponent });
      } else if (isInteger(exponent)) content = this.#times(content, this.#raise(value, exponent));
      else if (signOf(value) > 0) radicals.push({ value, exponent });
      else entries.push({ id, exponent });
    }
    if (radicals.length > 0) {
      const root = radical(radicals);
      if (root === undefined) throw new GraphFull("a root of a large number");
      content = this.#times(content, root.content);
      for (const { base, exponent } of root.factors) entries.push({ id: this.number(base), exponent });
    }
    const merged = this.#merged(entries);
    const base = this.#productOf(merged);
    if (content === 1) return base;
    return this.sum(0, [content], [base]);
  }

  /** (u^m)^n as u^(m·n). */
  #mayMultiply({ of, exponent: inner }: Power, outer: ConstValue): boolean {
    const range = this.range(of);
    if (isInteger(inner) && isInteger(outer))
      return signOf(inner) > 0 || signOf(outer) > 0 || (ranges.isReal(range) && ranges.isNonzero(range));
    if (isInteger(outer)) {
      // sqrt(u)^2 is u only where u is not negative.
      if (!isInteger(this.#times(inner, outer))) return signOf(outer) > 0 || ranges.isNonzero(range);
      return ranges.isNonnegative(range) && (signOf(outer) > 0 || ranges.isNonzero(range));
    }
    return ranges.isPositive(range) || (ranges.isNonnegative(range) && signOf(inner) > 0);
  }

  #merged(entries: readonly { id: Id; exponent: ConstValue }[]): readonly { id: Id; exponent: ConstValue }[] {
    const sorted = [...entries].sort((a, b) => a.id - b.id);
    const merged: { id: Id; exponent: ConstValue }[] = [];
    for (const entry of sorted) {
      const last = merged[merged.length - 1];
      if (
        last === undefined ||
        last.id !== entry.id ||
        !this.#mayAdd(entry.id, last.exponent, entry.exponent)
      ) {
        merged.push(entry);
        continue;
      }
      const exponent = this.#plus(last.exponent, entry.exponent);
      merged.pop();
      if (exponent !== 0) merged.push({ id: entry.id, exponent });
    }
    return merged.sort((a, b) => a.id - b.id || toNumber(a.exponent) - toNumber(b.exponent));
  }

  /** u^m·u^n as u^(m + n). */
  #mayAdd(id: Id, m: ConstValue, n: ConstValue): boolean {
    const range = this.#ranges[id];
    if (signOf(m) !== signOf(n) && !(ranges.isReal(range) && ranges.isNonzero(range))) return false;
    const root = !isInteger(m) || !isInteger(n);
    return !root || !isInteger(this.#plus(m, n)) || ranges.isNonnegative(range);
  }

  #productOf(entries: readonly { id: Id; exponent: ConstValue }[]): Id {
    if (entries.length === 0) return this.number(1);
    if (entries.length === 1 && entries[0].exponent === 1) {
      this.#last = -1;
      return entries[0].id;
    }
    const id = this.#add({
      kind: "product",
      exponents: entries.map(({ exponent }) => exponent),
      args: entries.map(({ id }) => id),
    });
    if (entries.length === 1 && this.#powers[id] === undefined) {
      this.#powers[id] = { of: entries[0].id, exponent: entries[0].exponent };
    }
    return id;
  }

  call(op: Primitive, given: readonly Id[]): Id {
    const args = given.map((arg) => this.find(arg));
    if (op.power !== undefined) return this.product(1, args, [constValue(op.power)]);
    if (op === Pow) {
      const exponent = this.#values[args[1]];
      if (exponent !== undefined) return this.product(1, [args[0]], [exponent]);
      if (this.#isE(args[0])) return this.call(Exp, [args[1]]);
      if (this.#values[args[0]] === 1 && ranges.isReal(this.#ranges[args[1]])) return this.number(1);
    }
    if (op.parity !== undefined && args.length === 1) {
      const multiple = this.multiple(args[0]);
      if (multiple !== undefined && signOf(multiple.by) < 0) {
        const mirrored = this.call(op, [this.sum(0, [negateValue(multiple.by)], [multiple.of])]);
        return op.parity === "even" ? mirrored : this.sum(0, [-1], [mirrored]);
      }
    }
    const values: ConstValue[] = [];
    for (const arg of args) {
      const value = this.#values[arg];
      if (value !== undefined) values.push(value);
    }
    if (values.length === args.length && args.length > 0) {
      const exact = exactValueOf(op, values);
      if (exact !== undefined) return this.insertLeaf(exact);
    }
    return this.#add({ kind: "call", op, args });
  }

  /** A root or a quotient as it is written, beside its normal form: sqrt(6*x) for sqrt(6)*sqrt(x). */
  asWritten(op: Primitive, args: readonly Id[]): Id {
    return this.#add({ kind: "call", op, args: args.map((arg) => this.find(arg)) });
  }

  #isE(id: Id): boolean {
    return (
      E.kind === "apply" &&
      this.#byKey.get(keyOf({ kind: "call", op: E.op, args: [] })) !== undefined &&
      this.find(this.call(E.op, [])) === id
    );
  }

  /** An exact value as a row gives it: a number, or a constant such as pi. */
  insertLeaf(expr: Expr): Id {
    return expr.kind === "apply"
      ? this.call(
          expr.op,
          expr.args.map((arg) => this.insertLeaf(arg)),
        )
      : this.leaf(expr);
  }

  #add(node: ENode): Id {
    const key = keyOf(node);
    const known = this.#byKey.get(key);
    if (known !== undefined) {
      this.#last = known;
      return this.find(this.#classOf[known]);
    }
    if (this.nodes.length >= this.#limit) throw new GraphFull("too many nodes");
    const index = this.nodes.length;
    const id = this.#parent.length;
    this.nodes.push(node);
    this.#classOf.push(id);
    this.#dead.push(false);
    this.#byKey.set(key, index);
    this.#parent.push(id);
    this.#members.push([index]);
    this.#uses.push([]);
    this.#narrowed.push(0);
    this.#stamps.push(++this.#clock);
    this.#multiples.push(undefined);
    this.#powers.push(undefined);
    const value =
      node.kind === "leaf" && node.expr.kind === "const" && isExact(node.expr.value)
        ? node.expr.value
        : undefined;
    this.#values.push(value === 0 ? 0 : value);
    this.#ranges.push(rangeOf(node, (arg) => this.#ranges[this.find(arg)]));
    for (const arg of node.args) this.#uses[this.find(arg)].push(index);
    if (node.kind === "call") {
      const alike = this.byOp.get(node.op);
      if (alike === undefined) this.byOp.set(node.op, [index]);
      else alike.push(index);
    }
    this.#last = index;
    return id;
  }

  /** Takes a node out of what may be written: a rule of the caller's own has replaced it. */
  replace(index: number): void {
    this.#replaced.add(index);
  }

  isReplaced(index: number): boolean {
    return this.#replaced.has(index);
  }

  get hasReplaced(): boolean {
    return this.#replaced.size > 0;
  }

  // Equality

  /** Makes two classes one. `from` and `to` are nodes of theirs that the rule is about. */
  union(a: Id, b: Id, rule: string, from: number, to: number): boolean {
    const [left, right] = [this.find(a), this.find(b)];
    if (left === right) return false;
    this.edges.push({ from, to, rule });
    this.unions++;
    const [kept, gone] = left < right ? [left, right] : [right, left];
    this.#parent[gone] = kept;
    for (const node of this.#members[gone]) this.#members[kept].push(node);
    for (const node of this.#uses[gone]) this.#uses[kept].push(node);
    this.#members[gone] = [];
    this.#uses[gone] = [];
    const [v, w] = [this.#values[kept], this.#values[gone]];
    if (v !== undefined && w !== undefined && !equalValues(v, w)) this.isImpossible = true;
    this.#values[kept] = v ?? w;
    this.#mergeMultiples(kept, gone);
    this.#turnMultiple(kept, rule);
    this.#powers[kept] ??= this.#powers[gone];
    if (this.#powers[kept] !== undefined && this.find(this.#powers[kept].of) === kept)
      this.#powers[kept] = undefined;
    this.#narrow(kept, this.#ranges[gone]);
    this.#stamps[kept] = ++this.#clock;
    this.#pending.set(kept, rule);
    return true;
  }

  /** Whether a class is a multiple of another, by way of others: chains of multiples must not go round. */
  #leads(from: Id, to: Id): boolean {
    for (let at: Id | undefined = this.find(from); at !== undefined; ) {
      if (at === to) return true;
      const next: Multiple | undefined = this.#multiples[at];
      at = next === undefined ? undefined : this.find(next.of);
    }
    return false;
  }

  /** Of two multiples that a class is, the one of the older class stays, and the other class is one of that too. */
  #mergeMultiples(kept: Id, gone: Id): void {
    const [a, b] = [this.#multiples[kept], this.#multiples[gone]];
    const [first, second] =
      a === undefined || (b !== undefined && this.find(b.of) < this.find(a.of)) ? [b, a] : [a, b];
    if (first !== undefined && second !== undefined && this.find(first.of) !== this.find(second.of)) {
      this.#related.push({ id: second.of, of: first.of, by: this.#over(first.by, second.by) });
    }
    this.#multiples[kept] = undefined;
    if (first !== undefined && this.#values[kept] === undefined && !this.#leads(first.of, kept)) {
      this.#multiples[kept] = first;
    }
  }

  /** A variable is no multiple: what it would be one of is a multiple of it, so that asinh(x) is no -asinh(-x). */
  #turnMultiple(id: Id, rule: string): void {
    const multiple = this.multiple(id);
    if (multiple === undefined || !this.#members[id].some((index) => this.nodes[index].kind === "leaf"))
      return;
    const { of, by } = multiple;
    if (
      this.#values[of] !== undefined ||
      this.#members[of].some((index) => this.nodes[index].kind === "leaf")
    )
      return;
    this.#multiples[id] = undefined;
    this.#multiples[of] = { of: id, by: this.#over(1, by) };
    this.#stamps[of] = ++this.#clock;
    this.#pending.set(of, rule);
  }

  /** What is known of a class. */
  assert(id: Id, range: Range): void {
    this.#narrow(this.find(id), range);
    this.#down(this.find(id));
  }

  #narrow(id: Id, range: Range): void {
    const before = this.#ranges[id];
    const after = ranges.intersect(before, range);
    if (after === before || this.#narrowed[id] >= NARROWED) return;
    this.#narrowed[id]++;
    this.#ranges[id] = after;
    this.#stamps[id] = ++this.#clock;
    if (ranges.isEmpty(after)) this.isImpossible = true;
    if (!this.#pending.has(id)) this.#pending.set(id, this.#cause);
  }

  /** What a class's range says of what it is made of: of 2·x, x - 1, x·y, |x|. */
  #down(start: Id): void {
    const stack = [start];
    const seen = new Set<Id>();
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const range = this.range(id);
      for (const member of this.members(id)) {
        const node = this.nodes[member];
        const narrowed = (arg: Id, to: Range): void => {
          const at = this.find(arg);
          const before = this.#ranges[at];
          this.#narrow(at, to);
          if (this.#ranges[at] !== before) stack.push(at);
        };
        if (node.kind === "sum" && node.args.length === 1) {
          const [k] = node.coefficients;
          if (k === 0) continue;
          const rest = ranges.add(range, ranges.single(negateValue(node.constant)));
          const inside = ranges.multiply(rest, ranges.single(this.#over(1, k)));
          narrowed(node.args[0], {
            ...inside,
            nonzero: node.constant === 0 && range.nonzero,
            integer: false,
          });
        } else if (node.kind === "product") {
          // A product is finite only where each of its powers is.
          if (!ranges.isReal(range)) continue;
          const isNonzero = ranges.isNonzero(range);
          node.args.forEach((arg, i) => {
            const exponent = node.exponents[i];
            const isReciprocal = signOf(exponent) < 0;
            const known = !isReciprocal || isNonzero ? ranges.real : ranges.anything;
            const low = isInteger(exponent) ? known.low : 0;
            const sign = this.#signBeside(node, i, range);
            if (sign !== 0) narrowed(arg, sign > 0 ? ranges.positive : ranges.negate(ranges.positive));
            else if (node.args.length === 1 && isOdd(exponent) && ranges.isNonnegative(range)) {
              narrowed(arg, ranges.nonnegative); // x^3 ≥ 0
            }
            narrowed(arg, {
              ...known,
              low,
              lowOpen: low === 0 ? false : known.lowOpen,
              nonzero: isReciprocal || isNonzero,
            });
          });
        } else if (node.kind === "call" && node.op.name === "abs") {
          narrowed(node.args[0], {
            ...ranges.anything,
            nonzero: ranges.isNonzero(range),
            partial: range.partial,
          });
        }
      }
    }
  }

  /** The sign of a factor that follows from those of the product and of the others; 0 where it doesn't. */
  #signBeside(node: ProductNode, at: number, range: Range): number {
    const signIn = (r: Range): number => (ranges.isPositive(r) ? 1 : ranges.isNegative(r) ? -1 : 0);
    if (!isOdd(node.exponents[at])) return 0;
    let sign = signIn(range);
    node.args.forEach((arg, i) => {
      if (i !== at) sign *= signIn(ranges.power(this.range(arg), node.exponents[i]));
    });
    return sign;
  }

  /** Merges what has become equal by congruence, and narrows the ranges above what has changed. */
  rebuild(): void {
    this.#cause = KNOWN;
    while ((this.#pending.size > 0 || this.#related.length > 0) && !this.isImpossible) {
      const related = this.#related.pop();
      if (related !== undefined) {
        const id = this.sum(0, [related.by], [related.of]);
        this.union(related.id, id, this.#cause, this.#members[this.find(related.id)][0], this.lastNode(id));
        continue;
      }
      const [[id, cause]] = this.#pending;
      this.#pending.delete(id);
      this.#cause = cause;
      const at = this.find(id);
      for (const node of [...new Set(this.#uses[at])]) if (!this.#dead[node]) this.#repair(node);
    }
  }

  #repair(index: number): void {
    const node = this.nodes[index];
    const own = this.find(this.#classOf[index]);
    const again = this.#again(node);
    const last = this.lastNode(again);
    if (last !== index) {
      if (this.find(again) !== own) this.union(own, again, this.#cause, index, last);
      else this.edges.push({ from: index, to: last, rule: this.#cause });
      // It is there in another form; a sum of which nothing merges keeps its own.
      this.#dead[index] = true;
    }
    const at = this.find(own);
    this.#narrow(
      at,
      rangeOf(node, (arg) => this.range(arg)),
    );
  }

  #again(node: ENode): Id {
    switch (node.kind) {
      case "leaf":
        return this.leaf(node.expr);
      case "sum":
        return this.sum(node.constant, node.coefficients, node.args);
      case "product":
        return this.product(1, node.args, node.exponents);
      case "call":
        // A root or a quotient kept as it is written.
        if (node.op.power !== undefined || node.op === Div) return this.asWritten(node.op, node.args);
        return this.call(node.op, node.args);
    }
  }

  // Views

  /** A class as sums of more than one term, or with a number: each with the factor that it is taken by. */
  sums(id: Id): readonly { readonly node: SumNode; readonly index: number; readonly by: ConstValue }[] {
    const found: { node: SumNode; index: number; by: ConstValue }[] = [];
    const collect = (of: Id, by: ConstValue): void => {
      for (const index of this.members(of)) {
        const node = this.nodes[index];
        if (this.#dead[index] || node.kind !== "sum") continue;
        if (node.args.length > 1 || node.constant !== 0) found.push({ node, index, by });
      }
    };
    collect(id, 1);
    const multiple = this.multiple(id);
    if (multiple !== undefined) collect(multiple.of, multiple.by);
    return found;
  }

  products(id: Id): readonly { readonly node: ProductNode; readonly index: number }[] {
    const found: { node: ProductNode; index: number }[] = [];
    for (const index of this.members(id)) {
      const node = this.nodes[index];
      if (!this.#dead[index] && node.kind === "product") found.push({ node, index });
    }
    return found;
  }

  /** The arguments of a class as an application of op. */
  calls(id: Id, op: Primitive): readonly (readonly Id[])[] {
    const found: (readonly Id[])[] = [];
    for (const index of this.members(id)) {
      const node = this.nodes[index];
      if (!this.#dead[index] && node.kind === "call" && node.op === op) found.push(node.args);
    }
    return found;
  }

  // Exact arithmetic, or the end of the search

  #plus(a: ConstValue, b: ConstValue): ConstValue {
    return certain(addValues(a, b));
  }
  #times(a: ConstValue, b: ConstValue): ConstValue {
    return certain(mulValues(a, b));
  }
  #over(a: ConstValue, b: ConstValue): ConstValue {
    return certain(divValues(a, b));
  }
  #raise(a: ConstValue, n: ConstValue): ConstValue {
    return certain(powValue(a, n));
  }
}

function certain(value: ConstValue | undefined): ConstValue {
  if (value === undefined) throw new GraphFull("a number beyond exact arithmetic");
  return value;
}

const isOdd = (v: ConstValue): boolean => typeof v === "number" && Math.abs(v) % 2 === 1;

const toNumber = (v: ConstValue): number =>
  typeof v === "number" ? v : Number(v.numerator) / Number(v.denominator);

/** The rational by which a sum is divided to have coprime integers, the first of them positive. */
function contentOf(start: ConstValue, coefficients: readonly ConstValue[]): ConstValue {
  const sign = signOf(coefficients.find((k) => k !== 0) ?? 1);
  if (typeof start === "number" && coefficients.every((k) => typeof k === "number")) {
    let divisor = Math.abs(start);
    for (const k of coefficients) divisor = gcd(divisor, Math.abs(Number(k)));
    return divisor === 0 ? 1 : sign * divisor;
  }
  let numerator = 0n;
  let denominator = 1n;
  for (const value of [start, ...coefficients]) {
    const { numerator: n, denominator: d } = toRational(value);
    numerator = bigGcd(numerator, n < 0n ? -n : n);
    denominator = (denominator / bigGcd(denominator, d)) * d;
  }
  return numerator === 0n ? 1 : constValue(rational(BigInt(sign) * numerator, denominator));
}

function gcd(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

function bigGcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
