// The grammar of lines: its examples are read as what they stand under.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readFunctions, readLine } from "../../src/repl/line.ts";

const grammar = readFileSync("grammar/command.ohm", "utf8");
const examples = [...grammar.matchAll(/\/\/ Examples: (.*)\n\s+(\w+) =/gu)].flatMap(([, line, rule]) =>
  line.split(/ {2,}/u).map((example) => [rule, example] as const),
);

test("the grammar has examples of every kind of line", () => {
  expect(new Set(examples.map(([rule]) => rule))).toEqual(
    new Set(["letting", "definition", "functions", "filing", "command"]),
  );
});

test.each(examples.filter(([rule]) => rule !== "functions"))("%s: %s", (rule, example) => {
  expect(readLine(example).kind).toBe(rule === "command" || rule === "filing" ? "command" : "definition");
});

test("a definition's target, parameters and orders", () => {
  expect(readLine("h'[1,0](u , v) = v")).toMatchObject({
    target: { name: "h", parameters: ["u", "v"], orders: [1, 0] },
    value: { start: 17, end: 18 },
  });
  expect(readLine("x₁ = 2")).toMatchObject({ target: { name: "x_1", parameters: undefined } });
});

test("a command's clauses are places in the line", () => {
  const text = "diff x*y wrt x y at x=1 order 2 to json # at home";
  const line = readLine(text);
  expect(
    line.kind === "command" && line.clauses.map(({ word, start, end }) => [word, text.slice(start, end)]),
  ).toEqual([
    ["wrt", "x y"],
    ["at", "x=1"],
    ["order", "2"],
    ["to", "json # at home"],
  ]);
});

test.each(["x == 1", "2x = 4", "f(2) = 3", "-x", "(x)", "", "≤", "tree + 1", "tree mod 2"])(
  "'%s' is no command or definition",
  (text) => {
    const { kind } = readLine(text);
    expect(kind === "bare" || text.startsWith("f")).toBe(true);
  },
);

test("mod before a bracket is a call behind a command's word, and an operator elsewhere", () => {
  const about = (text: string): string | undefined => {
    const line = readLine(text);
    return line.kind === "command" ? text.slice(line.about.start, line.about.end) : undefined;
  };
  expect(about("diff mod(x, y) at x=7, y=3")).toBe("mod(x, y)");
  expect(["help mod", "help and", "help or"].map(about)).toEqual(["mod", "and", "or"]);
  expect(about("tree mod 2")).toBeUndefined();
});

test("declarations are functions with parameters", () => {
  expect(readFunctions(" g(x), h(u, v) ")?.map(({ name, parameters }) => [name, parameters])).toEqual([
    ["g", ["x"]],
    ["h", ["u", "v"]],
  ]);
  expect([readFunctions("g"), readFunctions("g(2)"), readFunctions("g(x) h(x)")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
