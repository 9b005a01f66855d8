// The session at a terminal or in a pipe. At a terminal there is a prompt; in a pipe only answers
// are printed, so that they can be read by the next program.
import { createInterface } from "node:readline";
import { Session } from "./session.ts";

export interface Streams {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
  readonly errors: NodeJS.WritableStream;
}

/** Answers lines until the input ends or `quit`. Resolves to the exit code: 1 where a line of a pipe was in error. */
export async function converse({ input, output, errors }: Streams): Promise<number> {
  const atTerminal = input.isTTY === true;
  const lines = createInterface({
    input,
    output: atTerminal ? output : undefined,
    prompt: "> ",
    terminal: atTerminal,
  });
  const session = new Session();
  let exitCode = 0;
  if (atTerminal) {
    output.write("gradtree: type a formula, diff FORMULA, help or quit\n");
    lines.on("SIGINT", () => {
      for (const name of ["e", "u"]) lines.write(null, { ctrl: true, name }); // to the end, delete to the start
    });
    lines.prompt();
  }
  for await (const line of lines) {
    const { text, remarks, error, over } = session.line(line);
    if (over) {
      lines.close();
      return exitCode;
    }
    if (text !== "") output.write(`${text}\n`);
    for (const remark of remarks) errors.write(`${remark}\n`);
    if (error !== undefined) {
      errors.write(`${error}\n`);
      if (!atTerminal) exitCode = 1;
    }
    if (atTerminal) lines.prompt();
  }
  if (atTerminal) output.write("\n"); // the shell's prompt begins a line of its own
  return exitCode;
}
