// The columns of gradtree and of mathjs in docs/comparison.md are what these answer; the other columns are dated.
import { readFileSync } from "node:fs";
import { derivative } from "mathjs";
import { describe, expect, test } from "vitest";
import { Session } from "../../src/repl/session.ts";

const page = readFileSync("docs/comparison.md", "utf8");
const [, rows = ""] = /^\| formula \| gradtree \| mathjs \|.*\n\|[-|]+\|\n((?:\|.*\|\n)+)/mu.exec(page) ?? [];
const compared = rows
  .trimEnd()
  .split("\n")
  .map((row) => row.split("|").map((cell) => cell.trim().replace(/^`(.*)`$/u, "$1")))
  .map(([, formula, ours, theirs]) => [formula, ours, theirs]);

test("the page compares", () => {
  expect(compared.length).toBeGreaterThan(12);
});

describe.each(compared)("the derivative of %s", (formula, ours, theirs) => {
  test(`is ${ours} here`, () => {
    expect(new Session().line(`diff ${formula} wrt x`).text).toBe(ours);
  });

  test(`is ${theirs} in mathjs`, () => {
    if (theirs === "an error") expect(() => derivative(formula, "x")).toThrow();
    else expect(derivative(formula, "x").toString()).toBe(theirs);
  });
});
