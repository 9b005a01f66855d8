// Source transformation: a function's text followed as JavaScript would run it, with formulas for numbers. What
// is known while tracing (counters, lengths) is worked out; a condition on parameters is followed both ways.
import type {
  ArrowFunctionExpression,
  AssignmentExpression,
  BinaryExpression,
  CallExpression,
  Expression,
  ForStatement,
  Function as FunctionNode,
  LogicalExpression,
  MemberExpression,
  Node,
  Pattern,
  SpreadElement,
  Statement,
  Super,
  UnaryExpression,
  UpdateExpression,
  VariableDeclaration,
} from "acorn";
import { BudgetError } from "../expr/errors.ts";
import type { Expr } from "../expr/node.ts";
import { And, Eq, Ge, Gt, Le, Lt, Ne, Not, Or } from "../expr/primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../expr/primitives/operators.ts";
import { Pow } from "../expr/primitives/powers.ts";
import { grouped } from "../expr/print/grouped.ts";
import { suggestion } from "../expr/suggest.ts";
import { ARRAY_MEMBERS, arrayOf, emptyOf, knownInteger, memberOfArray } from "./arrays.ts";
import { remainder } from "./math.ts";
import { Scope, Trail, type Writes } from "./scope.ts";
import type { Fail } from "./source.ts";
import {
  callable,
  chosen,
  formula,
  isTruth,
  kindOf,
  known,
  type List,
  list,
  NOTHING,
  type Quantity,
  truth,
  type Value,
} from "./value.ts";

/** The most expressions and statements that one trace follows, and how deep calls and expressions may nest. */
export const MOST_STEPS = 1_000_000;
const DEEPEST = 400;

/** What all texts of one trace share. */
export interface Run {
  steps: number;
  depth: number;
  /** The state that a condition on parameters splits. */
  readonly trail: Trail;
  /** What a name stands for that the text does not declare. */
  readonly outside: (name: string) => Value | undefined;
  /** Every such name, for "did you mean". */
  readonly outsideNames: () => Iterable<string>;
}

export const newRun = (outside: Run["outside"], outsideNames: Run["outsideNames"]): Run => ({
  steps: 0,
  depth: 0,
  trail: new Trail(),
  outside,
  outsideNames,
});

/** How a statement ends where it does not simply go on. */
type Ending = { readonly kind: "return"; readonly value: Value } | { readonly kind: "break" | "continue" };

/** A return that was met on one way only: what the function gives where the condition is `holds`. */
interface Early {
  readonly condition: Expr;
  readonly holds: boolean;
  readonly value: Value;
}

type Arithmetic = readonly [formula: (x: Expr, y: Expr) => Expr, number: (x: number, y: number) => number];

const arithmetic: ReadonlyMap<string, Arithmetic> = new Map<string, Arithmetic>([
  ["+", [Add, (x, y) => x + y]],
  ["-", [Sub, (x, y) => x - y]],
  ["*", [Mul, (x, y) => x * y]],
  ["/", [Div, (x, y) => x / y]],
  ["%", [remainder, (x, y) => x % y]],
  ["**", [Pow, (x, y) => x ** y]],
]);

const comparisons: ReadonlyMap<string, Arithmetic> = new Map<string, Arithmetic>([
  ["<", [Lt, (x, y) => Number(x < y)]],
  ["<=", [Le, (x, y) => Number(x <= y)]],
  [">", [Gt, (x, y) => Number(x > y)]],
  [">=", [Ge, (x, y) => Number(x >= y)]],
  ["==", [Eq, (x, y) => Number(x === y)]],
  ["===", [Eq, (x, y) => Number(x === y)]],
  ["!=", [Ne, (x, y) => Number(x !== y)]],
  ["!==", [Ne, (x, y) => Number(x !== y)]],
]);

