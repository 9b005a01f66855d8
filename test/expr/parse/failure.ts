// The error of ours that a call throws, for tests of messages and places.
import { GradtreeError } from "../../../src/expr/errors.ts";

export function failure(run: () => unknown): GradtreeError {
  try {
    run();
  } catch (error) {
    if (error instanceof GradtreeError) return error;
    throw error;
  }
  throw new Error("expected an error, got none");
}
