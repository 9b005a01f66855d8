// JSON as the command prints it: on one line, keys in the order given. Objects are Maps, so that
// `__proto__` and names of digits are keys like any other and stay in place; what JSON has no
// number for is written as text: "nan", "inf", "-inf".

export type Json = null | boolean | number | string | readonly Json[] | ReadonlyMap<string, Json> | Raw;

/** Text that is JSON already (a MathJSON formula, of any depth). */
export class Raw {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** An object of a few fixed keys. */
export const object = (entries: readonly (readonly [string, Json])[]): ReadonlyMap<string, Json> =>
  new Map(entries);

/** Recursive, but only over what the command itself nests: formulas come as text or Raw. */
export function jsonText(value: Json): string {
  if (value instanceof Raw) return value.text;
  if (value instanceof Map) {
    const members = [...value].map(([key, member]) => `${JSON.stringify(key)}: ${jsonText(member)}`);
    return `{${members.join(", ")}}`;
  }
  if (Array.isArray(value)) return `[${value.map(jsonText).join(", ")}]`;
  if (typeof value === "number") return numberText(value);
  return JSON.stringify(value);
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return '"nan"';
  if (!Number.isFinite(value)) return value > 0 ? '"inf"' : '"-inf"';
  return Object.is(value, -0) ? "-0" : JSON.stringify(value);
}
