// Names put in: users' functions by their bodies, f' by the derivative of the body, diff(F, x) by the
// derivative of F, names that are short for formulas by these. Everything above works on what results.
//
// A body is gone through once for each different list of arguments, on an explicit stack of bodies begun; a
// definition that comes back to itself has no end and is an error. What is differentiated is a body
// whose parameters are variables that no text can name.

import { alpha } from "../backprop/alpha.ts";
import { derivative } from "../backprop/gradient.ts";
import { type Budget, checkCancelled, overBudget } from "../expr/budget.ts";
import { equal } from "../expr/equal.ts";
import { NameError, UsageError } from "../expr/errors.ts";
import { canonicalName } from "../expr/names.ts";
import {
  type Apply,
  apply,
  checkFormula,
  type Expr,
  hashOf,
  hasVariables,
  sizeOf,
  variable,
} from "../expr/node.ts";
import { budget, checkOptions, rules } from "../expr/options.ts";
import type { PartialRule, Primitive } from "../expr/primitive.ts";
import { grouped } from "../expr/print/grouped.ts";
import { formatText } from "../expr/print/text.ts";
import { share } from "../expr/share.ts";
import {
  appliesUserFunctions,
  ruledPrimitive,
  type UserFunction,
  type UserFunctionFacts,
  userFunctionFacts,
  userPrimitive,
  writtenName,
} from "../expr/userFunction.ts";
import { numbered } from "../expr/walk.ts";
import { checkArity, type KnownNames, knownNames, type ResolveScope } from "./scope.ts";

export interface ResolveOptions {
  /** `nodes`: the most nodes that may be gone through in bodies; default a million. */
  readonly budget?: Budget | undefined;
}

const resolveRules = rules({ budget });

const NODES = 1_000_000;
/** The most often that f' may differentiate. */
const ORDER = 1000;
/** The most rules of derivatives that need one another, each while another one is put in. */
const RULES = 100;

/**
 * `expr` with what its names stand for put in. A function that is only declared stays, differentiated by the
 * rules that the user has given for it; without one f'(x) stays too.
 * @throws {NameError} for a definition that comes back to itself, naming the way; {ArityError} for a wrong number
 * of arguments; {BudgetError} where the bodies put in grow beyond the budget.
 * @example resolve(parse("f'(3)", { functions: { f } }), { functions: { f } })  // 2*3, where f has the body x^2
 */
export function resolve(expr: Expr, scope: ResolveScope, options: ResolveOptions = {}): Expr {
  checkFormula(expr);
  checkOptions("resolve", options, resolveRules);
  return new Resolver(scope, options.budget).resolved(read("", "", expr, []), []);
}

/** What is gone through as a whole: the formula asked for, a named formula, a body, a derivative's rule. */
interface Body {
  readonly key: string;
  /** As messages show it: F, f, f'. */
  readonly shown: string;
  readonly parameters: readonly string[];
  /** Distinct nodes, arguments before applications, and for each application the places of its arguments. */
  readonly nodes: readonly Expr[];
  readonly places: readonly (readonly number[])[];
  /** Whether diff(F, x) is in it, where x may be a parameter: its arguments are put in afterwards. */
  readonly differentiates: boolean;
}

function read(key: string, shown: string, expr: Expr, parameters: readonly string[]): Body {
  const order = numbered(share([expr]));
  const places = order.nodes.map((node) =>
    node.kind === "apply" ? node.args.map((arg) => order.find(arg)) : [],
  );
  const differentiates = order.nodes.some((node) => node.kind === "apply" && isDiff(node));
  return {
    key,
    shown,
    parameters: parameters.map(canonicalName),
    nodes: order.nodes,
    places,
    differentiates,
  };
}

/** A body being gone through for some arguments. */
interface Frame {
  readonly body: Body;
  readonly args: readonly Expr[];
  /** Of the nodes so far, by place. */
  readonly results: Expr[];
}

/** What must be known before a frame can go on. */
interface Due {
  readonly body: Body;
  readonly args: readonly Expr[];
}

interface Instance {
  readonly args: readonly Expr[];
  readonly result: Expr;
}

