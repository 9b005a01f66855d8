// C programs as opponents: source compiled by gcc, and run as a process that does its work as often as it is told.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";

export const hasGcc = spawnSync("gcc", ["--version"]).status === 0;

const FLAGS = ["-O3", "-march=native", "-ffp-contract=off"];

/** Reads a number of times a line, does the work so often, and answers with the last result. */
const main = (work) => `
#include <stdio.h>
int main(void) {
  long times;
  while (scanf("%ld", &times) == 1) {
    double result = 0;
    for (long i = 0; i < times; i++) {
      result = ${work};
      __asm__ volatile("" ::: "memory");
    }
    printf("%.17g\\n", result);
    fflush(stdout);
  }
  return 0;
}
`;

/**
 * A C source compiled; `work` is the expression that does the work once and has a double.
 * @returns {{ compileMs: number, run: (times: number) => Promise<number>, stop: () => void }} run does the work so
 * often and gives the last result.
 */
export function cProgram(source, work) {
  const folder = mkdtempSync(join(tmpdir(), "gradtree-bench-"));
  try {
    writeFileSync(join(folder, "work.c"), source);
    writeFileSync(join(folder, "main.c"), `extern double work(void);\n${main(work)}`);
    const started = performance.now();
    execFileSync("gcc", [...FLAGS, "-c", "work.c"], { cwd: folder });
    const compileMs = performance.now() - started;
    execFileSync("gcc", [...FLAGS, "main.c", "work.o", "-o", "work", "-lm"], { cwd: folder });
    const child = spawn(join(folder, "work"), { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const run = async (times) => {
      child.stdin.write(`${times}\n`);
      return Number((await lines.next()).value);
    };
    const stop = () => {
      child.stdin.end();
      rmSync(folder, { recursive: true, force: true });
    };
    return { compileMs, run, stop };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
