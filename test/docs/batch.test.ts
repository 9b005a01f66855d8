// What docs/batch.md shows is what happens: its transcripts are replayed in a folder of their own.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bin, build, finish } from "../built.ts";
import { root } from "../imports.ts";

beforeAll(build);
const folder = mkdtempSync(join(tmpdir(), "gradtree-batch-"));
afterAll(() => rmSync(folder, { recursive: true }));

const page = readFileSync(join(root, "docs", "batch.md"), "utf8");
const transcripts = [...page.matchAll(/^```console\n\$ ([^\n]*)\n(.*?)^```$/gmsu)].map(
  ([, line, printed]) => [line, printed],
);

test("the page has transcripts", () => {
  expect(transcripts).toHaveLength(2);
});

test.each(transcripts)("$ %s", (line, printed) => {
  const { out, err } = finish(
    "bash",
    ["-c", line.replace("npx gradtree", `"${process.execPath}" "${bin}"`)],
    { cwd: folder },
  );
  expect(out + err).toBe(printed);
});
