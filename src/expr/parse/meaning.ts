// What a form means: names become variables, constants or functions by the scope, signs become
// rows, sum and prod are written out. Exactly what is written is built, binary and nested to the
// left; nothing is simplified. Forms are as deep as the text, so the work is on an explicit stack:
// a step either reads a form or puts together the formulas of the forms before it.

import { type Budget, checkCancelled } from "../budget.ts";
import { BudgetError } from "../errors.ts";
import { reservedWords } from "../names.ts";
import { apply, Const, constant, type Expr, variable } from "../node.ts";
import type { Primitive } from "../primitive.ts";
import { Nan } from "../primitives/constants.ts";
import { If, Not } from "../primitives/logic.ts";
import { Add, Mul } from "../primitives/operators.ts";
import { grouped } from "../print/grouped.ts";
import { userPrimitive } from "../userFunction.ts";
import { conditional, powerOf, repeated, toTheLeft } from "./assemble.ts";
import type { CallForm, ChainForm, Factor, Form, NameForm, Place, PowerForm, PowerItem } from "./form.ts";
import { bareFunction, differential } from "./head.ts";
import { type Indices, indexNamed } from "./indices.ts";
import { literal } from "./literal.ts";
import * as mistake from "./mistake.ts";
import { constantValue, wrongParameter } from "./parameter.ts";
import { factorsOf, powerWarning, productWarnings } from "./product.ts";
import type { Scope } from "./scope.ts";
import type { Source } from "./source.ts";
import { callable, constants, rowNamed, specialForms } from "./vocabulary.ts";
import { misreadable, type Warning } from "./warning.ts";

/** The most terms that the sums and products of one text may have in all. */
export const TERMS_LIMIT = 10_000;
/** The most forms that those terms may have in all. */
const EXPANSION_LIMIT = 1_000_000;

type Step =
  | { readonly form: Form; readonly indices: Indices | undefined }
  | { readonly take: number; readonly proceed: (taken: readonly Expr[]) => void };

export class Meaning {
  readonly warnings: Warning[] = [];
  /** Where each variable is met first. */
  readonly variables = new Map<string, { readonly expr: Expr; readonly place: Place }>();
  readonly #source: Source;
  readonly #scope: Scope;
  readonly #budget: Budget | undefined;
  readonly #steps: Step[] = [];
  readonly #values: Expr[] = [];
  readonly #warned = new Set<string>();
  #terms = 0;
  #expanded = 0;

  constructor(source: Source, scope: Scope, budget?: Budget) {
    this.#source = source;
    this.#scope = scope;
    this.#budget = budget;
  }

  of(root: Form): Expr {
    this.#steps.push({ form: root, indices: undefined });
    let taken = 0;
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      if ((++taken & 1023) === 0) checkCancelled(this.#budget);
      if ("form" in step) this.#read(step.form, step.indices);
      else step.proceed(this.#values.splice(this.#values.length - step.take));
    }
    const value = this.#values.pop();
    if (value === undefined) throw new Error("invariant: a form has a meaning");
    return value;
  }

  #combine(
    forms: readonly Form[],
    indices: Indices | undefined,
    make: (taken: readonly Expr[]) => Expr,
  ): void {
    this.#steps.push({ take: forms.length, proceed: (taken) => this.#values.push(make(taken)) });
    for (let i = forms.length - 1; i >= 0; i--) this.#steps.push({ form: forms[i], indices });
  }

