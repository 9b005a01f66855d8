// Paths of load and save, as a host with a home folder understands them.
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { atHome, sessionFiles, writeFile } from "../../src/repl/files.ts";

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

test("what is written takes the place and the permissions of the file that a link leads to; the link stays", () => {
  const [file, link] = [join(folder, "real.json"), join(folder, "link.json")];
  writeFileSync(file, "before");
  chmodSync(file, 0o600);
  symlinkSync(file, link);
  writeFile(link, "after");
  expect(readFileSync(file, "utf8")).toBe("after");
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

test.runIf(process.platform !== "win32")("a device is written to, and stays a device", () => {
  const link = join(folder, "null"); // so that nothing is lost where the law is broken
  symlinkSync("/dev/null", link);
  writeFile(link, "text");
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
});
