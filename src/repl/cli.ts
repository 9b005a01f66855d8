// The command's entry: Node's streams and files as the command line's host. Each stream is opened
// when it is first used, because opening one takes a few milliseconds of a short run.
import { isatty } from "node:tty";
import { run } from "./commandLine.ts";
import { bytesOf, readFile, reasonOf } from "./files.ts";
import { untilClosed, write } from "./write.ts";

export { run };

/** What the command's first file knows about the package. */
export interface Package {
  readonly version: () => string;
  /** The file of the thread that a terminal's session computes in. */
  readonly worker: string;
}

/** Runs the command and sets the exit code; what is still being written is written before the process ends. */
export async function main(args: readonly string[], { version, worker }: Package): Promise<void> {
  const exitCode = await run(args, {
    version,
    out: (text) => output().write(text),
    err: (text) => errors().write(text),
    stdinIsTerminal: () => isatty(0),
    readStdin,
    readFile: async (path) => readFile(path),
    bytes: bytesOf,
    write: (text) => write(output(), text),
    converse: async () => {
      const { converse } = await import("./terminal.ts");
      return converse({ input: process.stdin, output: output(), errors: errors(), env: process.env }, worker);
    },
    runScript: async ({ path, stops }) => {
      const { runScript } = await import("./script.ts");
      const script = { name: path ?? "stdin", input: bytesOf(path), stops };
      return runScript(script, { output: output(), errors: errors(), env: process.env });
    },
    training: async () => {
      const { nodeHost } = await import("./training/node.ts");
      return nodeHost(errors());
    },
  });
  process.exitCode ||= exitCode; // writing may have failed
}

/** Answers a terminal, in the thread that it has started. */
export async function serve(): Promise<void> {
  const { serve } = await import("./terminal/worker.ts");
  serve();
}

/** A stream that is opened when it is first asked for. */
function opened(open: () => NodeJS.WriteStream, failed: (error: Error) => void): () => NodeJS.WriteStream {
  let stream: NodeJS.WriteStream | undefined;
  const gone = (): void => {
    process.stdin.destroy(); // there is nobody left to read for
  };
  return () => {
    stream ??= untilClosed(open(), gone, (error) => {
      process.exitCode = 1;
      failed(error);
    });
    return stream;
  };
}
const errors = opened(
  () => process.stderr,
  () => {}, // there is nowhere left to say so
);
const output = opened(
  () => process.stdout,
  (error) => {
    errors().write(`can't write the answer: ${reasonOf(error)}\n`);
  },
);

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
