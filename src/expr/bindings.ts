// Values of variables. Bindings are a plain object or a Map; only own data properties of an object
// are read, so that no name reaches a prototype or runs a getter.
import { NameError } from "./errors.ts";
import { canonicalName } from "./names.ts";
import { byName, checkValue } from "./options.ts";
import { suggestion } from "./suggest.ts";

export type Bindings = Readonly<Record<string, number>> | ReadonlyMap<string, number>;

const values = byName("numbers");

/**
 * The bindings as a Map by canonical name. The values are checked when they are used.
 * @throws {UsageError} for what is neither an object nor a Map.
 */
export function bindingsMap(at: Bindings): ReadonlyMap<string, unknown> {
  if (at instanceof Map) return at;
  checkValue("at", at, values);
  const map = new Map<string, unknown>();
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
    if (property.enumerable && "value" in property) map.set(canonicalName(name), property.value);
  }
  return map;
}

/**
 * The value of a variable.
 * @throws {NameError} where it has none, or one that is not a number.
 */
export function valueBound(name: string, bindings: ReadonlyMap<string, unknown>): number {
  const value = bindings.get(name);
  if (typeof value === "number") return value;
  if (value === undefined) {
    const near = suggestion(name, bindings.keys());
    const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
    throw new NameError("unbound-variable", `unbound variable '${name}'${hint}`, { suggestion: near });
  }
  throw new NameError("not-a-number", `variable '${name}' is bound to ${describe(value)}, expected a number`);
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "string") return `the text '${value.length > 20 ? `${value.slice(0, 20)}…` : value}'`;
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}
