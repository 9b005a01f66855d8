// The thread of a terminal's session: here one of a few lines that speaks as worker.ts does, with
// work that listens, work that never listens, and work that fails.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import type { Outcome } from "../../../src/repl/session.ts";
import { type Engine, startEngine } from "../../../src/repl/terminal/engine.ts";

const folder = mkdtempSync(join(tmpdir(), "gradtree-engine-"));
const file = join(folder, "worker.cjs");
writeFileSync(
  file,
  `const { parentPort, workerData } = require("node:worker_threads");
  const flag = new Int32Array(workerData.cancelledTo);
  let { saved, answers } = workerData.held;
  const post = (kind, more) => parentPort.postMessage({ kind, ...more });
  const tell = (added = new Map()) => post("state", { saved, answers: added, names: { variables: [saved] } });
  tell();
  parentPort.on("message", ({ id, kind, text }) => {
    const isCancelled = () => id <= Atomics.load(flag, 0);
    if (kind === "preview") {
      while (text === "stuck preview");
      if (!isCancelled()) post("preview", { id, text: "preview of " + text });
      return;
    }
    if (text === "open" && kind === "answer") return post("pending", { id });
    post("begun", { id });
    if (text === "fail") throw new Error("broken");
    while (text === "stuck");
    while (text === "work" && !isCancelled());
    if (text.startsWith("x = ")) { saved = text; tell(new Map([["ans1", text]])); }
    post("outcome", { id, outcome: { text: text === "saved" ? saved : text === "answers" ? [...answers].join() : "answer to " + text, remarks: [], over: text === "quit" } });
    post("done", { id });
  });`,
);
afterAll(() => rmSync(folder, { recursive: true }));

let engine: Engine;
let previewed: (preview: string) => void = () => {};
const start = (patience?: number): void => {
  engine = startEngine(file, (preview) => previewed(preview), patience);
};
afterEach(() => engine.close());

/** How an entry ends and what it comes to; `begun` is called when it is being worked on. */
async function answer(text: string, { whole = false, begun = () => {} } = {}): Promise<[string, string[]]> {
  const said: string[] = [];
  const outcome = ({ text, remarks }: Outcome): void => void said.push(text, ...remarks);
  const ending = await engine.answer(text, whole, { begun, outcome });
  return [ending, said.filter((each) => each !== "")];
}

test("entries are answered, left pending, and end the session", async () => {
  start();
  expect(await answer("x")).toEqual(["done", ["answer to x"]]);
  expect(await answer("open")).toEqual(["pending", []]);
  expect(await answer("open", { whole: true })).toEqual(["done", ["answer to open"]]);
  expect((await answer("quit"))[0]).toBe("over");
});

test("work that listens stops when cancelled, and the next entry is not", async () => {
  start();
  expect(await answer("work", { begun: () => engine.cancel() })).toEqual(["done", ["answer to work"]]);
  expect(await answer("x")).toEqual(["done", ["answer to x"]]);
});

test("work that does not listen is ended, and the session goes on with what it held", async () => {
  start();
  await answer("x = 2");
  const begun = (): void => {
    engine.cancel();
    engine.cancel(); // impatient: at once
  };
  expect(await answer("stuck", { begun })).toEqual(["done", [expect.stringContaining("did not stop")]]);
  expect(await answer("saved")).toEqual(["done", ["x = 2"]]);
  expect(await answer("answers")).toEqual(["done", ["ans1,x = 2"]]);
  expect(engine.names()).toEqual({ variables: ["x = 2"] });
});

test("work that fails ends only itself", async () => {
  start();
  await answer("x = 2");
  expect(await answer("fail")).toEqual(["done", [expect.stringContaining("failed: broken")]]);
  expect(await answer("saved")).toEqual(["done", ["x = 2"]]);
});

test("only the preview asked for last is shown", async () => {
  start();
  await answer("x");
  const shown = new Promise((resolve) => {
    previewed = resolve;
  });
  for (const text of ["a", "ab", "abc"]) engine.preview(text);
  expect(await shown).toBe("preview of abc");
});

test("a preview that does not listen gives way to an entry", async () => {
  start(100);
  await answer("x = 3");
  engine.preview("stuck preview");
  expect(await answer("saved")).toEqual(["done", ["x = 3"]]);
});
