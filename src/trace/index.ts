// gradtree/trace: formulas from ordinary code, the three classic ways. Source transformation reads functions,
// operator style builds with methods, and the template and the constructors are the element library. Formulas show
// themselves once this is loaded, as with `gradtree`.
import { installDisplay } from "../expr/print/display.ts";

export { type Fluent, type FluentLike, fluent } from "./fluent.ts";
export { type GradientOf, grad, type HessianOf, hessian, valueAndGrad } from "./functions.ts";
export type { AnyFunction, NumberFunction, ParameterName, Shape } from "./signature.ts";
export { formula } from "./template.ts";
export { type Captured, type Traced, type TraceOptions, trace, traced } from "./trace.ts";

installDisplay(); // a user may import only this
