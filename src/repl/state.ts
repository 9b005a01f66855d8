// What a session remembers: names with a number or a formula, functions, what is assumed, the answers so
// far. A definition that can't stand (it comes back to itself, say) is refused and nothing changes.

import { resolve } from "../calculus/resolve.ts";
import type { ResolveScope } from "../calculus/scope.ts";
import type { Budget } from "../expr/budget.ts";
import { BudgetError, NameError, UsageError } from "../expr/errors.ts";
import { evaluate } from "../expr/evaluate.ts";
import { variables } from "../expr/measure.ts";
import { apply, type Expr, hasVariables, sizeOf, variable } from "../expr/node.ts";
import { TEXT_LENGTH_LIMIT } from "../expr/parse/parse.ts";
import { functionName } from "../expr/parse/scope.ts";
import { format } from "../expr/print/format.ts";
import { grouped } from "../expr/print/grouped.ts";
import { substitute } from "../expr/substitute.ts";
import {
  appliesUserFunctions,
  type UserFunction,
  userFunctionsIn,
  userPrimitive,
  writtenName,
} from "../expr/userFunction.ts";
import { tidy } from "../simplify/tidy.ts";
import {
  type Assumption,
  type Assumptions,
  assume,
  assumptionTexts,
  checkValueAssumed,
} from "./assumptions.ts";
import { commandWords } from "./commands/words.ts";
import type { Point } from "./value.ts";

/** A formula as it was written. */
export interface WrittenFormula {
  readonly expr: Expr;
  readonly numbers: "fraction" | "decimal";
}

/** The same with its text, which reads back. */
export interface KeptFormula extends WrittenFormula {
  readonly text: string;
}

/** A function as it was written. */
export interface KeptFunction {
  readonly parameters: readonly string[];
  readonly body: KeptFormula | undefined;
  /** The derivative by each parameter, where there is a rule for it. */
  readonly rules: readonly (KeptFormula | undefined)[];
}

/** The most answers that are kept. */
const ANSWERS = 1000;
const ANSWER = /^ans(\d*)$/u;
/** Exact values of larger formulas are not worked out. */
const EXACT_SIZE = 1000;
/** Larger answers are not written out in lists. */
const SHOWN_SIZE = 1000;

export class State {
  #variables = new Map<string, KeptFormula>();
  #functions = new Map<string, KeptFunction>();
  #numbers = new Map<string, number>();
  #exact = new Map<string, Expr>();
  /** Names that stand for formulas, answers among them. */
  #formulas = new Map<string, Expr>();
  #assumptions: Assumptions = new Map();
  #answers = 0;
  #scope: ResolveScope = { functions: new Map(), formulas: this.#formulas };
  readonly budget: Budget | undefined;

  constructor(budget: Budget | undefined) {
    this.budget = budget;
  }

  /** The same again, which may go its own way. */
  copy(): State {
    const copy = new State(this.budget);
    copy.become(this);
    return copy;
  }

  /** Takes over what another one remembers. */
  become(other: State): void {
    this.#variables = new Map(other.#variables);
    this.#functions = new Map(other.#functions);
    this.#numbers = new Map(other.#numbers);
    this.#exact = new Map(other.#exact);
    this.#formulas = new Map(other.#formulas);
    this.#assumptions = other.#assumptions;
    this.#answers = other.#answers;
    this.#renewScope();
  }

