import { expect, test } from "vitest";
import { functions } from "../../../src/expr/primitives/table.ts";
import type { Names } from "../../../src/repl/names.ts";
import { commonStart, complete } from "../../../src/repl/terminal/complete.ts";

const names: Names = {
  variables: ["width", "x_1"],
  functions: [...functions.keys()],
  constants: ["pi", "tau"],
  commands: new Map([
    ["diff", ["wrt", "at", "using", "order", "simplify", "to"]],
    ["tree", ["to"]],
    ["help", []],
    ["load", []],
    ["assume", []],
    ["blowup", []],
  ]),
  methods: ["alpha", "beta"],
  formats: ["latex", "let"],
  efforts: ["none", "tidy", "search"],
  assumable: ["integer", "real"],
  families: ["nested", "network"],
  topics: ["diff", "sin"],
};

/** What is offered where | is, and what it replaces. */
function offered(text: string): readonly [string, readonly string[]] {
  const cursor = text.indexOf("|");
  const whole = text.replace("|", "");
  const { from, candidates } = complete(whole, cursor, names, (path) => [`${path}.gt`]);
  return [whole.slice(from, cursor), candidates];
}

test.each([
  ["sinh|", "sinh", ["sinh("]],
  ["x + arct|", "arct", ["arctan(", "arctan2(", "arctanh("]],
  ["di|", "di", ["diff", "digamma("]],
  ["2wi|", "wi", ["width"]],
  ["diff wid|", "wid", ["width"]],
  ["diff x*y wr|", "wr", ["wrt"]],
  ["diff x*y + wr|", "wr", []],
  ["diff x using |", "", ["alpha", "beta"]],
  ["diff x using al|", "al", ["alpha"]],
  ["diff x to la|", "la", ["latex"]],
  ["tree x using a|", "a", expect.arrayContaining(["abs("])],
  ["diff speed*x_1 wrt s|", "s", ["speed"]],
  ["diff width^2 at w|", "w", ["width"]],
  ["diff width^2 at width=ta|", "ta", ["tan(", "tanh(", "tau"]],
  ["diff x wrt x us|", "us", ["using"]],
  ["diff x^2 simplify |", "", ["none", "search", "tidy"]],
  ["diff a*b*c wrt |", "", ["a", "b", "c", "width", "x_1"]],
  ["assume x inte|", "inte", ["integer"]],
  ["assume wi|", "wi", ["width"]],
  ["blowup ne|", "ne", ["nested", "network"]],
  ["help s|", "s", ["sin"]],
  ["load my|", "my", ["my.gt"]],
  ["(1 +\nwid|", "wid", ["width"]],
  ["x # wid|", "", []],
])("%j completes %j to %j", (text, word, expected) => {
  expect(offered(text)).toEqual([word, expected]);
});

test.each([
  ["2*\\alpha|", "\\alpha", ["α"]],
  ["\\alp|", "\\alp", ["α"]],
  ["\\Om|", "\\Om", ["Ω"]],
  ["\\infty|", "\\infty", ["∞"]],
  ["\\the|", "\\the", ["θ"]],
  ["\\ep|", "\\ep", ["ϵ"]],
  ["\\vare|", "\\vare", ["ε"]],
  ["\\nothing|", "\\nothing", []],
])("%j completes %j to %j", (text, word, expected) => {
  expect(offered(text)).toEqual([word, expected]);
});

test("every function of the table is offered", () => {
  const { candidates } = complete("1 + ", 4, names);
  for (const name of functions.keys()) expect(candidates).toContain(`${name}(`);
});

test("names of prototypes are names like any other", () => {
  expect(offered("constr|")).toEqual(["constr", []]);
  expect(offered("constructor x using b|")[1]).not.toContain("beta");
});

test("commonStart is what all candidates begin with", () => {
  expect(commonStart(["sinh(", "sin(", "sinc("])).toBe("sin");
  expect(commonStart([])).toBe("");
});