  #read(form: Form, indices: Indices | undefined): void {
    if (indices !== undefined && ++this.#expanded > EXPANSION_LIMIT) {
      throw new BudgetError(
        "too-large-expansion",
        `sums and products written out are longer than ${grouped(EXPANSION_LIMIT)} operands, the limit of one text`,
        { span: this.#source.span(form.start, form.end) },
      );
    }
    switch (form.kind) {
      case "number":
        this.#values.push(literal(this.#source.slice(form.start, form.end)));
        break;
      case "name":
        this.#values.push(this.#name(form, indices));
        break;
      case "group":
        if (form.items.length > 1) throw mistake.commaInGroup(this.#source, form);
        this.#steps.push({ form: form.items[0], indices });
        break;
      case "bars":
        this.#combine([form.inside], indices, (inside) => apply(rowNamed("abs"), inside));
        break;
      case "not":
        this.#combine([form.inside], indices, ([inside]) => repeated(Not, form.count, inside));
        break;
      case "chain":
        this.#chain(form, indices);
        break;
      case "conditional":
        this.#combine(form.parts, indices, conditional);
        break;
      default: {
        const factors = factorsOf(form, (call) => this.#isVariable(call, indices));
        if (factors.length > 1) this.#product(factors, indices);
        else if (form.kind === "call") this.#call(form, indices);
        else if (form.kind === "power") this.#power(form, indices);
        else this.#steps.push({ form: factors[0].form, indices });
      }
    }
  }

  #chain(chain: ChainForm, indices: Indices | undefined): void {
    const { notation } = chain.rest[0].op;
    const unchained = notation.kind === "infix" && notation.associates === "none";
    if (unchained && chain.rest.length > 1) throw mistake.comparisonChain(this.#source, chain);
    const forms = [chain.first, ...chain.rest.map(({ form }) => form)];
    this.#combine(forms, indices, (values) => toTheLeft(values, (i) => chain.rest[i - 1].op));
  }

  #product(factors: readonly Factor[], indices: Indices | undefined): void {
    factors.forEach(({ form }, i) => {
      const next = factors[i + 1];
      this.#checkHead(form, next?.op === undefined ? next?.form : undefined, indices);
    });
    const derivative = this.#isKnownVariable("d", indices) ? undefined : differential(this.#source, factors);
    if (derivative !== undefined) throw derivative;
    for (const warning of productWarnings(factors, this.#source)) this.#warn(warning);
    factors.forEach(({ form }, i) => {
      const next = factors[i + 1];
      if (form.kind === "name" && form.name === "e" && next?.op === undefined && next !== undefined) {
        this.#warnOfExponential(form, next.form);
      }
    });
    const forms = factors.map(({ form }) => form);
    this.#combine(forms, indices, (values) => toTheLeft(values, (i) => factors[i].op ?? Mul));
  }

  #checkHead(form: Form, next: Form | undefined, indices: Indices | undefined): void {
    const error = bareFunction(this.#source, form, next, (name) => this.#isFunction(name, indices));
    if (error !== undefined) throw error;
  }

  #warn(warning: Warning): void {
    const key = `${warning.code} ${warning.span.start}`;
    if (this.#warned.has(key)) return; // the terms of a sum are read again and again
    this.#warned.add(key);
    this.warnings.push(warning);
  }

  #warnOfExponential(e: NameForm, argument: Form): void {
    const group = argument.kind === "power" ? argument.items[0].operand : argument;
    if (group.kind !== "group") return;
    const text = this.#source.excerpt(argument.start, argument.end);
    const place = { start: e.start, end: argument.end };
    this.#warn(
      misreadable(
        this.#source,
        "constant-call",
        place,
        `e*${text}`,
        "the exponential function",
        `exp${text}`,
      ),
    );
  }

  #power(power: PowerForm, indices: Indices | undefined): void {
    this.#checkHead(power, undefined, indices);
    const warning = powerWarning(power, this.#source);
    if (warning !== undefined) this.#warn(warning);
    for (const item of power.items) this.#checkMarks(item);
    const forms = power.items.map(({ operand }) => operand);
    this.#combine(forms, indices, (values) => powerOf(power, values));
  }

  #checkMarks({ operand, marks }: PowerItem): void {
    marks.forEach((mark, i) => {
      if (i > 0 && mark.superscript === undefined && marks[i - 1].superscript === undefined) {
        throw mistake.doubleFactorial(this.#source, mark, this.#source.excerpt(operand.start, operand.end));
      }
    });
  }

  #name(form: NameForm, indices: Indices | undefined): Expr {
    const { name } = form;
    const index = indexNamed(name, indices);
    if (index !== undefined) return index;
    const known = constants.get(name);
    if (known !== undefined) return known;
    const met = this.variables.get(name);
    if (met !== undefined) return met.expr;
    if (this.#isFunction(name, indices)) throw mistake.withoutBrackets(this.#source, form);
    if (reservedWords.has(name)) throw mistake.reservedWord(this.#source, form);
    const expr = variable(name);
    this.variables.set(name, { expr, place: form });
    return expr;
  }

  #isFunction(name: string, indices: Indices | undefined): boolean {
    return indexNamed(name, indices) === undefined && mistake.isFunctionName(name, this.#scope);
  }

  #isKnownVariable(name: string, indices: Indices | undefined): boolean {
    if (indexNamed(name, indices) !== undefined) return true;
    return this.#scope.variables.has(name) && !this.#scope.functions.has(name);
  }

  /** Whether name(...) is a product. */
  #isVariable({ callee, derivative }: CallForm, indices: Indices | undefined): boolean {
    if (derivative !== undefined) return false;
    return constants.has(callee.name) || this.#isKnownVariable(callee.name, indices);
  }

