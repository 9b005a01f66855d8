// The world outside as Node has it.
import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import { reasonOf, writeFile } from "../files.ts";
import type { TrainingHost } from "./host.ts";

/** @param errors where progress is shown */
export const nodeHost = (errors: NodeJS.WriteStream): TrainingHost => ({
  writeFile,
  checkWritable,
  now: () => performance.now(),
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
  watch: () => {
    let come = false;
    const note = (): void => {
      come = true;
    };
    process.once("SIGINT", note);
    process.once("SIGTERM", note);
    return {
      hasCome: () => come,
      close: () => {
        process.off("SIGINT", note);
        process.off("SIGTERM", note);
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
