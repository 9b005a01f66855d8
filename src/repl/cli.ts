// The command's entry: Node's streams and files as the command line's host.
import { readFileSync } from "node:fs";
import { run } from "./commandLine.ts";

export { run };

/** Runs the command and sets the exit code; what is still being written is written before the process ends. */
export async function main(args: readonly string[], version: () => string): Promise<void> {
  // A reader that has seen enough (| head) closes the pipe: then there is nobody left to tell.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.stdin.destroy();
    });
  }
  process.exitCode = await run(args, {
    version,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    stdinIsTerminal: process.stdin.isTTY === true,
    readStdin: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk);
      return Buffer.concat(chunks).toString("utf8");
    },
    readFile: readText,
    converse: async () => {
      const { converse } = await import("./terminal.ts");
      return converse({ input: process.stdin, output: process.stdout, errors: process.stderr });
    },
  });
}

const REASONS: ReadonlyMap<string | undefined, string> = new Map([
  ["ENOENT", "no such file"],
  ["EISDIR", "it is a folder"],
  ["EACCES", "no permission"],
]);

/** A file's text, without the byte order mark that some editors begin with. */
async function readText(path: string): Promise<string> {
  try {
    return readFileSync(path, "utf8").replace(/^\uFEFF/u, "");
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { code }: NodeJS.ErrnoException = error;
    throw new Error(REASONS.get(code) ?? error.message);
  }
}
