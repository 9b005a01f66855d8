// Source transformation: a function's text followed as JavaScript would run it, with formulas for numbers. What
// is known while tracing (counters, lengths) is worked out; a condition on parameters is followed both ways.
import type { Expr } from "../expr/node.ts";
import { And, Not, Or } from "../expr/primitives/logic.ts";
import { Neg } from "../expr/primitives/operators.ts";
import { suggestion } from "../expr/suggest.ts";
import { ARRAY_MEMBERS, arrayOf, emptyOf, knownInteger, memberOfArray } from "./arrays.ts";
import { equality, isArithmetic, isStrict, operation } from "./operators.ts";
import { namesIn, varNames } from "./pattern.ts";
import { refusals, strangers } from "./refusals.ts";
import type { Run } from "./run.ts";
import { Application, type Early, Scope, type Writes } from "./scope.ts";
import type {
  ArrowFunctionExpression,
  AssignmentExpression,
  BinaryExpression,
  CallExpression,
  Expression,
  Fail,
  ForOfStatement,
  ForStatement,
  FunctionNode,
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
} from "./source.ts";
import {
  applied,
  boolean,
  callable,
  chosen,
  condition,
  fix,
  kindOf,
  known,
  type List,
  list,
  NOTHING,
  type Quantity,
  type Site,
  truth,
  type Value,
} from "./value.ts";

/** How a statement ends where it does not simply go on. */
type Ending = { readonly kind: "return"; readonly value: Value } | { readonly kind: "break" | "continue" };

/** What is assigned to: found once, read and written. */
interface Place {
  readonly read: () => Value;
  readonly write: (value: Value) => void;
}

/** What let and const hold above the place where they are declared. */
const UNDECLARED = { kind: "unreadable", why: "used before it is declared" } as const;

/** What an early return gives is settled: its arrays stay as they are. */
const RETURNED = "it is returned under a condition on parameters";

export class Tracer {
  readonly #fail: Fail;
  readonly #run: Run;
  /** The function that is being followed. */
  #application = new Application();
  readonly #literals = new Map<Node, Quantity>();
  /** The names that functions' bodies declare by var. */
  readonly #varNames = new Map<readonly Statement[], readonly string[]>();

  constructor(fail: Fail, run: Run) {
    this.#fail = fail;
    this.#run = run;
  }

