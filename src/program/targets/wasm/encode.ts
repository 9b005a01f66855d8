// The bytes of a WebAssembly module: a growing buffer with the binary format's numbers, and the sections in
// their order. Nothing here knows of formulas. WebAssembly Core Specification 2.0, chapter 5.

/** Bytes in the making. */
export class Bytes {
  #bytes: Uint8Array;
  #view: DataView;
  length = 0;

  constructor(capacity = 64) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** Makes room for so many bytes more, and gives the array that they may be written to, from `length` on; until it grows. */
  room(count: number): Uint8Array {
    if (this.length + count > this.#bytes.length) this.#grow(count);
    return this.#bytes;
  }

  #grow(count: number): void {
    const grown = new Uint8Array(Math.max(2 * this.#bytes.length, this.length + count));
    grown.set(this.#bytes.subarray(0, this.length));
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }

  byte(value: number): void {
    if (this.length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.length++] = value;
  }

  /** An integer from 0 to 2^32 - 1, as unsigned LEB128. */
  unsigned(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.byte((rest & 127) | 128);
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
  }

  /** An instruction and an index. */
  indexed(instruction: number, index: number): void {
    if (index < 128 && this.length + 2 <= this.#bytes.length) {
      this.#bytes[this.length] = instruction;
      this.#bytes[this.length + 1] = index;
      this.length += 2;
    } else {
      this.byte(instruction);
      this.unsigned(index);
    }
  }

  /** An integer of 32 or 64 bits, as signed LEB128. */
  signed(value: number | bigint): void {
    let rest = BigInt(value);
    for (;;) {
      const low = Number(rest & 127n);
      rest >>= 7n;
      const isLast = rest === (low & 64 ? -1n : 0n);
      this.byte(isLast ? low : low | 128);
      if (isLast) return;
    }
  }

  double(value: number): void {
    this.room(8);
    this.#view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  append(bytes: Uint8Array | Bytes): void {
    const from = bytes instanceof Bytes ? bytes.view() : bytes;
    this.room(from.length);
    this.#bytes.set(from, this.length);
    this.length += from.length;
  }

  /** A name of ASCII characters, its length first. */
  name(text: string): void {
    this.unsigned(text.length);
    for (let i = 0; i < text.length; i++) this.byte(text.charCodeAt(i));
  }

  /** What has been written, until more is. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }
}

/** The types of values. */
export const I32 = 0x7f;
export const I64 = 0x7e;
export const F64 = 0x7c;
export const V128 = 0x7b;

/** Instructions of control, locals, calls, and integers of 32 bits, by their names in the specification. */
export const OP = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  return: 0x0f,
  call: 0x10,
  drop: 0x1a,
  select: 0x1b,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  i32Const: 0x41,
  i64Const: 0x42,
  f64Const: 0x44,
  i32Load: 0x28,
  i32Store: 0x36,
  f64Load: 0x2b,
  f64Store: 0x39,
  i32Eqz: 0x45,
  i32Eq: 0x46,
  i32Ne: 0x47,
  i32LtS: 0x48,
  i32LtU: 0x49,
  i32GtU: 0x4b,
  i32LeU: 0x4d,
  i32GeU: 0x4f,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32Mul: 0x6c,
  i32And: 0x71,
  i32Or: 0x72,
  i32Shl: 0x74,
  i32ShrU: 0x76,
  /** The prefix of instructions on vectors. */
  vector: 0xfd,
  /** The type of a block without a result. */
  empty: 0x40,
} as const;

const FUNCTION_TYPE = 0x60;
const [FUNCTION, MEMORY] = [0, 2];
const SECTION = { type: 1, import: 2, function: 3, memory: 5, export: 7, code: 10 } as const;
const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** The size of a page of memory. */
export const PAGE = 65_536;

/** The memory of a module, in pages: its own, or imported as "m" "m"; shared between threads needs a maximum. */
export interface MemoryLimits {
  readonly pages: number;
  readonly maximum?: number | undefined;
  readonly isShared?: boolean;
  readonly isImported?: boolean;
}

/**
 * A module in the making. Imported functions are numbered first, so they come before the first of its own; a
 * function may be declared before its body is there, so functions may call one another in any order.
 */
export class ModuleWriter {
  readonly #types = new Map<
    string,
    { index: number; parameters: readonly number[]; results: readonly number[] }
  >();
  readonly #imports: { module: string; name: string; type: number }[] = [];
  readonly #functions: { type: number; body: Uint8Array | undefined }[] = [];
  readonly #exports: { name: string; kind: number; index: number }[] = [];
  #memory: MemoryLimits | undefined;

  /** The index of a function type. */
  type(parameters: readonly number[], results: readonly number[]): number {
    const key = `${parameters}>${results}`;
    const known = this.#types.get(key);
    if (known !== undefined) return known.index;
    const index = this.#types.size;
    this.#types.set(key, { index, parameters, results });
    return index;
  }

  /** The index of an imported function. */
  importFunction(
    module: string,
    name: string,
    parameters: readonly number[],
    results: readonly number[],
  ): number {
    if (this.#functions.length > 0) throw new Error("invariant: imports come before functions");
    return this.#imports.push({ module, name, type: this.type(parameters, results) }) - 1;
  }

  /** The index of a function whose body follows. */
  declare(parameters: readonly number[], results: readonly number[]): number {
    const type = this.type(parameters, results);
    return this.#imports.length + this.#functions.push({ type, body: undefined }) - 1;
  }

  /** The body of a declared function: the types of its locals beside the parameters, and its code, `end` not included. */
  define(index: number, locals: readonly number[], code: Bytes): void {
    const body = new Bytes(code.length + 16);
    const runs: { type: number; count: number }[] = [];
    for (const type of locals) {
      const last = runs.at(-1);
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    body.unsigned(runs.length);
    for (const { type, count } of runs) {
      body.unsigned(count);
      body.byte(type);
    }
    body.append(code);
    body.byte(0x0b);
    this.#functions[index - this.#imports.length].body = body.view();
  }

  memory(limits: MemoryLimits): void {
    this.#memory = limits;
  }

  exportFunction(name: string, index: number): void {
    this.#exports.push({ name, kind: FUNCTION, index });
  }

  exportMemory(name: string): void {
    this.#exports.push({ name, kind: MEMORY, index: 0 });
  }

  /** The whole module. */
  bytes(): Uint8Array<ArrayBuffer> {
    const code = this.#functions.reduce((sum, { body }) => sum + (body?.length ?? 0) + 5, 0);
    const out = new Bytes(code + 1024);
    for (const byte of HEADER) out.byte(byte);
    const memory = this.#memory;
    section(out, SECTION.type, [...this.#types.values()], (part, { parameters, results }) => {
      part.byte(FUNCTION_TYPE);
      for (const types of [parameters, results]) {
        part.unsigned(types.length);
        for (const type of types) part.byte(type);
      }
    });
    const imports: ((part: Bytes) => void)[] = this.#imports.map(({ module, name, type }) => (part) => {
      part.name(module);
      part.name(name);
      part.byte(FUNCTION);
      part.unsigned(type);
    });
    if (memory?.isImported) {
      imports.push((part) => {
        part.name("m");
        part.name("m");
        part.byte(MEMORY);
        limits(part, memory);
      });
    }
    section(out, SECTION.import, imports, (part, write) => write(part));
    section(out, SECTION.function, this.#functions, (part, { type }) => part.unsigned(type));
    section(out, SECTION.memory, memory === undefined || memory.isImported ? [] : [memory], limits);
    section(out, SECTION.export, this.#exports, (part, { name, kind, index }) => {
      part.name(name);
      part.byte(kind);
      part.unsigned(index);
    });
    section(out, SECTION.code, this.#functions, (part, { body }) => {
      if (body === undefined) throw new Error("invariant: every declared function is defined");
      part.unsigned(body.length);
      part.append(body);
    });
    return out.view().slice();
  }
}

/** A section of a list of entries; none where the list is empty. */
function section<T>(
  out: Bytes,
  id: number,
  entries: readonly T[],
  write: (part: Bytes, entry: T) => void,
): void {
  if (entries.length === 0) return;
  const part = new Bytes(1024);
  part.unsigned(entries.length);
  for (const entry of entries) write(part, entry);
  out.byte(id);
  out.unsigned(part.length);
  out.append(part);
}

function limits(part: Bytes, { pages, maximum, isShared }: MemoryLimits): void {
  part.byte((maximum === undefined ? 0 : 1) | (isShared ? 2 : 0));
  part.unsigned(pages);
  if (maximum !== undefined) part.unsigned(maximum);
}
