// The tables of docs/language.md are true: what is written is read as it says, with the warnings that it says, and what
// is refused is refused in these words.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { equal } from "../../src/expr/equal.ts";
import { parse, read } from "../../src/expr/parse/parse.ts";
import { Session } from "../../src/repl/session.ts";

const page = readFileSync("docs/language.md", "utf8");

/** The rows of every table with this head, their cells as a reader sees them. */
function rowsUnder(...head: readonly string[]): string[][] {
  const cellsOf = (line: string): string[] =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/u)
      .map((cell) =>
        cell
          .trim()
          .replace(/^`(.*)`$/u, "$1")
          .replaceAll("\\|", "|"),
      );
  return [...page.matchAll(/^\|.*\|\n\|[-|]+\|\n((?:\|.*\|\n)*)/gmu)]
    .filter(([table]) => cellsOf(table.split("\n")[0]).join() === head.join())
    .flatMap(([, rows]) => rows.trimEnd().split("\n").map(cellsOf));
}

const readings = rowsUnder("written", "read as");
const warned = rowsUnder("written", "read as", "the warning");
const refused = rowsUnder("written", "the answer");

test("the page has its tables", () => {
  expect(readings.length).toBeGreaterThan(45);
  expect(warned.length).toBeGreaterThan(6);
  expect(refused.length).toBeGreaterThan(20);
});

describe("is read", () => {
  test.each(readings)("%s as %s", (written, meant) => {
    const { expr, warnings } = read(written);
    expect(equal(expr, parse(meant)), `${written} is read as ${expr}`).toBe(true);
    expect(warnings).toEqual([]);
  });

  test.each(warned)("%s as %s, with the warning that %s", (written, meant, warning) => {
    const { expr, warnings } = read(written);
    expect(equal(expr, parse(meant)), `${written} is read as ${expr}`).toBe(true);
    expect(warnings.map(({ message }) => message)).toEqual([warning]);
  });
});

test.each(refused)("%s is refused: %s", (written, answer) => {
  const { error = "" } = new Session().line(written);
  expect(error.split("\n")[0]).toBe(answer);
});

test("what else the prompt takes, it takes", () => {
  const typed = rowsUnder("typed", "what it is").map(([line]) => line);
  expect(typed.length).toBeGreaterThan(5);
  const session = new Session();
  for (const line of typed) expect(session.line(line).error, line).toBeUndefined();
});
