// Loops that follow one another and go over the same indices as one loop: what the first computes the second reads
// at once, from a local instead of memory, and what then nobody reads is not stored. Where the second is ahead by an
// iteration or two, those of the first are done before.
import { type Access, type Accesses, accessesOf, both, needs, overlap } from "./accesses.ts";
import { reachOf } from "./reach.ts";
import {
  type Block,
  type Carried,
  type Loop,
  type Operand,
  type Place,
  type Rolled,
  type Step,
  written,
  writtenIn,
} from "./rolled.ts";
import { withoutUnread } from "./unread.ts";

/** Programs of which more is written out are left as they are: all of it is compared with all. */
const MOST_WRITTEN = 3000;
/** The most iterations of a loop that are written out before or after the common ones. */
const MOST_APART = 2;
/** The most operations of a joined body. */
const LARGEST = 300;
/** How far back a loop is looked for. */
const FAR = 16;

/** The same program with loops joined where that is possible. */
export function fused(rolled: Rolled): Rolled {
  if (written(rolled) > MOST_WRITTEN) return rolled;
  const steps = new Fuser(rolled.blocks).steps();
  return { ...rolled, blocks: inBlocks(withoutUnread(steps, rolled.copies)) };
}

/** A step of the program, and what it reads and stores. */
interface Item {
  readonly step: Step;
  readonly accesses: Accesses;
}

const item = (step: Step): Item => ({ step, accesses: accessesOf([step]) });

class Fuser {
  readonly #items: Item[] = [];
  #nextLocal = 0;

  constructor(blocks: readonly Block[]) {
    for (const block of blocks) {
      const offset = this.#nextLocal;
      const moved = renamed(block, (local) => local + offset, unmoved);
      for (const local of accessesOf(moved).set) this.#nextLocal = Math.max(this.#nextLocal, local + 1);
      for (const step of moved) this.#items.push(item(step));
    }
  }

  steps(): Step[] {
    const done: Item[] = [];
    for (const one of this.#items) {
      if (one.step.kind !== "loop" || !this.#join(done, one.step)) done.push(one);
    }
    return done.map(({ step }) => step);
  }

  /** Joins a loop with an earlier one, if one of those before it will do. */
  #join(done: Item[], loop: Loop): boolean {
    const accesses = accessesOf([loop]);
    for (let at = done.length - 1; at >= Math.max(0, done.length - FAR); at--) {
      const { step } = done[at];
      if (step.kind !== "loop") continue;
      const joined = this.#joined(step, done.slice(at + 1), loop, accesses);
      if (joined === undefined) continue;
      done.splice(at, done.length - at, ...joined.map(item));
      return true;
    }
    return false;
  }

  /** Two loops and what stands between them, with one loop; undefined where that can't be. */
  #joined(first: Loop, between: readonly Item[], second: Loop, accesses: Accesses): Step[] | undefined {
    if (first.isParallel !== second.isParallel && hasLoop(first.isParallel ? first : second))
      return undefined;
    if (writtenIn(first.body) + writtenIn(second.body) > LARGEST) return undefined;
    // What the second loop needs of the steps between goes before the common loop.
    const before: Item[] = [];
    const after: Item[] = [];
    let needed = accesses;
    for (const one of [...between].reverse()) {
      if (needs(needed, one.accesses)) {
        before.unshift(one);
        needed = both(needed, one.accesses);
      } else after.unshift(one);
    }
    const own = accessesOf([first]);
    if ([...needed.used].some((local) => own.set.has(local))) return undefined;
    const ahead = aheadOf(
      first,
      second,
      before.flatMap(({ accesses: { reads } }) => reads),
    );
    if (ahead === undefined) return undefined;
    const { peeled, isSame } = ahead;
    const count = Math.min(first.count - peeled, second.count);
    const [leftFirst, leftSecond] = [first.count - peeled - count, second.count - count];
    const [mostFirst, mostSecond] = [first, second].map(({ carried }) =>
      carried.length > 0 ? 0 : MOST_APART,
    );
    if (peeled > mostFirst || leftFirst > mostFirst || leftSecond > mostSecond || count < 2) return undefined;
    const iterations = (loop: Loop, from: number, many: number): Step[] =>
      Array.from({ length: many }, (_, i) => this.#iteration(loop, from + i)).flat();
    const isParallel = first.isParallel && second.isParallel && isSame;
    return [
      ...iterations(first, 0, peeled),
      ...before.map(({ step }) => step),
      this.#together(shifted(first, peeled), second, count, isParallel),
      ...iterations(first, peeled + count, leftFirst),
      ...iterations(second, count, leftSecond),
      ...after.map(({ step }) => step),
    ];
  }

