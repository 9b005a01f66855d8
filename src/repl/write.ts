// Writing no faster than is read, so that nothing piles up between us and a slow reader, and not at all
// where the reader has gone.
import { once } from "node:events";

const left = new WeakSet<NodeJS.WritableStream>();

/**
 * Nothing is written any more once it can't be. A reader that has seen enough (| head) closes the pipe: that is no
 * error, `gone` is called; `failed` too where it is one, such as a full disk.
 */
export function untilClosed<T extends NodeJS.WritableStream>(
  stream: T,
  gone: () => void,
  failed: (error: Error) => void,
): T {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (left.has(stream)) return;
    left.add(stream); // process.stdout stays writable whatever happens
    if (error.code !== "EPIPE") failed(error);
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
