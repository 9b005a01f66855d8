// The snippets of programs in the pages print what they say: a comment behind console.log, or in the lines below it, is
// what that prints.
import { readFileSync } from "node:fs";
import { formatWithOptions } from "node:util";
import { transformSync } from "esbuild";
import * as mathjs from "mathjs";
import { describe, expect, test } from "vitest";
import { pages } from "../../scripts/docs/pages.ts";
import * as gradtree from "../../src/index.ts";
import * as insight from "../../src/insight/index.ts";
import * as door from "../../src/interop/mathjs.ts";
import * as nn from "../../src/nn/index.ts";
import * as trace from "../../src/trace/index.ts";

const modules = {
  gradtree,
  "gradtree/insight": insight,
  "gradtree/mathjs": door,
  "gradtree/nn": nn,
  "gradtree/trace": trace,
  mathjs,
};

/** The blocks of a page, each named by its first line that is no import. */
const snippetsOf = (page: string): [name: string, code: string][] =>
  [...readFileSync(page, "utf8").matchAll(/^```(?:ts|js)\n(.*?)^```$/gmsu)].map(([, code]) => [
    /^(?!import|\s|\}|$).*$/mu.exec(code)?.[0] ?? "",
    code,
  ]);

/** The comments behind console.log, and those below it. */
const expectedOf = (code: string): string[] =>
  [...code.matchAll(/console\.log\(.*?\);(?: \/\/ (.*))?\n((?: *\/\/ .*\n)*)/gu)].map(([, behind, below]) =>
    [
      ...(behind === undefined ? [] : [behind]),
      ...[...below.matchAll(/^ *\/\/ (.*)$/gmu)].map(([, line]) => line),
    ].join("\n"),
  );

type Program = (names: typeof modules, console: { log(...values: unknown[]): void }) => void;

/** A program of a snippet; its types taken out where it has any. */
function program(code: string): Program {
  const body = (plain: string): string =>
    plain.replace(
      /^import (?:\{([^}]*)\}|\* as (\w+)) from "([^"]+)";$/gmu,
      (_, names, all, from) => `const ${all ?? `{${names}}`} = modules["${from}"];`,
    );
  const made = (plain: string) =>
    new Function("modules", "console", `"use strict";\n${body(plain)}`) as Program;
  try {
    return made(code); // as it stands: esbuild renames parameters, which a traced function shows
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return made(transformSync(code, { loader: "ts", charset: "utf8" }).code);
  }
}

/** What a snippet prints, a text for each console.log. */
function printed(code: string): string[] {
  const lines: string[] = [];
  const log = (...values: unknown[]): void => {
    lines.push(formatWithOptions({ breakLength: Number.POSITIVE_INFINITY }, ...values));
  };
  program(code)(modules, { log });
  return lines;
}

describe.each(pages.filter((page) => snippetsOf(page).length > 0))("%s", (page) => {
  test.each(snippetsOf(page))("%s", (_, code) => {
    expect(printed(code)).toEqual(expectedOf(code));
  });
});
