import { expect, test } from "vitest";
import { colours, paletteFor, plain } from "../../src/repl/colour.ts";

const terminal = { isTTY: true };
const pipe = {};

test.each([
  ["a terminal", terminal, {}, colours],
  ["a pipe", pipe, {}, plain],
  ["a terminal with NO_COLOR", terminal, { NO_COLOR: "1" }, plain],
  ["a terminal with an empty NO_COLOR", terminal, { NO_COLOR: "" }, colours],
  ["a terminal that is dumb", terminal, { TERM: "dumb" }, plain],
  ["a pipe with FORCE_COLOR", pipe, { FORCE_COLOR: "1" }, colours],
  ["a pipe with FORCE_COLOR over NO_COLOR", pipe, { FORCE_COLOR: "1", NO_COLOR: "1" }, colours],
  ["a terminal with FORCE_COLOR=0", terminal, { FORCE_COLOR: "0" }, plain],
])("%s: coloured or not", (_, stream, env, expected) => {
  expect(paletteFor(stream, env)).toBe(expected);
});

test("colours end with each line", () => {
  expect(colours.error("a\n\nb")).toBe("\u001B[31ma\u001B[0m\n\n\u001B[31mb\u001B[0m");
});
