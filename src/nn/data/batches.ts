// Mini-batches: which rows a step learns from. Every epoch goes through all rows once, in an order of its own; the
// state says where it is, so that training can go on exactly as if it had not been interrupted.
import { ParseError } from "../../expr/errors.ts";
import { checkOptions, checkValue, integer, rules } from "../../expr/options.ts";
import { type Chance, chance, orderOf, type Random, type RandomState } from "../random.ts";
import { integerOf, listOf, readSaved, savedText } from "../saved.ts";

export interface BatchesOptions extends Chance {
  /** The rows of a batch; the last of an epoch has what is left. Default 32. */
  readonly size?: number | undefined;
}

const count = integer(1, 100_000_000);
const batchRules = rules({ ...chance, size: count });

const FORMAT = "gradtree batches";
const VERSION = 1;

/** Rows, batch by batch, shuffled anew each epoch. */
export class Batches {
  readonly rows: number;
  readonly size: number;
  readonly #random: Random;
  /** The generator's state before the epoch's order was drawn: with it the order can be drawn again. */
  #start: RandomState;
  #order: Int32Array;
  #epoch = 0;
  #done = 0;

  /**
   * @param rows how many rows there are
   * @throws {UsageError} for no rows, or batches of none.
   * @example new Batches(100, { size: 30, seed: 1 }).next().length  // 30
   */
  constructor(rows: number, options: BatchesOptions = {}) {
    checkValue("rows", rows, count);
    checkOptions("Batches", options, batchRules);
    this.rows = rows;
    this.size = Math.min(options.size ?? 32, rows);
    this.#random = orderOf(options);
    this.#start = this.#random.state;
    this.#order = this.#random.permutation(rows);
  }

  /** The epoch that the next batch belongs to, counted from 0. */
  get epoch(): number {
    return this.#done < this.rows ? this.#epoch : this.#epoch + 1;
  }

  /** The rows of the next batch. */
  next(): Int32Array {
    if (this.#done >= this.rows) {
      this.#start = this.#random.state;
      this.#order = this.#random.permutation(this.rows);
      this.#epoch++;
      this.#done = 0;
    }
    const batch = this.#order.slice(this.#done, this.#done + this.size);
    this.#done += batch.length;
    return batch;
  }

  /** Where it is, as JSON text. */
  save(): string {
    const { rows, size } = this;
    return savedText(FORMAT, VERSION, {
      rows,
      size,
      epoch: this.#epoch,
      done: this.#done,
      random: this.#start,
    });
  }

  /**
   * Goes on from where `save` was called.
   * @throws {ParseError} for text that is cut off or no saved batches, of another version, or of other numbers of rows;
   * then nothing has changed.
   */
  load(text: string): void {
    const members = readSaved(text, FORMAT, VERSION);
    const saved = (name: string): number => integerOf(`${name} of the saved batches`, members.get(name));
    for (const name of ["rows", "size"] as const) {
      if (saved(name) !== this[name]) {
        throw new ParseError(
          "wrong-rows",
          `the saved batches have ${name} ${saved(name)}, expected ${this[name]}: they belong to other data or batches`,
        );
      }
    }
    const epoch = saved("epoch");
    const done = saved("done");
    if (done > this.rows || (done < this.rows && done % this.size !== 0)) {
      throw new ParseError(
        "wrong-rows",
        `the saved batches have done ${done} of ${this.rows} rows, expected whole batches`,
      );
    }
    const what = "random of the saved batches";
    const words = listOf(what, members.get("random")).map((word, i) =>
      integerOf(`${what}[${i}]`, word, -(2 ** 31)),
    );
    this.#random.state = words;
    this.#start = words;
    this.#order = this.#random.permutation(this.rows);
    this.#epoch = epoch;
    this.#done = done;
  }
}
