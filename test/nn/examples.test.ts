// The examples in the documentation of src/nn run, and give what the comments behind them say (up to a colon).
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import * as gradtree from "../../src/index.ts";
import * as nn from "../../src/nn/index.ts";
import { root } from "../imports.ts";

const folder = join(root, "src", "nn");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".ts"),
);

/** The examples of a text, a list of lines each. */
const examplesOf = (text: string): string[][] =>
  [...text.matchAll(/\/\*\*.*?\*\//gsu)].flatMap(([comment]) => {
    const [, example] = /@example(.*?)(?:@throws|\*\/)/su.exec(comment) ?? [];
    const lines = example?.split("\n").map((line) => line.replace(/^ *\* ?/u, "").trim());
    return lines === undefined ? [] : [lines.filter((line) => line !== "")];
  });

const scope = { ...gradtree, ...nn };

/** What the lines with a comment give, and what it says. */
function answers(lines: readonly string[]): { given: unknown[]; said: string[] } {
  const said: string[] = [];
  const body = lines.map((line) => {
    const [, code, comment] = /^(.*?) {2}\/\/ (.*)$/u.exec(line) ?? [];
    if (comment === undefined) return line;
    said.push(comment);
    return `given.push(${code});`;
  });
  const run = new Function(
    "scope",
    "given",
    `const { ${Object.keys(scope).join(", ")} } = scope;\n${body.join("\n")}`,
  );
  const given: unknown[] = [];
  run(scope, given);
  return { given, said };
}

const shown = (value: unknown): string =>
  typeof value === "string"
    ? value
    : inspect(value, { breakLength: Number.POSITIVE_INFINITY }).replace(/(?<=\[) | (?=\])/gu, "");

const examples = files.flatMap((file) =>
  examplesOf(readFileSync(join(folder, file), "utf8")).map((lines) => [lines[0], lines] as const),
);

describe("examples in src/nn", () => {
  test("are there", () => {
    expect(examples.length).toBeGreaterThan(50);
  });

  test.each(examples)("%s", (_, lines) => {
    const { given, said } = answers(lines);
    for (const [i, value] of given.entries())
      expect([said[i], said[i].split(": ")[0]]).toContain(shown(value));
  });
});