/** Why an expression or statement of a kind can't be traced. */
const refused: ReadonlyMap<string, string> = new Map([
  [
    "ThisExpression",
    "'this' is not known while tracing: make what it holds a parameter, or give it in using",
  ],
  ["NewExpression", "'new' makes an object, and a trace has numbers and arrays alone"],
  ["AwaitExpression", "'await' can't be traced: its value comes later"],
  ["YieldExpression", "'yield' can't be traced: it gives many values"],
  ["TemplateLiteral", "a text is no number"],
  ["TaggedTemplateExpression", "a tagged template can't be traced"],
  ["ClassExpression", "a class can't be traced"],
  ["ClassDeclaration", "a class can't be traced"],
  ["ThrowStatement", "'throw' is reached, and no formula throws: an if can give nan instead"],
  ["TryStatement", "'try' can't be traced: no formula throws"],
  ["SwitchStatement", "'switch' can't be traced: write if and else"],
  ["ForInStatement", "'for ... in' can't be traced: write for ... of, or count"],
  ["LabeledStatement", "a label can't be traced: put the inner loop into a function that returns"],
  ["WithStatement", "'with' can't be traced"],
  ["DebuggerStatement", "'debugger' can't be traced"],
  ["ImportExpression", "'import' can't be traced"],
  ["MetaProperty", "'new.target' and 'import.meta' can't be traced"],
  ["ChainExpression", "'?.' can't be traced: nothing is missing here"],
]);

const COMPOUND = /^(.+)=$/u;

export class Tracer {
  readonly #fail: Fail;
  readonly #run: Run;
  /** The early returns of the function that is being followed. */
  #early: Early[] = [];

  constructor(fail: Fail, run: Run) {
    this.#fail = fail;
    this.#run = run;
  }

  /** What a function of the text gives for arguments. */
  apply(node: FunctionNode, args: readonly Value[], scope: Scope): Value {
    const { body } = node;
    const outer = this.#early;
    this.#early = [];
    const inner = new Scope(scope);
    try {
      for (const [i, pattern] of node.params.entries()) {
        if (pattern.type === "RestElement") this.#bind(pattern.argument, list(args.slice(i)), inner, false);
        else this.#bind(pattern, args[i] ?? NOTHING, inner, false);
      }
      if (body.type !== "BlockStatement") return this.#result(this.value(body, inner), body);
      const ending = this.#block(body.body, inner);
      return this.#result(ending?.kind === "return" ? ending.value : NOTHING, node);
    } finally {
      this.#early = outer;
    }
  }

