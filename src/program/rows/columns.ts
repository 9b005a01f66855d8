// The inputs of some rows that differ from row to row: one column each, in one buffer, or in a memory that
// WebAssembly computes on.
import { PAGE } from "../targets/wasm/encode.ts";
import { type WasmMemory, webAssembly } from "../targets/wasm/host.ts";

export interface Columns {
  /** The number of rows. */
  readonly length: number;
  readonly columns: readonly Float64Array[];
  /** Where they are in memory, and after them room for what is computed; undefined of columns in a plain buffer. */
  readonly memory: ColumnMemory | undefined;
}

export interface ColumnMemory {
  readonly memory: WasmMemory;
  /** The address of each column. */
  readonly addresses: readonly number[];
  /** The address of the room after them, of as many bytes as were asked for. */
  readonly area: number;
}

/** Columns of `length` rows in memory of their own, nan. */
export function plainColumns(count: number, length: number): Columns {
  const numbers = new Float64Array(count * length).fill(Number.NaN);
  const columns = Array.from({ length: count }, (_, c) => numbers.subarray(c * length, (c + 1) * length));
  return { length, columns, memory: undefined };
}

/**
 * The same in a memory that never grows, for that would take the views away; undefined where it can't be had. A vector
 * of two rows may be read from the last row of a column.
 */
export function wasmColumns(count: number, length: number, areaBytes: number): Columns | undefined {
  const api = webAssembly();
  if (api === undefined) return undefined;
  const stride = 16 * Math.ceil(length / 2);
  const area = count * stride;
  const pages = Math.ceil((area + areaBytes) / PAGE);
  try {
    const memory = new api.Memory({ initial: pages, maximum: pages });
    const addresses = Array.from({ length: count }, (_, c) => c * stride);
    const columns = addresses.map((at) => new Float64Array(memory.buffer, at, length).fill(Number.NaN));
    return { length, columns, memory: { memory, addresses, area } };
  } catch {
    return undefined;
  }
}
