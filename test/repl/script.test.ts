// Scripts by the built command: what is printed where, and the exit code.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bin, build, command, type Finished, finish } from "../built.ts";
import { gradtree } from "./testHost.ts";

const folder = mkdtempSync(join(tmpdir(), "gradtree-script-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SCRIPT = "x = 2 # a value\n\nmax(x,\n  x^2)\nx^2 +\nx*3\n2*(\n";

function run(...args: readonly string[]): Finished {
  writeFileSync(join(folder, "script.gt"), SCRIPT);
  return finish(process.execPath, [bin, "run", ...args], { cwd: folder });
}

describe("gradtree run", () => {
  beforeAll(build);

  test("stops at the first error, which names file and line, and exits 1", () => {
    const { code, out, err } = run("script.gt");
    expect([code, out]).toEqual([1, "x = 2\nmax(x, x^2) = 4\n"]);
    expect(err).toMatch(/^script\.gt:5: the text ends after '\+'/u);
    expect(err).not.toContain("script.gt:7");
  });

  test("--keep-going goes on", () => {
    const { code, out, err } = run("--keep-going", "script.gt");
    expect([code, out]).toEqual([1, "x = 2\nmax(x, x^2) = 4\nx*3 = 6\n"]);
    expect(err).toMatch(/^script\.gt:7: the text ends after '\('/mu);
  });

  test("- is stdin, and gradtree --stop is the same", () => {
    for (const args of [["run", "-"], ["--stop"]]) {
      const { code, out, err } = command(args, SCRIPT);
      expect([code, out]).toEqual([1, "x = 2\nmax(x, x^2) = 4\n"]);
      expect(err).toMatch(/^stdin:5: /u);
    }
  });

  test("a script without error exits 0", () => {
    expect(command(["run", "-"], "\uFEFF1 + 1\r\nquit\r\n2*(")).toEqual({
      code: 0,
      out: "1 + 1 = 2\n",
      err: "",
    });
  });

  test.each([
    ["none.gt", "can't read 'none.gt': no such file"],
    [".", "can't read '.': it is a folder"],
  ])("%s can't be read: exit code 2", (file, message) => {
    const { code, out, err } = run(file);
    expect([code, out, err]).toEqual([2, "", `${message}\nsee gradtree run --help\n`]);
  });

  test("bytes that are no text are named, and the rest is answered", () => {
    writeFileSync(join(folder, "bytes.gt"), Buffer.from([0xff, 0xfe, 0x0a, 0x31, 0x0a]));
    const { code, out, err } = run("--keep-going", "bytes.gt");
    expect([code, out, err]).toEqual([
      1,
      "1\n",
      "bytes.gt:1: the bytes of a line are no UTF-8 text: it was not read\n",
    ]);
  });

  test("a batch whose reader has seen enough ends, whatever is left to read", () => {
    const { out, err } = finish("bash", [
      "-c",
      `yes x^2 | "${process.execPath}" "${bin}" diff --json-lines | head -n 1`,
    ]);
    expect([JSON.parse(out).line, err]).toEqual([1, ""]);
  });
});

describe("the command line", () => {
  test("run asks for a script that stops, or with --keep-going goes on", async () => {
    expect((await gradtree(["run", "a.gt"])).out).toBe("(the script a.gt, to its first error)\n");
    expect((await gradtree(["run", "a.gt", "--keep-going"])).out).toBe("(the script a.gt)\n");
    expect((await gradtree(["run", "-"])).out).toBe("(the script stdin, to its first error)\n");
    expect((await gradtree(["--stop"])).out).toBe("(the script stdin, to its first error)\n");
  });

  test.each([
    [["run"], "got no files, expected one script"],
    [["run", "a", "b"], "got 2 files, expected one script"],
    [["run", "a", "--keepgoing"], "unknown option '--keepgoing' (did you mean '--keep-going'?)"],
  ])("%j is bad usage", async (args, message) => {
    expect(await gradtree(args)).toEqual({ code: 2, out: "", err: `${message}\nsee gradtree run --help\n` });
  });
});
