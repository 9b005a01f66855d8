// The command as users have it: built, in a process of its own.
import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./imports.ts";

export const bin: string = join(root, "bin", "gradtree.cjs");

/** Builds dist/ where a source is newer. Call it before the tests of a file that need dist/. */
export function build(): void {
  execFileSync(process.execPath, [join(root, "scripts", "build.mjs"), "--if-stale"], {
    cwd: root,
    stdio: "inherit",
  });
}

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program to its end; without input its stdin is empty. */
export function finish(
  program: string,
  args: readonly string[],
  options: { input?: string; cwd?: string } = {},
): Finished {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: "utf8",
    input: options.input ?? "",
    cwd: options.cwd ?? root,
    maxBuffer: 2 ** 28,
  });
  if (error !== undefined) throw error;
  return { code: status, out: stdout, err: stderr };
}

/** Runs the built command. */
export const command = (args: readonly string[], input?: string): Finished =>
  finish(process.execPath, [bin, ...args], { input });
