// What is known about names before a text is read: variables, and functions with their number of
// arguments. Everything is kept in sets and maps, so that `constructor` and `__proto__` are names
// like any other.
import { NameError, UsageError } from "../errors.ts";
import { canonicalName, constantNames, isNameShaped, reservedWords } from "../names.ts";
import { described } from "../options.ts";
import type { UserFunction } from "../userFunction.ts";
import { variableName } from "../var.ts";
import { callable, specialForms } from "./vocabulary.ts";

export interface ScopeOptions {
  /** Names that are variables: x(y + 1) is then a product. */
  readonly variables?: Iterable<string>;
  /** Names that are functions, each with its number of arguments or its definition. */
  readonly functions?:
    | Readonly<Record<string, UserFunction | number>>
    | ReadonlyMap<string, UserFunction | number>;
}

export interface Scope {
  readonly variables: ReadonlySet<string>;
  /** The number of arguments of each declared function. */
  readonly functions: ReadonlyMap<string, number>;
}

/**
 * @throws {NameError} for a name that text does not read as a variable or as a declared function.
 * @throws {UsageError} for a function that is neither a number of arguments nor a definition.
 */
export function scopeOf({ variables = [], functions = {} }: ScopeOptions): Scope {
  const arities = new Map<string, number>();
  const entries = functions instanceof Map ? functions : Object.entries(functions);
  for (const [name, value] of entries) {
    if (typeof value !== "number" && !Array.isArray(value?.parameters)) {
      throw new UsageError(
        "bad-function",
        `function '${name}' is declared as ${described(value)}, expected its number of arguments or { parameters, body }`,
      );
    }
    const arity = typeof value === "number" ? value : value.parameters.length;
    if (!Number.isSafeInteger(arity) || arity < 1) {
      throw new UsageError(
        "bad-arity",
        `function '${name}' is declared with ${arity} arguments, expected 1 or more`,
      );
    }
    arities.set(functionName(name), arity);
  }
  return { variables: new Set(Array.from(variables, variableName)), functions: arities };
}

/** The canonical form of a function's name. @throws {NameError} for a name that is none, or taken */
export function functionName(name: string): string {
  const canonical = canonicalName(name);
  if (!isNameShaped(canonical)) {
    throw new NameError(
      "bad-name",
      `'${name}' is no function's name: expected a letter or _, then letters, digits or _`,
    );
  }
  const taken = constantNames.has(canonical)
    ? "a constant"
    : reservedWords.has(canonical)
      ? "a word of the language"
      : callable(canonical) !== undefined || specialForms.has(canonical)
        ? "a function already"
        : undefined;
  if (taken === undefined) return canonical;
  throw new NameError("reserved-name", `'${canonical}' is ${taken}, expected another name for a function`);
}
