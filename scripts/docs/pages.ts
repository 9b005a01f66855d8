// The pages of the documentation as they ought to be: hand-written ones with what is really answered in their
// transcripts, and those that are written from the tables.
import { readdirSync, readFileSync } from "node:fs";
import { commandsPage } from "./commands.ts";
import { functionsPage } from "./functions.ts";
import { latexPage } from "./latex.ts";
import { type Part, partsOf, replayed } from "./transcripts.ts";

/** Pages that are written here, from the tables and the grammar; of the others only the answers are. */
const generated: ReadonlyMap<string, () => string> = new Map([
  ["docs/commands.md", commandsPage],
  ["docs/functions.md", functionsPage],
  ["docs/latex.md", latexPage],
]);

/** Every page by its path from the root. */
export const pages: readonly string[] = [
  "README.md",
  ...new Set([
    ...generated.keys(),
    ...readdirSync("docs")
      .filter((name) => name.endsWith(".md"))
      .map((name) => `docs/${name}`),
  ]),
];

/** The parts of a page, its transcripts answered as they really are. */
export async function renewed(page: string): Promise<Part[]> {
  const write = generated.get(page);
  return replayed(partsOf(write === undefined ? readFileSync(page, "utf8") : write()));
}
