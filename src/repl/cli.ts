// The command's entry: Node's streams and files as the command line's host. Each stream is opened
// when it is first used, because opening one takes a few milliseconds of a short run.
import { readFileSync } from "node:fs";
import { isatty } from "node:tty";
import { run } from "./commandLine.ts";

export { run };

/** Runs the command and sets the exit code; what is still being written is written before the process ends. */
export async function main(args: readonly string[], version: () => string): Promise<void> {
  process.exitCode = await run(args, {
    version,
    out: writer(() => process.stdout),
    err: writer(() => process.stderr),
    stdinIsTerminal: () => isatty(0),
    readStdin,
    readFile,
    converse: async () => {
      const { converse } = await import("./terminal.ts");
      const [output, errors] = [process.stdout, process.stderr].map(untilClosed);
      return converse({ input: process.stdin, output, errors });
    },
  });
}

function writer(open: () => NodeJS.WriteStream): (text: string) => void {
  let stream: NodeJS.WriteStream | undefined;
  return (text) => {
    stream ??= untilClosed(open());
    stream.write(text);
  };
}

/** A reader that has seen enough (| head) closes the pipe: then there is nobody left to tell. */
function untilClosed(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  return stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.stdin.destroy();
  });
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

const REASONS: ReadonlyMap<string | undefined, string> = new Map([
  ["ENOENT", "no such file"],
  ["EISDIR", "it is a folder"],
  ["EACCES", "no permission"],
]);

/** A file's text, without the byte order mark that some editors begin with. */
async function readFile(path: string): Promise<string> {
  try {
    return readFileSync(path, "utf8").replace(/^\uFEFF/u, "");
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { code }: NodeJS.ErrnoException = error;
    throw new Error(REASONS.get(code) ?? error.message);
  }
}
