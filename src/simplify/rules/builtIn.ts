// All rules, by family.
import { choices, extremes, special } from "./choices.ts";
import { exponential } from "./exponential.ts";
import { hyperbolic } from "./hyperbolic.ts";
import { magnitudes } from "./magnitudes.ts";
import { powers } from "./powers.ts";
import type { Rule } from "./rule.ts";
import { inverses, trigonometric } from "./trigonometric.ts";

export const families: ReadonlyMap<string, readonly Rule[]> = new Map([
  ["powers and roots", powers],
  ["exponentials and logarithms", exponential],
  ["absolute values and signs", magnitudes],
  ["trigonometric", trigonometric],
  ["inverse functions", inverses],
  ["hyperbolic", hyperbolic],
  ["conditionals", choices],
  ["least and greatest", extremes],
  ["special functions", special],
]);

export const builtIn: readonly Rule[] = [...families.values()].flat();

/** Those that leave the angles of functions as they are. */
export const keepingAngles: readonly Rule[] = builtIn.filter(({ changesAngle }) => changesAngle !== true);
