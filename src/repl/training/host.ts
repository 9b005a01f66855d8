// What training needs of the world outside, so that all of it runs in a test: files, a clock, a place to show progress,
// and whether it has been interrupted.
import type { GradtreeError } from "../../expr/errors.ts";

export interface TrainingHost {
  /** Writes a file whole, or not at all. @throws {Error} that says why it can't */
  readonly writeFile: (path: string, text: string) => void;
  /** Whether a file can be written there: found out before the work, not after it. @throws {Error} that says why not */
  readonly checkWritable: (path: string) => void;
  /** Milliseconds from some moment on. */
  readonly now: () => number;
  /** Lets whatever else has happened be heard of, an interrupt above all. */
  readonly breathe: () => Promise<void>;
  /** Watches for interrupts (Ctrl-C, a kill): the first is noted, a second ends the process as ever. */
  readonly watch: () => Interrupts;
  /** The width of the terminal that stderr is; undefined where it is none. */
  readonly columns: () => number | undefined;
}

export interface Interrupts {
  /** The exit code of a process that has been interrupted so, as shells count it; undefined where none has come. */
  readonly come: () => number | undefined;
  /** Stops watching. */
  readonly close: () => void;
}

/** What the commands for networks use of the command line's host. */
export interface Outside {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Rejects with an Error whose message says why the file can't be read. */
  readonly readFile: (path: string) => Promise<string>;
  readonly training: () => Promise<TrainingHost>;
  /** Says what is wrong. Returns the exit code, another for what was asked for in the wrong way. */
  readonly complain: (error: GradtreeError, isUsage: boolean) => number;
}

/** Options by their names in camel case, as they were typed; true for one that takes no value. */
export type Given = ReadonlyMap<string, string | true>;
