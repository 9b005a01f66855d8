// Files by their paths, read and written: what can't be read or written says why, in words.
import {
  createReadStream,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { UsageError } from "../expr/errors.ts";
import type { Files } from "./session.ts";

const REASONS: ReadonlyMap<string | undefined, string> = new Map([
  ["ENOENT", "no such file"],
  ["EISDIR", "it is a folder"],
  ["ENOTDIR", "a folder on its path is a file"],
  ["EACCES", "no permission"],
  ["EPERM", "no permission"],
  ["EROFS", "the disk is read-only"],
  ["ENOSPC", "the disk is full"],
  ["ENAMETOOLONG", "the name is too long"],
]);

/** A file's text, without the byte order mark that some editors begin with. @throws {Error} that says why not */
export const readFile = (path: string): string =>
  explained(() => readFileSync(path, "utf8").replace(/^\uFEFF/u, ""));

/** The bytes of a file, or of stdin, as they come. @throws {UsageError} that says why they can't be read */
export async function* bytesOf(path: string | undefined): AsyncGenerator<Buffer> {
  try {
    yield* path === undefined ? process.stdin : createReadStream(path);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if ("code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE") return; // nobody wants to know any more
    const shown = path === undefined ? "stdin" : `'${path}'`;
    throw new UsageError("no-file", `can't read ${shown}: ${reasonOf(error)}`);
  }
}

/**
 * Writes a file whole: under a temporary name that then takes its place, and its permissions. A link stays one, to the
 * file that is written; what is no file, /dev/stdout perhaps, is written to and not replaced.
 * @throws {Error} that says why not
 */
export const writeFile = (path: string, text: string): void =>
  explained(() => {
    const before = statSync(path, { throwIfNoEntry: false });
    if (before !== undefined && !before.isFile()) {
      writeFileSync(path, text);
      return;
    }
    const place = before === undefined ? path : realpathSync(path);
    const temporary = `${place}.${process.pid}.tmp`;
    try {
      writeFileSync(temporary, text, { mode: before?.mode });
      renameSync(temporary, place);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });

/** Files as a session's load and save name them: ~ is the home folder, as in a shell, which is not there to read it. */
export const sessionFiles: Files = {
  read: (path) => readFile(atHome(path)),
  write: (path, text) => writeFile(atHome(path), text),
};

/** `~/session.gt` in the home folder; another path as it is. */
export const atHome = (path: string): string => path.replace(/^~(?=\/|$)/u, () => homedir());

/** Why a file could not be used. */
export const reasonOf = (error: Error): string => {
  const { code }: NodeJS.ErrnoException = error;
  return REASONS.get(code) ?? error.message;
};

function explained<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Error(reasonOf(error));
  }
}
