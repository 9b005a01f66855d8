import { describe, expect, test } from "vitest";
import { Bytes, F64, ModuleWriter, OP } from "../../../../src/program/targets/wasm/encode.ts";
import { webAssembly } from "../../../../src/program/targets/wasm/host.ts";

const written = (write: (bytes: Bytes) => void): number[] => {
  const bytes = new Bytes(1);
  write(bytes);
  return [...bytes.view()];
};

describe("numbers, as the specification has them", () => {
  // WebAssembly Core Specification 2.0, 5.2.2; 624485 and -123456 are Wikipedia's examples of LEB128.
  test.each([
    [0, [0]],
    [127, [0x7f]],
    [128, [0x80, 1]],
    [624485, [0xe5, 0x8e, 0x26]],
    [2 ** 32 - 1, [0xff, 0xff, 0xff, 0xff, 0x0f]],
  ])("unsigned %i", (value, expected) => {
    expect(written((bytes) => bytes.unsigned(value))).toEqual(expected);
  });

  test.each([
    [0n, [0]],
    [63n, [0x3f]],
    [64n, [0xc0, 0]],
    [-1n, [0x7f]],
    [-64n, [0x40]],
    [-65n, [0xbf, 0x7f]],
    [-123456n, [0xc0, 0xbb, 0x78]],
    [-(1n << 63n), [...Array(9).fill(0x80), 0x7f]],
  ])("signed %i", (value, expected) => {
    expect(written((bytes) => bytes.signed(value))).toEqual(expected);
  });

  test("doubles are little-endian, an index follows its instruction", () => {
    expect(written((bytes) => bytes.double(-2))).toEqual([0, 0, 0, 0, 0, 0, 0, 0xc0]);
    expect(written((bytes) => bytes.indexed(OP.localGet, 5))).toEqual([0x20, 5]);
    expect(written((bytes) => bytes.indexed(OP.call, 300))).toEqual([0x10, 0xac, 2]);
  });
});

const run = (writer: ModuleWriter, imports = {}): Readonly<Record<string, unknown>> => {
  const api = webAssembly();
  if (api === undefined) throw new Error("tests need WebAssembly");
  return new api.Instance(new api.Module(writer.bytes()), imports).exports;
};

test("a module of no functions is valid", () => {
  expect(Object.keys(run(new ModuleWriter()))).toEqual([]);
});

test("functions call one another, and the host's, in whatever order they are defined", () => {
  const writer = new ModuleWriter();
  const half = writer.importFunction("h", "half", [F64], [F64]);
  const [outer, inner] = [writer.declare([F64], [F64]), writer.declare([F64], [F64])];
  const calling = (...called: number[]): Bytes => {
    const code = new Bytes();
    code.indexed(OP.localGet, 0);
    for (const index of called) code.indexed(OP.call, index);
    return code;
  };
  writer.define(outer, [F64, F64], calling(inner, inner));
  writer.define(inner, [], calling(half));
  writer.exportFunction("outer", outer);
  const { outer: f } = run(writer, { h: { half: (x: number) => x / 2 } });
  expect(typeof f === "function" && f(12)).toBe(3);
});

test("memory is exported with its pages", () => {
  const writer = new ModuleWriter();
  writer.memory({ pages: 2 });
  writer.exportMemory("m");
  const { m } = run(writer);
  expect(m).toHaveProperty("buffer.byteLength", 2 * 65_536);
});

describe("what may not be", () => {
  test("an import after a function, and a function without a body, are errors", () => {
    const writer = new ModuleWriter();
    writer.declare([], []);
    expect(() => writer.importFunction("h", "f", [], [])).toThrow("invariant: imports come before functions");
    expect(() => writer.bytes()).toThrow("invariant: every declared function is defined");
  });
});
