import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { plain } from "../../src/repl/colour.ts";
import { LINES_LIMIT } from "../../src/repl/entries.ts";
import { converseInPipe } from "../../src/repl/pipe.ts";
import { Session } from "../../src/repl/session.ts";

interface Conversed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What a pipe comes to into which these chunks go. */
async function piped(...chunks: readonly string[]): Promise<Conversed> {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const input = (async function* () {
    for (const chunk of chunks) yield chunk;
  })();
  const code = await converseInPipe(new Session(), { input, output, errors, errorPalette: plain });
  return { code, out: String(output.read() ?? ""), err: String(errors.read() ?? "") };
}

test("a pipe gets answers only", async () => {
  expect(await piped("x = 2\nx^2")).toEqual({ code: 0, out: "x = 2\nx^2 = 4\n", err: "" });
});

test("the empty line that ends an open entry is no part of the error", async () => {
  const { code, err } = await piped("2*(\n\n1\n");
  expect([code, err.split("\n").slice(1)]).toEqual([1, ["    2*(", "      ^^", ""]]);
});

test("a pipe ends at quit", async () => {
  expect(await piped("1 + 1\nquit\n2 + 2\n")).toMatchObject({ code: 0, out: "1 + 1 = 2\n" });
});

test("warnings and errors go to the errors, and an error exits 1", async () => {
  const { code, out, err } = await piped("1/2x\n2)\n");
  expect([code, out]).toEqual([1, "1/2*x\n"]);
  expect(err).toContain("warning: '1/2x' is read as ");
  expect(err).toContain("')' closes no '('");
});

test("an entry goes on over lines until its brackets are closed, or to an empty line", async () => {
  expect(await piped("(1 +\n2)\n1 + 1\n")).toMatchObject({ code: 0, out: "1 + 2 = 3\n1 + 1 = 2\n" });
  expect(await piped("(1 +\n\n1 + 1\n")).toMatchObject({ code: 1, out: "1 + 1 = 2\n" });
});

test("a bracket that nothing closes is an error of its own line, and the others are answered", async () => {
  expect(await piped("2*(\n1 + 1\n")).toMatchObject({ code: 1, out: "1 + 1 = 2\n" });
});

test("a bracket that nothing closes takes in a limited number of lines", async () => {
  const { code, out } = await piped("2*(\n", "x\n".repeat(LINES_LIMIT - 1), "1 + 1\n");
  expect([code, out]).toEqual([1, "1 + 1 = 2\n"]);
});

test("a line is answered before the next one comes", async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const talk = converseInPipe(new Session(), { input, output, errors: output, errorPalette: plain });
  for (const [line, answer] of [
    ["1 + 1\n", "1 + 1 = 2\n"],
    ["2 + 2\n", "2 + 2 = 4\n"],
  ]) {
    const answered = new Promise((resolve) => output.once("data", resolve));
    input.write(line);
    expect(String(await answered)).toBe(answer);
  }
  input.end();
  expect(await talk).toBe(0);
});

test("an input that can't be read is an error", async () => {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const input = new PassThrough();
  input.destroy(Object.assign(new Error("EISDIR: illegal operation"), { code: "EISDIR" }));
  expect(await converseInPipe(new Session(), { input, output, errors, errorPalette: plain })).toBe(1);
  expect(String(errors.read())).toBe("can't read the input: it is a folder\n");
});
