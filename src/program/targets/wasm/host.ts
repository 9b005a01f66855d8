// WebAssembly as it is where the library runs: in Node and in browsers, or absent, or forbidden by a page's content
// security policy. Only what is used of it is typed here: the library's own types name no environment.

/** A compiled module; it can be sent to workers. */
export interface WasmModule {
  readonly [Symbol.toStringTag]?: string;
}

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

type Imports = Readonly<
  Record<string, Readonly<Record<string, ((...args: number[]) => number) | WasmMemory>>>
>;

interface Api {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => WasmModule;
  readonly Instance: new (
    module: WasmModule,
    imports?: Imports,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
  readonly Memory: new (limits: { initial: number; maximum?: number; shared?: boolean }) => WasmMemory;
  readonly validate: (bytes: Uint8Array<ArrayBuffer>) => boolean;
}

declare const WebAssembly: Api | undefined;

/** What the caller may hand in of its surroundings. */
export interface Host {
  /**
   * Runs `compile` so that it takes the time to optimise at once, and gives its result back. Without it code is
   * optimised while it runs, which is slow at first where it is long. In Node:
   * @example
   *   import v8 from "node:v8";
   *   const eager = (compile) => {
   *     v8.setFlagsFromString("--no-liftoff");
   *     v8.setFlagsFromString("--no-wasm-lazy-compilation");
   *     try {
   *       return compile();
   *     } finally {
   *       v8.setFlagsFromString("--liftoff");
   *       v8.setFlagsFromString("--wasm-lazy-compilation");
   *     }
   *   };
   *   compile(f, { gradient: true, target: "wasm", host: { eager } })
   */
  readonly eager?: (<T>(compile: () => T) => T) | undefined;
}

/** The API, or undefined where there is none. */
export const webAssembly = (): Api | undefined => (typeof WebAssembly === "object" ? WebAssembly : undefined);

const SMALLEST = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** Whether modules may be compiled here: there may be no WebAssembly, or a content security policy against it. */
export function mayCompileWasm(): boolean {
  const api = webAssembly();
  if (api === undefined) return false;
  try {
    return new api.Module(Uint8Array.from(SMALLEST)) !== undefined;
  } catch {
    return false;
  }
}

// A function without parameters that makes a vector and drops it.
const VECTOR = [1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, 11, 1, 9, 0, 0x41, 0, 0xfd, 15, 0xfd, 83, 0x1a, 0x0b];

/** Whether vectors of two doubles are understood here. */
export function hasVectors(): boolean {
  return webAssembly()?.validate(Uint8Array.from([...SMALLEST, ...VECTOR])) ?? false;
}
