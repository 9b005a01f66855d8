// Rolled programs as WebAssembly: inputs, results and what blocks hand on in the module's memory, a function for
// some blocks at a time.
import type { Runner } from "../../interpret.ts";
import { I32, ModuleWriter, OP, PAGE } from "../../targets/wasm/encode.ts";
import { type Host, hasVectors, mayCompileWasm, webAssembly } from "../../targets/wasm/host.ts";
import { hostImports, Routines } from "../../targets/wasm/routines.ts";
import { compiled, isFunction, isMemory, type Running } from "../../targets/wasm/straight.ts";
import { areResultsInOrder, opcodesOf, type Rolled, type Space, writtenIn } from "../rolled.ts";
import { type Emission, emitBlock, emitCopies, type Region } from "./emitter.ts";
import { type JammedBlock, jammed } from "./jams.ts";
import { Tables } from "./tables.ts";

/** The most operations, over all that goes side by side, of a function. */
const FUNCTION = 800;
/** How many instances go side by side in lanes, and where there are no vectors. */
const LANES = { chains: 8, others: 4, inLanes: true };
const NUMBERS = { chains: 4, others: 1, inLanes: false };

/** A module's bytes, and what its memory is to hold. */
interface Code {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly hosts: readonly number[];
  /** In bytes from the start of memory. */
  readonly inputsAt: number;
  readonly outputsAt: number;
  readonly constantsAt: number;
  readonly tables: Tables;
  readonly size: number;
}

/** The module of a rolled program of lowered operations and one kind of inputs. */
export function rolledModule(rolled: Rolled, isVector: boolean): Code {
  const { layout, outputs, constants, values } = rolled;
  const writer = new ModuleWriter();
  const routines = new Routines(writer, opcodesOf(rolled));
  let size = 0;
  const region = (count: number): Region => {
    const offset = size;
    size += 8 * count + ((8 * count) % 16);
    return { offset, unit: 8, holds: "numbers" };
  };
  const regions = new Map<Space, Region>([
    ["input0", region(layout.length)],
    ["outputs", region(outputs)],
    ["constants", region(constants.length)],
    ["values", region(values)],
  ]);
  const regionOf = (space: Space): Region => regions.get(space) ?? region(0); // always there
  const tables = new Tables(rolled, size, () => 8);

  const functions: number[] = [];
  const define = (kind: "scalar" | "vector", emit: (emission: Emission) => void): void => {
    const lanes = routines.lanes(kind, 0);
    const area = lanes.get(lanes.local(I32)); // is 0
    emit({ lanes, routines, regionOf, tableAt: (table) => tables.at(table), area, vectors: 0 });
    const index = writer.declare([], []);
    writer.define(index, lanes.locals, lanes.code);
    functions.push(index);
  };
  const write = (blocks: readonly JammedBlock[], kind: "scalar" | "vector"): void =>
    define(kind, (emission) => {
      for (const { block, jam } of blocks) emitBlock(block, emission, jam);
    });
  let pending: JammedBlock[] = [];
  let written = 0;
  let kind: "scalar" | "vector" = "scalar";
  for (const one of rolled.blocks.flatMap((block) => jammed(block, isVector ? LANES : NUMBERS))) {
    const next = one.jam?.inLanes ? "vector" : "scalar";
    const count = writtenIn(one.block) * (one.jam?.count ?? 1);
    if (pending.length > 0 && (next !== kind || written + count > FUNCTION)) {
      write(pending, kind);
      [pending, written] = [[], 0];
    }
    kind = next;
    pending.push(one);
    written += count;
  }
  if (pending.length > 0) write(pending, kind);
  for (let from = 0; from < rolled.copies.length; from += FUNCTION) {
    define("scalar", (emission) => emitCopies(rolled.copies.slice(from, from + FUNCTION), emission));
  }

  const main = routines.lanes("scalar", 0);
  for (const index of functions) {
    main.code.byte(OP.call);
    main.code.unsigned(index);
  }
  const index = writer.declare([], []);
  writer.define(index, main.locals, main.code);
  writer.exportFunction("f", index);
  writer.memory({ pages: Math.ceil((size + tables.bytes) / PAGE) });
  writer.exportMemory("m");
  routines.finish();
  return {
    bytes: writer.bytes(),
    hosts: routines.hosts,
    inputsAt: regionOf("input0").offset,
    outputsAt: regionOf("outputs").offset,
    constantsAt: regionOf("constants").offset,
    tables,
    size: size + tables.bytes,
  };
}

/** A rolled program of lowered operations as a function that runs it, or why there is none. */
export function rolledWasm(rolled: Rolled, skip: number, host: Host | undefined): Running | string {
  const api = webAssembly();
  if (api === undefined) return "there is no WebAssembly here";
  if (!mayCompileWasm()) return "WebAssembly is forbidden here";
  const { bytes, hosts, inputsAt, outputsAt, constantsAt, tables, size } = rolledModule(rolled, hasVectors());
  const instance = compiled(host, () => new api.Instance(new api.Module(bytes), hostImports(hosts)));
  if (typeof instance === "string") return instance;
  const { f: code, m } = instance.exports;
  if (!isFunction(code) || !isMemory(m)) throw new Error("invariant: a module exports what it is made to");
  const { buffer } = m;
  const { layout, outputs, constants } = rolled;
  new Float64Array(buffer, constantsAt, constants.length).set(constants);
  tables.fill(buffer, 0);
  const x = new Float64Array(buffer, inputsAt, layout.length);
  const results = new Float64Array(buffer, outputsAt, outputs);
  const kept = results.subarray(skip);
  const { results: places } = rolled;
  const isResultInOrder = areResultsInOrder(rolled);
  const isInOrder = rolled.isInOrder.every((is) => is);
  const run: Runner = (inputs, out) => {
    if (isInOrder) x.set(inputs);
    else for (let i = 0; i < layout.length; i++) x[layout[i]] = inputs[i];
    code();
    if (!isResultInOrder) for (let k = skip; k < outputs; k++) out[k - skip] = results[places[k]];
    else if (kept.length > 0) out.set(kept);
    return outputs > 0 ? results[places[0]] : Number.NaN;
  };
  return { run, bytes: bytes.length + size };
}
