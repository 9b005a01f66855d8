// Where a stream of operations repeats itself: runs of iterations, each the one before with every operand
// moved on evenly. What an iteration needs of those before it (the sum so far) is as far back in each.
import { arities } from "../instructions.ts";
import { LEAST, type Unit } from "./units.ts";

export interface Run {
  /** The operation that the first iteration begins with. */
  readonly start: number;
  /** The operations of an iteration. */
  readonly period: number;
  readonly count: number;
  /** By operand of the body, 1 where it is a value of the unit as many operations back in every iteration. */
  readonly isBack: Uint8Array;
}

/** The longest body that is looked for. */
const LONGEST = 1500;
/** The most iterations back that a value is carried. */
const MOST_BACK = 4;
/** Operations by which the beginning of an iteration is recognised. */
const GRAM = 3;

const [UNKNOWN, BACK, AWAY] = [0, 1, 2];

/** What matching needs to know of a leaf: what kind it is, and for values a number that moves evenly. */
export interface Leaves {
  readonly kindOf: (slot: number) => number;
  readonly ordinals: Int32Array;
  /** The kind of values; only their numbers must move evenly. */
  readonly value: number;
}

/** The runs of a unit, in order; none overlap. */
export function runsOf(unit: Unit, leaves: Leaves): Run[] {
  return new Finder(unit, leaves).runs();
}

class Finder {
  readonly #unit: Unit;
  readonly #leaves: Leaves;
  readonly #modes = new Uint8Array(3 * LONGEST);
  readonly #steps = new Int32Array(3 * LONGEST);
  readonly #isKnown = new Uint8Array(3 * LONGEST);

  constructor(unit: Unit, leaves: Leaves) {
    this.#unit = unit;
    this.#leaves = leaves;
  }

  runs(): Run[] {
    const { length } = this.#unit.opcodes;
    const found: Run[] = [];
    if (length < LEAST) return found;
    const grams = this.#grams();
    const seen = new Int32Array(2 ** Math.ceil(Math.log2(2 * length))); // by hash, where last, + 1
    const last = seen.length - 1;
    let end = 0; // of the run found last
    let [failedPeriod, failedUntil] = [0, 0];
    for (let i = 0; i < length; ) {
      const place = grams[i] & last;
      const before = seen[place] - 1;
      seen[place] = i + 1;
      const period = i - before;
      if (before < end || period > LONGEST || (period === failedPeriod && i <= failedUntil)) {
        i++;
        continue;
      }
      const matched = this.#matched(before, period);
      const count = Math.floor(matched / period) + 1;
      if (count < LEAST) {
        [failedPeriod, failedUntil] = [period, i + matched];
        i++;
        continue;
      }
      const isBack = Uint8Array.from(this.#modes.subarray(0, 3 * period), (mode) => (mode === BACK ? 1 : 0));
      found.push({ start: before, period, count, isBack });
      end = before + count * period;
      i = end;
    }
    return found;
  }

  /** By operation a hash of it and the next few: what they do and how far back their operands are. */
  #grams(): Int32Array {
    const { opcodes, operands } = this.#unit;
    const { length } = opcodes;
    const single = new Int32Array(length);
    for (let i = 0; i < length; i++) {
      let h = opcodes[i];
      for (let c = 0; c < arities[opcodes[i]]; c++) {
        const operand = operands[3 * i + c];
        const back = operand >= 0 && i - operand < 64 ? i - operand : 100;
        h = Math.imul(h, 0x9e3779b1) + (operand < 0 ? 101 : back);
      }
      single[i] = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
    }
    const grams = new Int32Array(length);
    for (let i = 0; i < length; i++) {
      let gram = single[i];
      for (let k = 1; k < GRAM && i + k < length; k++) gram = Math.imul(gram, 31) + (single[i + k] >>> k);
      grams[i] = gram ^ (gram >>> 15);
    }
    return grams;
  }

  /** How many operations from `start + period` on are as those a period before. */
  #matched(start: number, period: number): number {
    const { length } = this.#unit.opcodes;
    this.#modes.fill(UNKNOWN, 0, 3 * period);
    this.#isKnown.fill(0, 0, 3 * period);
    let m = 0; // the place in the body
    let i = start + period;
    for (; i < length; i++) {
      if (!this.#isLike(i, start, period, 3 * m)) break;
      if (++m === period) m = 0;
    }
    return i - start - period;
  }

  #isLike(i: number, start: number, period: number, at: number): boolean {
    const { opcodes, operands } = this.#unit;
    const opcode = opcodes[i];
    if (opcode !== opcodes[i - period]) return false;
    for (let c = 0; c < arities[opcode]; c++) {
      const operand = operands[3 * i + c];
      const before = operands[3 * (i - period) + c];
      const isBack = operand >= 0 && before >= 0 && operand - before === period;
      const mode = this.#modes[at + c];
      if (isBack && mode !== AWAY && i - operand <= MOST_BACK * period) {
        this.#modes[at + c] = BACK;
        continue;
      }
      if (mode === BACK || !this.#moves(operand, before, start, at + c)) return false;
      this.#modes[at + c] = AWAY;
    }
    return true;
  }

  /** Whether an operand that is not carried moves on as it did before. */
  #moves(operand: number, before: number, start: number, at: number): boolean {
    const { leaves, instances, slots } = this.#unit;
    // What instances compute is not in memory: only what stands before the loop can be read in every iteration.
    if (instances > 1 && (operand >= 0 || before >= 0)) return operand === before && operand < start;
    const slot = operand >= 0 ? slots[operand] : leaves[(-1 - operand) * instances];
    const slotBefore = before >= 0 ? slots[before] : leaves[(-1 - before) * instances];
    const kind = this.#leaves.kindOf(slot);
    if (kind !== this.#leaves.kindOf(slotBefore)) return false;
    if (kind !== this.#leaves.value) return true;
    const step = this.#leaves.ordinals[slot] - this.#leaves.ordinals[slotBefore];
    if (this.#isKnown[at] === 1) return step === this.#steps[at];
    this.#isKnown[at] = 1;
    this.#steps[at] = step;
    return true;
  }
}
