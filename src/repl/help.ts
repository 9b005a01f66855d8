// What `help` answers: the whole on a page, or one command, function, constant or word. Commands and
// functions are explained from their own rows, so that a new one has its help.
import { alpha } from "../backprop/alpha.ts";
import { derivative } from "../backprop/gradient.ts";
import { evaluate } from "../expr/evaluate.ts";
import { Const, variable } from "../expr/node.ts";
import type { Primitive } from "../expr/primitive.ts";
import { familyOf, functions, primitives } from "../expr/primitives/table.ts";
import { format } from "../expr/print/format.ts";
import { suggestion } from "../expr/suggest.ts";
import { tidy } from "../simplify/tidy.ts";
import { clauseNamed, clauses } from "./commands/clauses.ts";
import type { Definition } from "./commands/definition.ts";
import { type MemoryCommand, memoryCommands } from "./commands/memory.ts";
import { definitions, definitionsByName } from "./commands/table.ts";
import { shownNumber } from "./number.ts";
import { inRows, wrapped } from "./wrap.ts";

/** Each function by the name that it is printed with. */
export const functionNames: readonly string[] = [
  ...new Set([...functions.values()].flat().map((row) => row.name)),
].sort();

const INFINITY =
  "inf, or ∞, is infinity, above every number: 1/0 is inf, 1/inf is 0, inf - inf is nan. A number too large for a double is shown as ≈ inf.";

/** What is explained that is neither a command nor a function. */
const TOPICS: ReadonlyMap<string, string> = new Map([
  [
    "names",
    "x = 2 gives x a value: formulas are worked out with it, and it stays a variable when differentiating. F = x^2 + 1 makes F short for that formula wherever it stands, with what x is at that time. f(x, y) = x^2*y defines a function. A definition that comes back to itself is an error. del forgets a name, vars and functions list them.",
  ],
  [
    "ans",
    "ans is the last answer, a formula; ans1, ans2, ... are the answers in their order, one for each formula that was answered. vars lists the last ones. A name defined by an answer keeps what the answer was. A formula with ans in it is shown with the answer put in, as it is; simplify tidies it.",
  ],
  [
    "lines",
    "While a bracket is open an entry goes on over lines; an empty line ends it. # begins a comment. Prompts of a transcript, '> ' and '... ', are passed over, and so are the answers that stand below.",
  ],
  ["if", "if(c, a, b) is a where c holds, else b; also c ? a : b. Only the chosen branch counts."],
  [
    "piecewise",
    "piecewise(c1, a1, c2, a2, ..., otherwise): the value behind the first condition that holds.",
  ],
  ["inf", INFINITY],
  ["∞", INFINITY],
  [
    "nan",
    "nan is no number: the value where there is none, ln(-1) or inf - inf. Whatever is worked out with it is nan, and no comparison with it holds but ≠.",
  ],
  ["sum", "sum(k, 1, 10, k*x): the sum of the terms, written out while reading."],
  ["prod", "prod(k, 1, 10, k*x): the product of the terms, written out while reading."],
]);

/** Everything that help knows, for completion. */
export const topics: readonly string[] = [
  ...new Set([
    ...definitionsByName.keys(),
    ...memoryCommands.keys(),
    ...clauses.keys(),
    ...functions.keys(),
    ...wordOperators().keys(),
    ...constantRows().keys(),
    ...TOPICS.keys(),
  ]),
];

/** The answer to `help` with or without a topic. */
export function help(topic: string | undefined): string {
  if (topic === undefined) return overview();
  const definition = definitionsByName.get(topic);
  if (definition !== undefined) return commandHelp(definition);
  const memory = memoryCommands.get(topic);
  if (memory !== undefined) return memoryHelp(memory);
  const rows = functions.get(topic) ?? wordOperators().get(topic);
  if (rows !== undefined) return rows.map(rowHelp).join("\n\n");
  const constant = constantRows().get(topic);
  if (constant !== undefined)
    return `${topic}: ${constant.about} (≈ ${shownNumber(evaluate(constant(), {}))})`;
  const clause = clauses.get(topic);
  if (clause !== undefined) {
    const takers = definitions.filter(({ clauses }) => topic === "to" || clauses.includes(clause.name));
    return `${inRows([[topic, clause.about]], "")}\n${wrapped(
      takers.map(({ name }) => name),
      "with ",
    )}`;
  }
  const text = TOPICS.get(topic);
  if (text !== undefined) return wrapped(text.split(" "));
  const near = suggestion(topic, topics);
  const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
  return `nothing is called '${topic}'${hint}; help alone lists commands and functions`;
}

