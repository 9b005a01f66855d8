// Loops written in C, as a process of their own that waits to be asked: built with gcc for this machine, and
// timed by itself, so that only the work counts. Each answer is a time and a number that tells whether both
// sides computed the same.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../node_modules/.cache/", import.meta.url));
const FLAGS = ["-O3", "-march=native", "-ffp-contract=off", "-std=gnu11"];

const MAIN = `
#include <stdio.h>
#include <time.h>
int main(void) {
  int repeats;
  prepare();
  while (scanf("%d", &repeats) == 1) {
    struct timespec from, to;
    double sum = 0;
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (int i = 0; i < repeats; i++) {
      sum = work();
      __asm__ volatile("" ::: "memory"); /* every repeat does its work */
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    printf("%.9g %.17g\\n", ((to.tv_sec - from.tv_sec) * 1e3 + (to.tv_nsec - from.tv_nsec) / 1e6) / repeats, sum);
    fflush(stdout);
  }
}
`;

/** Whether there is a compiler. */
export function hasGcc() {
  try {
    execFileSync("gcc", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/**
 * A process of the C text, which defines `void prepare(void)` and `double work(void)`. `run(repeats)` gives the
 * milliseconds of one `work` and what it returned.
 */
export function nativeLoop(name, source) {
  mkdirSync(folder, { recursive: true });
  const path = `${folder}gradtree-bench-${name}`;
  writeFileSync(`${path}.c`, source + MAIN);
  execFileSync("gcc", [...FLAGS, "-o", path, `${path}.c`, "-lm"]);
  const child = spawn(path, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async run(repeats) {
      child.stdin.write(`${repeats}\n`);
      const { value } = await lines.next();
      const [time, sum] = value.split(" ").map(Number);
      return { time, sum };
    },
    close: () => child.stdin.end(),
  };
}