  /** The names with values. */
  get point(): Point {
    return { numbers: this.#numbers, exact: this.#exact };
  }

  get variables(): ReadonlyMap<string, KeptFormula> {
    return this.#variables;
  }

  get functions(): ReadonlyMap<string, KeptFunction> {
    return this.#functions;
  }

  get assumptions(): Assumptions {
    return this.#assumptions;
  }

  /** The names of answers that are kept, the oldest first. */
  get answers(): readonly string[] {
    const first = Math.max(1, this.#answers - ANSWERS + 1);
    const names = Array.from({ length: this.#answers - first + 1 }, (_, i) => `ans${first + i}`);
    return names.filter((name) => this.#formulas.has(name));
  }

  answerText(name: string): string {
    return this.answerScript(name) ?? `… (${grouped(sizeOf(this.#answer(name)))} nodes)`;
  }

  /** An answer as text that reads back; undefined for one too large to be written down. */
  answerScript(name: string): string | undefined {
    const expr = this.#answer(name);
    return sizeOf(expr) > SHOWN_SIZE ? undefined : format(expr);
  }

  #answer(name: string): Expr {
    const expr = this.#formulas.get(name);
    if (expr === undefined) throw new Error(`invariant: '${name}' is an answer`);
    return expr;
  }

  isKnown(name: string): boolean {
    return this.#variables.has(name) || this.#functions.has(name);
  }

  /** How names are read; a function's own parameters hide what they are otherwise. */
  scope(parameters: readonly string[] = []): {
    readonly variables: readonly string[];
    readonly functions: ReadonlyMap<string, number>;
  } {
    const functions = new Map<string, number>();
    if (!this.#variables.has("diff")) functions.set("diff", 2);
    for (const [name, written] of this.#functions) functions.set(name, written.parameters.length);
    for (const parameter of parameters) functions.delete(parameter);
    const answers = this.#answers > 0 ? ["ans", ...this.answers] : [];
    return {
      variables: [...this.#variables.keys(), ...this.#assumptions.keys(), ...answers, ...parameters],
      functions,
    };
  }

  /**
   * A formula with what its names stand for put in; names in `kept` stay variables.
   * @throws {GradtreeError} as `resolve`, and for an answer that there is not.
   */
  resolve(expr: Expr, kept: ReadonlySet<string> = new Set()): Expr {
    this.#checkAnswers(expr);
    return resolve(expr, this.#scopeWithout(kept), { budget: this.budget });
  }

  #scopeWithout(kept: ReadonlySet<string>): ResolveScope {
    const hidden = [...kept].filter((name) => this.#formulas.has(name));
    if (hidden.length === 0) return this.#scope;
    const formulas = new Map(this.#formulas);
    for (const name of hidden) formulas.delete(name);
    return { ...this.#scope, formulas };
  }

  #checkAnswers(expr: Expr): void {
    for (const name of variables(expr)) {
      const number = ANSWER.exec(name)?.[1];
      if (number === undefined || this.#formulas.has(name)) continue;
      const answers = this.answers;
      const there =
        answers.length === 0
          ? "there is no answer yet"
          : `the answers are ${answers[0]} to ans${this.#answers}`;
      throw new NameError("no-answer", `no answer is called '${name}': ${there}`);
    }
  }

  /** Adds an answer; its name. */
  answer(expr: Expr): string {
    const name = `ans${++this.#answers}`;
    this.#formulas.set("ans", expr);
    this.#formulas.set(name, expr);
    this.#formulas.delete(`ans${this.#answers - ANSWERS}`);
    return name;
  }

  /** Takes up an answer of another session under the name that it had; later ones are numbered on from it. */
  recall(name: string, expr: Expr): void {
    this.#answers = Number(name.slice("ans".length)) - 1;
    this.answer(expr);
  }

  /** Gives a name a number or a formula. @throws {GradtreeError} where it can't have it */
  define(name: string, written: WrittenFormula): void {
    this.#checkName(name);
    this.#checkUnused(name);
    const formula = this.#kept(name, written);
    this.#allOrNothing(() => {
      this.#functions.delete(name);
      this.#renewScope();
      this.#variables.set(name, formula);
      this.#formulas.set(name, formula.expr);
      this.resolve(formula.expr);
      this.#classify(name, formula);
    });
  }

  #allOrNothing(work: () => void): void {
    const before = this.copy();
    try {
      work();
    } catch (error) {
      this.become(before);
      throw error;
    }
  }

  /** A formula without variables is a number, which stays a variable when differentiating. */
  #classify(name: string, { expr }: WrittenFormula): void {
    const whole = hasVariables(expr) ? expr : this.resolve(expr);
    if (hasVariables(whole) || appliesUserFunctions(whole)) {
      this.#formulas.set(name, expr);
      this.#numbers.delete(name);
      this.#exact.delete(name);
      return;
    }
    const number = evaluate(whole, {}, { budget: this.budget });
    checkValueAssumed(this.#assumptions, name, number);
    const isSmall = sizeOf(whole) <= EXACT_SIZE;
    const exact = isSmall ? tidy(whole, { strict: true, budget: this.budget }) : whole;
    this.#formulas.delete(name);
    this.#numbers.set(name, number);
    this.#exact.set(name, exact);
  }

  /** What is kept: answers change, so what is defined by one is defined by what it is now. */
  #kept(name: string, { expr, numbers }: WrittenFormula): KeptFormula {
    this.#checkAnswers(expr);
    const used = new Map<string, Expr>();
    for (const each of variables(expr)) {
      const answer = ANSWER.test(each) ? this.#formulas.get(each) : undefined;
      if (answer !== undefined) used.set(each, answer);
    }
    const whole = used.size === 0 ? expr : substitute(expr, used);
    return { expr: whole, numbers, text: writtenText(name, whole, numbers) };
  }

  /** Defines a function by its body, or declares it where there is none. */
  defineFunction(name: string, parameters: readonly string[], body: WrittenFormula | undefined): void {
    this.#checkName(functionName(name));
    checkParameters(name, parameters);
    const before = this.#functions.get(name);
    if (before === undefined) this.#checkNoFormula(name);
    else if (before.parameters.length !== parameters.length) this.#checkUnused(name);
    this.#setFunction(name, {
      parameters,
      body: body && this.#kept(name, body),
      rules: parameters.map((_, i) => (body === undefined ? before?.rules[i] : undefined)),
    });
  }

  /** The user's own rule for the derivative of a declared function. */
  defineRule(
    name: string,
    parameters: readonly string[],
    orders: readonly number[],
    rule: WrittenFormula,
  ): void {
    checkParameters(name, parameters);
    const known = this.#functions.get(name);
    const written = `${writtenName(name, orders)}(${parameters.join(", ")})`;
    if (known === undefined) {
      throw new NameError(
        "undeclared-function",
        `'${name}' is not declared: before a rule for its derivative write declare ${name}(${parameters.join(", ")})`,
      );
    }
    if (known.body !== undefined) {
      throw new UsageError(
        "rule-for-defined",
        `'${name}' is defined by a formula, from which its derivative follows: for a rule of its own write declare ${name}(${known.parameters.join(", ")}) first`,
      );
    }
    if (parameters.length !== known.parameters.length || orders.length !== parameters.length) {
      throw new UsageError(
        "bad-rule",
        `${written} is no derivative of ${name}(${known.parameters.join(", ")}), expected as many parameters and orders`,
      );
    }
    if (orders.reduce((sum, order) => sum + order, 0) !== 1) {
      throw new UsageError(
        "bad-rule",
        `${written} is no first derivative, expected a rule for one: higher ones follow from it`,
      );
    }
    const by = orders.indexOf(1);
    const { expr, numbers } = this.#kept(name, rule);
    const own = new Map(parameters.map((parameter, i) => [parameter, known.parameters[i]]));
    // All rules of a function are in its own parameters, which must not stand for something else in this one.
    const taken = variables(expr).find((other) => !own.has(other) && known.parameters.includes(other));
    if (taken !== undefined) {
      throw new UsageError(
        "bad-rule",
        `'${taken}' in a rule of ${written}, expected the parameters that ${name}(${known.parameters.join(", ")}) was declared with`,
      );
    }
    const renamed = substitute(expr, new Map([...own].map(([from, to]) => [from, variable(to)])));
    const kept = { expr: renamed, numbers, text: writtenText(name, renamed, numbers) };
    const rules = known.rules.map((other, i) => (i === by ? kept : other));
    this.#setFunction(name, { ...known, rules });
  }

  #setFunction(name: string, written: KeptFunction): void {
    this.#allOrNothing(() => {
      if (this.#variables.has(name)) this.#forgetVariable(name);
      this.#functions.set(name, written);
      this.#renewScope();
      this.#checkEnds(name, written);
      this.#reclassify();
    });
  }

  /** @throws {NameError} where a function, or a rule of it, comes back to itself. */
  #checkEnds(name: string, { parameters, rules }: KeptFunction): void {
    const args = parameters.map((parameter) => variable(`${name}.${parameter}`));
    this.resolve(
      apply(
        userPrimitive(
          name,
          parameters.map(() => 0),
        ),
        args,
      ),
    );
    rules.forEach((rule, by) => {
      if (rule === undefined) return;
      const orders = parameters.map((_, i) => (i === by ? 1 : 0));
      this.resolve(apply(userPrimitive(name, orders), [...args]));
    });
  }

  /** Numbers that call functions are worked out anew. */
  #reclassify(): void {
    for (const [name, formula] of this.#variables)
      if (appliesUserFunctions(formula.expr)) this.#classify(name, formula);
  }

  #renewScope(): void {
    const functions = new Map<string, UserFunction>();
    for (const [name, { parameters, body, rules }] of this.#functions) {
      functions.set(name, { parameters, body: body?.expr, partials: rules.map((rule) => rule?.expr) });
    }
    this.#scope = { functions, formulas: this.#formulas };
  }

