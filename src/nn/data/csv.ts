// Data sets from CSV text, taken apart by csv-parse (its build for browsers, which runs everywhere). What it says is
// checked field by field: a feature is a number, and every message names the line and the column.
import { CsvError, parse } from "csv-parse/browser/esm/sync";
import { ParseError, UsageError } from "../../expr/errors.ts";
import {
  anything,
  checkOptions,
  described,
  flag,
  type Rule,
  rules,
  text as textRule,
} from "../../expr/options.ts";
import { suggestion } from "../../expr/suggest.ts";
import { Dataset } from "./dataset.ts";

export interface CsvOptions {
  /** Whether the first line names the columns; found out where left out: if any field of it is no number. */
  readonly header?: boolean | undefined;
  /** The column of the targets, by its name or its number from 1; default the last. */
  readonly label?: string | number | undefined;
  /** What separates fields; default a comma or, where the first line has none, a semicolon or a tab. */
  readonly delimiter?: string | undefined;
}

const csvRules = rules({
  header: flag,
  label: anything,
  delimiter: {
    takes: (value) => typeof value === "string" && value.length === 1 && !/["\r\n]/u.test(value),
    expected: "one character such as ';'",
  } satisfies Rule,
});

interface Line {
  readonly fields: readonly string[];
  /** The line of the text that it ends on, from 1. */
  readonly number: number;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/u;
const NOT_FINITE = /^[+-]?(?:inf(?:inity)?|nan)$/iu;
const isNumeral = (field: string): boolean => NUMBER.test(field) && Number.isFinite(Number(field));

/**
 * A data set from CSV text. Features are numbers; targets are numbers or, where the first is none, classes, numbered
 * in the order in which they are met. Fields may be quoted; empty lines are passed over.
 * @throws {ParseError} for text without rows, for a quote that is not closed, for a line of another number of fields,
 * for a field that is no number, for two columns of one name: line and column are named; {UsageError} for a label that is no column.
 * @example readCsv("width,height,kind\n1,2,cat\n3,4,dog\n", { label: "kind" }).classes  // ['cat', 'dog']
 */
export function readCsv(text: string, options: CsvOptions = {}): Dataset {
  if (!textRule.takes(text)) {
    throw new UsageError("bad-text", `the CSV text is ${described(text)}, expected a text`);
  }
  checkOptions("readCsv", options, csvRules);
  const lines = linesOf(text, options.delimiter ?? delimiterOf(text));
  if (lines.length === 0)
    throw new ParseError("empty-data", "the CSV text is empty, expected lines of numbers");
  const [first] = lines;
  const hasHeader = options.header ?? !first.fields.every(isNumeral);
  const width = first.fields.length;
  const names = hasHeader ? first.fields : first.fields.map((_, i) => (i < width - 1 ? `x${i + 1}` : "y"));
  const rows = hasHeader ? lines.slice(1) : lines;
  if (rows.length === 0) {
    throw new ParseError(
      "empty-data",
      "the CSV text has a header and no rows, expected lines of numbers below it",
    );
  }
  if (width < 2) {
    throw new ParseError("too-few-columns", "the CSV text has 1 column, expected features and a label");
  }
  if (hasHeader) checkNames(names);
  for (const { fields, number } of rows) {
    if (fields.length !== width) {
      throw new ParseError(
        "ragged-csv",
        `line ${number} has ${fields.length} ${fields.length === 1 ? "field" : "fields"}, expected ${width} as line ${first.number} has`,
      );
    }
  }
  const label = labelColumn(options.label, names);
  const columns = names.flatMap((_, i) => (i === label ? [] : [numbersOf(rows, i, names)]));
  const { targets, classes } = targetsOf(rows, label, names);
  return new Dataset(columns, targets, {
    names: names.filter((_, i) => i !== label),
    label: names[label],
    classes,
  });
}

function linesOf(text: string, delimiter: string): Line[] {
  const lines: Line[] = [];
  try {
    parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: delimiter.trim() !== "",
      on_record: (fields, { lines: number }) => {
        lines.push({ fields, number });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ParseError("bad-csv", `the CSV text can't be read: ${error.message.slice(0, 200)}`);
  }
  return lines;
}

/** What separates the fields of the first line. */
function delimiterOf(text: string): string {
  const [first = ""] = /\S[^\r\n]*/u.exec(text) ?? [];
  return [",", ";", "\t"].find((delimiter) => first.includes(delimiter)) ?? ",";
}

function checkNames(names: readonly string[]): void {
  const places = new Map<string, number>();
  for (const [i, name] of names.entries()) {
    const other = places.get(name);
    if (other !== undefined) {
      throw new ParseError(
        "two-columns",
        `columns ${other + 1} and ${i + 1} are both called '${name}', expected a name each`,
      );
    }
    places.set(name, i);
  }
}

function labelColumn(label: CsvOptions["label"], names: readonly string[]): number {
  if (label === undefined) return names.length - 1;
  if (typeof label === "number" && Number.isInteger(label) && label >= 1 && label <= names.length)
    return label - 1;
  const place = typeof label === "string" ? names.indexOf(label) : -1;
  if (place >= 0) return place;
  const near = typeof label === "string" ? suggestion(label, names) : undefined;
  const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
  const shown = names.length > 10 ? `${names.slice(0, 10).join(", ")}, ...` : names.join(", ");
  throw new UsageError(
    "unknown-column",
    `no column is called ${described(label)}${hint}: expected ${shown}, or a number from 1 to ${names.length}`,
    { suggestion: near },
  );
}

const numbersOf = (rows: readonly Line[], column: number, names: readonly string[]): Float64Array =>
  Float64Array.from(rows, ({ fields, number }) => {
    const field = fields[column];
    if (isNumeral(field)) return Number(field);
    const what = field === "" ? "empty" : `${described(field)}`;
    const expected = NOT_FINITE.test(field) || NUMBER.test(field) ? "a finite number" : "a number";
    throw new ParseError(
      "not-a-number",
      `line ${number}, column ${column + 1} ('${names[column]}') is ${what}, expected ${expected}`,
    );
  });

function targetsOf(
  rows: readonly Line[],
  label: number,
  names: readonly string[],
): { targets: Float64Array; classes: readonly string[] | undefined } {
  if (isNumeral(rows[0].fields[label])) return { targets: numbersOf(rows, label, names), classes: undefined };
  const classes = new Map<string, number>();
  const targets = Float64Array.from(rows, ({ fields, number }) => {
    const field = fields[label];
    if (field === "" || isNumeral(field)) {
      throw new ParseError(
        "no-class",
        `line ${number}, column ${label + 1} ('${names[label]}') is ${field === "" ? "empty" : described(field)}, expected a class as '${rows[0].fields[label]}' is one`,
      );
    }
    const known = classes.get(field) ?? classes.size;
    classes.set(field, known);
    return known;
  });
  return { targets, classes: [...classes.keys()] };
}