  /** A function of the text, which sees the names around it and, where it is an expression with a name, itself. */
  closure(node: FunctionNode | ArrowFunctionExpression, scope: Scope): Value {
    if (node.async) return this.#fail(node, "an async function can't be traced: its value comes later");
    if (node.generator) return this.#fail(node, "a generator can't be traced: it gives many values");
    const name = node.type === "ArrowFunctionExpression" ? "" : (node.id?.name ?? "");
    const around = node.type === "FunctionExpression" && name !== "" ? new Scope(scope) : scope;
    const function_ = callable(name, (args) => this.#apply(node, args, around));
    if (around !== scope) around.declare(name, function_, true);
    return function_;
  }

  /** What a function gives for arguments. */
  #apply(node: FunctionNode, args: readonly Value[], scope: Scope): Value {
    const { body } = node;
    const outer = this.#application;
    const application = new Application();
    const inner = new Scope(scope, application);
    this.#application = application;
    const value = this.#run.trail.within(application, () => {
      for (const [i, pattern] of node.params.entries()) {
        if (pattern.type === "RestElement") this.#bind(pattern.argument, this.#rest(args, i), inner, false);
        else this.#bind(pattern, args[i] ?? NOTHING, inner, false);
      }
      const last = body.type === "BlockStatement" ? this.#body(body.body, inner) : this.value(body, inner);
      return this.#result(last, node);
    });
    this.#application = outer;
    return value;
  }

  #body(statements: readonly Statement[], scope: Scope): Value {
    let names = this.#varNames.get(statements);
    if (names === undefined) {
      names = varNames(statements);
      this.#varNames.set(statements, names);
    }
    for (const name of names) if (!scope.has(name)) scope.declare(name, NOTHING);
    const ending = this.#block(statements, scope);
    return ending?.kind === "return" ? ending.value : NOTHING;
  }

  /** What the whole gives whose last way gives `last`, the returns met on the way put before it. */
  #result(last: Value, at: Node): Value {
    let value = last;
    for (const { test, holds, value: early } of this.#application.early.splice(0).reverse()) {
      value = this.#choose(test, holds ? early : value, holds ? value : early, at, "a return");
    }
    return value;
  }

  #choose(test: Expr, yes: Value, no: Value, at: Node, what: string): Value {
    const value = chosen(test, yes, no, this.#site(at).spend);
    if (value !== undefined) return value;
    const kinds = `${kindOf(yes)} or ${kindOf(no)}`;
    return this.#fail(
      at,
      `${what} is ${kinds}, as a condition on parameters decides: expected a number on both ways, or arrays of one length`,
    );
  }

  // Statements.

  #block(statements: readonly Statement[], scope: Scope): Ending | undefined {
    if (statements.length === 0) return undefined;
    this.#run.spend(statements.length, statements[0], this.#fail);
    for (const statement of statements) {
      if (statement.type === "VariableDeclaration" && statement.kind !== "var") {
        for (const { id } of statement.declarations) {
          for (const name of namesIn(id)) scope.declare(name, UNDECLARED);
        }
      } else if (statement.type === "FunctionDeclaration") {
        scope.declare(statement.id.name, this.closure(statement, scope));
      }
    }
    for (const statement of statements) {
      const ending = this.#statement(statement, scope);
      if (ending !== undefined) return ending;
    }
    return undefined;
  }

  #statement(node: Statement, scope: Scope): Ending | undefined {
    this.#run.spend(1, node, this.#fail);
    return this.#run.deeper(() => this.#followed(node, scope));
  }

  #followed(node: Statement, scope: Scope): Ending | undefined {
    switch (node.type) {
      case "ExpressionStatement":
        if (!("directive" in node)) this.value(node.expression, scope);
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
      case "ForOfStatement":
        return this.#forOf(node, scope);
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
      const ending = this.#statement(node.body, new Scope(round));
      if (ending?.kind === "return") return ending;
      if (ending?.kind === "break") return undefined;
      round = round.copy();
      if (node.update) this.value(node.update, round);
    }
    return undefined;
  }

  #forOf(node: ForOfStatement, scope: Scope): Ending | undefined {
    const { left, right, body } = node;
    if (node.await) return this.#fail(node, "'for await' can't be traced: its values come later");
    // As JavaScript does: what the rounds write into the array is met by later rounds.
    for (const entry of this.#list(this.value(right, scope), right).entries) {
      const inner = new Scope(scope);
      if (left.type !== "VariableDeclaration") this.#place(left, inner).write(entry);
      else if (left.kind === "var") this.#place(left.declarations[0].id, inner).write(entry);
      else this.#bind(left.declarations[0].id, entry, inner, left.kind === "const");
      const ending = this.#statement(body, inner);
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
    const { expr } = this.#number(test, node);
    const [one, other] = [yes, no].map((way) => this.#along(way, node));
    this.#merge(expr, one.writes, other.writes, node, [
      one.returned !== undefined,
      other.returned !== undefined,
    ]);
    if (one.returned !== undefined && other.returned !== undefined) {
      return { kind: "return", value: this.#choose(expr, one.returned, other.returned, node, "a return") };
    }
    const application = this.#application;
    if (one.returned === undefined && other.returned === undefined) {
      for (const early of one.early) application.returnEarly(under(expr, early));
      for (const early of other.early) application.returnEarly(under(Not(expr), early));
      return undefined;
    }
    const value = one.returned ?? other.returned ?? NOTHING;
    fix(value, RETURNED);
    application.returnEarly({ test: expr, holds: one.returned !== undefined, value });
    for (const early of one.early) application.returnEarly(early);
    for (const early of other.early) application.returnEarly(early);
    return undefined;
  }

  /** One way of a fork: what it returns, with its own early returns before it, or these and what it wrote. */
  #along(
    way: () => Ending | undefined,
    node: Node,
  ): { returned: Value | undefined; early: Early[]; writes: Writes } {
    const application = this.#application;
    const { early: outer, returned } = application;
    application.early = [];
    const { result, writes } = this.#run.trail.along(() => {
      const ending = way();
      if (ending === undefined || ending.kind === "return") return ending && this.#result(ending.value, node);
      return this.#fail(
        node,
        `'${ending.kind}' depends on a parameter here: which rounds a loop has must be known while tracing`,
      );
    });
    const { early } = application;
    application.early = outer;
    application.returned = returned;
    return { returned: result, early, writes };
  }

  /**
   * What two ways wrote, as the condition decides between them. Where one has returned, the function's own names are as
   * the other left them: there is no going on from the one.
   */
  #merge(test: Expr, yes: Writes, no: Writes, at: Node, [isYesOver, isNoOver] = [false, false]): void {
    for (const binding of new Set([...yes.keys(), ...no.keys()])) {
      const [one, other] = [yes.get(binding) ?? binding.value, no.get(binding) ?? binding.value];
      const isOwn = binding.owner === this.#application;
      if (isOwn && (isYesOver || isNoOver)) this.#run.trail.set(binding, isYesOver ? other : one);
      else this.#run.trail.set(binding, this.#eitherOf(test, one, other, at));
    }
  }

  /** What a name holds that a condition decides between. */
  #eitherOf(test: Expr, yes: Value, no: Value, at: Node): Value {
    const why = (): string => `${kindOf(yes)} or ${kindOf(no)} here, as a condition on parameters decides`;
    return chosen(test, yes, no, this.#site(at).spend) ?? { kind: "unreadable", why: why() };
  }

  #declaration(node: VariableDeclaration, scope: Scope): void {
    for (const { id, init } of node.declarations) {
      if (node.kind !== "var") {
        this.#bind(id, init ? this.value(init, scope) : NOTHING, scope, node.kind === "const");
      } else if (init) this.#place(id, scope).write(this.value(init, scope));
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
      each(pattern.left, value.kind === "undefined" ? this.value(pattern.right, scope) : value);
      return;
    }
    if (pattern.type !== "ArrayPattern") {
      this.#fail(pattern, "objects can't be traced: take numbers and arrays apart with [a, b]");
    }
    const { entries } = this.#list(value, pattern);
    for (const [i, part] of pattern.elements.entries()) {
      if (part?.type === "RestElement") each(part.argument, this.#rest(entries, i));
      else if (part) each(part, entries[i] ?? NOTHING);
    }
  }

  #rest(entries: readonly Value[], from: number): List {
    const rest = list(entries.slice(from));
    this.#run.trail.meet(rest);
    return rest;
  }

  // Expressions.

  value(node: Expression | Super, scope: Scope): Value {
    this.#run.spend(1, node, this.#fail);
    const value = this.#run.deeper(() => this.#expression(node, scope));
    if (value.kind === "array") this.#run.trail.meet(value);
    return value;
  }

  #expression(node: Expression | Super, scope: Scope): Value {
    switch (node.type) {
      case "Literal":
        if (typeof node.value === "number") return this.#literal(node, node.value);
        if (typeof node.value === "boolean") return boolean(node.value);
        if (typeof node.value === "bigint") return this.#fail(node, "a bigint is no number: leave its n out");
        return this.#fail(
          node,
          `${node.raw === "null" ? "null" : node.regex ? "a pattern" : "a text"} is no number`,
        );
      case "Identifier":
        return this.#read(node.name, node, scope);
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
        return this.closure(node, scope);
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
        return emptyOf(this.value(only.value, scope), this.#site(node));
      }
      default:
        return this.#refuse(node);
    }
  }

  /** One for each place in the text, however often it is passed. */
  #literal(node: Node, value: number): Quantity {
    let literal = this.#literals.get(node);
    if (literal === undefined) {
      literal = { ...known(value), isLiteral: true };
      this.#literals.set(node, literal);
    }
    return literal;
  }

  #read(name: string, at: Node, scope: Scope): Value {
    if (name === "undefined") return NOTHING;
    const value = scope.find(name)?.value ?? this.#run.outside(name);
    if (value?.kind === "unreadable") this.#fail(at, `'${name}' is ${value.why}`);
    // A name is no literal any more: arithmetic on it is worked out.
    if (value?.kind === "number" && value.isLiteral === true) return { ...value, isLiteral: false };
    if (value !== undefined) return value;
    const stranger = strangers.get(name);
    if (stranger !== undefined) return this.#fail(at, stranger);
    const near = suggestion(name, [...scope.names(), ...this.#run.outsideNames()]);
    const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
    return this.#fail(
      at,
      `'${name}' is not known here${hint}: what the function takes from around it is given as using: { ${name}: ... }`,
    );
  }

  #unary(node: UnaryExpression, scope: Scope): Value {
    const { operator } = node;
    const operand = this.value(node.argument, scope);
    if (operator === "!") {
      const isTrue = truth(operand);
      if (isTrue !== undefined) return boolean(!isTrue);
      return condition(Not(this.#number(operand, node).expr));
    }
    const number = this.#number(operand, node.argument);
    if (operator === "+") return { ...number, isBoolean: false };
    if (operator === "-") return applied([number], Neg, (x) => -x);
    return this.#fail(node, `'${operator}' can't be traced: gradtree has no function for it`);
  }

  /** Left-nested chains of operators are followed in a loop: sums have many terms. */
  #binary(node: BinaryExpression, scope: Scope): Value {
    const chain: BinaryExpression[] = [node];
    let { left } = node;
    while (left.type === "BinaryExpression") {
      chain.push(left);
      ({ left } = left);
    }
    if (left.type === "PrivateIdentifier") return this.#refuse(left);
    let value = this.value(left, scope);
    for (const one of chain.reverse()) {
      this.#run.spend(1, one, this.#fail);
      value = this.#operation(one.operator, value, this.value(one.right, scope), one);
    }
    return value;
  }

  #operation(operator: string, left: Value, right: Value, at: Node): Value {
    const asks = equality(operator);
    if (asks !== 0 && (left.kind === "undefined" || right.kind === "undefined")) {
      return boolean((left.kind === right.kind) === asks > 0);
    }
    const [x, y] = [this.#number(left, at), this.#number(right, at)];
    if (isStrict(operator) && (x.isBoolean === "depends" || y.isBoolean === "depends")) {
      this.#fail(
        at,
        `'${operator}' is asked of what is true or false on one way and a number on another: compare with a number, > 0`,
      );
    }
    return (
      operation(operator, x, y) ??
      this.#fail(at, `'${operator}' can't be traced: gradtree has no function for it`)
    );
  }

  #logical(node: LogicalExpression, scope: Scope): Value {
    const left = this.value(node.left, scope);
    const right = (): Value => this.value(node.right, scope);
    if (node.operator === "??") return left.kind === "undefined" ? right() : left;
    const isAnd = node.operator === "&&";
    const isTrue = truth(left);
    if (isTrue !== undefined) return isTrue === isAnd ? right() : left;
    const { expr, isBoolean } = this.#number(left, node);
    const { result, writes } = this.#run.trail.along(right);
    this.#merge(expr, isAnd ? writes : NONE, isAnd ? NONE : writes, node);
    if (result.kind === "number" && isBoolean === true && result.isBoolean === true) {
      return condition((isAnd ? And : Or)(expr, result.expr));
    }
    return this.#choose(expr, isAnd ? result : left, isAnd ? left : result, node, "the value");
  }

  #either(node: Node, test: Value, yes: () => Value, no: () => Value): Value {
    const isTrue = truth(test);
    if (isTrue !== undefined) return isTrue ? yes() : no();
    const { expr } = this.#number(test, node);
    const [one, other] = [yes, no].map((way) => this.#run.trail.along(way));
    this.#merge(expr, one.writes, other.writes, node);
    return this.#choose(expr, one.result, other.result, node, "the value");
  }

  #assignment(node: AssignmentExpression, scope: Scope): Value {
    const place = this.#place(node.left, scope);
    const operator = node.operator.slice(0, -1);
    if (operator !== "" && !isArithmetic(operator)) {
      return this.#fail(node, `'${node.operator}' can't be traced: gradtree has no function for it`);
    }
    const before = operator === "" ? NOTHING : place.read();
    const right = this.value(node.right, scope);
    const value = operator === "" ? right : this.#operation(operator, before, right, node);
    place.write(value);
    return value;
  }

  #update(node: UpdateExpression, scope: Scope): Value {
    const place = this.#place(node.argument as Pattern, scope); // acorn has seen to it that it is one
    const before = this.#number(place.read(), node.argument);
    const after = this.#operation(node.operator === "++" ? "+" : "-", before, known(1), node);
    place.write(after);
    return node.prefix ? after : before;
  }

  #place(target: Pattern, scope: Scope): Place {
    if (target.type === "Identifier") {
      const { name } = target;
      const read = (): Value => this.#read(name, target, scope);
      return { read, write: (value) => this.#write(name, value, target, scope) };
    }
    if (target.type === "MemberExpression") {
      if (!target.computed) return this.#fail(target, "a member can't be assigned to");
      const self = this.#list(this.value(target.object, scope), target.object);
      const index = this.#index(target, scope);
      const read = (): Value => this.#entry(self, index, target.property);
      return { read, write: (value) => this.#setEntry(self, index, value, target) };
    }
    const each = (part: Pattern, value: Value): void => this.#place(part, scope).write(value);
    return { read: () => NOTHING, write: (value) => this.#destructure(target, value, scope, each) };
  }

  #write(name: string, value: Value, at: Node, scope: Scope): void {
    const binding = scope.find(name);
    if (binding === undefined) {
      this.#fail(at, `'${name}' is not declared in the function: a trace changes nothing outside it`);
    }
    if (binding.isConstant) this.#fail(at, `'${name}' is const, and is assigned to`);
    if (binding.value === UNDECLARED) this.#fail(at, `'${name}' is ${UNDECLARED.why}`);
    const returned = this.#run.trail.returnedWithin(binding.owner);
    const written = returned === undefined ? value : this.#eitherOf(returned, binding.value, value, at);
    this.#run.trail.set(binding, written);
  }

  #index(node: MemberExpression, scope: Scope): number {
    const index = this.value(node.property as Expression, scope); // of a computed member it is one
    return knownInteger(index, "an index", this.#site(node.property).fail);
  }

  #entry({ entries }: List, index: number, at: Node): Value {
    return entries[index] ?? this.#fail(at, `there is no entry ${index} in an array of ${entries.length}`);
  }

  #setEntry(self: List, index: number, value: Value, at: Node): void {
    const { entries } = self;
    this.#mayChange(self, at);
    if (index < 0 || index > entries.length) {
      this.#fail(
        at,
        `entry ${index} is assigned to, of an array of ${entries.length}: expected 0 to ${entries.length}`,
      );
    }
    entries[index] = value;
  }

  #mayChange(self: List, at: Node): void {
    if (self.fixed !== undefined) {
      this.#fail(at, `an array is changed, but ${self.fixed}: change a copy, [...array]`);
    }
    if (!this.#run.trail.mayChange(self)) {
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
      return this.#entry(object, this.#index(node, scope), property);
    }
    if (object.kind === "number")
      return this.#fail(node, `${kindOf(object)} has no members${ofArray(node.object)}`);
    if (node.computed || property.type !== "Identifier") {
      return this.#fail(node, `${kindOf(object)} has no members to look up`);
    }
    const { name } = property;
    const [found, names] =
      object.kind === "array"
        ? [memberOfArray(object, name, () => this.#mayChange(object, node)), ARRAY_MEMBERS]
        : object.kind === "namespace"
          ? [object.members.get(name), [...object.members.keys()]]
          : [undefined, []];
    if (found !== undefined) return found;
    const near = suggestion(name, names);
    const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
    const what = object.kind === "array" ? "an array" : kindOf(object);
    return this.#fail(property, `${what} has no '${name}' that can be traced${hint}`);
  }

  #call(node: CallExpression, scope: Scope): Value {
    const { callee } = node;
    // What some compilers put around functions to keep their names: __name((x) => x, "f").
    const [first] = node.arguments;
    const isNaming = callee.type === "Identifier" && callee.name === "__name" && !scope.find("__name");
    if (isNaming && first !== undefined && first.type !== "SpreadElement") return this.value(first, scope);
    const called = this.value(callee, scope);
    const args = this.#spread(node.arguments, scope);
    const site = this.#site(node);
    if (called.kind === "namespace" && called.name === "Array") return arrayOf(args, site);
    if (called.kind !== "function") {
      return this.#fail(callee, `${kindOf(called)} is called, expected a function`);
    }
    return called.call(args, site);
  }

  #spread(parts: readonly (Expression | SpreadElement | null)[], scope: Scope): Value[] {
    const values: Value[] = [];
    for (const part of parts) {
      if (part?.type !== "SpreadElement") {
        values.push(part === null ? NOTHING : this.value(part, scope));
        continue;
      }
      const { entries } = this.#list(this.value(part.argument, scope), part.argument);
      this.#run.spend(entries.length, part, this.#fail);
      for (const entry of entries) values.push(entry);
    }
    return values;
  }

  #number(value: Value, at: Node): Quantity {
    if (value.kind === "number") return value;
    return this.#fail(at, `${kindOf(value)} stands where a number is expected`);
  }

  #list(value: Value, at: Node): List {
    if (value.kind === "array") return value;
    return this.#fail(at, `${kindOf(value)} stands where an array is expected${ofArray(at)}`);
  }

  #refuse(node: Node): never {
    return this.#fail(node, refusals.get(node.type) ?? `${node.type} can't be traced`);
  }

  #site(at: Node): Site {
    return {
      fail: (message) => this.#fail(at, message),
      spend: (count) => this.#run.spend(count, at, this.#fail),
    };
  }
}

const NONE: Writes = new Map();

/** What to do where a name may be a parameter that is meant to be an array. */
const ofArray = (node: Node): string =>
  node.type === "Identifier" && "name" in node
    ? `; of an array that is a parameter say how long it is: { names: { ${node.name}: 3 } }`
    : "";

/** An early return that is met where a further condition holds. */
const under = (test: Expr, early: Early): Early => ({
  test: And(test, early.holds ? early.test : Not(early.test)),
  holds: true,
  value: early.value,
});
