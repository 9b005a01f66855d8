// The session of a terminal, in a thread of its own (worker.ts). What is computed there can be
// cancelled; a computation that does not listen is ended with its thread, and a new one goes on with
// what the session had said last, so that nothing is lost.
import { Worker } from "node:worker_threads";
import { type Names, noNames } from "../names.ts";
import type { Outcome } from "../session.ts";
import type { Answers, Reply, Request } from "./service.ts";
import type { Start } from "./worker.ts";

/** What an entry came to. */
export type Ending = "pending" | "over" | "done";

export interface Listener {
  /** The text is an entry: it is being worked on. */
  readonly begun: () => void;
  readonly outcome: (outcome: Outcome) => void;
}

export interface Engine {
  /** Answers an entry; `whole` where it is answered even if more lines seem due. One at a time. */
  readonly answer: (text: string, whole: boolean, listener: Listener) => Promise<Ending>;
  /** Cancels what is being answered; asked again, it ends it at once. */
  readonly cancel: () => void;
  /** Asks for a preview, instead of the one asked for before. */
  readonly preview: (text: string) => void;
  readonly names: () => Names;
  readonly close: () => Promise<void>;
}

const PATIENCE = 2_000;
/** The most answers that a new thread goes on with. */
const ANSWERS = 1_000;

interface Asked extends Listener {
  request: Request;
  hasBegun: boolean;
  isCancelled: boolean;
  isOver: boolean;
  readonly resolve: (ending: Ending) => void;
}

/**
 * @param file the file of the thread, which calls `serve`.
 * @param shown takes the preview of the text asked for last.
 * @param patience milliseconds until work that was cancelled and does not listen is ended.
 */
export function startEngine(file: string, shown: (preview: string) => void, patience = PATIENCE): Engine {
  const cancelledTo = new Int32Array(new SharedArrayBuffer(4));
  let saved = "";
  const answers = new Map<string, string>();
  let names = noNames;
  let lastId = 0;
  let asked: Asked | undefined;
  let previewed = 0;
  let impatience: NodeJS.Timeout | undefined;
  /** Whether the thread has restored the session. */
  let isReady = false;
  let worker = start();

  function start(): Worker {
    const workerData: Start = { cancelledTo: cancelledTo.buffer, held: { saved, answers } };
    isReady = false;
    const started = new Worker(file, { workerData });
    started.on("message", (reply: Reply) => started === worker && receive(reply));
    started.on("error", (error: NodeJS.ErrnoException) => {
      if (started !== worker) return;
      if (!isReady) throw error; // a new one would fail likewise
      replace(`the computation failed: ${reasonOf(error)}; the session goes on`);
    });
    return started;
  }

  /** Ends the thread, and whatever it is doing, and goes on in a new one. */
  function replace(why: string): void {
    clearTimeout(impatience);
    const stuck = worker;
    worker = start();
    void stuck.terminate();
    if (asked === undefined) return;
    if (!asked.hasBegun && !asked.isCancelled) {
      send(asked.request.kind, asked.request.text); // a preview was in its way
      return;
    }
    if (!asked.hasBegun) asked.begun();
    asked.outcome({ text: "", remarks: [why] });
    end("done");
  }

  function send(kind: Request["kind"], text: string): Request {
    Atomics.store(cancelledTo, 0, lastId); // previews, which alone may be under way
    const request: Request = { id: ++lastId, kind, text };
    if (asked !== undefined) asked.request = request;
    worker.postMessage(request);
    return request;
  }

  /** Keeps the last answers. */
  function keep(added: Answers): void {
    for (const [name, text] of added) answers.set(name, text);
    for (const name of answers.keys()) if (answers.size > ANSWERS) answers.delete(name);
  }

  function end(ending: Ending): void {
    clearTimeout(impatience);
    const { resolve } = asked ?? {};
    asked = undefined;
    resolve?.(ending);
  }

  function receive(reply: Reply): void {
    if (reply.kind === "state") {
      ({ saved, names } = reply);
      keep(reply.answers);
      isReady = true;
    } else if (reply.kind === "preview") {
      if (reply.id === previewed) shown(reply.text);
    } else if (asked !== undefined && reply.id === asked.request.id) {
      switch (reply.kind) {
        case "pending":
          end("pending");
          break;
        case "begun":
          clearTimeout(impatience);
          asked.hasBegun = true;
          asked.begun();
          break;
        case "outcome":
          asked.isOver ||= reply.outcome.over === true;
          asked.outcome(reply.outcome);
          break;
        case "done":
          end(asked.isOver ? "over" : "done");
      }
    }
  }

  return {
    answer: (text, whole, listener) =>
      new Promise((resolve) => {
        const kind = whole ? "whole" : "answer";
        const request: Request = { id: 0, kind, text };
        asked = { ...listener, request, hasBegun: false, isCancelled: false, isOver: false, resolve };
        previewed = 0;
        send(kind, text);
        if (isReady) impatience = setTimeout(() => replace("the session was restored"), patience);
      }),
    cancel() {
      if (asked === undefined) return;
      const why = "the computation did not stop, so it was ended; the session goes on";
      if (asked.isCancelled) {
        replace(why);
        return;
      }
      asked.isCancelled = true;
      Atomics.store(cancelledTo, 0, asked.request.id);
      clearTimeout(impatience);
      impatience = setTimeout(() => replace(why), patience);
    },
    preview(text) {
      if (asked === undefined) previewed = send("preview", text).id;
    },
    names: () => names,
    close: async () => {
      await worker.terminate();
    },
  };
}

const reasonOf = (error: NodeJS.ErrnoException): string =>
  error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "it took more memory than there is" : error.message;
