// docs/functions.md: every row of the table, family by family.
import { alpha } from "../../src/backprop/alpha.ts";
import { derivative } from "../../src/backprop/gradient.ts";
import { variable } from "../../src/expr/node.ts";
import type { Kink, Primitive } from "../../src/expr/primitive.ts";
import { exportedRows, familyOf } from "../../src/expr/primitives/table.ts";
import { format } from "../../src/expr/print/format.ts";
import { exampleOf } from "../../src/repl/help.ts";
import { shownNumber } from "../../src/repl/number.ts";
import { code, GENERATED, list, sentence } from "./markdown.ts";

/** What a family is called, by one of its rows. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ["add", "Operators"],
  ["if", "Comparisons, logic and the conditional"],
  ["exp", "Exponentials and logarithms"],
  ["sqrt", "Powers and roots"],
  ["sin", "Trigonometric functions"],
  ["sinh", "Hyperbolic functions"],
  ["abs", "Absolute value, signs and rounding"],
  ["max", "Least, greatest and what is cut off"],
  ["hypot", "Lengths and angles"],
  ["sigmoid", "Smooth steps and activations"],
  ["gamma", "Special functions"],
]);

export function functionsPage(): string {
  const rows = exportedRows.map(([, row]) => row);
  const titles = new Set(rows.map(titleOf));
  const sections = [...titles].flatMap((title) => [
    `## ${title}`,
    ...rows.filter((row) => titleOf(row) === title).map(section),
  ]);
  return `${["# Functions", GENERATED, INTRODUCTION, ...sections].join("\n\n")}\n`;
}

function titleOf(row: Primitive): string {
  const family = familyOf(row).map(({ name }) => name);
  if (family.length === 0) return "Constants"; // they have no arguments
  const found = [...TITLES].find(([name]) => family.includes(name));
  if (found === undefined)
    throw new Error(`the family of ${row.name} has no title in scripts/docs/functions.ts`);
  return found[1];
}

const INTRODUCTION = `Every function, operator and constant, with its derivative by each argument, as the prompt shows them too: \`help sqrt\`.
Angles are in radians. A domain is where the value is real; outside it the value is nan. *Taken as* says what is used for a
derivative at points where the formula has none or another one; [the conventions](conventions.md) say why. In programs each is a constructor, its
name with a capital letter: \`Sqrt(x)\`, \`Atan2(y, x)\`; \`beta\` is \`EulerBeta\`.`;

function section(row: Primitive): string {
  const signature = format(row(...row.argumentNames.map(variable)));
  const facts: string[] = [];
  const say = (what: string, text: string): void => {
    facts.push(`${what}: ${text}`);
  };
  if (row.partials.length > 0 && row.partials.every((partial) => partial === 0)) say("derivative", code("0"));
  else for (const i of row.partials.keys()) say(...rule(row, i));
  if (row.domain !== undefined) say("domain", row.domain);
  if (row.range !== undefined) say("range", rangeText(row.range));
  if (row.parity !== undefined) say("parity", row.parity);
  for (const text of new Set(row.edges.flatMap(({ why }) => why?.(signature, ...row.argumentNames) ?? [])))
    say("taken as", text);
  for (const kink of row.kinks) if (isWorthSaying(row, kink)) say("taken as", kinkText(row, kink));
  const example = exampleOf(row);
  if (example !== undefined && row.arity > 0) say("example", code(example));
  if (row.spellings.length > 0) say("also written", row.spellings.map(code).join(", "));
  const about = sentence(row.about);
  return [`### \`${signature}\``, about, ...(facts.length === 0 ? [] : [list(facts)])].join("\n\n");
}

/** The derivative by the i-th argument, to be copied and to be looked at. */
function rule(row: Primitive, i: number): [what: string, text: string] {
  const names = row.argumentNames;
  const name = names[i];
  const what = names.length === 1 ? "derivative" : `derivative by ${name}`;
  if (row.partials[i] === "parameter") return [what, `none, ${name} is an integer constant`];
  const applied = row(...names.map(variable));
  const { expr } = derivative(applied, name, alpha, { simplify: "search" });
  const d = names.length === 1 ? "d" : "\\partial";
  const latex = format(applied, "latex");
  const operand = row.notation.kind === "call" ? latex : `\\left(${latex}\\right)`;
  return [
    what,
    `${code(format(expr))}, $\`\\frac{${d}}{${d} ${name}}\\,${operand} = ${format(expr, "latex")}\`$`,
  ];
}

/** Whether a convention, or an infinite derivative, is met there that no edge has told of. */
function isWorthSaying(row: Primitive, { at, partials }: Kink): boolean {
  if (at.some((value) => Object.is(value, -0))) return false; // like 0
  if (row.edges.some(({ why, where }) => why !== undefined && where(...at))) return false;
  const isPlain = partials.every((value, i) => row.partials[i] === "parameter" || Number.isFinite(value));
  return !isPlain || row.kinkAt?.(...at) === true;
}

function kinkText(row: Primitive, { at, partials }: Kink): string {
  const names = row.argumentNames;
  const where = names.map((name, i) => `${name} = ${shownNumber(at[i])}`).join(", ");
  const values = partials.flatMap((value, i) => {
    if (row.partials[i] === "parameter") return [];
    const shown = Number.isNaN(value) ? "no value (nan)" : shownNumber(value);
    return names.length === 1 ? shown : `${shown} by ${names[i]}`;
  });
  return `${values.join(" and ")} at ${where}`;
}

const CONSTANTS: ReadonlyMap<number, string> = new Map([
  [Math.PI, "pi"],
  [Math.PI / 2, "pi/2"],
]);

function rangeText([least, greatest]: readonly [number, number]): string {
  const bound = (value: number): string => {
    const name = CONSTANTS.get(Math.abs(value));
    return name === undefined ? shownNumber(value) : `${value < 0 ? "-" : ""}${name}`;
  };
  if (greatest === Number.POSITIVE_INFINITY) return `from ${bound(least)} up`;
  return `from ${bound(least)} to ${bound(greatest)}`;
}
