import { expect, test } from "vitest";
import { type Line, lines } from "../../src/repl/lines.ts";

/** The lines of a stream that comes in these chunks. */
async function linesOf(chunks: Iterable<Buffer | string>, limit = 1000): Promise<Line[]> {
  async function* stream() {
    yield* chunks;
  }
  const found: Line[] = [];
  for await (const line of lines(stream(), limit)) found.push(line);
  return found;
}

const texts = async (...chunks: readonly (Buffer | string)[]): Promise<string[]> =>
  (await linesOf(chunks)).map(({ text }) => text);

test("lines end with \\n or \\r\\n, the last one with the stream", async () => {
  expect(await texts("a\nb\r\n\nlast")).toEqual(["a", "b", "", "last"]);
  expect(await texts("a\n")).toEqual(["a"]);
  expect(await texts("")).toEqual([]);
});

test("wherever a stream is cut into chunks, its lines are the same", async () => {
  const bytes = Buffer.from("\uFEFFα\r\nβ²\n\n𝜋\r\n");
  for (let at = 0; at <= bytes.length; at++) {
    expect(await texts(bytes.subarray(0, at), bytes.subarray(at))).toEqual(["α", "β²", "", "𝜋"]);
  }
});

test("a byte order mark is one only at the beginning", async () => {
  expect(await texts("\uFEFFa\n\uFEFFb")).toEqual(["a", "\uFEFFb"]);
});

test("bytes that are no UTF-8 mark their line and no other", async () => {
  const found = await linesOf(["a\n", Buffer.from([0x78, 0xff]), "\nb\uFFFD"]);
  expect(found.map(({ isUtf8 }) => isUtf8)).toEqual([true, false, true]);
});

test("of a line over the limit the beginning is kept, and what follows the line is whole", async () => {
  const found = await linesOf([`${"a".repeat(10)}`, `${"b".repeat(10)}\nnext\n`], 15);
  expect(found).toEqual([
    { text: "aaaaaaaaaabbbbb", cut: true, isUtf8: true },
    { text: "next", cut: false, isUtf8: true },
  ]);
});

test("a line of exactly the limit is whole", async () => {
  expect(await linesOf(["12345\n"], 5)).toEqual([{ text: "12345", cut: false, isUtf8: true }]);
});

test("of a line of 200 MB no more than the limit is held", async () => {
  const chunk = Buffer.alloc(1_000_000, "x");
  function* chunks() {
    for (let i = 0; i < 200; i++) yield chunk;
  }
  const [line] = await linesOf(chunks(), 100);
  expect([line.text.length, line.cut]).toEqual([100, true]);
});
