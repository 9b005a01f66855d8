// What runs a program: JavaScript for a short one, which V8 optimises at once; WebAssembly for a longer one; and beyond
// what compilers take, or where code may not be generated, the loop over its arrays. One that repeats itself is short
// whatever its length: its code is loops.
import type { Budget } from "../expr/budget.ts";
import { grouped } from "../expr/print/grouped.ts";
import { interpreter, type Runner } from "./interpret.ts";
import type { Program } from "./program.ts";
import { rolledRunner } from "./roll/runner.ts";
import { javascript, mayGenerateCode } from "./targets/js.ts";
import type { Host } from "./targets/wasm/host.ts";
import { wasm } from "./targets/wasm/straight.ts";

export type Target = "js" | "wasm" | "interpret";

/** What a kernel runs, and why. */
export interface Plan {
  readonly target: Target;
  /** The operations of a run: of value and derivatives where it has these, else of the values. */
  readonly operations: number;
  /** The memory that the program and its code take, about. */
  readonly bytes: number;
  /** Why this target, in words. */
  readonly why: string;
}

/** Up to so many operations and results JavaScript is as fast as WebAssembly, and sooner there. */
export const SHORT = 300;
/** Up to so many, where there is no WebAssembly, it is JavaScript still: longer code takes seconds to be optimised. */
export const LONG_JAVASCRIPT = 6000;
/** Up to so many it is WebAssembly: the code of more of them does not fit a processor's caches, the program's arrays do better. */
export const LONG = 500_000;

/** A program that can be run, and its plan. */
export interface Planned {
  readonly run: Runner;
  readonly plan: Plan;
}

/** A program in the layout of `compact` with outputs from number `skip` on to be written out, run by a target: the one asked for where it can be. */
export function planned(
  program: Program,
  skip: number,
  target: Target | undefined,
  host: Host | undefined,
  budget?: Budget,
): Planned {
  const operations = program.opcodes.length - program.inputs.length - program.constants.length;
  const length = operations + program.outputs.length;
  const bytes = 13 * program.opcodes.length + 8 * program.constants.length;
  const made = (by: Target, why: string, { run, bytes: more }: { run: Runner; bytes: number }): Planned => ({
    run,
    plan: { target: by, operations, bytes: bytes + more, why },
  });
  const interpreted = (why: string): Planned =>
    made("interpret", why, { run: interpreter(program, skip), bytes: 8 * program.opcodes.length });
  const byJavascript = (why: string): Planned => made("js", why, javascript(program, skip));
  const upTo = (limit: number): string => `at most ${grouped(limit)} operations and results`;

  if (target === "interpret") return interpreted("asked for");
  const loops = length > SHORT ? rolledRunner(program, skip, target, host, budget) : undefined;
  if (loops !== undefined) {
    const why = target === undefined ? "what it repeats is written once" : "asked for";
    return made(loops.target, `${why}: ${loops.loops}`, loops);
  }
  if (target === "js") {
    return mayGenerateCode() ? byJavascript("asked for") : interpreted("generating code is forbidden here");
  }
  if (target === undefined) {
    if (length > LONG) {
      return interpreted(`more than ${grouped(LONG)} operations and results: generated code would be slower`);
    }
    if (length <= SHORT && mayGenerateCode()) {
      return byJavascript(`${upTo(SHORT)}: generated JavaScript is the fastest`);
    }
  }
  const found = wasm(program, skip, host);
  if (typeof found !== "string") {
    const fastest =
      length <= SHORT
        ? "generating JavaScript is forbidden here"
        : `${upTo(LONG)}: WebAssembly is the fastest`;
    return made("wasm", target === "wasm" ? "asked for" : fastest, found);
  }
  if (!mayGenerateCode()) return interpreted(`${found}, and generating code is forbidden here`);
  if (length > LONG_JAVASCRIPT) {
    return interpreted(
      `${found}, and generated JavaScript of so many operations would take long to be optimised`,
    );
  }
  return byJavascript(found);
}
