import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { untilClosed, write } from "../../src/repl/write.ts";

/** A stream whose reader takes a text when it is told to. */
function slow(): { readonly stream: Writable; readonly take: () => void } {
  let taken: (() => void) | undefined;
  const stream = new Writable({
    highWaterMark: 1,
    write: (_chunk, _encoding, done) => {
      taken = done;
    },
  });
  return { stream, take: () => taken?.() };
}

test("write waits until the reader has caught up, and leaves no listener behind", async () => {
  const { stream, take } = slow();
  let isDone = false;
  const writing = write(stream, "text").then((goOn) => {
    isDone = true;
    return goOn;
  });
  await Promise.resolve();
  expect(isDone).toBe(false);
  const before = stream.listenerCount("close");
  take();
  expect(await writing).toBe(true);
  expect([stream.listenerCount("drain"), stream.listenerCount("close")]).toEqual([0, before - 1]);
});

test("write resolves to false where the reader has gone", async () => {
  const { stream } = slow();
  const writing = write(stream, "text");
  stream.destroy();
  expect(await writing).toBe(false);
  expect(await write(stream, "more")).toBe(false);
});

test("a closed pipe is no error: the next write resolves to false", async () => {
  let isGone = false;
  const stream = untilClosed(
    new Writable({
      autoDestroy: false, // as process.stdout, which stays writable
      write: (_chunk, _encoding, done) => done(Object.assign(new Error("write EPIPE"), { code: "EPIPE" })),
    }),
    () => {
      isGone = true;
    },
    (error) => {
      throw error;
    },
  );
  await write(stream, "text");
  await new Promise(process.nextTick);
  expect([isGone, await write(stream, "more")]).toEqual([true, false]);
});

test("a full disk is told once, and nothing is written any more", async () => {
  const failures: string[] = [];
  const stream = untilClosed(
    new Writable({
      autoDestroy: false,
      write: (_chunk, _encoding, done) => done(new Error("ENOSPC")),
    }),
    () => {},
    ({ message }) => failures.push(message),
  );
  stream.write("text");
  stream.write("text");
  await new Promise(process.nextTick);
  expect([failures, await write(stream, "more")]).toEqual([["ENOSPC"], false]);
});
