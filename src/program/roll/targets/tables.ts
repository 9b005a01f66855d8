// The tables of places in memory that rolled programs reach uneven numbers through.
import { type Place, placesIn, type Rolled, type Space } from "../rolled.ts";

/** Tables, one after the other. */
export class Tables {
  readonly bytes: number;
  readonly #placed = new Map<Int32Array, { readonly offset: number; readonly entries: Int32Array }>();

  /** Those of a rolled program from so many bytes on; `unitOf` tells the bytes of the elements of a space. */
  constructor(rolled: Rolled, start: number, unitOf: (space: Space) => number) {
    let offset = start;
    const add = ({ table, space }: Place): void => {
      if (table === undefined || this.#placed.has(table)) return;
      this.#placed.set(table, { offset, entries: table.map((entry) => entry * unitOf(space)) });
      offset += 16 * Math.ceil(table.length / 4);
    };
    for (const block of rolled.blocks) for (const place of placesIn(block)) add(place);
    this.bytes = offset - start;
  }

  /** Where a table stands, in bytes; its entries are bytes too. */
  at(table: Int32Array): number {
    const found = this.#placed.get(table);
    if (found === undefined) throw new Error("invariant: every table has its place");
    return found.offset;
  }

  /** Writes them to memory, as bytes from the area on. */
  fill(buffer: ArrayBuffer, area: number): void {
    for (const { offset, entries } of this.#placed.values()) {
      new Int32Array(buffer, area + offset, entries.length).set(entries);
    }
  }
}