function overview(): string {
  const examples: readonly (readonly [string, string])[] = [
    ["x*y + sin(y)", "a formula is echoed as it was understood, with its value where it has one"],
    ["x = 2, F = x^2 + 1", "a name for a value, and one for a formula (help names)"],
    ["f(x, y) = x^2*y", "a function: f(1, 2), f'[1,0](x, y), diff(f(u, 3), u)"],
    ["ans, ans3", "the last answer, the third one (help ans)"],
  ];
  const memory = [...memoryCommands.values()].filter((row, i, all) => all.indexOf(row) === i);
  return [
    "Type a formula, a definition or a command.",
    inRows(examples),
    "Commands on formulas; help NAME says more:",
    inRows(definitions.map(({ name, about }) => [name, about])),
    "Commands about the session:",
    inRows(memory.map(({ name, about }) => [name, about.replace(/[:;].*$/u, "")])),
    `Functions:\n${wrapped(functionNames, "  ")}`,
  ].join("\n\n");
}

const SUBJECT = {
  formula: "FORMULA",
  formulas: "[FORMULA, ...]",
  equation: "EQUATION",
  claim: "FORMULA = diff FORMULA",
} as const;

/** `diff FORMULA [wrt NAMES] [at VALUES]` */
export function usage({ name, takes, ways = [], clauses }: Definition): string {
  const given = [...(ways.length > 0 ? [ways.join("|")] : []), SUBJECT[takes]].join(" ");
  const optional = [...clauses, "to" as const].map((clause) => {
    const value = /<(.+)>/u.exec(clauseNamed(clause).flags)?.[1] ?? "";
    return `[${clause} ${value.toUpperCase()}]`;
  });
  return [name, given, ...optional].join(" ");
}

function commandHelp(definition: Definition): string {
  const { about, clauses, examples, related = [], more } = definition;
  const parts = [wrapped(usage(definition).split(/ (?=\[)/u)), wrapped(about.split(" "), "  ")];
  const taken = [...clauses, "to" as const].map((clause) => [clause, clauseNamed(clause).about] as const);
  parts.push(inRows(taken));
  parts.push(examples.map((example) => `  > ${example}`).join("\n"));
  const others = related.filter((other) => definitionsByName.has(other) || memoryCommands.has(other));
  if (others.length > 0) parts.push(`  related: ${others.join(", ")}`);
  if (more !== undefined) parts.push(wrapped(more.split(" "), "  "));
  return parts.join("\n");
}

const memoryHelp = ({ usage, about, examples }: MemoryCommand): string =>
  [usage, wrapped(about.split(" "), "  "), examples.map((example) => `  > ${example}`).join("\n")].join("\n");

/** The rows of operators that are words and no functions: and, or, not. */
function wordOperators(): ReadonlyMap<string, readonly Primitive[]> {
  return new Map(
    [...primitives.values()]
      .filter(({ notation }) => "symbol" in notation && /^\p{L}+$/u.test(notation.symbol))
      .map((row) => [row.name, [row]]),
  );
}

/** The rows of constants: pi, e, tau. */
function constantRows(): ReadonlyMap<string, Primitive> {
  return new Map(
    [...primitives.values()]
      .filter(({ notation }) => notation.kind === "constant")
      .flatMap((row) => [row.name, ...row.spellings].map((name) => [name, row])),
  );
}

function rowHelp(row: Primitive): string {
  const names = row.argumentNames;
  const lines: [string, string][] = names.map((name, i) => [
    names.length === 1 ? "derivative" : `d/d${name}`,
    partialText(row, i),
  ]);
  lines.push(["domain", row.domain ?? "all reals"]);
  const example = exampleOf(row);
  if (example !== undefined) lines.push(["example", example]);
  if (row.spellings.length > 0) lines.push(["also", row.spellings.join(", ")]);
  const related = familyOf(row).filter((other) => other !== row && functions.has(other.name));
  if (related.length > 0) lines.push(["related", related.map(({ name }) => name).join(", ")]);
  const head = `${format(row(...names.map(variable)))}: ${row.about}`;
  return `${wrapped(head.split(" "))}\n${inRows(lines)}`;
}

/** The rule: the derivative by one argument, and where a convention comes in. */
function partialText(row: Primitive, i: number): string {
  if (row.partials[i] === "parameter") return "none: it is an integer constant";
  const names = row.argumentNames;
  const { expr, notes } = derivative(row(...names.map(variable)), names[i], alpha);
  return [format(expr), ...notes].join("; ");
}

/** The value at the sample that is shortest to write. */
export function exampleOf(row: Primitive): string | undefined {
  const finite = row.samples.filter((sample) => [...sample, row.value(...sample)].every(Number.isFinite));
  const length = (sample: readonly number[]): number =>
    sample.join().length + (row.value(...sample) === 0 ? 4 : 0);
  const [best] = [...finite].sort((a, b) => length(a) - length(b));
  if (best === undefined) return undefined;
  const formula = row(...best.map(Const));
  const exact = tidy(formula, { strict: true });
  const text = format(formula, { numbers: "decimal" });
  const number = exact.kind === "const" ? format(exact, { numbers: "decimal" }) : text;
  if (number !== text) return `${text} = ${number}`;
  const value = row.value(...best);
  const shown = shownNumber(value);
  return `${text} ${Number(shown) === value ? "=" : "≈"} ${shown}`;
}
