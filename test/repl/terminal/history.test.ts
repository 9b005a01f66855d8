import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { historyPath, openHistory } from "../../../src/repl/terminal/history.ts";

const folder = mkdtempSync(join(tmpdir(), "gradtree-history-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("entries come back in the next session, those of several lines whole", () => {
  const path = join(folder, "new", "folder", "history");
  const first = openHistory(path);
  for (const entry of ["x = 2", "(1 +\n2)", "\\alpha\\n", "x = 2"]) first.add(entry);
  expect(openHistory(path).entries).toEqual(["x = 2", "(1 +\n2)", "\\alpha\\n", "x = 2"]);
});

test("an entry repeated is kept once", () => {
  const history = openHistory(join(folder, "repeated"));
  for (const entry of ["x", "x", "y", "x"]) history.add(entry);
  expect(history.entries).toEqual(["x", "y", "x"]);
});

test("two sessions at once lose nothing of each other", () => {
  const path = join(folder, "two");
  const [one, other] = [openHistory(path), openHistory(path)];
  one.add("1");
  other.add("2");
  one.add("3");
  expect(openHistory(path).entries).toEqual(["1", "2", "3"]);
});

test("a file too long is shortened, and what another session has open goes on in it", () => {
  const path = join(folder, "long");
  const other = openHistory(path);
  writeFileSync(path, Array.from({ length: 100_000 }, (_, i) => `entry number ${i}\n`).join(""));
  const { entries } = openHistory(path);
  expect(entries.at(-1)).toBe("entry number 99999");
  expect(statSync(path).size).toBeLessThan(2 ** 19 + 1);
  other.add("other");
  expect(openHistory(path).entries.slice(-2)).toEqual(["entry number 99999", "other"]);
});

test("lines that no session wrote are passed over, and one cut off harms only itself", () => {
  const path = join(folder, "corrupt");
  writeFileSync(path, Buffer.from("good\n\u0000\u0001binary\n\n", "latin1"));
  appendFileSync(path, Buffer.from([0xff, 0xfe, 0x0a]));
  appendFileSync(path, "cut o");
  openHistory(path).add("next");
  expect(openHistory(path).entries).toEqual(["good", "cut o", "next"]);
});

test("a place that can't be written costs the memory only", () => {
  const path = join(folder, "is-a-folder");
  mkdirSync(path);
  const history = openHistory(path);
  history.add("x");
  expect(history.entries).toEqual(["x"]);
  expect(history.problem()).toContain(`can't use '${path}': it is a folder`);
});

test("only its owner may read the file", () => {
  const path = join(folder, "private");
  openHistory(path).add("x");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, "utf8")).toBe("x\n");
});

test("the place is $GRADTREE_HISTORY, or where state is kept; empty is nowhere", () => {
  expect(historyPath({ GRADTREE_HISTORY: "/h" })).toBe("/h");
  expect(historyPath({ GRADTREE_HISTORY: "" })).toBeUndefined();
  expect(historyPath({ XDG_STATE_HOME: "/state" })).toBe("/state/gradtree/history");
  expect(openHistory(undefined).problem()).toBeUndefined();
});
