// What stands on the screen from the prompt down: the entry, and below it lines that go away again
// (the preview, what Tab offers). Every change is one write, so that nothing flickers.
import type { Buffer } from "./buffer.ts";
import { cutTo } from "./graphemes.ts";
import { type Layout, layout, type Prompts } from "./layout.ts";

export interface Frame {
  readonly buffer: Buffer;
  readonly prompts: Prompts;
  /** Lines below the entry, as they are coloured; each is cut to the width. */
  readonly below: readonly string[];
}

/** The screen that is drawn on. */
export interface Screen {
  readonly columns: number;
  readonly rows: number;
  readonly write: (text: string) => void;
}

export interface Painter {
  /** Draws a frame in the place of the one before. */
  readonly draw: (frame: Frame) => void;
  /** Leaves the entry standing and goes on below it. */
  readonly leave: () => void;
  /** Goes on below what stands on the screen now, as after somebody else has written there. */
  readonly restart: () => void;
  /** Clears the whole screen. */
  readonly clear: () => void;
}

const ERASE_BELOW = "\u001B[J";

/** @param dim how the lines below are coloured. */
export function painterOn(screen: () => Screen, dim: (text: string) => string): Painter {
  let drawn: Frame | undefined;

  /** The part of a layout that fits the screen, the cursor in it. */
  function visible({ rows, cursor }: Layout, height: number): Layout {
    if (rows.length <= height) return { rows, cursor };
    const first = Math.min(Math.max(0, cursor.row - height + 1), rows.length - height);
    return {
      rows: rows.slice(first, first + height),
      cursor: { row: cursor.row - first, column: cursor.column },
    };
  }

  const placed = ({ buffer, prompts, below }: Frame, { columns, rows }: Screen): Layout =>
    visible(layout(buffer, prompts, columns), Math.max(1, rows - Math.min(below.length, rows - 1)));

  /** To the first row of what is drawn, which the terminal has wrapped anew if its width has changed. */
  const toTop = (to: Screen): string => {
    const row = drawn === undefined ? 0 : placed(drawn, to).cursor.row;
    return `${row > 0 ? `\u001B[${row}A` : ""}\r`;
  };

  function draw(frame: Frame): void {
    const to = screen();
    const { rows, cursor } = placed(frame, to);
    const below = frame.below
      .slice(0, Math.max(0, to.rows - 1))
      .map((line) => dim(cutTo(line, to.columns - 1)));
    const entry = rows
      .map(({ text, wraps }, i) => (i === rows.length - 1 || wraps ? text : `${text}\r\n`))
      .join("");
    const lines = [entry, ...below].join("\r\n");
    const up = rows.length - 1 + below.length - cursor.row;
    const back = `${up > 0 ? `\u001B[${up}A` : ""}\r${cursor.column > 0 ? `\u001B[${cursor.column}C` : ""}`;
    to.write(`${toTop(to)}${ERASE_BELOW}${lines}${back}`);
    drawn = frame;
  }

  return {
    draw,
    leave() {
      if (drawn === undefined) return;
      const { text } = drawn.buffer;
      draw({ ...drawn, buffer: { text, cursor: text.length }, below: [] });
      screen().write("\r\n");
      drawn = undefined;
    },
    restart() {
      drawn = undefined;
    },
    clear() {
      screen().write("\u001B[H\u001B[2J");
      drawn = undefined;
    },
  };
}
