// Entries over lines, pasted transcripts, and sessions kept in files.
import { describe, expect, test } from "vitest";
import { Session } from "../../src/repl/session.ts";

/** Files in memory. */
function filesOf(texts: Readonly<Record<string, string>>): {
  readonly texts: Map<string, string>;
  readonly read: (path: string) => string;
  readonly write: (path: string, text: string) => void;
} {
  const held = new Map(Object.entries(texts));
  return {
    texts: held,
    read: (path) => {
      const text = held.get(path);
      if (text === undefined) throw new Error("no such file");
      return text;
    },
    write: (path, text) => {
      held.set(path, text);
    },
  };
}

const LINES = [
  "assume a > 0, n integer",
  "declare g(x), h(u, v)",
  "g'(x) = h(x, 1)",
  "F = f0 + g(x)",
  "f(x, y) = g(x)*y + 0.5",
  "k(t) = f(t, 2)",
  "x = 1/3",
  "tree_0 = 0.25",
  "c = pi/2",
  "G = x^2*F",
];

test("saved() is a script that restores the session, and is its own fixed point", () => {
  const session = new Session();
  for (const line of LINES) expect(session.line(line).error).toBeUndefined();
  const script = session.saved();
  const again = new Session();
  for (const line of script.trimEnd().split("\n")) expect(again.line(line).error, line).toBeUndefined();
  expect(again.saved()).toBe(script);
  for (const line of ["diff k(x^2)", "G", "tree_0 + c", "f(1, 2)", "simplify a*x/a"])
    expect(again.line(line).text).toBe(session.line(line).text);
});

test("what save writes, load reads and a pipe can run", () => {
  const files = filesOf({});
  const session = new Session({ files });
  for (const line of ["x = 2", "f(t) = t^2"]) session.line(line);
  expect(session.line("save my session.gt").text).toBe("saved 2 definitions to my session.gt");
  expect(files.texts.get("my session.gt")).toMatch(/^# gradtree session: .*\nf\(t\) = t\^2\nx = 2\n$/u);
  const other = new Session({ files });
  expect(other.line('load "my session.gt"').text).toBe("loaded 2 entries from my session.gt");
  expect(other.line("f(x)").text).toBe("f(x) = 4");
});

test("load shows what commands and formulas answer", () => {
  const files = filesOf({ a: "y = 3\n\n2*(\n  y\n)\ndiff x*y wrt x # here\nquit\nz = 1\n" });
  const session = new Session({ files });
  expect(session.line("load a").text).toBe("2*y = 6\ny\nloaded 4 entries from a");
  expect(session.line("z").text).toBe("z");
});

describe("a file that is none of ours changes nothing", () => {
  const files = filesOf({
    wrong: "x = 5\n\nhello (world\n",
    binary: "\u0000PNG\ufffd",
    self: "x = 6\nload self\n",
    saves: "save self\n",
  });

  test.each([
    ["load wrong", "wrong, line 3: "],
    ["load binary", "'binary' is no text in UTF-8"],
    ["load self", "'self' is loaded by itself: self → self"],
    ["load saves", "a file that is loaded can't save another one"],
    ["load none", "can't read 'none': no such file"],
    ["load ''", "load needs a path"],
  ])("%s", (line, message) => {
    const session = new Session({ files });
    session.line("x = 1");
    expect(session.line(line).error).toContain(message);
    expect(session.line("x").text).toBe("x = 1");
  });

  test("and without files there are none", () => {
    expect(new Session().line("load a").error).toBe("there are no files here to load or save");
  });
});

describe("an entry of several lines", () => {
  test("goes on until its brackets close, or a line is empty", () => {
    const session = new Session();
    const due = ["f(", "f(\nx,", "[x, # (]", "> f("];
    const done = ["f(x)", "2*(\n", "x # (", "x)", "", "((x))"];
    expect(due.map((text) => session.pending(text))).toEqual(due.map(() => true));
    expect(done.map((text) => session.pending(text))).toEqual(done.map(() => false));
  });

  test("is one formula", () => {
    expect(new Session().line("diff (\n  x^2 # a square\n  + y\n) wrt x").text).toBe("2*x");
  });

  test("of hostile length is not waited for", () => {
    expect(new Session().pending("(".repeat(300_000))).toBe(false);
  });
});

test("a pasted transcript does again what it did, and its answers do nothing", () => {
  const session = new Session();
  const pasted = [
    "> x = 2",
    "x = 2",
    "> 3x^2",
    "3*x^2 = 12",
    "> diff max(\n... x,\n... 1) wrt x",
    "if(x > 1, 1, if(x < 1, 0, 1/2))",
    "cost: 7 nodes, 4 visits, 1 ms, alpha",
    "warning: something",
    "> ans1",
  ];
  const shown = pasted.map((line) => session.line(line));
  expect(shown.map(({ error }) => error).filter((error) => error !== undefined)).toEqual([]);
  expect(shown.map(({ text }) => text).filter((text) => text !== "")).toEqual([
    "x = 2",
    "3*x^2 = 12",
    shown[4].text,
    "ans1 = 3*x^2 = 12",
  ]);
});

test("a line like an answer counts where no prompt was pasted", () => {
  const session = new Session();
  session.line("> 1 + 1");
  session.line("2 + 2");
  expect(session.line("1 + 1").text).toBe("1 + 1 = 2");
});
