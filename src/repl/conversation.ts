// What a terminal or a pipe asks of a session (session.ts), in the same thread or from another one.
import type { Budget } from "../expr/budget.ts";
import type { Names } from "./names.ts";
import type { Outcome } from "./session.ts";

export interface Conversation {
  /** What an entry comes to. Never throws for what a person types. */
  line(text: string): Outcome;
  /** Whether more lines are due: a bracket is open. */
  pending(text: string): boolean;
  /** A script that defines again what is defined now. */
  saved(): string;
  /** An answer as text, for `recall`; undefined for one too large to be written down. */
  answerScript(name: string): string | undefined;
  /** Takes up answers of another conversation, texts by their names, the oldest first. */
  recall(answers: ReadonlyMap<string, string>): void;
  /** Another one that begins with what this one remembers, and has no files. */
  copy(): Conversation;
  names(): Names;
}

/** Begins a conversation whose work asks `budget.cancelled`. */
export type Open = (budget: Budget) => Conversation;
