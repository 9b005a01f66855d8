// Numbers in memory, read where that is soonest: what does not change with a loop's index is read before the
// loop, and what several operations of an iteration read is read once. After this pass operations have
// locals and constants only, and every reading is a step of its own.
import { type Reach, reachOf } from "./reach.ts";
import type { Copies, Loop, Operand, Operation, Place, Step } from "./rolled.ts";

/** A number of memory as a local, and where it is copied to. */
export interface Load {
  readonly kind: "load";
  readonly place: Place;
  readonly local: number;
  readonly stores: readonly Place[];
}

export interface LoadedLoop extends Omit<Loop, "body"> {
  readonly body: readonly LoadedStep[];
}

export type LoadedStep = Operation | Load | LoadedLoop;

interface Scope {
  readonly steps: LoadedStep[];
  /** By place, the local that it was read into. */
  readonly read: Map<string, number>;
  /** What the loop of this scope stores, and how often it and those around it run. */
  readonly stored: readonly Reach[];
  readonly counts: readonly number[];
}

/** Out of a loop that stores more nothing is read before it: all would have to be compared with all. */
const MOST_STORED = 100;

/** A block with its readings as steps. */
export function loaded(block: readonly Step[]): LoadedStep[] {
  let next = 1 + highest(block);
  const scopes: Scope[] = [{ steps: [], read: new Map(), stored: [], counts: [] }];

  /** The scope that a place is read in: the outermost in which it is one place, and nothing inside stores it. */
  const depthOf = (place: Place): number => {
    let wanted = place.strides.length;
    while (wanted > 0 && place.strides[wanted - 1] === 0) wanted--;
    let depth = scopes.length - 1;
    const mayLeave = ({ stored, counts }: Scope): boolean => {
      if (stored.length > MOST_STORED && place.space === "values") return false;
      const reach = reachOf(place, counts);
      return !stored.some(
        ({ space, low, high }) => space === place.space && low <= reach.high && high >= reach.low,
      );
    };
    while (depth > wanted && mayLeave(scopes[depth])) depth--;
    return depth;
  };
  const read = (operand: Operand): Operand => {
    if (operand.kind !== "place") return operand;
    const { place } = operand;
    const { steps, read: known } = scopes[depthOf(place)];
    const key = keyOf(place);
    let local = known.get(key);
    if (local === undefined) {
      local = next++;
      known.set(key, local);
      steps.push({ kind: "load", place, local, stores: [] });
    }
    return { kind: "local", local };
  };
  const walk = (steps: readonly Step[]): void => {
    const { counts } = scopes[scopes.length - 1];
    for (const step of steps) {
      if (step.kind === "operation") {
        const operands = step.operands.map(read);
        scopes[scopes.length - 1].steps.push({ ...step, operands });
        continue;
      }
      const carried = step.carried.map((one) => ({ ...one, init: read(one.init) }));
      const within = [...counts, step.count];
      scopes.push({ steps: [], read: new Map(), stored: storesIn(step, within), counts: within });
      walk(step.body);
      const body = scopes.pop()?.steps ?? []; // always there: it was pushed above
      scopes[scopes.length - 1].steps.push({ ...step, carried, body });
    }
  };
  walk(block);
  return scopes[0].steps;
}

const tables = new WeakMap<Int32Array, number>();
let tableCount = 0;

/** Copies as steps: loops that read and store. */
export function copying(copies: readonly Copies[]): LoadedStep[] {
  return copies.map(({ count, from, to }, local): LoadedStep => {
    const load: Load = { kind: "load", place: from, local, stores: [to] };
    if (count > 1) return { kind: "loop", count, carried: [], body: [load], isParallel: true };
    const [place, store] = [from, to].map((one) => ({ ...one, strides: [] }));
    return { ...load, place, stores: [store] };
  });
}

/** Equal keys are one place. */
function keyOf({ space, base, strides, table }: Place): string {
  let length = strides.length;
  while (length > 0 && strides[length - 1] === 0) length--;
  let number = 0;
  if (table !== undefined) {
    number = tables.get(table) ?? ++tableCount;
    tables.set(table, number);
  }
  return `${space} ${number} ${base} ${strides.slice(0, length)}`;
}

function storesIn(loop: Loop, counts: readonly number[]): Reach[] {
  const outer = counts.slice(0, -1);
  const own = loop.carried.flatMap(({ stores }) => stores.map((place) => reachOf(place, outer)));
  const inner = loop.body.flatMap((step) =>
    step.kind === "loop"
      ? storesIn(step, [...counts, step.count])
      : step.stores.map((place) => reachOf(place, counts)),
  );
  return [...own, ...inner];
}

function highest(steps: readonly Step[]): number {
  let most = -1;
  for (const step of steps) {
    if (step.kind === "operation") most = Math.max(most, step.local);
    else most = Math.max(most, highest(step.body), ...step.carried.map(({ local }) => local));
  }
  return most;
}