  /** @throws {UsageError} where the assumption contradicts another one, or a value. */
  assume(assumption: Assumption): void {
    const { name } = assumption;
    if (this.#formulas.has(name)) {
      throw new UsageError(
        "bad-assumption",
        `'${name}' stands for a formula: assume something of the variables in it`,
      );
    }
    const assumptions = assume(this.#assumptions, assumption);
    const value = this.#numbers.get(name);
    if (value !== undefined) checkValueAssumed(assumptions, name, value);
    this.#assumptions = assumptions;
  }

  /** Forgets a name and what is assumed of it. @throws {GradtreeError} where there is none, or a function is used */
  forget(name: string): void {
    if (this.#functions.has(name)) {
      this.#checkUnused(name);
      this.#functions.delete(name);
      this.#renewScope();
      return;
    }
    if (!this.#variables.has(name) && !this.#assumptions.has(name)) {
      throw new NameError("unknown-name", `nothing is known of '${name}'`);
    }
    this.#forgetVariable(name);
    this.#assumptions = new Map([...this.#assumptions].filter(([other]) => other !== name));
  }

  #forgetVariable(name: string): void {
    this.#variables.delete(name);
    this.#numbers.delete(name);
    this.#exact.delete(name);
    this.#formulas.delete(name);
  }

