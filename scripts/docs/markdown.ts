// What the generated pages share.

/** Stands under the title, so that nobody edits such a page by hand. */
export const GENERATED =
  "<!-- Written by scripts/docs.mjs from the tables: change those, then run node scripts/docs.mjs. -->";

/** Text as it is typed. */
export const code = (text: string): string => `\`${text}\``;

/** The rest of a sentence as a whole one: with a capital letter, but where it begins with a formula. */
export const sentence = (rest: string): string =>
  rest.replace(/^[a-z]{2,}(?=[ ,]|$)/u, (word) => `${word[0].toUpperCase()}${word.slice(1)}`) +
  (rest.endsWith(".") ? "" : ".");

export const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join("\n");

/** A table; bars within cells are escaped. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
