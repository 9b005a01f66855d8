// The public API: explicit names, in the order in which a newcomer meets them. What is not here is
// private. Formulas show themselves (toString, toJSON, Node's inspect) once this is loaded.
import { installDisplay } from "./expr/print/display.ts";

export { Accumulator } from "./backprop/accumulator.ts";
// The differentiators themselves, and where gradients add up.
export { alpha } from "./backprop/alpha.ts";
export { beta } from "./backprop/beta.ts";
export type {
  Counting,
  Differentiator,
  FormulaOptions,
  NumberOptions,
  SweepOptions,
} from "./backprop/differentiator.ts";
export { difference, epsilon, type FiniteScheme, finite } from "./backprop/finite.ts";
export { forward } from "./backprop/forward.ts";
export type {
  Derivative,
  DerivativeOptions,
  GradientAtOptions,
  GradientOptions,
  Wrt,
} from "./backprop/gradient.ts";
// The calculus: on derivatives and gradients.
export {
  type CheckOptions,
  checkDerivative,
  checkGradient,
  type DerivativeCheck,
  type GradientCheck,
  type Undecided,
} from "./calculus/check.ts";
export { type DirectionalDerivative, type DirectionalOptions, directional } from "./calculus/directional.ts";
export { curl, divergence, laplacian } from "./calculus/field.ts";
export {
  type ImplicitDerivative,
  type ImplicitOptions,
  implicitDerivative,
  implicitDiff,
} from "./calculus/implicit.ts";
export { hessian, jacobian } from "./calculus/jacobian.ts";
export { type LineOptions, normalLine, tangentLine } from "./calculus/line.ts";
export type { CalculusOptions, ResultOptions } from "./calculus/options.ts";
export { hvp, jvp, vjp } from "./calculus/product.ts";
// Users' functions and names for formulas, put in.
export { type ResolveOptions, resolve } from "./calculus/resolve.ts";
export type { ResolveScope } from "./calculus/scope.ts";
export { type TaylorOptions, taylor } from "./calculus/taylor.ts";
export { totalDerivative } from "./calculus/total.ts";
export type { Bindings } from "./expr/bindings.ts";
export type { Budget } from "./expr/budget.ts";
export { equal } from "./expr/equal.ts";
// Errors, and bounds for long work.
export {
  ArityError,
  BudgetError,
  CancelledError,
  DomainError,
  type ErrorDetails,
  GradtreeError,
  NameError,
  ParseError,
  ShapeError,
  type Span,
  TargetError,
  UsageError,
} from "./expr/errors.ts";
// Looking and evaluating.
export { type EvaluateOptions, evaluate } from "./expr/evaluate.ts";
export type { MathJson } from "./expr/mathJson.ts";
export { type Measure, measure, unfoldedSize, variables } from "./expr/measure.ts";
// Building: leaves, then every function by its constructor.
export {
  type Apply,
  Const,
  type ConstValue,
  type Expr,
  type ExprLike,
  isExpr,
  type Var as VarNode,
} from "./expr/node.ts";
export { operations } from "./expr/operations.ts";
export type { Equation, ParseOptions, Read } from "./expr/parse/parse.ts";
// Reading and writing.
export { parse, parseEquation, read } from "./expr/parse/parse.ts";
export { renderError } from "./expr/parse/render.ts";
export type { Warning } from "./expr/parse/warning.ts";
export type { Primitive } from "./expr/primitive.ts";
export { Elu, Gelu, Leakyrelu, Logaddexp, Sigmoid, Softplus, Swish } from "./expr/primitives/activations.ts";
export { E, Inf, Nan, Pi, Tau } from "./expr/primitives/constants.ts";
export { Exp, Expm1, Ln, Log, Log1p, Log2, Log10 } from "./expr/primitives/exponential.ts";
export { Clamp, Max, Min, Relu, Step } from "./expr/primitives/extremes.ts";
export { Atan2, Hypot } from "./expr/primitives/geometry.ts";
export {
  Acosh,
  Acoth,
  Acsch,
  Asech,
  Asinh,
  Atanh,
  Cosh,
  Coth,
  Csch,
  Sech,
  Sinh,
  Tanh,
} from "./expr/primitives/hyperbolic.ts";
export { And, Eq, Ge, Gt, If, Le, Lt, Ne, Not, Or } from "./expr/primitives/logic.ts";
export { Add, Div, Mul, Neg, Sub } from "./expr/primitives/operators.ts";
export { Cbrt, Cube, Nthroot, Pow, Sqrt, Square } from "./expr/primitives/powers.ts";
export { Abs, Ceil, Copysign, Floor, Frac, Mod, Round, Sign, Trunc } from "./expr/primitives/rounding.ts";
export {
  Digamma,
  Erf,
  Erfc,
  EulerBeta,
  Factorial,
  Gamma,
  Lgamma,
  Polygamma,
} from "./expr/primitives/special.ts";
export { primitives } from "./expr/primitives/table.ts";
export {
  Acos,
  Acot,
  Acsc,
  Asec,
  Asin,
  Atan,
  Cos,
  Cot,
  Csc,
  Dsinc,
  Sec,
  Sin,
  Sinc,
  Tan,
} from "./expr/primitives/trigonometric.ts";
export { type FormatOptions, format, type Syntax } from "./expr/print/format.ts";
export { formatLet } from "./expr/print/let.ts";
export type { Rational } from "./expr/rational.ts";
export { type Replacements, substitute } from "./expr/substitute.ts";
export type { UserFunction } from "./expr/userFunction.ts";
export { Var } from "./expr/var.ts";
export type { DiffOptions, FormulaMethod, Method } from "./methods.ts";
// Differentiating: as a formula, as all of them, as numbers at a point.
export { derivative, diff, gradient, gradientAt, methods } from "./methods.ts";
// Compiling: formulas and their gradients, to be run many times.
export { type CompileOptions, compile } from "./program/compile.ts";
export { type GenerateOptions, generate, type Language } from "./program/generate.ts";
export type { Kernel, Plan, Target, VectorKernel } from "./program/kernel.ts";
export type { RowRange, RowResults, Rows, RowsOptions, RowsPlan } from "./program/rows/rows.ts";
export type { RowsHost } from "./program/rows/team.ts";
export type { Entries } from "./program/secondOrder.ts";
export type { Host } from "./program/targets/wasm/host.ts";
export { apart, type TakenApart, takenApart } from "./simplify/apart.ts";
export { collect, collected } from "./simplify/collect.ts";
export { type Condition, formatCondition } from "./simplify/condition.ts";
export { type CommonSubexpressions, type CseOptions, cse } from "./simplify/cse.ts";
// Rewriting.
export type { Step as SimplifyStep } from "./simplify/egraph/explain.ts";
export { type Equivalence, type EquivalentOptions, equivalent } from "./simplify/equivalent.ts";
export { type ExpandOptions, expand, expanded } from "./simplify/expand.ts";
export { factor, factored } from "./simplify/factor.ts";
export { normal, normalized } from "./simplify/normal.ts";
export { type RewriteOptions, type Rewritten, Unfinished } from "./simplify/rewriting.ts";
export type { OwnRule } from "./simplify/rules/own.ts";
export {
  type Assumed,
  type Simplified,
  type SimplifyOptions,
  simplified,
  simplify,
} from "./simplify/simplified.ts";
export { type TidyOptions, tidy } from "./simplify/tidy.ts";
export { broughtTogether, together } from "./simplify/together.ts";
export { type TrigWay, trig, trigRewritten } from "./simplify/trig.ts";

installDisplay();
