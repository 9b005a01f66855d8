// Which instances of a bank are computed side by side, and a bank's blocks cut so that their number divides.
import type { Block, Loop, Place, Step } from "../rolled.ts";
import { placesIn, writtenIn } from "../rolled.ts";
import { isChained } from "./chains.ts";
import type { Jam } from "./emitter.ts";

/** A block, and what of it is computed side by side. */
export interface JammedBlock {
  readonly block: Block;
  readonly jam: Jam | undefined;
}

/** The most operations of a body that are written side by side. */
const MOST_WRITTEN = 24;

/** How many instances go side by side: of sums that wait for themselves, and of others; and whether as lanes. */
export interface Widths {
  readonly chains: number;
  readonly others: number;
  readonly inLanes: boolean;
}

/** A block as one whose instances go side by side, and one of those that are left over. */
export function jammed(block: Block, widths: Widths): JammedBlock[] {
  const nest = nestOf(block);
  const depth = depthOf(nest, block, widths.inLanes);
  const loop = nest[depth];
  if (loop === undefined) {
    const isLanes = widths.inLanes && isChained(block);
    return [{ block, jam: isLanes ? { depth: 0, count: 2, inLanes: true, isChained: true } : undefined }];
  }
  const isChain = hasChain(block);
  const least = widths.inLanes ? 2 : 1;
  let count = isChain ? widths.chains : widths.others;
  while (count > least && (count > loop.count || (count / least) * writtenIn(block) > MOST_WRITTEN))
    count /= 2;
  // Fewer side by side are better than some left over.
  if (loop.count % count !== 0 && count > least && loop.count % (count / 2) === 0) count /= 2;
  if (count < 2 || count > loop.count) return [{ block, jam: undefined }];
  const main = loop.count - (loop.count % count);
  const jam: Jam = { depth, count, inLanes: widths.inLanes };
  if (main === loop.count) return [{ block, jam }];
  return [
    { block: part(block, depth, 0, main), jam },
    { block: part(block, depth, main, loop.count - main), jam: undefined },
  ];
}

/** The loops of a block that hold nothing but one another, as long as their iterations are independent. */
function nestOf(block: Block): Loop[] {
  const nest: Loop[] = [];
  for (let [step] = block, alone = block.length === 1; alone && step.kind === "loop" && step.isParallel; ) {
    nest.push(step);
    alone = step.body.length === 1;
    step = step.body[0];
  }
  return nest;
}

/** The loop of a nest by whose index places move by one element or not at all, as far as they do; else the outermost. */
function depthOf(nest: readonly Loop[], block: Block, inLanes: boolean): number {
  if (!inLanes) return 0;
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [depth, { count }] of nest.entries()) {
    let cost = count < 2 ? 1000 : 0;
    for (const { strides, table } of placesIn(block)) {
      const stride = strides[depth] ?? 0;
      if (stride !== 0 && (stride !== 1 || table !== undefined)) cost++;
    }
    if (cost < least) [best, least] = [depth, cost];
  }
  return best;
}

const hasChain = (steps: readonly Step[]): boolean =>
  steps.some((step) => step.kind === "loop" && (step.carried.length > 0 || hasChain(step.body)));

/** The iterations from `from` on of the loop at a depth of a nest, `count` of them. */
function part(block: Block, depth: number, from: number, count: number): Block {
  const moved = (place: Place): Place => ({
    ...place,
    base: place.base + from * (place.strides[depth] ?? 0),
  });
  const steps = (all: readonly Step[], at: number): Step[] =>
    all.map((step) => {
      if (step.kind === "operation") {
        const operands = step.operands.map((operand) =>
          operand.kind === "place" ? { ...operand, place: moved(operand.place) } : operand,
        );
        return { ...step, operands, stores: step.stores.map(moved) };
      }
      const carried = step.carried.map((one) => ({
        ...one,
        init: one.init.kind === "place" ? { ...one.init, place: moved(one.init.place) } : one.init,
        stores: one.stores.map(moved),
      }));
      return { ...step, carried, count: at === depth ? count : step.count, body: steps(step.body, at + 1) };
    });
  return steps(block, 0);
}
