// The named constants. pi, e and tau are rows without arguments, so that they stay exact;
// infinity and nan are constants that no rule ever folds.
import { type Const, constant, type Expr } from "../node.ts";
import { nullary } from "../primitive.ts";

const CONSTANT = { kind: "constant" } as const;

/** The ratio of a circle's circumference to its diameter. */
export const Pi: Expr = nullary({
  name: "pi",
  about: "the circle constant 3.14159...",
  value: () => Math.PI,
  partials: [],
  notation: CONSTANT,
  spellings: ["π"],
  mathjson: "Pi",
  latex: "\\pi",
  samples: [[]],
})();

/** The base of natural logarithms. */
export const E: Expr = nullary({
  name: "e",
  about: "the base of natural logarithms, 2.71828...",
  value: () => Math.E,
  partials: [],
  notation: CONSTANT,
  mathjson: "ExponentialE",
  latex: "e",
  samples: [[]],
})();

/** 2 pi. */
export const Tau: Expr = nullary({
  name: "tau",
  about: "one turn, 2*pi",
  value: () => 2 * Math.PI,
  partials: [],
  notation: CONSTANT,
  spellings: ["τ"],
  mathjson: "Tau",
  latex: "\\tau",
  samples: [[]],
})();

export const Inf: Const = constant(Number.POSITIVE_INFINITY);
export const Nan: Const = constant(Number.NaN);
