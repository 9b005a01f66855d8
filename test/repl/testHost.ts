// The command line with a host that remembers what was printed, so that commands run inside a test.
import { UsageError } from "../../src/expr/errors.ts";
import { type Host, run } from "../../src/repl/commandLine.ts";
import type { TrainingHost } from "../../src/repl/training/host.ts";

/** A host of training without a terminal whose files are kept in a Map, and whose clock stands still. */
export const trainingHost = (files: Map<string, string>): TrainingHost => ({
  writeFile: (path, text) => files.set(path, text),
  checkWritable: () => {},
  now: () => 0,
  breathe: async () => {},
  watch: () => ({ come: () => undefined, close: () => {} }),
  columns: () => undefined,
});

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `gradtree ...args`; `stdin` undefined is a terminal. */
export async function gradtree(args: readonly string[], outside: Outside = {}): Promise<Ran> {
  let out = "";
  let err = "";
  const host: Host = {
    version: () => "1.2.3",
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    stdinIsTerminal: () => outside.stdin === undefined,
    readStdin: async () => outside.stdin ?? "",
    readFile: async (path) => {
      const text = outside.files?.get(path);
      if (text === undefined) throw new Error("no such file");
      return text;
    },
    bytes: async function* (path) {
      const text = path === undefined ? outside.stdin : outside.files?.get(path);
      if (text === undefined) throw new UsageError("no-file", `can't read '${path}': no such file`);
      yield Buffer.from(text);
    },
    write: async (text) => {
      out += text;
      return true;
    },
    converse: async () => {
      out += "(the prompt)\n";
      return 0;
    },
    runScript: async ({ path, stops }) => {
      out += `(the script ${path ?? "stdin"}${stops ? ", to its first error" : ""})\n`;
      return 0;
    },
    training: async () => trainingHost(outside.files instanceof Map ? outside.files : new Map()),
  };
  const code = await run(args, { ...host, ...outside.host });
  return { code, out, err };
}

export interface Outside {
  readonly stdin?: string;
  readonly files?: ReadonlyMap<string, string>;
  /** What is otherwise than in memory. */
  readonly host?: Partial<Host>;
}
