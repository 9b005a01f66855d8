// The inputs of some rows that differ from row to row: one column each, in one buffer, or in a memory that
// WebAssembly computes on.
import { PAGE } from "../targets/wasm/encode.ts";
import { type WasmMemory, webAssembly } from "../targets/wasm/host.ts";

/** The bytes by which workers are told what to do. */
export const CONTROL_BYTES = 64;

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
  /** Results of each row, one array for each; none where they would take more than RESULT_BYTES. */
  readonly results: readonly Float64Array[] | undefined;
  /** Of memory that threads share: a room like `area` for each worker, and where they exchange what they have done. */
  readonly helpers: readonly number[];
  readonly control: number;
  readonly sums: number;
}

/** What is set aside beside the columns, and the bytes for what is computed. */
export interface Room {
  /** The results of a row. */
  readonly results?: number;
  /** How many workers share the memory, and the bytes that they exchange. */
  readonly workers?: number;
  readonly exchange?: number;
}

/** Memory that is set aside for results; what is not written to takes none. */
const RESULT_BYTES = 2 ** 26;

/** Columns of `length` rows in memory of their own, nan. */
export function plainColumns(count: number, length: number): Columns {
  const numbers = new Float64Array(count * length).fill(Number.NaN);
  const columns = Array.from({ length: count }, (_, c) => numbers.subarray(c * length, (c + 1) * length));
  return { length, columns, memory: undefined };
}

/**
 * The same in a memory that never grows, for that would take the views away; undefined where it can't be had. Columns
 * and results are padded so that the last row is in a vector of two rows.
 */
export function wasmColumns(
  count: number,
  length: number,
  areaBytes: number,
  { results: resultCount = 0, workers = 0, exchange = 0 }: Room = {},
): Columns | undefined {
  const api = webAssembly();
  if (api === undefined) return undefined;
  const stride = 16 * Math.ceil(length / 2);
  const resultBytes = resultCount * stride <= RESULT_BYTES ? resultCount * stride : 0;
  let end = 0;
  const take = (bytes: number): number => {
    const at = end;
    end += 64 * Math.ceil(bytes / 64);
    return at;
  };
  const addresses = Array.from({ length: count }, () => take(stride));
  const area = take(areaBytes);
  const helpers = Array.from({ length: workers }, () => take(areaBytes));
  const control = take(CONTROL_BYTES);
  const sums = take(exchange);
  const resultsAt = Array.from({ length: resultBytes === 0 ? 0 : resultCount }, () => take(stride));
  const pages = Math.ceil(end / PAGE);
  try {
    const memory = new api.Memory({ initial: pages, maximum: pages, shared: workers > 0 });
    const numbers = (at: number): Float64Array => new Float64Array(memory.buffer, at, length);
    const columns = addresses.map((at) => numbers(at).fill(Number.NaN));
    const results = resultBytes === 0 ? undefined : resultsAt.map(numbers);
    return { length, columns, memory: { memory, addresses, area, results, helpers, control, sums } };
  } catch {
    return undefined;
  }
}
