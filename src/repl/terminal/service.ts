// A session behind a door: requests in, replies out, so that it can stand in a thread of its own.
// A request can be cancelled from outside while it is worked on. Previews never touch the session:
// they are worked out in a copy of it.
import type { Budget } from "../../expr/budget.ts";
import type { Open } from "../conversation.ts";
import { eachEntry, entriesIn } from "../entries.ts";
import type { Names } from "../names.ts";
import type { Outcome } from "../session.ts";
import { previewText } from "./preview.ts";

export interface Request {
  /** Grows from request to request. */
  readonly id: number;
  /** A preview is cancelled by the next request; `whole` is answered even where more lines seem due. */
  readonly kind: "answer" | "whole" | "preview";
  readonly text: string;
}

export type Reply =
  /** More lines are due; nothing was done. */
  | { readonly kind: "pending"; readonly id: number }
  /** The text is an entry, and its outcomes follow. */
  | { readonly kind: "begun"; readonly id: number }
  | { readonly kind: "outcome"; readonly id: number; readonly outcome: Outcome }
  | { readonly kind: "done"; readonly id: number }
  | { readonly kind: "preview"; readonly id: number; readonly text: string }
  /** What the session holds now, and the names it knows. */
  | { readonly kind: "state"; readonly saved: string; readonly answers: Answers; readonly names: Names };

/** Answers as texts, by their names: all of them at first, then what was added. */
export type Answers = ReadonlyMap<string, string>;

/** What another session held. */
export interface Held {
  /** The script of its definitions; empty for none. */
  readonly saved: string;
  readonly answers: Answers;
}

export interface ServiceOptions {
  readonly open: Open;
  readonly post: (reply: Reply) => void;
  /** Whether the request of that id was cancelled. */
  readonly cancelled: (id: number) => boolean;
  readonly now: () => number;
  /** What the session goes on with. */
  readonly held: Held;
}

/** Milliseconds that a preview may take. */
const PREVIEW_TIME = 250;

/** Answers requests, one at a time, in order. Restores the session first. */
export function service({ open, post, cancelled, now, held }: ServiceOptions): (request: Request) => void {
  let current = Number.POSITIVE_INFINITY; // while restoring, which nobody cancels
  let deadline = Number.POSITIVE_INFINITY;
  const budget: Budget = { cancelled: () => cancelled(current) || now() > deadline };
  const session = open(budget);
  const pending = (text: string): boolean => session.pending(text);
  const tellState = (added: readonly string[]): void => {
    const texts = added.map((name) => [name, session.answerScript(name)] as const);
    const answers = new Map(texts.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));
    post({ kind: "state", saved: session.saved(), answers, names: session.names() });
  };
  for (const entry of eachEntry(held.saved, pending)) session.line(entry);
  session.recall(held.answers);
  tellState([]);
  return ({ id, kind, text }) => {
    current = id;
    deadline = kind === "preview" ? now() + PREVIEW_TIME : Number.POSITIVE_INFINITY;
    if (kind === "preview") {
      if (!cancelled(id)) post({ kind: "preview", id, text: previewText(session.copy(), text) });
      return;
    }
    if (kind === "answer" && entriesIn(text, pending).open) {
      post({ kind: "pending", id });
      return;
    }
    post({ kind: "begun", id });
    for (const entry of eachEntry(text, pending)) {
      if (cancelled(id)) break;
      const outcome = session.line(entry);
      tellState(outcome.answers ?? []);
      post({ kind: "outcome", id, outcome });
      if (outcome.over) break;
    }
    post({ kind: "done", id });
  };
}