  #checkName(name: string): void {
    const what =
      name === "diff"
        ? "the derivative in formulas, diff(x^2, x)"
        : ANSWER.test(name)
          ? "an answer of this session"
          : commandWords.has(name)
            ? "a command"
            : undefined;
    if (what !== undefined)
      throw new NameError("reserved-name", `'${name}' is ${what}, expected another name`);
  }

  #checkNoFormula(name: string): void {
    const user = [...this.#variables].find(
      ([other, { expr }]) => other !== name && variables(expr).includes(name),
    );
    const called = [...this.#functions].find(([, written]) => isFreeIn(name, written));
    const [other] = user ?? called ?? [];
    if (this.#variables.has(name) && other !== undefined) {
      throw new NameError("name-in-use", `'${name}' is a variable that '${other}' uses: del ${other} first`);
    }
  }

  /** A function that others call can't become something else: what they are could not be written any more. */
  #checkUnused(name: string): void {
    if (!this.#functions.has(name)) return;
    const user = this.#userOf(name);
    if (user === undefined) return;
    throw new NameError(
      "name-in-use",
      `'${name}' is a function that '${user}' uses: change or del ${user} first`,
    );
  }

  #userOf(name: string): string | undefined {
    for (const [other, { expr }] of this.#variables) if (calls(expr, name)) return other;
    for (const [other, written] of this.#functions) {
      if (other !== name && [...calledBy(written)].includes(name)) return other;
    }
    return undefined;
  }

  /** A script that defines all of this again, a line each; answers are not in it. */
  script(): string {
    const lines = assumptionTexts(this.#assumptions).map((text) => `assume ${text}`);
    const defined = new Set<string>();
    const calledEarlier = new Set<string>();
    for (const [name, written] of this.#functions) {
      defined.add(name);
      for (const called of calledBy(written)) if (!defined.has(called)) calledEarlier.add(called);
    }
    for (const [name, { parameters, body }] of this.#functions) {
      if (body === undefined || calledEarlier.has(name)) {
        lines.push(`declare ${name}(${parameters.join(", ")})`);
      }
    }
    for (const [name, written] of this.#functions) lines.push(...functionLines(name, written));
    for (const [name, { text }] of this.#variables) lines.push(`${name} = ${text}`);
    return lines.map((line) => `${line}\n`).join("");
  }
}

/** A function's definition or rules as lines that define it again; none of one that is only declared. */
export function functionLines(name: string, { parameters, body, rules }: KeptFunction): readonly string[] {
  const brackets = `(${parameters.join(", ")})`;
  if (body !== undefined) return [`${name}${brackets} = ${body.text}`];
  return rules.flatMap((rule, by) => {
    const orders = parameters.map((_, i) => (i === by ? 1 : 0));
    return rule === undefined ? [] : [`${writtenName(name, orders)}${brackets} = ${rule.text}`];
  });
}

/** @throws {BudgetError} for a formula that could not be read again from its text */
function writtenText(name: string, expr: Expr, numbers: WrittenFormula["numbers"]): string {
  const limit = TEXT_LENGTH_LIMIT / 2; // with room for the rest of its line
  const text = sizeOf(expr) > limit ? undefined : format(expr, { numbers });
  if (text !== undefined && text.length <= limit) return text;
  throw new BudgetError(
    "too-long-definition",
    `'${name}' would stand for a formula of more than ${grouped(limit)} characters, expected a shorter one`,
  );
}

function checkParameters(name: string, parameters: readonly string[]): void {
  const twice = parameters.find((parameter, i) => parameters.indexOf(parameter) < i);
  if (twice !== undefined) {
    throw new UsageError(
      "repeated-parameter",
      `function '${name}' has two parameters '${twice}', expected different names`,
    );
  }
}

function* calledBy({ body, rules }: KeptFunction): Generator<string> {
  for (const formula of [body, ...rules]) if (formula !== undefined) yield* userFunctionsIn(formula.expr);
}

/** Whether a function's formulas have the name for something else than a parameter. */
const isFreeIn = (name: string, { parameters, body, rules }: KeptFunction): boolean =>
  !parameters.includes(name) &&
  [body, ...rules].some((formula) => formula !== undefined && variables(formula.expr).includes(name));

const calls = (expr: Expr, name: string): boolean => [...userFunctionsIn(expr)].includes(name);
