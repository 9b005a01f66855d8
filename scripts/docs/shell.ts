// The command lines of a page, run in this process with the files of the page.
import { PassThrough } from "node:stream";
import { plain } from "../../src/repl/colour.ts";
import type { Host } from "../../src/repl/commandLine.ts";
import { converseInPipe } from "../../src/repl/pipe.ts";
import { Session } from "../../src/repl/session.ts";
import { gradtree } from "../../test/repl/testHost.ts";

/** Texts by their paths. */
export type Files = Map<string, string>;

export const sessionWith = (files: Files): Session =>
  new Session({
    files: { read: (path) => fileIn(files, path), write: (path, text) => files.set(path, text) },
  });

function fileIn(files: Files, path: string): string {
  const text = files.get(path);
  if (text === undefined) throw new Error("no such file");
  return text;
}

/**
 * What `npx gradtree ARGS` prints, alone or behind `printf TEXT |` or `printf TEXT > FILE;`: its stdout, then its stderr.
 * @throws {Error} for anything else
 */
export async function shellAnswer(line: string, files: Files): Promise<string> {
  const parts = /^(?:printf '([^']*)' (?:\||> (\S+);) )?npx gradtree\b(.*)$/su.exec(line);
  if (parts === null) throw new Error(`a page types '${line}', expected npx gradtree`);
  const [, printed = "", path, args] = parts;
  const text = printed.replaceAll("\\n", "\n");
  if (path !== undefined) files.set(path, text);
  const stdin = path === undefined ? text : "";
  const errors = new PassThrough();
  const answers = new PassThrough();
  const runScript: Host["runScript"] = ({ path: name, stops }) =>
    converseInPipe(sessionWith(files), {
      input: lineByLine(name === undefined ? stdin : fileIn(files, name)),
      output: answers,
      errors,
      errorPalette: plain,
      name: name ?? "stdin",
      stops,
    });
  const converse: Host["converse"] = () =>
    converseInPipe(sessionWith(files), {
      input: lineByLine(stdin),
      output: answers,
      errors,
      errorPalette: plain,
    });
  const { out, err } = await gradtree(wordsOf(args), { stdin, files, host: { runScript, converse } });
  return [out, answers.read(), err, errors.read()].map((text) => String(text ?? "")).join("");
}

async function* lineByLine(text: string): AsyncGenerator<string> {
  yield* text.match(/[^\n]*\n|[^\n]+$/gu) ?? [];
}

/** The words of a command line, in which quotes hold blanks together. */
const wordsOf = (args: string): string[] =>
  [...args.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/gu)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/gu, (_, double = "", single = "") => `${double}${single}`),
  );
