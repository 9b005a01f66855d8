// The report of `gradtree blowup` as text for a terminal, at most 80 columns wide: a table for each
// family, wrapped between its groups where it is wider, what its counts are predicted from, and in a sentence or two what is seen and why.
import { grouped } from "../expr/print/grouped.ts";
import type { BlowupReport, FibonacciTable, GradientTable } from "./blowup.ts";
import type { Approximation, Work } from "./work.ts";

const WIDTH = 80;

/** The report as plain text, without a line break at the end. */
export function formatBlowup(report: BlowupReport): string {
  const tables = report.tables.map((table) =>
    table.kind === "fibonacci" ? fibonacciText(table) : gradientText(table),
  );
  const refused = `refused: the work predicted is over the budget of ${count(report.budget)}. ms: the shortest of up to five runs.`;
  return [...tables, wrapped(refused)].join("\n\n");
}

/** One column: what stands above it, and its cells. A group's name stands above its first columns. */
interface Column {
  readonly title: string;
  readonly cells: readonly string[];
}

interface Group {
  readonly title: string;
  readonly columns: readonly Column[];
}

function fibonacciText({ name, about, formulas, rows, why }: FibonacciTable): string {
  const last = rows.at(-1);
  const seen = last === undefined ? "" : compared("fib1", last.fib1, "fib2", last.fib2, "calls", last.n);
  return [
    wrapped(`${name}: ${about}`),
    table([
      { title: "", columns: [{ title: "n", cells: rows.map(({ n }) => count(n)) }] },
      works(
        "fib1",
        "calls",
        rows.map(({ fib1 }) => fib1),
      ),
      works(
        "fib2",
        "calls",
        rows.map(({ fib2 }) => fib2),
      ),
    ]),
    "predicted:",
    `  fib1  ${formulas.fib1} calls, F(n) being the n-th number`,
    `  fib2  ${formulas.fib2} calls`,
    wrapped(`${seen}${why}.`),
  ].join("\n");
}

function gradientText({ name, about, formulas, rows, why }: GradientTable): string {
  const approximations = rows.map(({ finite }) => finite);
  const last = rows.at(-1);
  const seen = last === undefined ? "" : compared("Beta", last.beta, "Alpha", last.alpha, "visits", last.n);
  return [
    wrapped(`${name}: ${about}`),
    table([
      { title: "", columns: [{ title: "n", cells: rows.map(({ n }) => count(n)) }] },
      works(
        "Beta",
        "visits",
        rows.map(({ beta }) => beta),
      ),
      works(
        "Alpha",
        "visits",
        rows.map(({ alpha }) => alpha),
      ),
      {
        title: "finite differences",
        columns: [
          { title: "evaluations", cells: approximations.map(countedText) },
          {
            title: "error",
            cells: approximations.map(({ error }) => (error === undefined ? "" : scientific(error, 1))),
          },
          { title: "ms", cells: approximations.map(milliseconds) },
        ],
      },
    ]),
    "predicted:",
    `  Beta         ${formulas.beta} visits`,
    `  Alpha        ${formulas.alpha} visits`,
    `  evaluations  ${formulas.finite}, two for each variable`,
    wrapped(`${seen}${why}. ${aboutError(approximations)}`),
  ].join("\n");
}

const works = (title: string, unit: string, all: readonly Work[]): Group => ({
  title,
  columns: [
    { title: unit, cells: all.map(countedText) },
    { title: "predicted", cells: all.map(({ predicted }) => count(predicted)) },
    { title: "ms", cells: all.map(milliseconds) },
  ],
});

/** "At n = 70 fib1 would make 8.7e12 times the calls that fib2 makes: " */
function compared(slow: string, slowly: Work, quick: string, quickly: Work, unit: string, n: number): string {
  const makes = slowly.counted === undefined ? "would make" : "makes";
  const times = slowly.predicted / quickly.predicted;
  const ratio = times < 10 ? Number(times.toPrecision(2)).toString() : count(Math.round(times));
  return `At n = ${count(n)} ${slow} ${makes} ${ratio} times the ${unit} that ${quick} makes: `;
}

function aboutError(approximations: readonly Approximation[]): string {
  const errors = approximations.flatMap(({ error }) => (error === undefined ? [] : [error]));
  if (errors.length === 0) return "Finite differences take two whole evaluations for each variable.";
  return (
    "Finite differences take two whole evaluations for each variable and are off by up to " +
    `${scientific(Math.max(...errors), 1)}: a large step cuts off the series, a small one cancels digits.`
  );
}

const countedText = ({ counted }: Work): string => (counted === undefined ? "refused" : count(counted));
const milliseconds = ({ ms }: Work): string =>
  ms === undefined ? "" : ms < 100 ? ms.toFixed(2) : ms.toFixed(0);

/** Thousands separated; from a billion on rounded, which keeps columns narrow. */
function count(value: number): string {
  if (!Number.isFinite(value)) return "over 1e308";
  return value < 1e9 ? grouped(value) : scientific(value, 2);
}

const scientific = (value: number, digits: number): string =>
  value === 0 ? "0" : value.toExponential(digits).replace("e+", "e");

/**
 * Right-aligned columns in groups; a group's title stands over its columns, a rule under it. Groups that have no room
 * beside those before them stand below, the first group, which numbers the lines, before them again.
 */
function table(groups: readonly Group[]): string {
  const [numbers, ...blocks] = groups.map(({ title, columns }) => {
    const lines = joined(columns.map(column), "  ");
    const width = Math.max(title.length, lines[0].length);
    const rule =
      title === ""
        ? "".padEnd(width)
        : `${title} `.padEnd(width, "-").slice(0, Math.max(width, title.length));
    return [rule, ...lines.map((line) => line.padStart(width))];
  });
  const parts: string[][] = [];
  for (const block of blocks) {
    const beside = joined([parts.at(-1) ?? numbers, block], GAP);
    if (parts.length > 0 && beside[0].length <= WIDTH) parts[parts.length - 1] = beside;
    else parts.push(joined([numbers, block], GAP));
  }
  return parts.map((lines) => lines.map((line) => line.trimEnd()).join("\n")).join("\n\n");
}

/** Between groups. */
const GAP = "  ";

function column({ title, cells }: Column): string[] {
  const width = Math.max(title.length, ...cells.map((cell) => cell.length));
  return [title, ...cells].map((cell) => cell.padStart(width));
}

/** Blocks of equally many lines side by side. */
const joined = (blocks: readonly (readonly string[])[], gap: string): string[] =>
  blocks[0].map((_, i) => blocks.map((block) => block[i]).join(gap));

/** Text broken between words into lines of at most 80 columns. */
function wrapped(text: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.trim().split(" ")) {
    if (line !== "" && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join("\n");
}
