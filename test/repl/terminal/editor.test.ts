import { expect, test } from "vitest";
import {
  type Editing,
  ENTRY_LIMIT,
  fresh,
  type Key,
  press,
  type,
} from "../../../src/repl/terminal/editor.ts";

const HISTORY = ["x = 2", "sin(x)", "(1 +\n2)", "sin(y)"];

const keyOf = (name: string): Key => {
  const bare = name.replace(/^(?:ctrl-|meta-)*/u, "");
  return { name: bare, ctrl: name.includes("ctrl-"), meta: name.includes("meta-") };
};

/** The state after texts, and keys by name in angle brackets, from a state: "sin<left><ctrl-k>". */
function after(keys: string, from: Editing = fresh, history: readonly string[] = HISTORY): Editing {
  return keys.split(/(<[^<>]+>)/u).reduce((state, part) => {
    if (/^<.+>$/u.test(part)) return press(state, keyOf(part.slice(1, -1)), history);
    return part === "" ? state : type(state, part, history);
  }, from);
}

/** The text with | at the cursor. */
const seen = ({ buffer: { text, cursor } }: Editing): string =>
  `${text.slice(0, cursor)}|${text.slice(cursor)}`;

test.each([
  ["sin(x)<left><left>2", "sin(2|x)"],
  ["x + y<ctrl-a>-", "-|x + y"],
  ["ab\ncd<home>!", "ab\n!|cd"],
  ["x + yy<ctrl-left>z", "x + z|yy"],
  ["x + yy<home><ctrl-right><meta-f>", "x + yy|"],
  ["x + yy<meta-b><ctrl-w>", "x |yy"],
  ["x + yy<ctrl-w>", "x + |"],
  ["x + yy<home><ctrl-k>", "|"],
  ["x + yy<ctrl-u>z<ctrl-y>", "zx + yy|"],
  ["a + b<meta-b><ctrl-k><home><ctrl-y>", "b|a + "],
  ["xy<ctrl-t>", "yx|"],
  ["ab<left><delete><backspace>", "|"],
  ["1<meta-return>2", "1\n2|"],
  ["ab\nc\nde<up><up>!", "a!|b\nc\nde"],
  ["ab\nc<up><down><down>", "ab\nc|"],
])("the keys %j make %j", (keys, expected) => {
  expect(seen(after(keys, fresh, []))).toBe(expected);
});

test("a character of several code points is one for the cursor", () => {
  expect(seen(after("ae\u0301👍🏽<left><left>"))).toBe("a|e\u0301👍🏽");
  expect(seen(after("ae\u0301👍🏽<backspace><backspace>"))).toBe("a|");
});

test("ctrl-_ takes back edit after edit", () => {
  const undo = { sequence: "\u001F" };
  const state = press(after("x + 1<ctrl-u>", fresh), undo, []);
  expect(seen(state)).toBe("x + 1|");
  expect(seen(press(state, undo, []))).toBe("|");
});

test("Up recalls entries, a whole one of several lines among them, and Down comes back to the draft", () => {
  expect(seen(after("<up>"))).toBe("sin(y)|");
  expect(seen(after("<up><up>"))).toBe("(1 +\n2)|");
  expect(seen(after("<up><up><up><up>"))).toBe("sin(x)|"); // one Up moves within the two lines
  expect(seen(after("si<up><down>"))).toBe("si|");
});

test("Up recalls only what begins as the draft does", () => {
  expect(seen(after("si<up><up>"))).toBe("sin(x)|");
  expect(seen(after("si<up><up><up>"))).toBe("sin(x)|");
});

test("Ctrl-R finds the newest entry that contains what is typed, then older ones", () => {
  expect(seen(after("draft<ctrl-r>in(", fresh))).toBe("s|in(y)");
  expect(seen(after("draft<ctrl-r>in(<ctrl-r>"))).toBe("s|in(x)");
  expect(seen(after("draft<ctrl-r>in(<ctrl-r><ctrl-s>"))).toBe("s|in(y)");
  expect(after("<ctrl-r>nowhere").search?.failed).toBe(true);
});

test("Ctrl-G ends a search with the draft, another key with what was found", () => {
  expect(seen(after("draft<ctrl-r>x =<ctrl-g>"))).toBe("draft|");
  expect(seen(after("<ctrl-r>x =<end>!"))).toBe("x = 2!|");
  expect(after("<ctrl-r>x =<end>").search).toBeUndefined();
});

test("control characters of a paste are shown as unknown ones, not obeyed", () => {
  expect(after("a\u001B[2Jb\tc\r\nd").buffer.text).toBe("a\uFFFD[2Jb  c\nd");
});

test("an entry over the limit is cut and marked", () => {
  const state = type(after("x"), "y".repeat(ENTRY_LIMIT), []);
  expect([state.buffer.text.length, state.overflown]).toEqual([ENTRY_LIMIT, true]);
  expect(after("x").overflown).toBe(false);
});
