// The hint about joined letters: xy is one variable, and people may mean x*y.
import { constantNames } from "../names.ts";
import type { Place } from "./form.ts";
import type { Scope } from "./scope.ts";
import type { Source } from "./source.ts";
import type { Warning } from "./warning.ts";

/**
 * Names of several letters each of which is a variable (of the scope or of the text) or a constant; with
 * `newNames` any new name of two or three letters.
 */
export function joinedLetters(
  source: Source,
  met: ReadonlyMap<string, { readonly place: Place }>,
  scope: Scope,
  newNames: boolean,
): readonly Warning[] {
  const warnings: Warning[] = [];
  for (const [name, { place }] of met) {
    const letters = Array.from(name);
    if (letters.length < 2 || scope.variables.has(name) || !/^\p{L}+$/u.test(name)) continue;
    const known = letters.every(
      (letter) => met.has(letter) || scope.variables.has(letter) || constantNames.has(letter),
    );
    const short = newNames && letters.length <= 3;
    if (!known && !short) continue;
    const product = letters.join("*");
    warnings.push({
      code: "joined-letters",
      message: `${name} is one variable; for a product write ${product}`,
      span: source.span(place.start, place.end),
      suggestion: product,
    });
  }
  return warnings;
}
