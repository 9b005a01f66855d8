// Programs that repeat themselves, run as loops: their code is short whatever the number of terms, ready at once, and
// as fast as what one would write by hand.
import type { Budget } from "../../expr/budget.ts";
import type { Program } from "../program.ts";
import { mayGenerateCode } from "../targets/js.ts";
import { type Host, mayCompileWasm } from "../targets/wasm/host.ts";
import { lowered } from "../targets/wasm/routines.ts";
import type { Running } from "../targets/wasm/straight.ts";
import { mayRepeat, roll } from "./roll.ts";
import { loopsInWords } from "./rolled.ts";
import { rolledJavaScript } from "./targets/js.ts";
import { rolledWasm } from "./targets/wasm.ts";

export interface RolledRunner extends Running {
  readonly target: "js" | "wasm";
  /** The loops, in words. */
  readonly loops: string;
}

/**
 * A program in the layout of `compact` as loops, by the target asked for, or by WebAssembly where there is any; undefined
 * where it does not repeat itself, or its code can't be made here. Outputs from number `skip` on are written out.
 */
export function rolledRunner(
  program: Program,
  skip: number,
  target: "js" | "wasm" | undefined,
  host: Host | undefined,
  budget?: Budget,
): RolledRunner | undefined {
  if (!mayRepeat(program)) return undefined; // before it is lowered, which takes longer
  if (target !== "js" && mayCompileWasm()) {
    const rolled = roll(lowered(program), { budget });
    if (rolled === undefined) return undefined;
    const found = rolledWasm(rolled, skip, host);
    if (typeof found !== "string") return { ...found, target: "wasm", loops: loopsInWords(rolled) };
  }
  if (target === "wasm" || !mayGenerateCode()) return undefined;
  const rolled = roll(program, { budget });
  if (rolled === undefined) return undefined;
  return { ...rolledJavaScript(rolled, skip), target: "js", loops: loopsInWords(rolled) };
}
