// Source transformation, for users: a function of ordinary code as a formula.
import { UsageError } from "../expr/errors.ts";
import { type Expr, isExpr } from "../expr/node.ts";
import { checkOptions, described, type Rule, rules } from "../expr/options.ts";
import { ARRAY } from "./arrays.ts";
import { MATH, NUMBER, nativeMember } from "./math.ts";
import { type ParameterName, parametersOf, type Shape } from "./parameters.ts";
import { Scope } from "./scope.ts";
import { type AnyFunction, functionSource } from "./source.ts";
import { newRun, type Run, Tracer } from "./tracer.ts";
import { callable, kindOf, known, list, quantity, type Value } from "./value.ts";

/** What a function takes from around it: numbers, arrays of them, formulas, and functions, which are traced too. */
export type Captured = number | boolean | Expr | AnyFunction | readonly Captured[];

export interface TraceOptions {
  /** What a parameter is called, or of an array how long it is: { w: 3 }, { w: [2, 3] }, { w: ["a", "b"] }. */
  readonly names?: Readonly<Record<string, ParameterName>> | undefined;
  /** The values of the names that the function uses and does not declare. */
  readonly using?: Readonly<Record<string, Captured>> | undefined;
}

/** A function as a formula, and how its parameters are variables of it. */
export interface Traced {
  readonly expr: Expr;
  /** The variables, in the order of the parameters. */
  readonly inputs: readonly string[];
  /** The parameters whose names are no variables' (e, step), each with the variable that stands for it. */
  readonly renamed: ReadonlyMap<string, string>;
  /** The parameters, one by one: a number, or an array of them. */
  readonly shapes: readonly Shape[];
}

const isRecord = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isName = (value: unknown): boolean =>
  typeof value === "string" ||
  typeof value === "number" ||
  (Array.isArray(value) &&
    (value.every((one) => typeof one === "string") || value.every((one) => typeof one === "number")));

const names: Rule = {
  takes: (value) => isRecord(value) && Object.values(value as object).every(isName),
  expected: 'an object such as { x: "y", w: 3 }',
};
const using: Rule = { takes: isRecord, expected: "an object such as { k: 2, f: Math.sin }" };
export const traceRules = rules({ names, using });

/**
 * The formula that a function computes. Its text is read; it is never run, nor anything in it.
 * @throws {UsageError} for what can't be traced, with its line and column in the function's text; {BudgetError} beyond a
 * million steps, or 400 levels of calls and expressions.
 * @example trace((x, y) => x * y + Math.sin(y))  // x*y + sin(y)
 */
export const trace = (fn: AnyFunction, options?: TraceOptions): Expr => traced(fn, options).expr;

/**
 * The same, with how the parameters are variables.
 * @example traced((e) => e * e).renamed  // Map { "e" => "e_" }
 */
export function traced(fn: AnyFunction, options: TraceOptions = {}): Traced {
  checkOptions("trace", options, traceRules);
  const { names = {}, using = {} } = options;
  const { node, fail } = functionSource(fn);
  const { shapes, values, inputs, renamed } = parametersOf(node, names, fail);
  for (const name of Object.keys(names)) {
    if (!node.params.some((param) => mentions(param, name))) {
      fail(node, `names holds '${name}', which is no parameter`);
    }
  }
  const run: Run = newRun(
    (name) => outside(name, using, run),
    () => [...Object.keys(using), ...BUILT_IN.keys()],
  );
  const value = new Tracer(fail, run).apply(node, values, new Scope());
  if (value.kind === "number") return { expr: value.expr, inputs, renamed, shapes };
  const found = value.kind === "undefined" ? "nothing, or nothing on some way" : kindOf(value);
  return fail(node, `the function returns ${found}, expected a number`);
}

type Parameter = Parameters<typeof parametersOf>[0]["params"][number];

function mentions(param: Parameter, name: string): boolean {
  if (param.type === "Identifier") return param.name === name;
  if (param.type === "ArrayPattern")
    return param.elements.some((part) => part !== null && mentions(part, name));
  if (param.type === "AssignmentPattern") return mentions(param.left, name);
  return param.type === "RestElement" && mentions(param.argument, name);
}

const BUILT_IN: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["Math", MATH],
  ["Number", NUMBER],
  ["Array", ARRAY],
  ["Infinity", known(Number.POSITIVE_INFINITY)],
  ["NaN", known(Number.NaN)],
]);

/** What a name stands for that a text does not declare. */
function outside(name: string, using: Readonly<Record<string, Captured>>, run: Run): Value | undefined {
  return Object.hasOwn(using, name) ? captured(using[name], name, run) : BUILT_IN.get(name);
}

/** The deepest array that is handed in. */
const DEEPEST_ARRAY = 32;

function captured(value: Captured, name: string, run: Run, depth = 0): Value {
  if (typeof value === "number") return known(value);
  if (typeof value === "boolean") return known(Number(value));
  if (isExpr(value)) return quantity(value);
  if (typeof value === "function") {
    const native = nativeMember(value);
    if (native !== undefined) return native;
    const { node, fail } = functionSource(value, name);
    return callable(name, (args) => new Tracer(fail, run).apply(node, args, new Scope()));
  }
  if (Array.isArray(value) && depth < DEEPEST_ARRAY) {
    return list(value.map((entry: Captured) => captured(entry, name, run, depth + 1)));
  }
  throw new UsageError(
    "bad-using",
    `using gives '${name}' ${described(value)}, expected a number, an array of numbers, a formula or a function`,
  );
}
