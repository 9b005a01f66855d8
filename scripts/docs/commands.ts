// docs/commands.md: every command with its clauses and its examples; what those answer is filled in by a replay.
import { clauses } from "../../src/repl/commands/clauses.ts";
import type { Definition } from "../../src/repl/commands/definition.ts";
import { shellExample } from "../../src/repl/commands/example.ts";
import { type MemoryCommand, memoryCommands } from "../../src/repl/commands/memory.ts";
import { definitions } from "../../src/repl/commands/table.ts";
import { usage } from "../../src/repl/help.ts";
import { code, GENERATED, list, sentence, table } from "./markdown.ts";
import { NEW_CONVERSATION } from "./transcripts.ts";

const INTRODUCTION = `At the prompt a command is a word, what it is asked about, and clauses in any order:
\`diff x^y wrt x at x=2, y=3 using beta\`. On the command line the same clauses are options:
\`gradtree diff "x^y" --wrt x --at "x=2, y=3" --method beta\`. \`help diff\` and \`gradtree diff --help\` say what stands here. What
an answer took, a line that begins with \`cost:\`, is left out on this page; other times on it are those of one run.`;

const LINE_OPTIONS: readonly (readonly [string, string])[] = [
  ["`--syntax NAME`", "how the formula is written: text (the default), sexpr, mathjson, latex"],
  ["`--file PATH`", "read the formula from a file; without a formula it is read from stdin"],
  ["`--json-lines`", "answer every line of stdin or of the file by a line of JSON ([batches](batch.md))"],
];

export function commandsPage(): string {
  const memory = [...new Set(memoryCommands.values())];
  const forgetting = memory.filter(({ name }) => name === "clear"); // its example leaves nothing for the others
  const inOrder = [...memory.filter((row) => !forgetting.includes(row)), ...forgetting];
  const inPage = [...definitions, ...inOrder].map(({ name }) => `[${name}](#${name})`).join(" · ");
  return `${[
    "# Commands",
    GENERATED,
    INTRODUCTION,
    inPage,
    "## Clauses",
    table(
      ["at the prompt", "on the command line", "what it says"],
      [...clauses.values()].map(({ name, flags, about }) => [code(name), code(flags), about]),
    ),
    "Every command on formulas also takes, on the command line:",
    table(["option", "what it says"], LINE_OPTIONS),
    "## Commands on formulas",
    ...definitions.map(section),
    "## Commands about the session",
    NEW_CONVERSATION,
    'These are for the prompt and for scripts; `blowup` is a command of the command line too: `gradtree blowup --family nested --sizes "4, 8"`.',
    ...inOrder.map(memorySection),
    "## Only on the command line",
    RUNNING,
  ].join("\n\n")}\n`;
}

const RUNNING = `- \`gradtree\` opens [the prompt](prompt.md); in a pipe it answers line by line.
- \`gradtree run FILE\` answers [a script](batch.md), \`gradtree --stop\` one on stdin up to its first error.
- \`gradtree generate FORMULA --target c\` writes [source code](generated.md) of another language.
- \`gradtree --version\`, \`gradtree --help\`.

The exit code is 0, or 1 for a formula in error, or 2 for bad usage.`;

function section(definition: Definition): string {
  const { name, about, examples, related = [], more } = definition;
  const parts = [
    `### ${name}`,
    sentence(about) + (more === undefined ? "" : ` ${more}`),
    code(usage(definition)),
    transcript(examples),
    `On the command line:\n\n${list(examples.map((example) => code(shellExample(example))))}`,
  ];
  if (related.length > 0)
    parts.push(`See also ${related.map((other) => `[${other}](#${other})`).join(", ")}.`);
  return parts.join("\n\n");
}

const memorySection = ({ name, usage, about, examples }: MemoryCommand): string =>
  [`### ${name}`, sentence(about), code(usage), transcript(examples)].join("\n\n");

/** What is typed; the answers come by the replay. */
const transcript = (examples: readonly string[]): string =>
  ["```gradtree", ...examples.map((example) => `> ${example}`), "```"].join("\n");