/** Declared functions with rules, as primitives: the same for each use of a scope, so that its formulas stay equal. */
const ruled = new WeakMap<ResolveScope, Map<string, Primitive>>();
/**
 * What is begun in a scope. A derivative asks for the rules of declared functions while the body that it stands in
 * is still gone through: such a rule must not come back to that body.
 */
interface Begun {
  /** By their keys, each needed by the one before. */
  readonly bodies: Map<string, Body>;
  /** How many rules were asked for by a derivative and are not answered yet. */
  rules: number;
}

const begunIn = new WeakMap<ResolveScope, Begun>();

class Resolver {
  readonly #scope: ResolveScope;
  readonly #known: KnownNames;
  readonly #budget: Budget | undefined;
  readonly #bodies = new Map<string, Body>();
  readonly #instances = new Map<string, Map<number, Instance[]>>();
  readonly #begun: Begun;
  #count = 0;

  constructor(scope: ResolveScope, budget: Budget | undefined) {
    this.#scope = scope;
    this.#known = knownNames(scope);
    this.#budget = budget;
    this.#begun = begunIn.get(scope) ?? { bodies: new Map(), rules: 0 };
    begunIn.set(scope, this.#begun);
  }

  /** A body for these arguments, with everything in it put in. */
  resolved(body: Body, args: readonly Expr[]): Expr {
    const before = this.#instance(body.key, args);
    if (before !== undefined) return before;
    const stack: Frame[] = [];
    const { bodies } = this.#begun;
    const begin = (due: Due): void => {
      if (bodies.has(due.body.key)) throw cycle([...bodies.values(), due.body]);
      bodies.set(due.body.key, due.body);
      stack.push({ ...due, results: [] });
    };
    try {
      begin({ body, args });
      for (;;) {
        const frame = stack[stack.length - 1];
        const due = this.#goOn(frame);
        if (due !== undefined) {
          begin(due);
          continue;
        }
        const result = frame.results[frame.results.length - 1]; // the root comes last
        this.#keep(frame.body.key, frame.args, result);
        bodies.delete(frame.body.key);
        stack.pop();
        if (stack.length === 0) return result;
      }
    } finally {
      for (const { body } of stack) bodies.delete(body.key); // where there was an error
    }
  }

  /** Goes through a frame's nodes to the end, or to where another body is due first. */
  #goOn({ body, args, results }: Frame): Due | undefined {
    const { nodes, places, parameters } = body;
    while (results.length < nodes.length) {
      const node = nodes[results.length];
      let found: Expr | Due = node;
      if (node.kind === "var") {
        const parameter = parameters.indexOf(node.name);
        found = parameter >= 0 ? args[parameter] : this.#named(node);
      } else if (node.kind === "apply") {
        found = this.#applied(
          node,
          places[results.length].map((place) => results[place]),
        );
      }
      if ("body" in found) return found;
      results.push(found);
      this.#counted(body.shown);
    }
    return undefined;
  }

  #named(node: Expr & { readonly kind: "var" }): Expr | Due {
    const expr = this.#known.formulaNamed(node.name);
    if (expr === undefined) return node;
    const body = this.#body(`formula ${node.name}`, node.name, expr, []);
    return this.#instance(body.key, []) ?? { body, args: [] };
  }

  #applied(node: Apply, args: readonly Expr[]): Expr | Due {
    const facts = userFunctionFacts(node.op);
    if (facts === undefined)
      return node.args.every((arg, i) => arg === args[i]) ? node : apply(node.op, [...args]);
    const { name, orders } = facts;
    const known = this.#known.functionNamed(name);
    if (known === undefined) {
      if (isDiff(node)) return this.#differentiated(node, args);
      return apply(userPrimitive(name, orders), [...args]);
    }
    checkArity(facts, known);
    const by = known.body === undefined ? ruleFor(orders, known) : -1;
    const body =
      known.body !== undefined
        ? this.#functionBody(name, known)
        : by < 0
          ? undefined
          : this.#rule(name, known, by);
    if (body === undefined) {
      const isDerivative = orders.some((order) => order > 0);
      return apply(isDerivative ? userPrimitive(name, orders) : this.#declared(name, known), [...args]);
    }
    const left = by < 0 ? orders : orders.map((order, i) => (i === by ? order - 1 : order));
    return left.every((order) => order === 0) && !body.differentiates
      ? (this.#instance(body.key, args) ?? { body, args })
      : this.#derived(facts, body, left, args);
  }

  /** A body differentiated by its parameters as often as `left` says, for these arguments. */
  #derived(
    { name, orders }: UserFunctionFacts,
    body: Body,
    left: readonly number[],
    args: readonly Expr[],
  ): Expr | Due {
    const shown = writtenName(name, orders);
    const total = left.reduce((sum, order) => sum + order, 0);
    if (total > ORDER) {
      throw new UsageError(
        "bad-order",
        `${shown} is a derivative of order ${total}, expected at most ${ORDER}`,
      );
    }
    // No text can name these, so no free name of the body is taken for a parameter.
    const symbols = body.parameters.map((parameter) => variable(`${name}.${parameter}`));
    // A number is put in first, so that a power of x is differentiated as one: x^y by x at y = 2.
    const given = symbols.map((symbol, i) =>
      left[i] === 0 && !body.differentiates && isNumber(args[i]) ? args[i] : symbol,
    );
    const numbers = given.map((arg) => (arg.kind === "var" ? "" : formatText(arg)));
    const key = `derivative ${body.key} ${left.join()} ${numbers.join()}`;
    let derived = this.#bodies.get(key);
    if (derived === undefined) {
      const whole = this.#instance(body.key, given);
      if (whole === undefined) return { body, args: given };
      const wrt = left.flatMap((order, i) => Array.from({ length: order }, () => symbols[i]));
      derived = read(
        key,
        shown,
        this.#derivative(whole, wrt),
        symbols.map((symbol) => symbol.name),
      );
      this.#bodies.set(key, derived);
    }
    return this.#instance(key, args) ?? { body: derived, args };
  }

  /** Without rewrites that hold only under a condition, which would be lost here. */
  #derivative(expr: Expr, wrt: readonly Expr[]): Expr {
    if (wrt.length === 0) return expr;
    return derivative(expr, wrt, alpha, { strict: true, notes: false, budget: this.#budget }).expr;
  }

  /** diff(F, x) */
  #differentiated(node: Apply, [expr, by]: readonly Expr[]): Expr {
    if (by.kind === "var") return this.#derivative(expr, [by]);
    const written = formatText(node.args[1]);
    const what = node.args[1].kind === "var" ? `'${written}', which stands for a formula` : `'${written}'`;
    throw new UsageError("bad-wrt", `diff by ${what}, expected a variable: diff(x^2, x)`);
  }

  /** A function that is only declared, with the rules for its derivatives where there are any. */
  #declared(name: string, known: UserFunction): Primitive {
    const none = known.parameters.map(() => 0);
    if (!known.partials?.some((rule) => rule !== undefined)) return userPrimitive(name, none);
    const primitives = ruled.get(this.#scope) ?? new Map<string, Primitive>();
    ruled.set(this.#scope, primitives);
    const before = primitives.get(name);
    if (before !== undefined) return before;
    let later: Resolver | undefined; // a rule is looked at when it is asked for: it may name its own function
    const rule =
      (by: number): PartialRule =>
      (...argsThenSelf) => {
        later ??= new Resolver(this.#scope, undefined);
        return later.#ruleAt(name, known, by, argsThenSelf.slice(0, none.length));
      };
    const made = ruledPrimitive(
      name,
      none.map((_, i) => (known.partials?.[i] === undefined ? undefined : rule(i))),
    );
    primitives.set(name, made);
    return made;
  }

  /** What a rule gives for arguments, as f'(args) does, when a derivative comes to f(args). */
  #ruleAt(name: string, known: UserFunction, by: number, args: readonly Expr[]): Expr {
    const rule = this.#rule(name, known, by);
    if (this.#begun.rules >= RULES) {
      throw overBudget(
        `putting in ${rule.shown}`,
        `more than ${RULES} rules that need one another`,
        RULES,
        "give fewer rules by derivatives of functions that have such rules themselves",
      );
    }
    const facts = { name, orders: known.parameters.map(() => 0) };
    this.#begun.rules++;
    try {
      for (;;) {
        const found = rule.differentiates
          ? this.#derived(facts, rule, facts.orders, args)
          : (this.#instance(rule.key, args) ?? { body: rule, args });
        if (!("body" in found)) return found;
        this.resolved(found.body, found.args);
      }
    } finally {
      this.#begun.rules--;
    }
  }

  #functionBody(name: string, { body, parameters }: UserFunction): Body {
    if (body === undefined) throw new Error(`invariant: '${name}' has a body`);
    return this.#body(`body ${name}`, name, body, parameters);
  }

  #rule(name: string, { partials, parameters }: UserFunction, by: number): Body {
    const rule = partials?.[by];
    if (rule === undefined) throw new Error(`invariant: '${name}' has a rule for its derivative ${by}`);
    const orders = parameters.map((_, i) => (i === by ? 1 : 0));
    return this.#body(`rule ${name} ${by}`, writtenName(name, orders), rule, parameters);
  }

  #body(key: string, shown: string, expr: Expr, parameters: readonly string[]): Body {
    const before = this.#bodies.get(key);
    if (before !== undefined) return before;
    const body = read(key, shown, expr, parameters);
    this.#bodies.set(key, body);
    return body;
  }

  /** What a body has become for equal arguments. */
  #instance(key: string, args: readonly Expr[]): Expr | undefined {
    const alike = this.#instances.get(key)?.get(hashOfAll(args));
    return alike?.find((instance) => instance.args.every((arg, i) => equal(arg, args[i])))?.result;
  }

  #keep(key: string, args: readonly Expr[], result: Expr): void {
    const byHash = this.#instances.get(key) ?? new Map<number, Instance[]>();
    this.#instances.set(key, byHash);
    const hash = hashOfAll(args);
    byHash.set(hash, [...(byHash.get(hash) ?? []), { args, result }]);
  }

  #counted(shown: string): void {
    if ((++this.#count & 1023) === 0) checkCancelled(this.#budget);
    const limit = this.#budget?.nodes ?? NODES;
    if (this.#count <= limit) return;
    throw overBudget(
      `putting in ${shown === "" ? "what names stand for" : shown}`,
      `more than ${grouped(limit)} nodes`,
      limit,
      "define fewer functions by others that they use twice, or raise budget.nodes",
    );
  }
}

/** diff(F, x), which a scope has as a function of two arguments. */
const isDiff = ({ op, args }: Apply): boolean => args.length === 2 && userFunctionFacts(op)?.name === "diff";

/** Formulas of a number that are not this small may be anything. */
const NUMBER_SIZE = 16;

const isNumber = (arg: Expr): boolean =>
  !hasVariables(arg) && sizeOf(arg) <= NUMBER_SIZE && !appliesUserFunctions(arg);

const hashOfAll = (args: readonly Expr[]): number =>
  args.reduce((hash, arg) => (Math.imul(hash, 31) + hashOf(arg)) | 0, 0);

/** Which parameter's rule a derivative begins with, or -1. */
const ruleFor = (orders: readonly number[], { partials = [] }: UserFunction): number =>
  orders.findIndex((order, i) => order > 0 && partials[i] !== undefined);

/** The most names of a cycle that a message shows. */
const SHOWN = 8;

/** The error for a definition that comes back to itself: the last body is one of those before. */
function cycle(bodies: readonly Body[]): NameError {
  const last = bodies[bodies.length - 1];
  const names = bodies.slice(bodies.findIndex(({ key }) => key === last.key)).map(({ shown }) => shown);
  const way =
    names.length <= SHOWN ? names : [...names.slice(0, SHOWN - 2), "…", ...names.slice(names.length - 1)];
  return new NameError(
    "cyclic-definition",
    `'${last.shown}' is defined by itself: ${way.join(" → ")}; expected a definition that comes to an end`,
  );
}