  /** One iteration of a loop that carries nothing, written out. */
  #iteration({ body }: Loop, index: number): Step[] {
    const names = new Map<number, number>();
    for (const local of accessesOf(body).set) names.set(local, this.#nextLocal++);
    return renamed(
      body,
      (local) => names.get(local) ?? local,
      (place) => ({
        ...place,
        base: place.base + index * (place.strides[0] ?? 0),
        strides: place.strides.slice(1),
      }),
    );
  }

  /** The loop that does an iteration of the first, then one of the second. */
  #together(first: Loop, second: Loop, count: number, isParallel: boolean): Loop {
    const carried: Carried[] = [...first.carried, ...second.carried];
    const stored = storesOf(first.body);
    const known = new Map<string, number>();
    const read = (operand: Operand): Operand => {
      if (operand.kind !== "place" || operand.place.space !== "values" || operand.place.table !== undefined) {
        return operand;
      }
      const { place } = operand;
      for (const { local, place: store } of stored) {
        const ahead = iterationsAhead(store, place);
        if (ahead === 0) return { kind: "local", local };
        if (ahead !== -1) continue;
        const key = `${place.base} ${place.strides}`;
        const handed = known.get(key) ?? this.#nextLocal++;
        if (!known.has(key)) {
          const init: Operand = { kind: "place", place: { space: "values", base: place.base, strides: [] } };
          carried.push({ local: handed, init, next: local, stores: [] });
        }
        known.set(key, handed);
        return { kind: "local", local: handed };
      }
      return operand;
    };
    const body = [...first.body, ...reading(second.body, read)];
    return { kind: "loop", count, carried, body, isParallel: isParallel && carried.length === 0 };
  }
}

const unmoved = (place: Place): Place => place;
const hasLoop = ({ body }: Loop): boolean => body.some(({ kind }) => kind === "loop");

/** How many iterations after a store by the outermost loop a place is read, as -1 for the one after; undefined where that differs. */
function iterationsAhead(store: Place, read: Place): number | undefined {
  const stride = store.strides[0] ?? 0;
  const isFlat = [...store.strides.slice(1), ...read.strides.slice(1)].every((inner) => inner === 0);
  if (!isFlat || stride === 0 || read.strides[0] !== stride) return undefined;
  if (store.table !== undefined || read.table !== undefined) return undefined;
  const ahead = (read.base - store.base) / stride;
  return Number.isInteger(ahead) ? ahead : undefined;
}

/**
 * How many iterations of the first loop are to be done before the second begins, so that what is read is there, also by
 * steps between them; undefined where that can't be told. `isSame`: then each iteration reads of its own alone.
 */
