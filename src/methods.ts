// The differentiators by name, and the derivative functions of the public API bound to them.
import { alpha } from "./backprop/alpha.ts";
import { beta } from "./backprop/beta.ts";
import type { Differentiator } from "./backprop/differentiator.ts";
import { finite } from "./backprop/finite.ts";
import { forward } from "./backprop/forward.ts";
import * as backprop from "./backprop/gradient.ts";
import type { Bindings } from "./expr/bindings.ts";
import { UsageError } from "./expr/errors.ts";
import type { Expr } from "./expr/node.ts";
import {
  anything,
  budget,
  callback,
  checkOptions,
  flag,
  integer,
  list,
  number,
  oneOf,
  type Rule,
  rules,
  text,
} from "./expr/options.ts";
import { suggestion } from "./expr/suggest.ts";
import { compiled } from "./program/compiled.ts";

/** Every method, by the name that users give. */
export const methods: ReadonlyMap<string, Differentiator> = new Map<string, Differentiator>(
  [alpha, beta, forward, finite, compiled].map((method) => [method.name, method]),
);

export type FormulaMethod = "alpha" | "beta" | "forward";
export type Method = FormulaMethod | "finite" | "compiled";

/**
 * The method of a name.
 * @throws {UsageError} for an unknown one.
 */
export function methodNamed(name: string): Differentiator {
  const method = methods.get(name);
  if (method !== undefined) return method;
  const near = suggestion(name, methods.keys());
  const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
  throw new UsageError(
    "unknown-method",
    `unknown method '${name}'${hint}: expected ${[...methods.keys()].join(", ")}`,
    {
      suggestion: near,
    },
  );
}

/** Which name is none, `methodNamed` says. */
const methodName: Rule = { ...oneOf(...methods.keys()), takes: text.takes };
const variableList = list('variables, ["x", "y"]');
const walking = { method: methodName, budget, onVisits: callback };
const asFormula = {
  ...walking,
  simplify: oneOf("none", "tidy", "search"),
  strict: flag,
  assume: callback,
  notes: flag,
};

const derivativeRules = rules({ order: integer(0, 1000), ...asFormula });
const gradientRules = rules({ wrt: variableList, upstream: anything, ...asFormula });
const gradientAtRules = rules({
  wrt: variableList,
  upstream: number,
  subgradient: oneOf("midpoint", "nan"),
  ...walking,
});

export interface DiffOptions extends backprop.DerivativeOptions {
  readonly method?: FormulaMethod | undefined;
}

/**
 * The derivative of `expr` by `wrt`: a variable, or a list for a mixed derivative.
 * @throws {UsageError} for an unknown option or method or a bad order; {NameError} for a name that is no variable's.
 * @example format(diff(parse("x*y + sin(y)"), "y"))  // "x + cos(y)"
 */
export function diff(expr: Expr, wrt: backprop.Wrt, options: DiffOptions = {}): Expr {
  checkOptions("diff", options, derivativeRules);
  const differentiator = options.method === undefined ? alpha : methodNamed(options.method);
  return backprop.derive(expr, wrt, differentiator, options);
}

/** The same with what it rests on: { expr, conditions, notes }. */
export function derivative(expr: Expr, wrt: backprop.Wrt, options: DiffOptions = {}): backprop.Derivative {
  checkOptions("derivative", options, derivativeRules);
  return backprop.derivative(expr, wrt, methodNamed(options.method ?? "alpha"), options);
}

/**
 * All partial derivatives as formulas, by name, in the order of `wrt` (default: the formula's variables, sorted).
 * @example gradient(parse("x*y")).get("x")  // y
 */
export function gradient(
  expr: Expr,
  options: backprop.GradientOptions & { readonly method?: FormulaMethod | undefined } = {},
): Map<string, Expr> {
  checkOptions("gradient", options, gradientRules);
  const differentiator = methodNamed(options.method ?? "alpha");
  return backprop.gradient(expr, differentiator, { ...options, notes: false }).partials;
}

/**
 * All partial derivatives at a point.
 * @throws {NameError} for a variable without a value.
 * @example gradientAt(parse("x*y"), { x: 2, y: 3 }).get("x")  // 3
 */
export function gradientAt(
  expr: Expr,
  at: Bindings,
  options: backprop.GradientAtOptions & { readonly method?: Method | undefined } = {},
): Map<string, number> {
  checkOptions("gradientAt", options, gradientAtRules);
  const { method = "alpha", ...others } = options;
  return backprop.gradientAt(expr, at, methodNamed(method), others);
}
