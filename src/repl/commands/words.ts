// The words that are commands at the prompt, and words that people type for some of them.
import { memoryCommands } from "./memory.ts";
import { definitionsByName } from "./table.ts";

/** No name can be given a value that is one of these: the command would be gone. */
export const commandWords: ReadonlySet<string> = new Set([
  ...definitionsByName.keys(),
  ...memoryCommands.keys(),
]);

/** What other tools call a command. */
export const synonyms: ReadonlyMap<string, string> = new Map([
  ["derivative", "diff"],
  ["differentiate", "diff"],
  ["derive", "diff"],
  ["gradient", "grad"],
  ["evaluate", "eval"],
  ["delete", "del"],
]);
