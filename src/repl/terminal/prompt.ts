// The prompt at a terminal: keys in, the screen and the session's answers out. Editing, completing,
// laying out and computing are done elsewhere; here they meet. Nothing waits for the session while
// an entry is typed; what is typed while it computes is taken up after.

import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { emitKeypressEvents } from "node:readline";
import { grouped } from "../../expr/print/grouped.ts";
import type { Palette } from "../colour.ts";
import { atHome } from "../files.ts";
import type { Outcome } from "../session.ts";
import { holding, insert } from "./buffer.ts";
import { inColumns } from "./columns.ts";
import { commonStart, complete } from "./complete.ts";
import {
  accepted,
  changed,
  type Editing,
  ENTRY_LIMIT,
  fresh,
  type Key,
  keyName,
  press,
  type,
  typedBy,
} from "./editor.ts";
import type { Ending, Engine } from "./engine.ts";
import type { History } from "./history.ts";
import { painterOn } from "./painter.ts";
import { wrapWords } from "./wrapWords.ts";

export interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream;
  readonly palette: Palette;
  readonly errorPalette: Palette;
  readonly history: History;
  /** Starts the session; `shown` takes the previews asked of it. */
  readonly start: (shown: (preview: string) => void) => Engine;
}

const PASTE_ON = "\u001B[?2004h";
const PASTE_OFF = "\u001B[?2004l";
const TOO_LONG = `this is longer than the ${grouped(ENTRY_LIMIT)} characters of an entry: put it in a file, and load FILE`;
/** Milliseconds after which a computation says how it is cancelled. */
const LONG = 1_000;
/** The most rows of what Tab offers. */
const OFFERED_ROWS = 8;

