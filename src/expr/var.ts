// The checked door to variables: a name from outside must be one that the grammar reads as a
// variable, so that every formula can be printed and read again.
import { NameError } from "./errors.ts";
import { canonicalName, constantNames, isNameShaped, reservedWords } from "./names.ts";
import { type Var as VarNode, variable } from "./node.ts";
import { functionNames } from "./primitives/table.ts";

export type Var = VarNode;

/**
 * A variable. Two of one name are one variable.
 * @throws {NameError} for a text that the grammar does not read as a variable: no name, a constant, a word of
 * the language, or a function.
 * @example Var("x₁").name  // "x_1"
 */
export const Var = (name: string): Var => variable(variableName(name));

/** The name checked last that was in its canonical form: mostly it is asked for again. */
let checked: string | undefined;

/** The canonical form of a variable's name, with the errors of `Var`. */
export function variableName(name: string): string {
  if (checked !== undefined && name === checked) return name;
  const canonical = typeof name === "string" ? canonicalName(name) : "";
  if (!isNameShaped(canonical) || /^[₀-₉]/u.test(name)) {
    const shown =
      typeof name === "string" ? `'${name.length > 40 ? `${name.slice(0, 40)}…` : name}'` : typeof name;
    throw new NameError(
      "bad-name",
      `${shown} is no variable's name: expected a letter or _, then letters, digits or _`,
    );
  }
  const what = constantNames.has(canonical)
    ? "a constant"
    : reservedWords.has(canonical)
      ? "a word of the language"
      : functionNames.has(canonical)
        ? "a function"
        : undefined;
  if (what !== undefined) {
    throw new NameError("reserved-name", `'${canonical}' is ${what}, expected a variable's name`);
  }
  if (canonical === name) checked = name;
  return canonical;
}
