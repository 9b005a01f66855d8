// Paths of load and save, as a host with a home folder understands them.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { atHome, sessionFiles } from "../../src/repl/files.ts";

const folder = mkdtempSync(join(tmpdir(), "gradtree-files-"));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test("~ is the home folder, where a path begins with it", () => {
  expect([atHome("~/x.gt"), atHome("~"), atHome("a/~/x.gt"), atHome("~x"), atHome("/~")]).toEqual([
    `${homedir()}/x.gt`,
    homedir(),
    "a/~/x.gt",
    "~x",
    "/~",
  ]);
});

test("save ~/x.gt writes into it, and load reads it back", () => {
  vi.stubEnv("HOME", folder);
  sessionFiles.write("~/x.gt", "x = 2\n");
  expect(readFileSync(join(folder, "x.gt"), "utf8")).toBe("x = 2\n");
  expect(sessionFiles.read("~/x.gt")).toBe("x = 2\n");
});
