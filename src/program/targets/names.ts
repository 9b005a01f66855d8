// The names in generated code: users' own where they are plain and free in the language, numbered ones
// everywhere else. Nothing else that a user names stands in it.
import type { Dialect } from "./dialect.ts";

/** Longer names are replaced: some compilers read no more than 63 characters of one. */
const LONGEST = 63;

/** Whether a name may be a variable's or a function's in a dialect. */
export const isPlain = (name: string, { words, helpers, refuses }: Dialect): boolean =>
  name.length <= LONGEST &&
  /^[A-Za-z][A-Za-z0-9_]*$/u.test(name) &&
  !words.has(name) &&
  !helpers.has(name) &&
  !name.startsWith("gradtree_") &&
  refuses?.test(name) !== true;

/** Gives out prefix1, prefix2, ... but for those that are taken. */
export function numberedNames(prefix: string, taken: ReadonlySet<string>, start: number): () => string {
  let next = start;
  return () => {
    while (taken.has(`${prefix}${next}`)) next++;
    return `${prefix}${next++}`;
  };
}

/** The inputs' names in the code: their own where plain, else v0, v1, ... by their places. */
export function inputNames(inputs: readonly string[], dialect: Dialect, name: string): readonly string[] {
  const plain = new Set(inputs.filter((input) => input !== name && isPlain(input, dialect)));
  const isFree = (given: string): boolean => !plain.has(given) && given !== name;
  const used = new Set<string>();
  return inputs.map((input, i) => {
    if (plain.has(input)) return input;
    let k = i;
    while (!isFree(`v${k}`) || used.has(`v${k}`)) k++;
    used.add(`v${k}`);
    return `v${k}`;
  });
}
