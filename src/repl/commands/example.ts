// An example of the prompt in the command line's words: `diff x^2 wrt x` is gradtree diff "x^2" --wrt x.
import { readLine } from "../line.ts";
import { clauses } from "./clauses.ts";
import { definitionsByName } from "./table.ts";

/** @param example a line that is a command. */
export function shellExample(example: string): string {
  const line = readLine(example);
  if (line.kind !== "command") throw new Error(`invariant: '${example}' is a command`);
  const { word, about } = line;
  const options = line.clauses.map((clause) => {
    const value = example.slice(clause.start, clause.end);
    const isOrder = clause.word === "to" && definitionsByName.get(word)?.toIsOrder && /^\d+$/u.test(value);
    const flags = clauses.get(isOrder ? "order" : clause.word)?.flags ?? "";
    const [option] = flags.split(" ", 1);
    if (option === flags) return option; // it takes no value
    return `${option} ${quoted(value)}`;
  });
  const asked = example.slice(about.start, about.end);
  const formula = `"${definitionsByName.get(word)?.ways === undefined ? withoutCommand(asked) : asked}"`;
  return ["gradtree", word, formula, ...options].join(" ");
}

/** time diff F is time F: a command before a formula is the prompt's alone. */
const withoutCommand = (about: string): string =>
  about.replace(/^(\p{L}+)\s+(?=\S)/u, (all, word) => (definitionsByName.has(word) ? "" : all));

const quoted = (value: string): string => (/^[\w=.-]+$/u.test(value) ? value : `"${value}"`);
