// The session in a pipe or for a script: each entry is answered as soon as its line is there, so that a
// program can converse. Only answers go to the output, for the next program to read.

import { GradtreeError } from "../expr/errors.ts";
import { TEXT_LENGTH_LIMIT } from "../expr/parse/parse.ts";
import { grouped } from "../expr/print/grouped.ts";
import type { Palette } from "./colour.ts";
import type { Conversation } from "./conversation.ts";
import { LINES_LIMIT } from "./entries.ts";
import { reasonOf } from "./files.ts";
import { lines } from "./lines.ts";
import type { Outcome } from "./session.ts";
import { write } from "./write.ts";

export interface Pipe {
  readonly input: AsyncIterable<Buffer | string>;
  readonly output: NodeJS.WritableStream;
  readonly errors: NodeJS.WritableStream;
  readonly errorPalette: Palette;
  /** What errors and remarks begin with, and then the line: "script.gt". Left out where a person types. */
  readonly name?: string | undefined;
  /** Whether the first error ends it. */
  readonly stops?: boolean;
}

/** An outcome, and the line that its entry begins on. */
interface Answered {
  readonly outcome: Outcome;
  readonly line: number;
}

/** The most bytes of a line. */
const LINE_LIMIT = 2 ** 24;

/** Answers until the input ends or `quit`. Resolves to the exit code: 1 where an entry was in error. */
export async function converseInPipe(session: Conversation, pipe: Pipe): Promise<number> {
  let exitCode = 0;
  try {
    for await (const answered of outcomes(session, pipe.input)) {
      const { error, over } = answered.outcome;
      if (error !== undefined) exitCode = 1;
      await print(answered.outcome, pipe, pipe.name && `${pipe.name}:${answered.line}: `);
      if (over || (error !== undefined && pipe.stops)) break;
    }
  } catch (error) {
    if (!(error instanceof Error) || error instanceof GradtreeError || !("code" in error)) throw error;
    if (error.code === "ERR_STREAM_PREMATURE_CLOSE") return exitCode; // nobody reads the answers any more
    const unreadable = unread(`can't read the input: ${reasonOf(error)}`);
    await print(unreadable, pipe);
    return 1;
  }
  return exitCode;
}

async function* outcomes(
  session: Conversation,
  input: AsyncIterable<Buffer | string>,
): AsyncGenerator<Answered> {
  let open: string[] = [];
  let number = 0;
  for await (const { text, cut, isUtf8 } of lines(input, LINE_LIMIT)) {
    number++;
    if (cut || !isUtf8) {
      yield { outcome: cut ? tooLong : notText, line: number };
      continue;
    }
    open.push(text);
    const entry = open.join("\n");
    const mayGoOn = text.trim() !== "" && open.length < LINES_LIMIT && entry.length <= TEXT_LENGTH_LIMIT;
    if (mayGoOn && session.pending(entry)) continue;
    const line = number + 1 - open.length;
    open = [];
    yield { outcome: session.line(entry), line };
  }
  // An open bracket at the end: its line is in error, the lines behind it were not meant to be in it.
  let line = number - open.length;
  for (const text of open) yield { outcome: session.line(text), line: ++line };
}

const unread = (error: string): Outcome => ({ text: "", remarks: [], error });
const tooLong = unread(`a line is longer than ${grouped(LINE_LIMIT)} bytes: it was not read`);
const notText = unread("the bytes of a line are no UTF-8 text: it was not read");

/** @param place what errors and remarks begin with. */
export async function print(
  { text, remarks, error, cost }: Outcome,
  { output, errors, errorPalette }: Omit<Pipe, "input">,
  place = "",
): Promise<void> {
  if (text !== "") await write(output, `${text}\n`);
  for (const remark of remarks) await write(errors, `${errorPalette.remark(place + remark)}\n`);
  if (error !== undefined) await write(errors, `${errorPalette.error(place + error)}\n`);
  if (cost !== undefined) await write(errors, `${errorPalette.dim(cost)}\n`);
}