  /** What the whole gives whose last way gives `last`, the returns met on the way put before it. */
  #result(last: Value, at: Node): Value {
    let value = last;
    for (const { condition, holds, value: early } of this.#early.splice(0).reverse()) {
      value = this.#choose(condition, holds ? early : value, holds ? value : early, at, "a return");
    }
    return value;
  }

  #choose(condition: Expr, yes: Value, no: Value, at: Node, what: string): Value {
    const value = chosen(condition, yes, no);
    if (value !== undefined) return value;
    const kinds = `${kindOf(yes)} or ${kindOf(no)}`;
    return this.#fail(
      at,
      `${what} is ${kinds}, as a condition on parameters decides: expected a number on both ways, or arrays of one length`,
    );
  }

  // Statements.

  #block(statements: readonly Statement[], scope: Scope): Ending | undefined {
    for (const statement of statements) {
      if (statement.type !== "FunctionDeclaration") continue;
      scope.declare(statement.id.name, this.#closure(statement, statement.id.name, scope));
    }
    for (const statement of statements) {
      const ending = this.#statement(statement, scope);
      if (ending !== undefined) return ending;
    }
    return undefined;
  }

  #statement(node: Statement, scope: Scope): Ending | undefined {
    this.#step(node);
    switch (node.type) {
      case "ExpressionStatement":
        this.value(node.expression, scope);
        return undefined;
      case "VariableDeclaration":
        this.#declaration(node, scope);
        return undefined;
      case "ReturnStatement":
        return { kind: "return", value: node.argument ? this.value(node.argument, scope) : NOTHING };
      case "BlockStatement":
        return this.#block(node.body, new Scope(scope));
      case "IfStatement": {
        const { consequent, alternate } = node;
        const way = (taken: Statement | null | undefined) => () =>
          taken ? this.#statement(taken, new Scope(scope)) : undefined;
        return this.#fork(node, this.value(node.test, scope), way(consequent), way(alternate));
      }
      case "ForStatement":
        return this.#for(node, scope);
      case "ForOfStatement": {
        if (node.await) return this.#fail(node, "'for await' can't be traced: its values come later");
        const { left, right } = node;
        const over = this.#list(this.value(right, scope), right);
        return this.#loop([...over.entries], (entry) => {
          const inner = new Scope(scope);
          if (left.type === "VariableDeclaration") {
            this.#bind(left.declarations[0].id, entry, inner, left.kind === "const");
          } else this.#assign(left, entry, inner);
          return this.#statement(node.body, inner);
        });
      }
      case "WhileStatement":
      case "DoWhileStatement": {
        let isFirst = node.type === "DoWhileStatement";
        for (;;) {
          if (!isFirst && !this.#knownTruth(node.test, scope)) return undefined;
          isFirst = false;
          const ending = this.#statement(node.body, new Scope(scope));
          if (ending?.kind === "return") return ending;
          if (ending?.kind === "break") return undefined;
        }
      }
      case "BreakStatement":
      case "ContinueStatement":
        return { kind: node.type === "BreakStatement" ? "break" : "continue" };
      case "EmptyStatement":
      case "FunctionDeclaration":
        return undefined;
      default:
        return this.#refuse(node);
    }
  }

  #for(node: ForStatement, scope: Scope): Ending | undefined {
    let round = new Scope(scope);
    if (node.init?.type === "VariableDeclaration") this.#declaration(node.init, round);
    else if (node.init) this.value(node.init, round);
    while (!node.test || this.#knownTruth(node.test, round)) {
      this.#step(node);
      const ending = this.#statement(node.body, new Scope(round));
      if (ending?.kind === "return") return ending;
      if (ending?.kind === "break") return undefined;
      round = round.copy();
      if (node.update) this.value(node.update, round);
    }
    return undefined;
  }

  #loop<T>(rounds: readonly T[], body: (round: T) => Ending | undefined): Ending | undefined {
    for (const round of rounds) {
      const ending = body(round);
      if (ending?.kind === "return") return ending;
      if (ending?.kind === "break") return undefined;
    }
    return undefined;
  }

  /** Whether a loop goes on; that can't depend on parameters. */
  #knownTruth(test: Expression, scope: Scope): boolean {
    return (
      truth(this.value(test, scope)) ??
      this.#fail(
        test,
        "whether the loop goes on depends on a parameter: its bounds must be known while tracing",
      )
    );
  }

  /** Goes the way that a condition says, or both and chooses between what they leave. */
  #fork(
    node: Node,
    test: Value,
    yes: () => Ending | undefined,
    no: () => Ending | undefined,
  ): Ending | undefined {
    const isTrue = truth(test);
    if (isTrue !== undefined) return isTrue ? yes() : no();
    const condition = (test as Quantity).expr;
    const [one, other] = [yes, no].map((way) => this.#along(way, node));
    if (one.returned !== undefined && other.returned !== undefined) {
      return {
        kind: "return",
        value: this.#choose(condition, one.returned, other.returned, node, "a return"),
      };
    }
    if (one.returned === undefined && other.returned === undefined) {
      this.#early.push(
        ...one.early.map((early) => under(condition, early)),
        ...other.early.map((early) => under(Not(condition), early)),
      );
      this.#merge(condition, one.writes, other.writes);
      return undefined;
    }
    const goesOn = one.returned === undefined ? one : other;
    const value = one.returned ?? other.returned ?? NOTHING;
    this.#early.push({ condition, holds: one.returned !== undefined, value }, ...goesOn.early);
    for (const [binding, written] of goesOn.writes) this.#run.trail.set(binding, written);
    return undefined;
  }

  /** One way of a fork: what it returns, with its own early returns before it, or these and what it wrote. */
  #along(
    way: () => Ending | undefined,
    node: Node,
  ): { returned: Value | undefined; early: Early[]; writes: Writes } {
    const outer = this.#early;
    this.#early = [];
    const { result, writes } = this.#run.trail.along(() => {
      const ending = way();
      if (ending === undefined || ending.kind === "return") return ending && this.#result(ending.value, node);
      return this.#fail(
        node,
        `'${ending.kind}' depends on a parameter here: which rounds a loop has must be known while tracing`,
      );
    });
    const early = this.#early;
    this.#early = outer;
    return { returned: result, early, writes };
  }

  #merge(condition: Expr, yes: Writes, no: Writes): void {
    for (const binding of new Set([...yes.keys(), ...no.keys()])) {
      const [one, other] = [yes.get(binding) ?? binding.value, no.get(binding) ?? binding.value];
      this.#run.trail.set(
        binding,
        chosen(condition, one, other) ?? { kind: "undefined", either: [kindOf(one), kindOf(other)] },
      );
    }
  }

  #declaration(node: VariableDeclaration, scope: Scope): void {
    for (const { id, init } of node.declarations) {
      this.#bind(id, init ? this.value(init, scope) : NOTHING, scope, node.kind === "const");
    }
  }

  /** Declares the names of a pattern. */
  #bind(pattern: Pattern, value: Value, scope: Scope, isConstant: boolean): void {
    if (pattern.type === "Identifier") scope.declare(pattern.name, value, isConstant);
    else this.#destructure(pattern, value, scope, (part, of) => this.#bind(part, of, scope, isConstant));
  }

  #destructure(
    pattern: Pattern,
    value: Value,
    scope: Scope,
    each: (part: Pattern, value: Value) => void,
  ): void {
    if (pattern.type === "AssignmentPattern") {
      const isMissing = value.kind === "undefined";
      each(pattern.left, isMissing ? this.value(pattern.right, scope) : value);
      return;
    }
    if (pattern.type !== "ArrayPattern") {
      this.#fail(pattern, "objects can't be traced: take numbers and arrays apart with [a, b]");
    }
    const { entries } = this.#list(value, pattern);
    for (const [i, part] of pattern.elements.entries()) {
      if (part?.type === "RestElement") each(part.argument, list(entries.slice(i)));
      else if (part) each(part, entries[i] ?? NOTHING);
    }
  }

  // Expressions.

  value(node: Expression | Super, scope: Scope): Value {
    this.#step(node);
    const run = this.#run;
    if (++run.depth > DEEPEST) {
      throw new BudgetError(
        "trace-too-deep",
        `what is traced nests more than ${DEEPEST} deep: take it apart with const, and calls with loops`,
      );
    }
    try {
      return this.#expression(node, scope);
    } finally {
      run.depth--;
    }
  }

  #expression(node: Expression | Super, scope: Scope): Value {
    switch (node.type) {
      case "Literal":
        if (typeof node.value === "number") return { ...known(node.value), isLiteral: true };
        if (typeof node.value === "boolean") return known(Number(node.value));
        if (typeof node.value === "bigint")
          return this.#fail(node, `${node.raw} is a bigint: leave its n out`);
        return this.#fail(node, `${node.raw} is no number`);
      case "Identifier":
        return this.#read(node.name, node, scope);
      case "ParenthesizedExpression":
        return this.value(node.expression, scope);
      case "BinaryExpression":
        return this.#binary(node, scope);
      case "UnaryExpression":
        return this.#unary(node, scope);
      case "LogicalExpression":
        return this.#logical(node, scope);
      case "ConditionalExpression":
        return this.#either(
          node,
          this.value(node.test, scope),
          () => this.value(node.consequent, scope),
          () => this.value(node.alternate, scope),
        );
      case "AssignmentExpression":
        return this.#assignment(node, scope);
      case "UpdateExpression":
        return this.#update(node, scope);
      case "SequenceExpression":
        return node.expressions.map((part) => this.value(part, scope)).at(-1) ?? NOTHING;
      case "ArrayExpression":
        return list(this.#spread(node.elements, scope));
      case "ArrowFunctionExpression":
      case "FunctionExpression":
        return this.#closure(node, "", scope);
      case "MemberExpression":
        return this.#member(node, scope);
      case "CallExpression":
        return this.#call(node, scope);
      case "ObjectExpression": {
        const [only] = node.properties;
        const isLength =
          node.properties.length === 1 &&
          only.type === "Property" &&
          !only.computed &&
          only.key.type === "Identifier" &&
          only.key.name === "length";
        if (!isLength) return this.#fail(node, "objects can't be traced: use numbers and arrays");
        return emptyOf(this.value(only.value, scope), (message) => this.#fail(node, message));
      }
      default:
        return this.#refuse(node);
    }
  }

  #read(name: string, at: Node, scope: Scope): Value {
    const binding = scope.find(name);
    if (binding !== undefined) return plain(binding.value);
    if (name === "undefined") return NOTHING;
    const outside = this.#run.outside(name);
    if (outside !== undefined) return plain(outside);
    const near = suggestion(name, [...scope.names(), ...this.#run.outsideNames()]);
    const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
    return this.#fail(
      at,
      `'${name}' is not known here${hint}: what the function takes from around it is given as using: { ${name}: ... }`,
    );
  }

  #unary(node: UnaryExpression, scope: Scope): Value {
    const { operator } = node;
    if (operator === "!") {
      const operand = this.value(node.argument, scope);
      const isTrue = truth(operand);
      return isTrue === undefined ? formula(Not((operand as Quantity).expr)) : known(Number(!isTrue));
    }
    if (operator !== "-" && operator !== "+") return this.#fail(node, `'${operator}' can't be traced`);
    const operand = this.#number(this.value(node.argument, scope), node.argument);
    if (operator === "+") return operand;
    const value = operand.known === undefined ? undefined : -operand.known;
    if (value !== undefined && operand.isLiteral !== true && Number.isInteger(value)) return known(value);
    return { ...operand, expr: Neg(operand.expr), known: value };
  }

  /** Left-nested chains of operators are followed in a loop: sums have many terms. */
  #binary(node: BinaryExpression, scope: Scope): Value {
    const chain: BinaryExpression[] = [node];
    let { left } = node;
    while (left.type === "BinaryExpression") {
      chain.push(left);
      ({ left } = left);
    }
    if (left.type === "PrivateIdentifier") return this.#fail(left, "a class can't be traced");
    let value = this.value(left, scope);
    for (const one of chain.reverse()) {
      this.#step(one);
      value = this.#operation(one.operator, value, this.value(one.right, scope), one);
    }
    return value;
  }

  #operation(operator: string, left: Value, right: Value, at: Node): Value {
    const compares = comparisons.get(operator);
    if (
      compares !== undefined &&
      (left.kind === "undefined" || right.kind === "undefined") &&
      /^[!=]/u.test(operator)
    ) {
      return known(Number((left.kind === right.kind) === operator.startsWith("=")));
    }
    const does = compares ?? arithmetic.get(operator);
    if (does === undefined)
      return this.#fail(at, `'${operator}' can't be traced: gradtree has no function for it`);
    const [x, y] = [left, right].map((operand) => this.#number(operand, at));
    if (x.known === undefined || y.known === undefined) return formula(does[0](x.expr, y.expr));
    const value = does[1](x.known, y.known);
    if (compares !== undefined) return known(value);
    const areLiterals = x.isLiteral === true && y.isLiteral === true;
    const isExact = [x.known, y.known, value].every(Number.isSafeInteger);
    if (!areLiterals && isExact) return known(value);
    return {
      kind: "number",
      expr: does[0](x.expr, y.expr),
      known: value,
      ...(areLiterals && { isLiteral: true }),
    };
  }

  #logical(node: LogicalExpression, scope: Scope): Value {
    const left = this.value(node.left, scope);
    const right = (): Value => this.value(node.right, scope);
    if (node.operator === "??") return left.kind === "undefined" ? right() : left;
    const isAnd = node.operator === "&&";
    const isTrue = truth(left);
    if (isTrue !== undefined) return isTrue === isAnd ? right() : left;
    const { expr } = left as Quantity;
    const { result, writes } = this.#run.trail.along(right);
    this.#merge(expr, isAnd ? writes : NONE, isAnd ? NONE : writes);
    if (result.kind === "number" && isTruth(left as Quantity) && isTruth(result)) {
      return formula((isAnd ? And : Or)(expr, result.expr));
    }
    return this.#choose(expr, isAnd ? result : left, isAnd ? left : result, node, "the value");
  }

  #either(node: Node, test: Value, yes: () => Value, no: () => Value): Value {
    const isTrue = truth(test);
    if (isTrue !== undefined) return isTrue ? yes() : no();
    const condition = (test as Quantity).expr;
    const [one, other] = [yes, no].map((way) => this.#run.trail.along(way));
    this.#merge(condition, one.writes, other.writes);
    return this.#choose(condition, one.result, other.result, node, "the value");
  }

  #assignment(node: AssignmentExpression, scope: Scope): Value {
    const operator = COMPOUND.exec(node.operator)?.[1];
    if (operator === undefined) {
      const value = this.value(node.right, scope);
      this.#assign(node.left, value, scope);
      return value;
    }
    if (!arithmetic.has(operator)) return this.#fail(node, `'${node.operator}' can't be traced`);
    const target = node.left;
    if (target.type !== "Identifier" && target.type !== "MemberExpression") {
      return this.#fail(target, `'${node.operator}' assigns to a name or an entry of an array`);
    }
    const value = this.#operation(operator, this.value(target, scope), this.value(node.right, scope), node);
    this.#assign(target, value, scope);
    return value;
  }

  #update(node: UpdateExpression, scope: Scope): Value {
    const before = this.#number(this.value(node.argument, scope), node.argument);
    const after = this.#operation(node.operator === "++" ? "+" : "-", before, known(1), node);
    this.#assign(node.argument as Pattern, after, scope);
    return node.prefix ? after : before;
  }

  #assign(target: Pattern, value: Value, scope: Scope): void {
    if (target.type === "Identifier") {
      const binding = scope.find(target.name);
      if (binding === undefined) {
        this.#fail(
          target,
          `'${target.name}' is not declared in the function: a trace changes nothing outside it`,
        );
      }
      if (binding.isConstant) this.#fail(target, `'${target.name}' is const, and is assigned to`);
      this.#run.trail.set(binding, value);
      return;
    }
    if (target.type === "MemberExpression") {
      this.#setEntry(target, value, scope);
      return;
    }
    this.#destructure(target, value, scope, (part, of) => this.#assign(part, of, scope));
  }

  #setEntry(target: MemberExpression, value: Value, scope: Scope): void {
    const { entries } = this.#list(this.value(target.object, scope), target.object);
    if (!target.computed) this.#fail(target, "a member can't be assigned to");
    const index = knownInteger(this.value(target.property as Expression, scope), "an index", (message) =>
      this.#fail(target, message),
    );
    this.#mayChange(target);
    if (index < 0 || index > entries.length) {
      this.#fail(
        target,
        `entry ${index} is assigned to, of an array of ${entries.length}: expected 0 to ${entries.length}`,
      );
    }
    entries[index] = value;
  }

  #mayChange(at: Node): void {
    if (this.#run.trail.isConditional) {
      this.#fail(
        at,
        "an array is changed under a condition on parameters: choose the entry's value with ?: instead",
      );
    }
  }

  #member(node: MemberExpression, scope: Scope): Value {
    const object = this.value(node.object, scope);
    const { property } = node;
    if (object.kind === "array" && node.computed) {
      const index = knownInteger(this.value(property as Expression, scope), "an index", (message) =>
        this.#fail(property, message),
      );
      const entry = object.entries[index];
      return entry === undefined
        ? this.#fail(property, `there is no entry ${index} in an array of ${object.entries.length}`)
        : plain(entry);
    }
    if (node.computed || property.type !== "Identifier") {
      return this.#fail(node, `${kindOf(object)} has no members to look up`);
    }
    const { name } = property;
    const [found, names] =
      object.kind === "array"
        ? [memberOfArray(object, name, () => this.#mayChange(node)), ARRAY_MEMBERS]
        : object.kind === "namespace"
          ? [object.members.get(name), [...object.members.keys()]]
          : [undefined, []];
    if (found !== undefined) return found;
    const near = suggestion(name, names);
    const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
    return this.#fail(
      property,
      `${object.kind === "array" ? "an array" : kindOf(object)} has no '${name}' that can be traced${hint}`,
    );
  }

  #call(node: CallExpression, scope: Scope): Value {
    if (node.optional) return this.#refuse({ ...node, type: "ChainExpression" });
    const callee = this.value(node.callee, scope);
    const args = this.#spread(node.arguments, scope);
    const fail = (message: string): never => this.#fail(node, message);
    if (callee.kind === "namespace" && callee.name === "Array") return arrayOf(args, fail);
    if (callee.kind !== "function")
      return this.#fail(node.callee, `${kindOf(callee)} is called, expected a function`);
    return callee.call(args, fail);
  }

  #spread(parts: readonly (Expression | SpreadElement | null)[], scope: Scope): Value[] {
    return parts.flatMap((part): readonly Value[] => {
      if (part === null) return [NOTHING];
      if (part.type !== "SpreadElement") return [this.value(part, scope)];
      return this.#list(this.value(part.argument, scope), part.argument).entries;
    });
  }

  #closure(node: FunctionNode | ArrowFunctionExpression, name: string, scope: Scope): Value {
    if (node.async) return this.#fail(node, "an async function can't be traced: its value comes later");
    if (node.generator) return this.#fail(node, "a generator can't be traced: it gives many values");
    return callable(name, (args) => this.apply(node, args, scope));
  }

  #number(value: Value, at: Node): Quantity {
    if (value.kind === "number") return value;
    if (value.kind === "undefined" && value.either !== undefined) {
      return this.#fail(at, `this is ${value.either.join(" or ")}, as a condition on parameters decides`);
    }
    return this.#fail(at, `${kindOf(value)} stands where a number is expected`);
  }

  #list(value: Value, at: Node): List {
    return value.kind === "array"
      ? value
      : this.#fail(at, `${kindOf(value)} stands where an array is expected`);
  }

  #refuse(node: { readonly type: string; readonly start: number; readonly end: number }): never {
    return this.#fail(node as Node, refused.get(node.type) ?? `${node.type} can't be traced`);
  }

  #step(at: Node): void {
    if (++this.#run.steps <= MOST_STEPS) return;
    this.#tooLong(at);
  }

  #tooLong(at: Node): never {
    try {
      return this.#fail(at, "a loop or calls without end?");
    } catch (error) {
      const place = error instanceof Error ? error.message : "";
      throw new BudgetError(
        "trace-too-long",
        `tracing takes more than ${grouped(MOST_STEPS)} steps: ${place}`,
      );
    }
  }
}

const NONE: Writes = new Map();

/** An early return that is met where a further condition holds. */
const under = (condition: Expr, early: Early): Early => ({
  condition: And(condition, early.holds ? early.condition : Not(early.condition)),
  holds: true,
  value: early.value,
});

/** What a name stands for: no literal any more, arithmetic on it is worked out. */
const plain = (value: Value): Value =>
  value.kind === "number" && value.isLiteral === true
    ? { kind: "number", expr: value.expr, known: value.known }
    : value;
