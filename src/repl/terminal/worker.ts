// The thread in which a terminal's session computes, so that the terminal goes on listening. What is
// cancelled is told through shared memory: work asks for it while it goes on.
import { parentPort, workerData } from "node:worker_threads";
import { sessionFiles } from "../files.ts";
import { Session } from "../session.ts";
import { type Held, type Request, service } from "./service.ts";

/** What the thread is started with. */
export interface Start {
  /** One Int32: requests up to this id are cancelled. */
  readonly cancelledTo: SharedArrayBuffer;
  readonly held: Held;
}

/** Answers what the terminal asks, until it ends the thread. */
export function serve(): void {
  const port = parentPort;
  const { cancelledTo, held }: Start = workerData;
  if (port === null) throw new Error("invariant: serve() runs in a thread of its own");
  const cancelled = new Int32Array(cancelledTo);
  const answer = service({
    open: (budget) => new Session({ budget, files: sessionFiles }),
    post: (reply) => port.postMessage(reply),
    cancelled: (id) => id <= Atomics.load(cancelled, 0),
    now: () => performance.now(),
    held,
  });
  port.on("message", (request: Request) => answer(request));
}
