// Constants in memory. To have a double that stands in the code, V8 makes it of an integer, in two instructions of 15
// bytes (a vector takes four or more); a double in memory is loaded in one, or comes with the instruction that needs it.

/** The constants that code may load from memory. */
export interface Constants {
  /** Where in memory a constant is, in bytes; undefined where it is to stand in the code. */
  readonly address: (value: number) => number | undefined;
}

/** Constants from address 0 on, so many at most. */
export class ConstantPool implements Constants {
  readonly #places = new Map<number, number>();
  readonly #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  get values(): Iterable<number> {
    return this.#places.keys();
  }

  readonly address = (value: number): number | undefined => {
    if (value === 0 || Number.isNaN(value)) return undefined; // made of nothing; and a map takes -0 for 0
    const known = this.#places.get(value);
    if (known !== undefined) return 8 * known;
    if (this.#places.size === this.#room) return undefined;
    this.#places.set(value, this.#places.size);
    return 8 * (this.#places.size - 1);
  };
}