function aheadOf(
  first: Loop,
  second: Loop,
  between: readonly Access[],
): { readonly peeled: number; readonly isSame: boolean } | undefined {
  const { stores } = accessesOf(first.body, [first.count]);
  const last = accessesOf(first.carried.length > 0 ? [{ ...first, body: [] }] : []).stores;
  const { reads } = accessesOf(second.body, [second.count]);
  const inits = accessesOf([{ ...second, body: [] }]).reads;
  const found: number[] = [];
  for (const { place, counts } of [...reads, ...between, ...inits]) {
    const reach = reachOf(place, counts);
    if (last.some((store) => overlap(reach, reachOf(store.place, store.counts)))) return undefined;
  }
  const reached = reads.map(({ place, counts }) => ({ place, read: reachOf(place, counts) }));
  for (const store of stores) {
    const reach = reachOf(store.place, store.counts);
    for (const { place, read } of reached) {
      if (!overlap(reach, read)) continue;
      const ahead = iterationsAhead(store.place, place);
      if (ahead === undefined) return undefined;
      found.push(ahead);
    }
    for (const { place, counts } of [...between, ...inits]) {
      const read = reachOf(place, counts);
      if (!overlap(reach, read)) continue;
      const stride = store.place.strides[0] ?? 0;
      const isFlat = store.place.table === undefined && store.place.strides.slice(1).every((s) => s === 0);
      if (!isFlat || stride === 0 || read.low !== read.high) return undefined;
      found.push((read.low - store.place.base) / stride + 1);
    }
  }
  const peeled = found.reduce((most, ahead) => Math.max(most, ahead), 0);
  if (peeled > MOST_APART) return undefined;
  return { peeled, isSame: found.every((ahead) => ahead === peeled) };
}

/** A loop without its first iterations. */
function shifted(loop: Loop, by: number): Loop {
  if (by === 0) return loop;
  const body = renamed(
    loop.body,
    (local) => local,
    (place) => ({ ...place, base: place.base + by * (place.strides[0] ?? 0) }),
  );
  return { ...loop, count: loop.count - by, body };
}

/** What an iteration of a loop stores, and the locals that hold it after. */
function storesOf(body: readonly Step[]): { local: number; place: Place }[] {
  return body
    .flatMap((step) => {
      if (step.kind === "operation") return step.stores.map((place) => ({ local: step.local, place }));
      return step.carried.flatMap(({ local, stores }) => stores.map((place) => ({ local, place })));
    })
    .filter(({ place }) => place.space === "values");
}

/** Steps with other names of locals and other places. */
function renamed(
  steps: readonly Step[],
  name: (local: number) => number,
  moved: (place: Place) => Place,
): Step[] {
  const operandOf = (operand: Operand): Operand => {
    if (operand.kind === "local") return { kind: "local", local: name(operand.local) };
    return operand.kind === "place" ? { kind: "place", place: moved(operand.place) } : operand;
  };
  return steps.map((step) => {
    if (step.kind === "operation") {
      const { operands, local, stores } = step;
      return { ...step, operands: operands.map(operandOf), local: name(local), stores: stores.map(moved) };
    }
    const carried = step.carried.map(({ local, init, next, stores }) => ({
      local: name(local),
      init: operandOf(init),
      next: name(next),
      stores: stores.map(moved),
    }));
    return { ...step, carried, body: renamed(step.body, name, moved) };
  });
}

/** Steps with other operands. */
function reading(steps: readonly Step[], read: (operand: Operand) => Operand): Step[] {
  return steps.map((step) => {
    if (step.kind === "operation") return { ...step, operands: step.operands.map(read) };
    const carried = step.carried.map((one) => ({ ...one, init: read(one.init) }));
    return { ...step, carried, body: reading(step.body, read) };
  });
}

/** Steps in blocks: cut where no local is read across, beside every loop, and where a block is long. */
function inBlocks(steps: readonly Step[]): Block[] {
  const setAt = new Map<number, number>();
  const uncut = new Uint8Array(steps.length + 1); // 1 where a local crosses the cut before a step
  for (const [at, step] of steps.entries()) {
    const { used, set } = accessesOf([step]);
    for (const local of used) uncut.fill(1, (setAt.get(local) ?? at) + 1, at + 1);
    for (const local of set) setAt.set(local, at);
  }
  const blocks: Step[][] = [];
  for (const [at, step] of steps.entries()) {
    const block = blocks[blocks.length - 1];
    const isBesideLoop = step.kind === "loop" || steps[at - 1]?.kind === "loop";
    if (block === undefined || (uncut[at] === 0 && (isBesideLoop || block.length >= LONG)))
      blocks.push([step]);
    else block.push(step);
  }
  return blocks;
}

/** The steps of a block that is long. */
const LONG = 400;
