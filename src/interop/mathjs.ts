// The door to mathjs, `gradtree/mathjs`: formulas of theirs in, formulas of ours out as theirs, so that users of
// mathjs differentiate what mathjs can't. mathjs is imported here and nowhere else, and brought by the user.
import { installDisplay } from "../expr/print/display.ts";

export { fromMathjs } from "./fromMathjs.ts";
export { extraFunctions } from "./mathjsNames.ts";
export { type ToMathjsOptions, toMathjs } from "./toMathjs.ts";

installDisplay(); // a user of mathjs may import nothing else
