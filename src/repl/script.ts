// A script: entries in a file, or on stdin, answered by a session of its own as a pipe is, with errors
// that name file and line.
import { paletteFor } from "./colour.ts";
import { sessionFiles } from "./files.ts";
import { converseInPipe } from "./pipe.ts";
import { Session } from "./session.ts";

export interface Script {
  /** As errors name it: its path. */
  readonly name: string;
  readonly input: AsyncIterable<Buffer | string>;
  /** Whether the first error ends it. */
  readonly stops: boolean;
}

export interface Outputs {
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Answers every entry, up to the first in error if it stops there. Resolves to the exit code. */
export const runScript = (script: Script, { output, errors, env }: Outputs): Promise<number> =>
  converseInPipe(new Session({ files: sessionFiles }), {
    ...script,
    output,
    errors,
    errorPalette: paletteFor(errors, env),
  });
