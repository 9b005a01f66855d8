// Rolling a program: its units, their runs, and where everything stands in memory.
import { type Budget, checkCancelled } from "../../expr/budget.ts";
import { operationsOf, type Program } from "../program.ts";
import { type Draft, draftsOf, writtenBy } from "./draft.ts";
import { fused } from "./fuse.ts";
import { type Placed, placed } from "./layout.ts";
import { type Reordered, reordered } from "./reorder.ts";
import { loopsIn, type Rolled, written } from "./rolled.ts";

/** Rolling pays where what is written out is so many times less. */
export const SHRINK = 4;
/** The most operations of a program that is looked through: some ten seconds and 1 GB. */
const MOST = 5_000_000;
/** The most that one instance of a bank writes out. */
const BODY = 1500;

/** What is not even half as long is no better in another order of inputs and results. */
const HALF = 2;
/** From so many loops on, another order of inputs and results may make them fewer. */
const MANY_LOOPS = 16;

/** How a program is rolled. */
export interface Rolling {
  /** By input a number that tells inputs of different arrays apart; by default they are all of one. */
  readonly kinds?: Uint8Array;
  /** How many times less is to be written out. */
  readonly shrink?: number;
  /** Whether the results must stand in the program's order. */
  readonly keepsResults?: boolean;
  readonly budget?: Budget | undefined;
}

/**
 * A program in the layout of `compact` with its repetitions as loops, or undefined where that does not make it
 * `shrink` times smaller.
 * @throws {CancelledError} where `budget.cancelled` says so.
 */
export function roll(program: Program, rolling: Rolling = {}): Rolled | undefined {
  const { kinds = new Uint8Array(program.inputs.length), shrink = SHRINK, keepsResults = false } = rolling;
  const poll = (): void => checkCancelled(rolling.budget);
  const operations = operationsOf(program);
  if (operations > MOST || !mayRepeat(program)) return undefined;
  const isShort = (drafts: readonly Draft[], times: number): boolean =>
    drafts.reduce((sum, draft) => sum + writtenBy(draft), 0) * times <= operations &&
    !drafts.some((draft) => draft.unit.instances > 1 && writtenBy(draft) > BODY);
  const drafts = draftsOf(program, kinds, poll);
  if (!isShort(drafts, Math.min(shrink, HALF))) return undefined;
  poll();
  const found: Placed[] = [];
  if (isShort(drafts, shrink)) {
    const asIs = placed(program, kinds, drafts, false);
    if (asIs.entries === 0 && loopCount(asIs.rolled) < MANY_LOOPS) return fused(asIs.rolled);
    found.push(asIs, placed(program, kinds, drafts, true));
  }
  const moved = mayMove(program) ? reordered(program, kinds, !keepsResults) : undefined;
  const movedDrafts = moved === undefined ? [] : draftsOf(moved.program, moved.kinds, poll);
  if (moved !== undefined && isShort(movedDrafts, shrink)) {
    for (const isMoved of [false, true]) {
      poll();
      const { rolled, entries } = placed(moved.program, moved.kinds, movedDrafts, isMoved);
      found.push({ rolled: inOrderOf(moved, kinds, rolled), entries });
    }
  }
  if (found.length === 0) return undefined;
  return fused(found.reduce((best, one) => (costOf(one) < costOf(best) ? one : best)).rolled);
}

/** Whether there are inputs and results enough for their order to matter. */
const mayMove = ({ inputs, outputs }: Program): boolean => inputs.length + outputs.length >= MANY_LOOPS;

/** What makes it slow and long: numbers that are reached through tables, and code. */
const costOf = ({ rolled, entries }: Placed): number => entries + 4 * written(rolled);

const loopCount = ({ blocks }: Rolled): number =>
  blocks.reduce((count, block) => count + [...loopsIn(block)].length, 0);

/** What was rolled in another order of inputs and results, with places for them in their own. */
function inOrderOf({ inputs, outputs }: Reordered, kinds: Uint8Array, rolled: Rolled): Rolled {
  return {
    ...rolled,
    kinds,
    layout: inputs.map((place) => rolled.layout[place]),
    isInOrder: rolled.isInOrder.map(() => false),
    results: outputs,
  };
}

/** Shorter programs are not looked over before. */
const SHORT = 2000;
/** How many places a program is looked at, and how many operations there. */
const [SAMPLES, SAMPLE] = [16_384, 16];
/** After so many places it is plain where nothing repeats. */
const FIRST_SAMPLES = 1024;

/** Whether a program's operations follow one another in few enough ways that there may be loops in it: a quick look. */
export function mayRepeat(program: Program): boolean {
  const { opcodes, inputs, constants } = program;
  const operations = opcodes.length - inputs.length - constants.length;
  if (operations < SHORT) return operations > 0;
  const start = opcodes.length - operations; // in the layout of `compact` leaves come first
  const count = Math.min(SAMPLES, operations - SAMPLE);
  const seen = new Uint8Array(2 ** 17);
  let distinct = 0;
  for (let k = 0; k < count; k++) {
    const from = start + Math.floor((k * (operations - SAMPLE)) / count);
    let hash = 0;
    for (let i = from; i < from + SAMPLE; i++)
      hash = Math.imul(hash ^ opcodes[i], 0x9e3779b1) ^ (hash >>> 15);
    const place = (hash ^ (hash >>> 12)) & (seen.length - 1);
    if (seen[place] === 0) distinct++;
    seen[place] = 1;
    if (k === FIRST_SAMPLES && distinct > 0.9 * k) return false;
  }
  return distinct * 3 < count;
}
