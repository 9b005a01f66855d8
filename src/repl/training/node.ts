// The world outside as Node has it.
import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import { reasonOf, writeFile } from "../files.ts";
import type { TrainingHost } from "./host.ts";

/** Signals that end a process, with the exit codes that shells count them as. */
const SIGNALS = [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const;

/** @param errors where progress is shown */
export const nodeHost = (errors: NodeJS.WriteStream): TrainingHost => ({
  writeFile,
  checkWritable,
  now: () => performance.now(),
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
  watch: () => {
    let come: number | undefined;
    const notes = SIGNALS.map(([signal, code]) => {
      const note = (): void => {
        come = code;
      };
      process.once(signal, note);
      return () => process.off(signal, note);
    });
    return {
      come: () => come,
      close: () => {
        for (const forget of notes) forget();
      },
    };
  },
  columns: () => (errors.isTTY ? (errors.columns ?? 80) : undefined),
});

function checkWritable(path: string): void {
  try {
    accessSync(dirname(path), constants.W_OK);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Error("it is a folder");
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Error(reasonOf(error));
  }
}
