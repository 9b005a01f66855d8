import { expect, test } from "vitest";
import { primitives } from "../../src/expr/primitives/table.ts";
import { clauses } from "../../src/repl/commands/clauses.ts";
import { memoryCommands } from "../../src/repl/commands/memory.ts";
import { definitionsByName } from "../../src/repl/commands/table.ts";
import { help, topics } from "../../src/repl/help.ts";

test("help names every command and function on lines of at most 80 columns", () => {
  const all = help(undefined);
  for (const name of [...definitionsByName.keys(), "let", "load", "atan2"])
    expect(all).toMatch(new RegExp(`\\b${name}\\b`, "u"));
  for (const line of all.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
});

test("help of a function: signature, rule, domain, example, related", () => {
  expect(help("ln")).toMatch(
    /^ln\(x\): natural logarithm\n {2}derivative {2}1\/x\n {2}domain {6}x > 0\n {2}example {5}ln\(2\) ≈ 0\.69314718055995\n {2}also {8}log\n {2}related {5}exp, /u,
  );
});

test("a name with several rows explains each", () => {
  expect(help("log")).toMatch(/^ln\(x\): .*\n\nlog\(x, b\): /su);
});

test("arguments have the names that the domain and the rules speak of", () => {
  expect(help("atan2")).toMatch(/^atan2\(y, x\): .*\n {2}d\/dy {5}x\/\(x\^2 \+ y\^2\)\n/su);
  for (const { name, argumentNames, domain = "", arity } of primitives.values()) {
    expect([name, argumentNames.length]).toEqual([name, arity]);
    for (const [word] of domain.matchAll(/\b[a-z]\b/gu))
      expect([name, argumentNames]).toContainEqual(expect.arrayContaining([word]));
  }
});

test("an example has its exact value where that is a number", () => {
  expect(help("dsinc")).toContain("dsinc(2, 0) = -1/3");
});

test("operators that are words and constants that are no rows are explained", () => {
  expect(help("mod")).toMatch(/^x mod y: /u);
  expect(help("and")).toMatch(/^x and y: /u);
  expect(help("inf")).toContain("infinity");
  expect(help("nan")).toContain("no number");
});

test("help of a command: usage, clauses, examples", () => {
  const text = help("diff");
  expect(text).toMatch(/^diff FORMULA \[wrt NAMES\] \[at VALUES\]/u);
  expect(text).toContain("> diff x*y + sin(y)");
  expect(help("let")).toContain("let f(x, y) = FORMULA");
});

test("every topic is explained within 80 columns", () => {
  expect(topics).toEqual(
    expect.arrayContaining([...clauses.keys(), ...memoryCommands.keys(), "pi", "ans", "if"]),
  );
  for (const topic of topics) {
    expect(help(topic), topic).not.toContain("nothing is called");
    for (const line of help(topic).split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
  }
});

test("every row that can be called is a topic", () => {
  const called = [...primitives.values()]
    .filter(({ notation }) => notation.kind === "call")
    .map(({ name }) => name);
  expect(topics).toEqual(expect.arrayContaining(called));
});

test.each(["foo", "__proto__", "constructor"])("help %s knows of nothing", (topic) => {
  expect(help(topic)).toBe(`nothing is called '${topic}'; help alone lists commands and functions`);
});

test("a misspelt topic is answered by the nearest", () => {
  expect(help("sni")).toContain("did you mean 'sin'?");
});
