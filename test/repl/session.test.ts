import { expect, test } from "vitest";
import { Session } from "../../src/repl/session.ts";

/** What each line answers: the text, or the error. */
function answers(...lines: string[]): string[] {
  const session = new Session();
  return lines.map((line) => {
    const { text, error } = session.line(line);
    return error ?? text;
  });
}

test("a formula is echoed as it is understood", () => {
  expect(answers("2x + sin( y )")).toEqual(["2*x + sin(y)"]);
});

test("with its value where its names have values", () => {
  expect(answers("x = 2", "3x^2", "x", "2 + 3", "7")).toEqual([
    "x = 2",
    "3*x^2 = 12",
    "x = 2",
    "2 + 3 = 5",
    "7",
  ]);
});

test("a name may be given a value in terms of others", () => {
  expect(answers("r = 1/2", "area = pi*r^2", "area/pi")).toEqual([
    "r = 0.5",
    "area = 0.78539816339745",
    "area/pi = 0.25",
  ]);
});

test("a known name before brackets is multiplied", () => {
  expect(answers("x = 2", "x(x + 1)")[1]).toBe("x*(x + 1) = 6");
});

test("diff takes wrt, at, using and to", () => {
  expect(
    answers(
      "diff x*y + sin(y)",
      "diff x*y + sin(y) wrt y",
      "diff x^2*y wrt x x at x=1, y=3 using beta",
      "diff sqrt(x) wrt x to latex",
    ),
  ).toEqual(["d/dx = y\nd/dy = x + cos(y)", "x + cos(y)", "6", "\\frac{1}{2\\,\\sqrt{x}}"]);
});

test("values given before count at a point, those of `at` before them", () => {
  expect(answers("y = 5", "diff x*y wrt x at x=1", "eval x*y at x=2, y=3")).toEqual(["y = 5", "5", "6"]);
});

test("a value does not make a formula a number", () => {
  expect(answers("y = 5", "diff x*y wrt x")[1]).toBe("y");
});

test("eval, tree and format", () => {
  expect(answers("eval 2^10", "tree x*y", "format x/y to sexpr")).toEqual([
    "1024",
    "*\n├─ x\n└─ y",
    "(/ x y)",
  ]);
});

test("the names of commands are names where no command is meant", () => {
  expect(answers("tree = 3", "tree + 1", "tree*2")).toEqual(["tree = 3", "tree + 1 = 4", "tree*2 = 6"]);
});

test("a comparison is no binding", () => {
  expect(answers("x = 1", "x == 1", "x <= 0", "x != 2")).toEqual([
    "x = 1",
    "x == 1 = 1",
    "x <= 0 = 0",
    "x != 2 = 1",
  ]);
});

test("comments and empty lines answer nothing", () => {
  expect(answers("", "   ", "# x", "2 # two")).toEqual(["", "", "", "2"]);
});

test("an error is rendered with the place and leaves the session as it was", () => {
  const [, error, after] = answers("x = 2", "x = 2*(", "x");
  expect(error).toContain("^");
  expect(after).toBe("x = 2");
});

test.each([
  ["diff", "diff needs a formula: diff x*y + sin(y)"],
  ["diff x using bta", "unknown method 'bta' (did you mean 'beta'?)"],
  ["format x to jsn", "unknown format 'jsn'"],
  ["y = z", "unbound variable 'z'"],
  ["pi = 3", "'pi' is a constant, expected a variable's name"],
])("%s is answered by an error", (line, message) => {
  expect(answers(line)[0]).toContain(message);
});

test("warnings come as remarks", () => {
  expect(new Session().line("1/2x").remarks).toEqual([
    expect.stringMatching(/^warning: '1\/2x' is read as /u),
  ]);
});

test("__proto__ and constructor are names like any other", () => {
  expect(answers("__proto__ = 2", "constructor = 3", "__proto__*constructor")[2]).toBe(
    "__proto__*constructor = 6",
  );
});

test("quit and exit end the conversation", () => {
  expect(new Session().line("quit").over).toBe(true);
  expect(new Session().line("exit").over).toBe(true);
});

test("help names every function, and explains each from its row", () => {
  const [all, sin, log, none] = answers("help", "help sin", "help log", "help foo");
  expect(all).toContain(" sin sinc sinh ");
  expect(sin).toMatch(/^sin\(x\): /u);
  expect(log).toMatch(/^log\(x, y\): |^ln\(x\): /u);
  expect(none).toBe("no function is called 'foo'; help lists all of them");
});

test("sessions don't share values", () => {
  new Session().line("x = 2");
  expect(new Session().line("x").text).toBe("x");
});
