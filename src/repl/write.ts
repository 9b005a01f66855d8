// Writing no faster than is read, so that nothing piles up between us and a slow reader, and not at all
// where the reader has gone.
import { once } from "node:events";

const left = new WeakSet<NodeJS.WritableStream>();

/** A reader that has seen enough (| head) closes the pipe: that is no error, `gone` is called. */
export function untilClosed<T extends NodeJS.WritableStream>(stream: T, gone: () => void): T {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    left.add(stream); // process.stdout stays writable whatever happens
    gone();
  });
  return stream;
}

/** Resolves when more may be written; to false where nobody reads any more. */
export async function write(stream: NodeJS.WritableStream, text: string): Promise<boolean> {
  const isRead = (): boolean => stream.writable && !left.has(stream);
  if (!isRead()) return false;
  if (stream.write(text)) return true;
  const settled = new AbortController();
  const { signal } = settled;
  await Promise.race([once(stream, "drain", { signal }), once(stream, "close", { signal })]).catch(() => {});
  settled.abort(); // takes the other listener off
  return isRead();
}
