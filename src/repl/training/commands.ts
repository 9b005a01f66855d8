// train, predict and explain, errors included. They are built as a file of their own, dist/training.cjs, with a copy of
// all that they use: its errors are no instances of the classes that the command line knows, so they are told apart here.
import { GradtreeError, UsageError } from "../../expr/errors.ts";
import { explain as explained } from "./explain.ts";
import type { Given, Outside } from "./host.ts";
import { predict as predicted } from "./predict.ts";
import { train as trained } from "./train.ts";

/** Resolves to the exit code. */
type Command = (words: readonly string[], given: Given, host: Outside) => Promise<number>;

const complaining =
  (command: Command): Command =>
  async (words, given, host) => {
    try {
      return await command(words, given, host);
    } catch (error) {
      if (error instanceof GradtreeError) return host.complain(error, error instanceof UsageError);
      throw error;
    }
  };

export const train: Command = complaining(trained);
export const predict: Command = complaining(predicted);
export const explain: Command = complaining(explained);
