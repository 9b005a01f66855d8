// The entry `gradtree/insight`: looking at what formulas and differentiators do. Explicit names, in the order in which
// a newcomer meets them; formulas show themselves once this is loaded, as with `gradtree`.
import { installDisplay } from "../expr/print/display.ts";

// Work, counted.
export {
  type BlowupOptions,
  type BlowupReport,
  blowup,
  type FibonacciTable,
  type GradientTable,
} from "./blowup.ts";
export { formatBlowup } from "./blowupText.ts";
export { type Counted, fib1, fib2 } from "./fibonacci.ts";
// Pictures of training.
export type { CurvePoints } from "./plot/curvePanel.ts";
export { type Training, trainingPicture } from "./plot/picture.ts";
export { type Region, type RegionOptions, regionOf } from "./plot/region.ts";
export { boundaryText, curveText, TEXT_GRID } from "./plot/terminal.ts";
// Sweeps, step by step.
export { type ForwardRow, type ForwardTrace, forwardTrace } from "./trace/forwardTrace.ts";
export { type Contribution, type ReverseRow, type ReverseTrace, reverseTrace } from "./trace/reverseTrace.ts";
export { formatTrace, type TraceTextOptions } from "./trace/traceText.ts";
export { type ValueGraphOptions, valueGraph } from "./trace/valueGraph.ts";

installDisplay(); // a user may import only this
