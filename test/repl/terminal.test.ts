import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { converse } from "../../src/repl/terminal.ts";

/** What a conversation prints to its output and its errors when these keys are typed. */
async function typed(keys: string, isTTY: boolean): Promise<{ out: string; err: string; code: number }> {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = new PassThrough();
  const errors = new PassThrough();
  const talk = converse({ input, output, errors });
  input.end(keys);
  const code = await talk;
  const text = (stream: PassThrough): string => stripVTControlCharacters(String(stream.read() ?? ""));
  return { out: text(output), err: text(errors), code };
}

test("a pipe gets answers only", async () => {
  expect(await typed("x = 2\nx^2", false)).toEqual({ out: "x = 2\nx^2 = 4\n", err: "", code: 0 });
});

test("a pipe ends at quit", async () => {
  expect(await typed("1 + 1\nquit\n2 + 2\n", false)).toMatchObject({ out: "1 + 1 = 2\n", code: 0 });
});

test("warnings and errors go to the errors, and an error in a pipe exits 1", async () => {
  const { out, err, code } = await typed("1/2x\n2*(\n", false);
  expect([out, code]).toEqual(["1/2*x\n", 1]);
  expect(err).toContain("warning: '1/2x' is read as ");
  expect(err).toContain("expected ");
});

test("a terminal is greeted and prompted", async () => {
  const { out, code } = await typed("1 + 1\r", true);
  expect(out).toMatch(/^gradtree: .*\n> /u);
  expect(out).toContain("1 + 1 = 2\n> ");
  expect([out.endsWith("\n"), code]).toEqual([true, 0]);
});

test("an error at a terminal leaves its exit code alone", async () => {
  expect((await typed("2*(\r", true)).code).toBe(0);
});

test("Ctrl-C at a terminal forgets the line typed so far", async () => {
  const { out } = await typed("1000 +\u00031 + 1\r", true);
  expect(out).toContain("1 + 1 = 2\n");
  expect(out).not.toContain("1001");
});
