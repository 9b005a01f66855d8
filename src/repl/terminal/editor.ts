// Editing an entry: a state and a key in, a state out. Beside the buffer it holds what undoes, what
// was cut, and the place in the history, where Up and Down go and Ctrl-R searches. It knows no
// screen; the keys that end an entry are the prompt's.
import { type Buffer, edits, empty, holding, insert, kills, lineAbove, lineBelow } from "./buffer.ts";

/** A key as node:readline decodes it. */
export interface Key {
  readonly name?: string | undefined;
  readonly ctrl?: boolean | undefined;
  readonly meta?: boolean | undefined;
  readonly sequence?: string | undefined;
}

export interface Search {
  readonly query: string;
  /** The entry found last, in the history; its length where nothing has been looked for yet. */
  readonly index: number;
  readonly failed: boolean;
  /** What was typed before the search. */
  readonly origin: Buffer;
}

export interface Editing {
  readonly buffer: Buffer;
  /** Whether more was typed or pasted than an entry holds: the rest is missing. */
  readonly overflown: boolean;
  readonly search?: Search | undefined;
  readonly undo: readonly Buffer[];
  readonly killed: string;
  /** Index in the history of the entry that was recalled; undefined at the draft. */
  readonly recalled?: number | undefined;
  readonly draft: string;
}

/** The most UTF-16 units of an entry that are typed or pasted; longer texts come from files. */
export const ENTRY_LIMIT = 65_536;
const UNDO_LIMIT = 200;

export const fresh: Editing = { buffer: empty, overflown: false, undo: [], killed: "", draft: "" };

/** What to call a key: "ctrl-left", "meta-b", "up". */
export const keyName = ({ name, ctrl, meta, sequence }: Key): string =>
  `${ctrl ? "ctrl-" : ""}${meta ? "meta-" : ""}${name ?? sequence ?? ""}`;

/** The text that a key types; undefined for a key that types none. */
export const typedBy = ({ ctrl, meta, sequence = "" }: Key): string | undefined =>
  ctrl || meta || sequence === "" || /^\p{Cc}/u.test(sequence) ? undefined : sequence;

/** The state after a key; the same one where the key does nothing. */
export function press(state: Editing, key: Key, history: readonly string[]): Editing {
  const name = keyName(key);
  if (name === "ctrl-r" || name === "ctrl-s") {
    const older = name === "ctrl-r";
    const { buffer } = state;
    if (state.search !== undefined) return find(state, state.search, history, older ? -1 : 1);
    return older
      ? { ...state, search: { query: "", index: history.length, failed: false, origin: buffer } }
      : state;
  }
  if (state.search !== undefined) {
    const { query, origin } = state.search;
    if (name === "ctrl-g") return { ...state, buffer: origin, search: undefined };
    if (name === "backspace") {
      const again = { ...state.search, query: query.slice(0, -1), index: history.length };
      return find({ ...state, buffer: origin }, again, history, -1);
    }
    return press(accepted(state), key, history);
  }
  const text = typedBy(key);
  if (text !== undefined) return type(state, text, history);
  if (name === "up") return above(state, history);
  if (name === "down") return below(state, history);
  if (name === "ctrl-p") return recall(state, history, -1);
  if (name === "ctrl-n") return recall(state, history, 1);
  if (name === "ctrl-y") return type(state, state.killed, history);
  if (name === "\u001F") return undone(state);
  const kill = kills.get(name);
  if (kill !== undefined) {
    const next = changed(state, kill(state.buffer));
    return next === state ? state : { ...next, killed: difference(state.buffer.text, next.buffer) };
  }
  const edit = edits.get(name);
  return edit === undefined ? state : changed(state, edit(state.buffer));
}

/** The state after text was typed or pasted, several characters at once; in a search it is searched for. */
export function type(state: Editing, text: string, history: readonly string[]): Editing {
  const clean = text
    .replace(/\r\n?/gu, "\n")
    .replace(/\t/gu, "  ")
    .replace(/[^\P{Cc}\n]/gu, "\uFFFD"); // seen, and complained of, not obeyed by the terminal
  if (state.search !== undefined) {
    const search = { ...state.search, query: state.search.query + clean.replace(/\n/gu, " ") };
    return find(state, search, history, 0);
  }
  const room = ENTRY_LIMIT - state.buffer.text.length;
  const kept = clean.slice(0, room);
  const next = changed(state, insert(kept)(state.buffer));
  return kept.length < clean.length ? { ...next, overflown: true } : next;
}

/** The search over, what was found in the buffer. */
export const accepted = (state: Editing): Editing => ({ ...state, search: undefined });

/** The text of the buffer as a whole replaced: a completion, a recalled entry. */
export function changed(state: Editing, buffer: Buffer): Editing {
  const { text, cursor } = state.buffer;
  if (buffer.text === text && buffer.cursor === cursor) return state;
  if (buffer.text === text) return { ...state, buffer };
  return { ...state, buffer, undo: [...state.undo.slice(1 - UNDO_LIMIT), state.buffer] };
}

function undone(state: Editing): Editing {
  const before = state.undo.at(-1);
  return before === undefined ? state : { ...state, buffer: before, undo: state.undo.slice(0, -1) };
}

/** What a cut took out. */
const difference = (before: string, { text, cursor }: Buffer): string =>
  before.slice(cursor, cursor + before.length - text.length);

function above(state: Editing, history: readonly string[]): Editing {
  const buffer = lineAbove(state.buffer);
  return buffer === undefined ? recall(state, history, -1) : { ...state, buffer };
}

function below(state: Editing, history: readonly string[]): Editing {
  const buffer = lineBelow(state.buffer);
  return buffer === undefined ? recall(state, history, 1) : { ...state, buffer };
}

/** The next older (-1) or newer (1) entry that begins as the draft does. */
function recall(state: Editing, history: readonly string[], direction: -1 | 1): Editing {
  const shown = state.buffer.text;
  const untouched = state.recalled !== undefined && history[state.recalled] === shown;
  const draft = untouched ? state.draft : shown;
  const from = untouched && state.recalled !== undefined ? state.recalled : history.length;
  for (let i = from + direction; i >= 0 && i < history.length; i += direction) {
    if (history[i].startsWith(draft) && history[i] !== shown)
      return { ...changed(state, holding(history[i])), recalled: i, draft };
  }
  return direction > 0 && untouched
    ? { ...changed(state, holding(draft)), recalled: undefined, draft }
    : state;
}

/** The nearest entry from `index` on that contains what is searched for. */
function find(state: Editing, search: Search, history: readonly string[], direction: -1 | 0 | 1): Editing {
  const { query, index } = search;
  const step = direction || -1;
  if (query === "") return { ...state, search };
  for (
    let i = direction === 0 ? Math.min(index, history.length - 1) : index + direction;
    i >= 0 && i < history.length;
    i += step
  ) {
    const place = history[i].indexOf(query);
    if (place < 0 || (direction !== 0 && history[i] === state.buffer.text)) continue;
    const buffer = { text: history[i], cursor: place };
    return { ...changed(state, buffer), search: { ...search, index: i, failed: false } };
  }
  return { ...state, search: { ...search, failed: true } };
}
