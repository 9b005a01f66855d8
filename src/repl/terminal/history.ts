// What was typed, kept in a file from one session to the next: an entry a line, appended as soon as
// it is typed, so that several sessions at once and a crash lose nothing. A file that can't be read
// or written only costs the memory; it never ends a session.
import {
  appendFileSync,
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { reasonOf } from "../files.ts";

export interface History {
  /** Oldest first. */
  readonly entries: readonly string[];
  /** Remembers an entry, in the file too. */
  readonly add: (entry: string) => void;
  /** Why entries are not kept beyond the session, where they are not. */
  readonly problem: () => string | undefined;
}

/** Bytes at which the file is shortened, and those of its end that are looked at and remain. */
const FILE_LIMIT = 2 ** 20;
const KEPT = 2 ** 19;

/** The history's file: $GRADTREE_HISTORY (empty: none), or where the platform keeps state. */
export function historyPath(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { GRADTREE_HISTORY, XDG_STATE_HOME, LOCALAPPDATA } = env;
  if (GRADTREE_HISTORY !== undefined) return GRADTREE_HISTORY || undefined;
  return join(XDG_STATE_HOME || LOCALAPPDATA || join(homedir(), ".local", "state"), "gradtree", "history");
}

/** The history in a file, or of this session alone. */
export function openHistory(path: string | undefined): History {
  const entries: string[] = [];
  let problem: string | undefined;
  const guarded = (work: (path: string) => void): void => {
    if (path === undefined || problem !== undefined) return;
    try {
      work(path);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      problem = `the history is not kept: can't use '${path}': ${reasonOf(error)}`;
    }
  };
  guarded((file) => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    entries.push(...load(file));
  });
  return {
    entries,
    add(entry) {
      if (entry === entries.at(-1)) return;
      entries.push(entry);
      guarded((file) => append(file, encode(entry)));
    },
    problem: () => problem,
  };
}

const encode = (entry: string): string => `${entry.replace(/\\/gu, "\\\\").replace(/\n/gu, "\\n")}\n`;
const decode = (line: string): string =>
  line.replace(/\\([\\n])/gu, (_, which) => (which === "n" ? "\n" : "\\"));

/** The entries of a file; lines that no session wrote, with control characters in them, are passed over. */
function load(path: string): string[] {
  const file = openSync(path, "a+", 0o600);
  try {
    const found = fstatSync(file);
    if (!found.isFile() && !found.isCharacterDevice()) throw new Error("it is no file"); // /dev/null will do
    const from = Math.max(0, found.size - KEPT);
    const text = textFrom(file, from);
    if (text !== "" && !text.endsWith("\n")) writeSync(file, "\n"); // somebody was cut off while writing
    const lines = text.split("\n");
    if (from > 0) lines.shift(); // probably cut
    const known = lines.filter((line) => line !== "" && !/[\p{Cc}\uFFFD]/u.test(line));
    if (found.size > FILE_LIMIT) shorten(path, file, found, known);
    return known.map(decode);
  } finally {
    closeSync(file);
  }
}

function textFrom(file: number, position: number): string {
  const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - position));
  return bytes.toString("utf8", 0, readSync(file, bytes, 0, bytes.length, position));
}

/** Puts a shorter file in the place of one too long. What another session appended meanwhile comes along. */
function shorten(path: string, file: number, { ino, size }: Stats, lines: readonly string[]): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, lines.map((line) => `${line}\n`).join(""), { mode: 0o600 });
    if (statSync(path).ino !== ino) return; // another session was faster
    renameSync(temporary, path);
    appendFileSync(path, textFrom(file, size));
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Appends at once; again, where the file was replaced by a shorter one under our hands. */
function append(path: string, line: string): void {
  for (let replaced = true, attempt = 0; replaced && attempt < 3; attempt++) {
    const file = openSync(path, "a", 0o600);
    try {
      writeSync(file, line);
      replaced = statSync(path).ino !== fstatSync(file).ino;
    } finally {
      closeSync(file);
    }
  }
}
