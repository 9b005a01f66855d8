// gradtree/trace: formulas from ordinary code, the three classic ways. Source transformation reads functions,
// operator style builds with methods, and the template and the constructors are the element library.
export { type Fluent, type FluentLike, fluent } from "./fluent.ts";
export { type Derivatives, type GradientOf, grad, hessian, valueAndGrad } from "./functions.ts";
export type { ParameterName, Shape } from "./parameters.ts";
export type { AnyFunction } from "./source.ts";
export { formula } from "./template.ts";
export { type Captured, type Traced, type TraceOptions, trace, traced } from "./trace.ts";
