// What names stand for besides themselves: functions that a user has defined or declared, and names that
// are short for formulas. `resolve` puts these in place of the names.
import { ArityError, UsageError } from "../expr/errors.ts";
import { canonicalName } from "../expr/names.ts";
import { type Expr, isExpr } from "../expr/node.ts";
import { byName, checkOptions, described, rules } from "../expr/options.ts";
import type { UserFunction, UserFunctionFacts } from "../expr/userFunction.ts";

type ByName<T> = Readonly<Record<string, T>> | ReadonlyMap<string, T>;

export interface ResolveScope {
  /** Functions by name. A number of arguments alone declares one that stays as it is. */
  readonly functions?: ByName<UserFunction | number> | undefined;
  /** Names that are short for formulas. A parameter of the same name hides one. */
  readonly formulas?: ByName<Expr> | undefined;
}

/** What each name stands for, looked up and checked when it is met. */
export interface KnownNames {
  readonly functionNamed: (name: string) => UserFunction | undefined;
  readonly formulaNamed: (name: string) => Expr | undefined;
}

const scopeRules = rules({ functions: byName("functions"), formulas: byName("formulas") });

/** @throws {UsageError} for what is no scope; where a name is looked up, for what is no function or formula. */
export function knownNames(scope: ResolveScope): KnownNames {
  checkOptions("resolve", scope, scopeRules);
  const functions = asMap(scope.functions);
  const formulas = asMap(scope.formulas);
  return {
    functionNamed: (name) => {
      const value = functions.get(name);
      if (value === undefined || typeof value === "number") return undefined;
      checkFunction(name, value);
      return value;
    },
    formulaNamed: (name) => {
      const value = formulas.get(name);
      if (value === undefined || isExpr(value)) return value;
      throw notA(`name '${name}' stands for`, value, "a formula; parse(text) reads one");
    },
  };
}

/** A Map is taken as it is: by the names that trees hold. */
function asMap<T>(byName: ByName<T> = {}): ReadonlyMap<string, T> {
  if (byName instanceof Map) return byName;
  return new Map(Object.entries(byName).map(([name, value]) => [canonicalName(name), value]));
}

function checkFunction(name: string, value: UserFunction): void {
  if (!Array.isArray(value?.parameters)) {
    throw notA(`function '${name}' is`, value, "its number of arguments or { parameters, body }");
  }
  const { parameters, body, partials = [] } = value;
  for (const formula of [body, ...partials]) {
    if (formula !== undefined && !isExpr(formula)) {
      throw notA(`a formula of function '${name}' is`, formula, "a formula; parse(text) reads one");
    }
  }
  const twice = parameters.find((parameter, i) => parameters.indexOf(parameter) < i);
  if (twice !== undefined) {
    throw new UsageError(
      "repeated-parameter",
      `function '${name}' has two parameters '${twice}', expected different names`,
    );
  }
}

const notA = (what: string, value: unknown, expected: string): UsageError =>
  new UsageError("bad-scope", `${what} ${described(value)}, expected ${expected}`);

/** @throws {ArityError} where a function is applied to another number of arguments than it has parameters. */
export function checkArity({ name, orders }: UserFunctionFacts, { parameters }: UserFunction): void {
  const [takes, got] = [parameters.length, orders.length];
  if (takes === got) return;
  throw new ArityError("wrong-arity", `${name} takes ${takes} argument${takes === 1 ? "" : "s"}, got ${got}`);
}
