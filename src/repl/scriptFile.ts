// The files of load and save: their paths, what they may hold, and what to say where they can't be used.

import { UsageError } from "../expr/errors.ts";
import { grouped } from "../expr/print/grouped.ts";

/** The first line of a saved file. */
export const HEADER = "# gradtree session: load it at the prompt, or gradtree run it";

/** The most UTF-16 units of a file that is loaded. */
const LENGTH = 2 ** 24;

/** The path behind load or save, with or without quotes. @throws {UsageError} where there is none */
export function pathFrom(command: "load" | "save", about: string): string {
  const path = /^(["'])(.*)\1$/su.exec(about)?.[2] ?? about;
  if (path !== "") return path;
  throw new UsageError("no-path", `${command} needs a path: ${command} session.gt`);
}

/** Work with a file, whose errors say why in words. @throws {UsageError} with the reason */
export function fileWork<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UsageError("bad-file", `can't ${what}: ${error.message}`);
  }
}

/** @throws {UsageError} for what is no text, or too much of it */
export function checkScript(path: string, script: string): void {
  if (script.length > LENGTH) {
    throw new UsageError(
      "bad-file",
      `'${path}' has ${grouped(script.length)} characters, over the limit of ${grouped(LENGTH)}`,
    );
  }
  if (/[\0\uFFFD]/u.test(script)) {
    throw new UsageError(
      "bad-file",
      `'${path}' is no text in UTF-8, expected lines as they are typed at the prompt, such as save writes`,
    );
  }
}
