// The tables of places in memory that rolled programs reach uneven numbers through.

/** Tables, one after the other. */
export class Tables {
  /** The bytes in use so far. */
  bytes = 0;
  readonly #start: number;
  readonly #placed = new Map<Int32Array, { readonly offset: number; readonly entries: Int32Array }>();

  /** @param start where they stand, in bytes. */
  constructor(start: number) {
    this.#start = start;
  }

  /** Where a table stands, in bytes; its entries are elements of `unit` bytes. */
  at(table: Int32Array, unit: number): number {
    const known = this.#placed.get(table);
    if (known !== undefined) return known.offset;
    const offset = this.#start + this.bytes;
    this.bytes += 4 * table.length + ((4 * table.length) % 16);
    this.#placed.set(table, { offset, entries: table.map((entry) => entry * unit) });
    return offset;
  }

  /** Writes them to memory, as bytes from the area on. */
  fill(buffer: ArrayBuffer, area: number): void {
    for (const { offset, entries } of this.#placed.values()) {
      new Int32Array(buffer, area + offset, entries.length).set(entries);
    }
  }
}