/** Converses until `quit`, Ctrl-D or the end of the input. */
export function converseAtPrompt(terminal: Terminal): Promise<void> {
  const { input, output, errors, palette, errorPalette, history } = terminal;
  const screen = () => ({
    columns: output.columns || 80,
    rows: output.rows || 24,
    write: (text: string): void => void output.write(text),
  });
  const painter = painterOn(screen, palette.dim);
  return new Promise((resolve) => {
    let state = fresh;
    let preview = "";
    let offered: readonly string[] = [];
    let pasting: string | undefined;
    /** Whether the key that arrives is part of a text pasted. */
    let isPasted = false;
    let isBusy = false;
    let isOver = false;
    let isPumping = false;
    let waiting: Key[] = [];
    let note: NodeJS.Timeout | undefined;
    let hasNote = false;
    let problem: string | undefined;

    tense();
    process.once("exit", relax);
    output.write("gradtree: type a formula, diff FORMULA, help or quit\n");
    draw();
    const engine = terminal.start((text) => {
      preview = text;
      if (!isBusy && !isOver) draw();
    });
    emitKeypressEvents(input);
    input.on("keypress", onKey).once("end", finish).once("error", finish).resume();
    output.on("resize", onResize);

    function tense(): void {
      input.setRawMode?.(true);
      output.write(PASTE_ON);
    }

    function relax(): void {
      input.setRawMode?.(false);
      output.write(PASTE_OFF);
    }

    function onKey(_typed: string | undefined, key: Key): void {
      const name = keyName(key);
      if (name === "paste-start" || name === "paste-end") isPasted = name === "paste-start";
      if (name === "ctrl-z" && !isPasted) suspend();
      else if (name === "ctrl-c" && isBusy && !isPasted) engine.cancel();
      else waiting.push(key);
      if (isPumping) return;
      isPumping = true; // after all keys that came at once
      setImmediate(() => {
        isPumping = false;
        pump();
      });
    }

    function onResize(): void {
      if (!isBusy) draw();
    }

    /** Takes up the keys that wait, until one of them begins a computation. */
    function pump(): void {
      const keys = waiting;
      const { text } = state.buffer;
      let next = 0;
      waiting = [];
      while (next < keys.length && !isBusy && !isOver) next = take(keys, next);
      waiting = keys.slice(next).concat(waiting);
      if (isOver || isBusy) return;
      if (state.search !== undefined || state.buffer.text.trim() === "") preview = "";
      else if (state.buffer.text !== text) engine.preview(state.buffer.text);
      draw();
    }

    /** Does what the key at `next` asks for; keys that only type are taken together. Returns the place of the next. */
    function take(keys: readonly Key[], next: number): number {
      const key = keys[next];
      const name = keyName(key);
      if (pasting !== undefined) {
        if (name === "paste-end") {
          state = type(state, pasting.replace(/(?:\r\n?|\n)$/u, ""), history.entries);
          pasting = undefined;
        } else if (pasting.length <= ENTRY_LIMIT) pasting += key.sequence ?? "";
        return next + 1;
      }
      offered = [];
      let end = next;
      while (end < keys.length && typedBy(keys[end]) !== undefined) end++;
      if (end > next) {
        const run = keys.slice(next, end).map(({ sequence }) => sequence);
        state = type(state, run.join(""), history.entries);
        return end;
      }
      if (name === "paste-start") pasting = "";
      else if (name === "return" || name === "enter") submit();
      else if (name === "ctrl-c") interrupt();
      else if (name === "ctrl-d" && state.buffer.text === "") finish();
      else if (name === "ctrl-l") painter.clear();
      else if (name === "tab") offer();
      else state = press(state, key, history.entries);
      return next + 1;
    }

    function submit(): void {
      state = accepted(state);
      const { text } = state.buffer;
      if (text.trim() === "" || state.overflown) {
        draw();
        leave();
        if (state.overflown) complain(errorPalette.error, TOO_LONG);
        state = renewed();
        return;
      }
      isBusy = true;
      const whole = /\n\s*$/u.test(text); // an empty line, though a bracket is open: that is all there is
      const listener = { begun: () => begin(text.trimEnd()), outcome: print };
      engine.answer(text, whole, listener).then(resume);
      // A Ctrl-C that came at once with the Enter is behind it in the queue.
      setImmediate(() => {
        const place = waiting.findIndex((key) => keyName(key) === "ctrl-c");
        if (!isBusy || place < 0) return;
        waiting.splice(place, 1);
        engine.cancel();
      });
    }

    function begin(entry: string): void {
      draw();
      leave();
      history.add(entry);
      state = renewed();
      note = setTimeout(() => {
        output.write(palette.dim("computing; Ctrl-C cancels"));
        hasNote = true;
      }, LONG);
    }

    function print({ text, remarks, error, cost }: Outcome): void {
      unnote();
      if (text !== "") output.write(`${text}\n`);
      for (const remark of remarks) complain(errorPalette.remark, remark);
      if (error !== undefined) complain(errorPalette.error, error);
      if (cost !== undefined) output.write(`${palette.dim(cost)}\n`);
    }

    function resume(ending: Ending): void {
      unnote();
      isBusy = false;
      if (isOver) return;
      if (ending === "over") {
        finish();
        return;
      }
      if (ending === "pending") state = changed(state, insert("\n")(state.buffer));
      else if (history.problem() !== problem) {
        problem = history.problem();
        complain(errorPalette.remark, `note: ${problem}`);
      }
      pump();
    }

    function unnote(): void {
      clearTimeout(note);
      if (hasNote) output.write("\r\u001B[K");
      hasNote = false;
    }

    function complain(coloured: (text: string) => string, message: string): void {
      errors.write(`${coloured(wrapWords(message, screen().columns))}\n`);
    }

    function interrupt(): void {
      if (state.search !== undefined) state = press(state, { name: "g", ctrl: true }, history.entries);
      else if (state.buffer.text === "") offered = ["Ctrl-D or quit ends the session"];
      else {
        state = changed(state, holding(`${state.buffer.text}^C`));
        draw();
        leave();
        state = renewed();
      }
    }

    /** A new entry; what was cut can still be brought back. */
    function renewed(): Editing {
      return { ...fresh, killed: state.killed };
    }

    function offer(): void {
      state = accepted(state);
      const { text, cursor } = state.buffer;
      const { from, candidates } = complete(text, cursor, engine.names(), filesLike);
      const start = commonStart(candidates);
      const [only, another] = candidates;
      if (only === undefined) return;
      if (another === undefined || start.length > cursor - from) {
        const rest = text.slice(cursor);
        // A function that has its bracket already gets no second one.
        const put = start.endsWith("(") && rest.startsWith("(") ? start.slice(0, -1) : start;
        state = changed(state, { text: text.slice(0, from) + put + rest, cursor: from + put.length });
      }
      if (another !== undefined) offered = inColumns(candidates, screen().columns - 1, OFFERED_ROWS);
    }

    function suspend(): void {
      if (process.platform === "win32") return;
      relax();
      process.once("SIGCONT", () => {
        tense();
        painter.restart();
        if (!isBusy) draw();
      });
      process.kill(0, "SIGTSTP"); // npm, too, where it started us
    }

    function draw(): void {
      const { search, buffer } = state;
      const failed = search?.failed ? "failed " : "";
      const first = search === undefined ? "> " : `(${failed}reverse-i-search)\`${search.query}': `;
      const below = offered.length > 0 ? offered : preview === "" || search !== undefined ? [] : [preview];
      painter.draw({ buffer, prompts: { first, more: "... " }, below });
    }

    function leave(): void {
      preview = "";
      offered = [];
      painter.leave();
    }

    function finish(): void {
      if (isOver) return;
      isOver = true;
      if (!isBusy) {
        draw();
        painter.leave(); // the shell's prompt begins a line of its own
      }
      input.off("keypress", onKey).pause();
      output.off("resize", onResize);
      process.off("exit", relax);
      relax();
      engine.close().then(resolve);
    }
  });
}

/** Files whose path begins so; folders with a slash behind. */
function filesLike(path: string): readonly string[] {
  const folder = atHome(path.endsWith("/") ? path : dirname(path));
  const start = path.endsWith("/") ? "" : basename(path);
  const within = path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : "";
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => name.startsWith(start) && (start !== "" || !name.startsWith(".")))
      .map((entry) => join(within, entry.isDirectory() ? `${entry.name}/` : entry.name));
  } catch {
    return []; // no such folder
  }
}
