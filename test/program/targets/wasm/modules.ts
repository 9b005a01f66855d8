// Modules for tests: each row as a function of the module's, for numbers and for vectors.
import type { Primitive } from "../../../../src/expr/primitive.ts";
import { arities, rowOpcode } from "../../../../src/program/instructions.ts";
import { F64, I32, ModuleWriter } from "../../../../src/program/targets/wasm/encode.ts";
import { type WasmMemory, webAssembly } from "../../../../src/program/targets/wasm/host.ts";
import type { Lanes, Value } from "../../../../src/program/targets/wasm/lanes.ts";
import { hostImports, Routines } from "../../../../src/program/targets/wasm/routines.ts";

type Build = (routines: Routines, l: Lanes, args: readonly Value[]) => Value;

/** Code of so many arguments as a function of numbers, and one of two at a time, whose first lanes are answered. */
export interface Both {
  readonly scalar: (...args: number[]) => number;
  /** The arguments of the other lane are `others`. */
  readonly vector: (args: readonly number[], others: readonly number[]) => readonly [number, number];
}

/** What `build` makes, as both kinds of code; `opcodes` are what it calls. */
export function both(arity: number, opcodes: readonly number[], build: Build): Both {
  const writer = new ModuleWriter();
  const routines = new Routines(writer, opcodes);
  writer.memory({ pages: 1 });
  const scalar = writer.declare(Array<number>(arity).fill(F64), [F64]);
  const l = routines.lanes("scalar", arity);
  build(
    routines,
    l,
    Array.from({ length: arity }, (_, k) => l.get(k)),
  )();
  writer.define(scalar, l.locals, l.code);
  writer.exportFunction("scalar", scalar);
  const vector = writer.declare([I32], []);
  const v = routines.lanes("vector", 1);
  const args = Array.from({ length: arity }, (_, k) => v.let(v.load(v.get(0), 16 * k)));
  v.store(v.get(0), 64, build(routines, v, args));
  writer.define(vector, v.locals, v.code);
  writer.exportFunction("vector", vector);
  writer.exportMemory("m");
  routines.finish();
  const api = webAssembly();
  if (api === undefined) throw new Error("tests need WebAssembly");
  // `as`: what was exported a few lines above.
  const exports = new api.Instance(new api.Module(writer.bytes()), hostImports(routines.hosts)).exports as {
    readonly m: WasmMemory;
    readonly scalar: Both["scalar"];
    readonly vector: (address: number) => void;
  };
  const memory = new Float64Array(exports.m.buffer);
  return {
    scalar: exports.scalar,
    vector: (first, second) => {
      for (let k = 0; k < arity; k++) {
        memory[2 * k] = first[k];
        memory[2 * k + 1] = second[k];
      }
      exports.vector(0);
      return [memory[8], memory[9]];
    },
  };
}

/** A row by the module's function, or its operation. */
export const ofRow = (row: Primitive): Both => {
  const opcode = rowOpcode(row);
  return both(arities[opcode], [opcode], (routines, l, [a, b = a, c = a]) =>
    routines.apply(l, opcode, a, b, c),
  );
};
