// The command line with a host that remembers what was printed, so that commands run inside a test.
import { type Host, run } from "../../src/repl/commandLine.ts";

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
    converse: async () => {
      out += "(the prompt)\n";
      return 0;
    },
  };
  const code = await run(args, host);
  return { code, out, err };
}

export interface Outside {
  readonly stdin?: string;
  readonly files?: ReadonlyMap<string, string>;
}
