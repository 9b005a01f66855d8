// Source transformation, for users: a function of ordinary code as a formula.
import { UsageError } from "../expr/errors.ts";
import { evaluate } from "../expr/evaluate.ts";
import { type Expr, isExpr } from "../expr/node.ts";
import { checkOptions, described, type Rule, rules } from "../expr/options.ts";
import { ARRAY } from "./arrays.ts";
import { MATH, NUMBER, nativeMember } from "./math.ts";
import { parametersOf } from "./parameters.ts";
import { namesIn } from "./pattern.ts";
import { Run } from "./run.ts";
import { Scope } from "./scope.ts";
import type { AnyFunction, NumberFunction, ParameterName, Shape } from "./signature.ts";
import { functionSource } from "./source.ts";
import { Tracer } from "./tracer.ts";
import { boolean, DEEPEST_ARRAY, formula, kindOf, known, type List, list, type Value } from "./value.ts";

/** What a function takes from around it: numbers, arrays of them, formulas, and functions, which are traced too. */
export type Captured = number | boolean | Expr | AnyFunction | Float64Array | readonly Captured[];

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
  /** The parameters whose names are no variables' (e, step, $x), each with the variable that stands for it. */
  readonly renamed: ReadonlyMap<string, string>;
  /** The parameters, one by one: a number, or an array of them. */
  readonly shapes: readonly Shape[];
}

const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isExpr(value);
const isName = (value: unknown): boolean =>
  typeof value === "string" ||
  typeof value === "number" ||
  (Array.isArray(value) &&
    (value.every((one) => typeof one === "string") || value.every((one) => typeof one === "number")));

const names: Rule = {
  takes: (value) => isRecord(value) && Object.values(value).every(isName),
  expected: 'an object such as { x: "y", w: 3 }',
};
const using: Rule = { takes: isRecord, expected: "an object such as { k: 2, f: Math.sin }" };
const traceRules = rules({ names, using });

/**
 * The formula that a function computes. Its text is read; it is never run, nor anything in it.
 * @throws {UsageError} for what can't be traced, with its line and column in the function's text; {BudgetError} beyond a
 * million steps, or 400 levels of statements, calls and expressions.
 * @example trace((x, y) => x * y + Math.sin(y))  // x*y + sin(y)
 * @example trace((w, x) => w[0] + w[1] * x, { names: { w: 2 } })  // w1 + w2*x
 * @example trace((x) => k * x, { using: { k: 3 } })  // 3*x
 */
export function trace(fn: NumberFunction, options?: TraceOptions): Expr;
export function trace(fn: AnyFunction, options?: TraceOptions): Expr;
export function trace(fn: AnyFunction, options?: TraceOptions): Expr {
  return tracedAs("trace", fn, options).expr;
}

/**
 * The same, with how the parameters are variables.
 * @throws as `trace`.
 * @example traced((e) => e * e).renamed  // Map(1) { "e" => "e_" }
 */
export function traced(fn: NumberFunction, options?: TraceOptions): Traced;
export function traced(fn: AnyFunction, options?: TraceOptions): Traced;
export function traced(fn: AnyFunction, options?: TraceOptions): Traced {
  return tracedAs("traced", fn, options);
}

/** What `traced` does, for the function that errors about options name. */
export function tracedAs(caller: string, fn: AnyFunction, options: TraceOptions = {}): Traced {
  checkOptions(caller, options, traceRules);
  const { names = {}, using = {} } = options;
  const { node, fail } = functionSource(fn);
  const { shapes, values, inputs, renamed } = parametersOf(node, names, fail);
  const parameters = node.params.flatMap(namesIn);
  for (const name of Object.keys(names)) {
    if (!parameters.includes(name)) fail(node, `names holds '${name}', which is no parameter`);
  }
  const run = runWith(using);
  const function_ = new Tracer(fail, run).closure(node, new Scope());
  if (function_.kind !== "function") throw new Error("invariant: a closure is a function");
  const value = function_.call(values, {
    fail: (message) => fail(node, message),
    spend: (count) => run.spend(count, node, fail),
  });
  if (value.kind === "number") return { expr: value.expr, inputs, renamed, shapes };
  return fail(node, `the function returns ${kindOf(value)}, expected a number`);
}

const BUILT_IN: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["Math", MATH],
  ["Number", NUMBER],
  ["Array", ARRAY],
  ["Infinity", known(Number.POSITIVE_INFINITY)],
  ["NaN", known(Number.NaN)],
]);

/** A run with the names that a text does not declare: each is looked up once, so that an array is one. */
function runWith(using: Readonly<Record<string, Captured>>): Run {
  const found = new Map<string, Value>();
  const run = new Run(
    (name) => {
      if (!Object.hasOwn(using, name)) return BUILT_IN.get(name);
      const value = found.get(name) ?? captured(using[name], name, run, new Map());
      found.set(name, value);
      return value;
    },
    () => [...Object.keys(using), ...BUILT_IN.keys()],
  );
  return run;
}

/** What is handed in; `met` holds its arrays, so that one that occurs twice is one. */
function captured(value: Captured, name: string, run: Run, met: Map<unknown, List>, depth = 0): Value {
  if (typeof value === "number") return known(value);
  if (typeof value === "boolean") return boolean(value);
  if (isExpr(value)) return value.kind === "const" ? known(evaluate(value, {})) : formula(value);
  if (typeof value === "function") {
    const native = nativeMember(value);
    if (native !== undefined) return native;
    const { node, fail } = functionSource(value, name);
    return new Tracer(fail, run).closure(node, new Scope());
  }
  if ((Array.isArray(value) || value instanceof Float64Array) && depth < DEEPEST_ARRAY) {
    const before = met.get(value);
    if (before !== undefined) return before;
    const entries = Array.from<Captured, Value>(value, (entry) => captured(entry, name, run, met, depth + 1));
    const made = list(entries, "it comes from outside the function");
    met.set(value, made);
    return made;
  }
  throw new UsageError(
    "bad-using",
    `using gives '${name}' ${described(value)}, expected a number, an array of numbers, a formula or a function`,
  );
}
