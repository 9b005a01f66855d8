// What is wrong in a clause or an option says so itself and quotes it: a caret would stand below the formula.
import { CancelledError, GradtreeError, UsageError } from "../expr/errors.ts";
import { Source } from "../expr/parse/source.ts";
import type { ClauseName } from "./commands/clauses.ts";

/** What `work` makes of a piece of a clause. @throws {UsageError} that quotes the piece where that can't be read */
export function readPiece<T>(clause: ClauseName, piece: string, work: () => T): T {
  const code = `bad-${clause}`;
  try {
    return work();
  } catch (error) {
    if (!(error instanceof GradtreeError) || error instanceof CancelledError || error.code === code)
      throw error;
    const message = error.message.replace(/; for a call declare .+ as a function$/u, "");
    const shown = new Source(piece).excerpt(0, piece.length);
    throw new UsageError(code, `can't read '${shown}': ${message}`, { suggestion: error.suggestion });
  }
}
