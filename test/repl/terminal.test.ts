// The built command at a real terminal.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { bin, build, command } from "../built.ts";
import { hasTmux, openTerminal, type Terminal } from "./terminal/tmux.ts";

beforeAll(build);
beforeEach((context) => {
  if (!hasTmux) context.skip("tmux is not installed");
});
const folder = mkdtempSync(join(tmpdir(), "gradtree-terminal-"));
afterAll(() => rmSync(folder, { recursive: true }));

const opened: Terminal[] = [];
afterEach(async () => {
  for (const terminal of opened.splice(0)) await terminal.close();
});

/** The prompt of a new session, with a history of its own or the one named. */
async function prompt({
  history = `${opened.length}-${Math.random()}`,
  env = {},
  before = "",
  after = "",
} = {}): Promise<Terminal> {
  const terminal = await openTerminal(`env ${before} ${process.execPath} ${bin} ${after}`, {
    env: { GRADTREE_HISTORY: join(folder, history), ...env },
  });
  opened.push(terminal);
  await terminal.until(/^> *$/mu);
  return terminal;
}

/** A computation that would take minutes. */
const LONG = "diff x^x^x order 12";

test("a terminal is greeted, prompted and answered; Ctrl-D ends it with exit code 0", async () => {
  const terminal = await prompt();
  await terminal.enter("x = 2");
  await terminal.enter("3x^2");
  expect(await terminal.until(/= 12\n>$/u)).toMatch(
    /^gradtree: .*\n> x = 2\nx = 2\n> 3x\^2\n3\*x\^2 = 12\n>$/u,
  );
  await terminal.press("C-d");
  await terminal.until(/^exit code 0$/mu);
});

