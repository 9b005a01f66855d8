// The table of docs/latex.md: what LaTeX is read as, from the examples of its grammar.
import { readFileSync } from "node:fs";
import { parse } from "../../src/expr/parse/parse.ts";
import { format } from "../../src/expr/print/format.ts";
import { code, table } from "./markdown.ts";

/** Between the marks of the page. */
const EXAMPLES = /(?<=<!-- examples[^\n]*-->\n).*(?=<!-- end of examples -->)/su;

/** The rules of the grammar that have examples, as a reader would ask for them. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ["number", "numbers"],
  ["name", "names and constants"],
  ["sum", "sums"],
  ["product", "products and quotients"],
  ["fraction", "fractions"],
  ["root", "roots"],
  ["power", "powers, factorials, signs"],
  ["application", "functions"],
  ["call", "calls"],
  ["group", "brackets"],
  ["bars", "absolute values"],
  ["floor", "floor"],
  ["ceil", "ceiling"],
  ["comparison", "comparisons"],
  ["negation", "not"],
  ["conjunction", "and"],
  ["expression", "or"],
  ["cases", "cases"],
]);

/** The page with its table renewed. */
export function latexPage(): string {
  const examples = grammarExamples();
  const rows = [...TITLES].flatMap(([rule, title]) =>
    (examples.get(rule) ?? []).map((example, i) => [
      i === 0 ? title : "",
      code(example),
      code(asText(example)),
    ]),
  );
  const untitled = [...examples.keys()].filter((rule) => !TITLES.has(rule));
  if (untitled.length > 0) throw new Error(`scripts/docs/latex.ts has no title for ${untitled.join(", ")}`);
  const page = readFileSync("docs/latex.md", "utf8");
  return page.replace(EXAMPLES, () => `\n${table(["", "LaTeX", "read as"], rows)}\n\n`);
}

const asText = (latex: string): string =>
  format(parse(latex, { syntax: "latex", functions: { f: 1, g: 2 } }));

/** By the rule that they stand above. */
function grammarExamples(): ReadonlyMap<string, readonly string[]> {
  const grammar = readFileSync("grammar/latex.ohm", "utf8");
  const examples = new Map<string, string[]>();
  for (const [, comments, rule] of grammar.matchAll(/((?:^ *\/\/ .*\n)+) *(\w+) =/gmu)) {
    const lines = [...comments.matchAll(/^ *\/\/ Examples: (.*)$/gmu)];
    if (lines.length > 0)
      examples.set(
        rule,
        lines.flatMap(([, line]) => line.split(/ {2,}/u)),
      );
  }
  return examples;
}