  #call(call: CallForm, indices: Indices | undefined): void {
    const { callee, derivative, group } = call;
    const { name } = callee;
    const { items } = group;
    const source = this.#source;
    const arity = this.#scope.functions.get(name);
    if (arity !== undefined) {
      const op = this.#declared(call, arity);
      this.#combine(items, indices, (args) => apply(op, args));
      return;
    }
    const special = specialForms.has(name);
    const rows = special ? undefined : callable(name);
    if (derivative !== undefined) {
      if (special || rows !== undefined) throw mistake.derivativeOfKnown(source, call);
      throw mistake.unknownFunction(source, call, this.#scope);
    }
    if (special) this.#special(call, indices);
    else if (rows !== undefined) {
      const row = rows.find(({ arity: n, variadic }) => n === items.length || (variadic && items.length > n));
      if (row === undefined) throw mistake.wrongArity(source, call, rows);
      this.#combine(items, indices, (args) => {
        if (row.variadic) return toTheLeft(args, () => row);
        const wrong = wrongParameter(row, args);
        if (wrong !== undefined) throw mistake.badParameter(source, items[wrong.index], wrong);
        return apply(row, args);
      });
    } else if (name === "diff") throw mistake.differentiation(source, call);
    else if (reservedWords.has(name)) throw mistake.reservedWord(source, callee);
    else throw mistake.unknownFunction(source, call, this.#scope);
  }

  #declared(call: CallForm, arity: number): Primitive {
    const { callee, derivative, group } = call;
    if (group.items.length !== arity) {
      throw mistake.wrongCount(this.#source, call, arity === 1 ? "1 argument" : `${arity} arguments`);
    }
    const none = Array.from({ length: arity }, () => 0);
    if (derivative === undefined) return userPrimitive(callee.name, none);
    const orders = derivative.orders ?? [derivative.primes];
    if (orders.length !== arity || !orders.every(Number.isSafeInteger)) {
      throw mistake.wrongOrders(this.#source, call, arity);
    }
    return userPrimitive(callee.name, orders);
  }

  #special(call: CallForm, indices: Indices | undefined): void {
    const { items } = call.group;
    switch (call.callee.name) {
      case "if":
        if (items.length !== 3) throw mistake.wrongArity(this.#source, call, [If]);
        this.#combine(items, indices, (args) => apply(If, args));
        break;
      case "piecewise":
        if (items.length < 2) {
          throw mistake.wrongCount(
            this.#source,
            call,
            "2 or more arguments (condition, value, ..., otherwise)",
          );
        }
        this.#combine(items, indices, (args) => conditional(args.length % 2 === 0 ? [...args, Nan] : args));
        break;
      default:
        this.#sum(call, indices, call.callee.name === "sum" ? Add : Mul);
    }
  }

  /** sum(k, from, to, term), written out; prod likewise. */
  #sum(call: CallForm, indices: Indices | undefined, op: Primitive): void {
    const { items } = call.group;
    const { name } = call.callee;
    if (items.length !== 4) {
      throw mistake.wrongCount(this.#source, call, "4 arguments (index, from, to, term)");
    }
    const [index, from, to, term] = items;
    if (
      index.kind !== "name" ||
      constants.has(index.name) ||
      mistake.isFunctionName(index.name, this.#scope)
    ) {
      throw mistake.parseError(
        this.#source,
        index,
        "bad-index",
        `'${this.#source.excerpt(index.start, index.end)}' as the index of ${name}, expected a variable's name: write for example ${name}(k, 1, 10, k*x)`,
      );
    }
    this.#steps.push({
      take: 2,
      proceed: ([first, last]) => {
        const low = this.#bound(first, from, name);
        const count = Math.max(0, this.#bound(last, to, name) - low + 1);
        this.#terms += indices === undefined ? count : count - 1; // inside a sum they stand for one of its terms
        if (this.#terms > TERMS_LIMIT) {
          const limit = grouped(TERMS_LIMIT);
          const have = indices === undefined ? grouped(this.#terms) : `more than ${limit}`;
          throw new BudgetError(
            "too-many-terms",
            `sums and products have ${have} terms, over the limit of ${limit} in one text`,
            { span: this.#source.span(call.start, call.end) },
          );
        }
        this.#steps.push({
          take: count,
          proceed: (terms) =>
            this.#values.push(count === 0 ? constant(op === Add ? 0 : 1) : toTheLeft(terms, () => op)),
        });
        for (let k = low + count - 1; k >= low; k--) {
          this.#steps.push({ form: term, indices: { name: index.name, value: Const(k), outer: indices } });
        }
      },
    });
    this.#steps.push({ form: to, indices }, { form: from, indices });
  }

  #bound(expr: Expr, form: Form, name: string): number {
    const value = constantValue(expr);
    if (value !== undefined && Number.isSafeInteger(value)) return value;
    throw mistake.parseError(
      this.#source,
      form,
      "bad-bound",
      `'${this.#source.excerpt(form.start, form.end)}' as a bound of ${name}, expected an integer constant`,
    );
  }
}
