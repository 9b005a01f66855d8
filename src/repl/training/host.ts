// What training needs of the world outside, so that all of it runs in a test: files, a clock, a place to show progress,
// and whether it has been interrupted.

export interface TrainingHost {
  /** Writes a file whole, or not at all. @throws {Error} that says why it can't */
  readonly writeFile: (path: string, text: string) => void;
  /** Whether a file can be written there: found out before the work, not after it. @throws {Error} that says why not */
  readonly checkWritable: (path: string) => void;
  /** Milliseconds from some moment on. */
  readonly now: () => number;
  /** Lets whatever else has happened be heard of, an interrupt above all. */
  readonly breathe: () => Promise<void>;
  /** Watches for interrupts (Ctrl-C): the first is noted, a second ends the process as ever. */
  readonly watch: () => Interrupts;
  /** The width of the terminal that stderr is; undefined where it is none. */
  readonly columns: () => number | undefined;
}

export interface Interrupts {
  readonly hasCome: () => boolean;
  /** Stops watching. */
  readonly close: () => void;
}