test("Tab completes names, functions, clauses, methods and signs, and lists what there is", async () => {
  const terminal = await prompt();
  await terminal.enter("speed = 3");
  await terminal.until(/speed = 3\n>$/u);
  await terminal.press("spe", "Tab", "*digam", "Tab", "\\alpha", "Tab");
  await terminal.until(/^> speed\*digamma\(α$/mu);
  await terminal.press("C-u", "diff x us", "Tab", " fi", "Tab");
  await terminal.until(/^> diff x using finite$/mu);
  await terminal.press("C-u", "sin", "Tab");
  await terminal.until(/^> sin\nsin\( +sinc\( +sinh\($/mu);
  await terminal.press("h");
  await terminal.until((screen) => screen.endsWith("> sinh"));
});

test("Tab completes the paths of files to load", async () => {
  const terminal = await prompt();
  await terminal.enter("speed = 3");
  await terminal.enter(`save ${join(folder, "session.gt")}`);
  await terminal.until(/^saved 1 definition/mu);
  await terminal.enter("clear");
  await terminal.press(`load ${join(folder, "sess")}`, "Tab", "Enter");
  await terminal.until(/^loaded /mu);
  await terminal.enter("speed");
  await terminal.until(/^speed = 3\n>$/mu);
});

test("the history outlives the session, entries of several lines whole, found by Up and Ctrl-R", async () => {
  const first = await prompt({ history: "kept" });
  await first.enter("(1 +");
  await first.until(/^\.\.\.$/mu);
  await first.enter("41)");
  await first.until(/^1 \+ 41 = 42$/mu);
  await first.enter("sin(0)");
  await first.until(/^sin\(0\) = 0$/mu);
  const second = await prompt({ history: "kept" });
  await second.press("Up", "Up");
  await second.until(/^> \(1 \+\n\.\.\. 41\)$/mu);
  await second.press("Enter");
  await second.until(/^1 \+ 41 = 42$/mu);
  await first.enter("cos(0)"); // the first session still goes on
  await first.until(/^cos\(0\) = 1$/mu);
  await second.press("C-r", "n(0");
  await second.until(/^\(reverse-i-search\)`n\(0': sin\(0\)$/mu);
  await second.press("Enter");
  await second.until(/^> sin\(0\)\nsin\(0\) = 0\n>$/mu);
  const kept = readFileSync(join(folder, "kept"), "utf8");
  expect(kept.split("\n")).toEqual(["(1 +\\n41)", "sin(0)", "(1 +\\n41)", "cos(0)", "sin(0)", ""]);
});

test("the answer is previewed below the line, not in a search, and gone when the line is entered", async () => {
  const terminal = await prompt();
  await terminal.press("2*3");
  await terminal.until(/^> 2\*3\n2\*3 = 6$/mu);
  await terminal.press("+1");
  await terminal.until(/^> 2\*3\+1\n2\*3 \+ 1 = 7$/mu);
  expect(await terminal.cursor()).toEqual([7, 1]);
  await terminal.press("Enter");
  await terminal.until(/^> 2\*3\+1\n2\*3 \+ 1 = 7\n>$/mu);
  await terminal.press("C-r", "2*3");
  const screen = await terminal.until(/search\)`2\*3': 2\*3\+1$/mu);
  expect(screen).toMatch(/2\*3\+1$/u);
});

test("Ctrl-C cancels a computation that would take minutes; what it holds and what is typed meanwhile stay", async () => {
  const terminal = await prompt();
  await terminal.enter("kept = 5");
  await terminal.enter(LONG);
  await terminal.until(/computing; Ctrl-C cancels$/u);
  await terminal.enter("kept + 1");
  await terminal.press("C-c");
  await terminal.until(/cancelled[^>]*\n> kept \+ 1\nkept \+ 1 = 6\n>$/u);
});

test("Ctrl-C clears the line, and at an empty one says how to end", async () => {
  const terminal = await prompt();
  await terminal.press("1000 +", "C-c");
  await terminal.until(/^> 1000 \+\^C\n>$/mu);
  await terminal.press("C-c");
  await terminal.until(/Ctrl-D or quit/u);
  await terminal.enter("1 + 1");
  await terminal.until(/^> 1 \+ 1\n1 \+ 1 = 2\n>$/mu);
});

test("a line longer than the screen wraps, is edited across rows, and follows the terminal's width", async () => {
  const terminal = await prompt({ env: { NO_COLOR: "1" } });
  const long = Array.from({ length: 30 }, (_, i) => `a${i % 10}`).join("+"); // 89 columns, 91 with the prompt
  await terminal.press(long);
  await terminal.until(
    new RegExp(
      `^> ${long.slice(0, 78).replaceAll("+", "\\+")}\n${long.slice(78).replaceAll("+", "\\+")}\n`,
      "mu",
    ),
  );
  await terminal.press("C-a", "漢+");
  await terminal.until(/^> 漢\+a0\+a1/mu);
  expect(await terminal.cursor()).toEqual([5, 1]);
  await terminal.resize(40, 24);
  await terminal.press("C-e");
  await terminal.until(/a9\n.*…$/u); // the preview is cut to one line
  const [column] = await terminal.cursor();
  expect(column).toBe(94 % 40);
});

test("pasted lines come as one entry, and a paste without end harms nothing", async () => {
  const terminal = await prompt();
  await terminal.paste("x = 2\r\n(x +\n1)\n");
  await terminal.until(/^> x = 2\n\.\.\. \(x \+\n\.\.\. 1\)/mu);
  await terminal.press("Enter");
  await terminal.until(/^x = 2\nx \+ 1 = 3\n>$/mu);
  await terminal.paste(`${"x + ".repeat(250_000)}1\n`);
  await terminal.until(/x \+ x \+$/u);
  await terminal.press("Enter");
  await terminal.until(/this is longer than .*\n.*\n>$/u);
  await terminal.paste("\u0000\u0007\u00FF");
  await terminal.press("Enter");
  await terminal.until(/no part of the language[^>]*>$/u);
  await terminal.press("Up", "Up");
  await terminal.until(/> x = 2\n\.\.\. \(x \+\n\.\.\. 1\)/u);
});

test("errors and remarks have colours at a terminal, none with NO_COLOR or in a pipe", async () => {
  const red = "\u001B[31m";
  const coloured = await prompt();
  await coloured.enter("2)");
  await coloured.until(/closes no/u);
  expect(await coloured.screen({ colours: true })).toContain(`${red}')' closes no '('`);
  const bare = await prompt({ env: { NO_COLOR: "1" } });
  await bare.enter("2)");
  await bare.until(/closes no/u);
  expect(await bare.screen({ colours: true })).not.toContain("\u001B[");
  const { out, err } = command([], "1/2x\n2)\n");
  expect(`${out}${err}`).not.toContain("\u001B");
});

test("a terminal that draws nothing, and one whose answers are kept in a file, take lines", async () => {
  const dumb = await prompt({ before: "TERM=dumb" });
  await dumb.enter("(1 +");
  await dumb.until(/^\.\.\.$/mu);
  await dumb.enter("2)");
  await dumb.until(/^\.\.\. 2\)\n1 \+ 2 = 3\n>$/mu);
  await dumb.press("C-c");
  await dumb.until(/\^C\n>$/u);
  const kept = await prompt({ after: `> ${join(folder, "answers")}` });
  await kept.enter("1 + 1");
  await kept.enter("quit");
  await kept.until(/exit code 0$/u);
  expect(readFileSync(join(folder, "answers"), "utf8")).toBe("1 + 1 = 2\n");
});
