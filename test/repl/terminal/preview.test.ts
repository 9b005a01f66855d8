import { expect, test } from "vitest";
import { Session } from "../../../src/repl/session.ts";
import { previewText } from "../../../src/repl/terminal/preview.ts";

/** The preview of a text where x is 2. */
function preview(text: string): string {
  const session = new Session();
  session.line("x = 2");
  return previewText(session, text);
}

test.each([
  ["3x^2", "3*x^2 = 12"],
  ["diff u*v", "d/du = v, d/dv = u"],
  ["y = x + 1", "y = x + 1 = 3"],
  ["eval x^2 at x=5", "25"],
])("%j is previewed as %j", (text, expected) => {
  expect(preview(text)).toBe(expected);
});

test.each([
  "",
  "u", // as it is typed
  "2*(", // unfinished
  "2)", // in error
  "tree u*v", // a picture
  "time u*v", // takes its time
  "help",
  "clear",
  "quit",
  "load somewhere",
])("%j has no preview", (text) => {
  expect(preview(text)).toBe("");
});

test("several lines are previewed as Enter answers them: each for itself but where a bracket is open", () => {
  expect(preview("y = 3\nx*y")).toBe("x*y = 6");
  expect(preview("x +\n1")).toBe(""); // x + alone is in error
  expect(preview("(x +\n1)")).toBe("x + 1 = 3");
  expect(preview("y = 3\nquit")).toBe("");
});
