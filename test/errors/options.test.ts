// Options and arguments that plain JavaScript may hand over, which the types forbid: the whole message,
// reviewed like code. (What is no formula at all: arguments.test.ts.)
import { describe, expect, test } from "vitest";
import { alpha } from "../../src/backprop/alpha.ts";
import { beta } from "../../src/backprop/beta.ts";
import { difference } from "../../src/backprop/finite.ts";
import { UsageError } from "../../src/expr/errors.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { unfoldedSize } from "../../src/expr/measure.ts";
import { operations } from "../../src/expr/operations.ts";
import { parse, parseEquation } from "../../src/expr/parse/parse.ts";
import { format } from "../../src/expr/print/format.ts";
import { formatLet } from "../../src/expr/print/let.ts";
import { substitute } from "../../src/expr/substitute.ts";
import { derivative, diff, gradient, gradientAt } from "../../src/methods.ts";
import { tidy } from "../../src/simplify/tidy.ts";

const f = parse("x^2*y");
const at = { x: 1, y: 2 };
const anything = (value: unknown): never => value as never;

/** The code and the message. */
function complaint(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return `${error.code}: ${error.message}`;
  }
  throw new Error("nothing was thrown");
}

test("a misspelt option is named, with the nearest and all others", () => {
  expect(complaint(() => diff(f, "x", anything({ ordr: 2 })))).toMatchInlineSnapshot(
    `"unknown-option: unknown option 'ordr' of diff (did you mean 'order'?): expected order, method, budget, onVisits, simplify, strict, assume, notes"`,
  );
});

test("an option of another function is unknown", () => {
  expect(complaint(() => gradient(f, anything({ order: 2 })))).toMatchInlineSnapshot(
    `"unknown-option: unknown option 'order' of gradient: expected wrt, upstream, method, budget, onVisits, simplify, strict, assume, notes"`,
  );
});

test("a name of Object.prototype is unknown, too", () => {
  expect(complaint(() => tidy(f, anything({ toString: 1 })))).toMatchInlineSnapshot(
    `"unknown-option: unknown option 'toString' of tidy: expected level, strict, assume, regime, budget"`,
  );
});

test("one of a few names offers the nearest", () => {
  expect(complaint(() => gradientAt(f, at, anything({ subgradient: "midpont" })))).toMatchInlineSnapshot(
    `"bad-subgradient: subgradient is 'midpont' (did you mean 'midpoint'?), expected midpoint or nan"`,
  );
});

describe("a value that the option may not have", () => {
  test.each<[string, () => unknown, string]>([
    [
      "order: 1.5",
      () => derivative(f, "x", { order: 1.5 }),
      "bad-order: order is 1.5, expected an integer from 0 to 1000",
    ],
    [
      "order: '2'",
      () => diff(f, "x", anything({ order: "2" })),
      "bad-order: order is '2', expected an integer from 0 to 1000",
    ],
    [
      "method: 3",
      () => diff(f, "x", anything({ method: 3 })),
      "bad-method: method is 3, expected alpha, beta, forward, finite or compiled",
    ],
    [
      "strict: 'yes'",
      () => diff(f, "x", anything({ strict: "yes" })),
      "bad-strict: strict is 'yes', expected true or false",
    ],
    [
      "wrt: 'x'",
      () => gradient(f, anything({ wrt: "x" })),
      'bad-wrt: wrt is \'x\', expected a list of variables, ["x", "y"]',
    ],
    [
      "wrt: [null]",
      () => gradientAt(f, at, anything({ wrt: [null] })),
      "bad-wrt: wrt holds null, expected a variable or its name",
    ],
    [
      "upstream: '2'",
      () => gradientAt(f, at, anything({ upstream: "2" })),
      "bad-upstream: upstream is '2', expected a number",
    ],
    [
      "budget: 5",
      () => diff(f, "x", anything({ budget: 5 })),
      "bad-budget: budget is 5, expected an object such as { nodes: 1e6 }",
    ],
    [
      "budget: { nodes: 'x' }",
      () => diff(f, "x", anything({ budget: { nodes: "x" } })),
      "bad-budget-nodes: budget.nodes is 'x', expected a number from 0",
    ],
    [
      "budget: { node: 1 }",
      () => tidy(f, anything({ budget: { node: 1 } })),
      "unknown-option: unknown option 'node' of budget (did you mean 'nodes'?): expected nodes, rewrites, cancelled",
    ],
    [
      "cancelled: true",
      () => unfoldedSize(f, anything({ cancelled: true })),
      "bad-budget-cancelled: budget.cancelled is true, expected a function",
    ],
    [
      "regime",
      () => tidy(f, anything({ regime: "dag" })),
      "bad-regime: regime is 'dag', expected tree or shared",
    ],
    [
      "variables: 'xy'",
      () => parse("x", anything({ variables: "xy" })),
      "bad-variables: variables is 'xy', expected a list of names",
    ],
    [
      "functions: ['f']",
      () => parse("x", anything({ functions: ["f"] })),
      "bad-functions: functions is a list, expected an object or a Map of definitions or numbers of arguments by name",
    ],
    [
      "functions: { f: null }",
      () => parse("x", anything({ functions: { f: null } })),
      "bad-function: function 'f' is declared as null, expected its number of arguments or { parameters, body }",
    ],
    ["numbers: 1", () => format(f, anything({ numbers: 1 })), "bad-numbers: numbers is 1, expected a text"],
    [
      "wrt left out",
      () => diff(f, anything(undefined)),
      "bad-wrt: wrt holds undefined, expected a variable or its name",
    ],
    [
      "x of beta.grad",
      () => beta.grad(f, anything(3)),
      "bad-wrt: wrt holds 3, expected a variable or its name",
    ],
    [
      "scheme",
      () => difference(Math.sin, 0, anything("backward")),
      "bad-scheme: scheme is 'backward', expected forward, central or richardson",
    ],
    [
      "at: null",
      () => evaluate(f, anything(null)),
      "bad-at: at is null, expected an object or a Map of numbers by name",
    ],
    [
      "at: [1, 2]",
      () => gradientAt(f, anything([1, 2])),
      "bad-at: at is a list, expected an object or a Map of numbers by name",
    ],
    [
      "replacements: null",
      () => substitute(f, anything(null)),
      "bad-replacements: replacements is null, expected an object or a Map of formulas by name",
    ],
    [
      "one formula as exprs",
      () => operations(anything(f)),
      "bad-exprs: exprs is an object, expected a list of formulas",
    ],
    [
      "formatLet of a formula",
      () => formatLet(anything(f)),
      'bad-formulas: formulas is an object, expected a Map of formulas by name or a list such as [["d/dx", formula]]',
    ],
    [
      "formatLet of formulas without names",
      () => formatLet(anything([f])),
      'bad-formulas: formulas is a list, expected a Map of formulas by name or a list such as [["d/dx", formula]]',
    ],
  ])("%s", (_what, call, expected) => {
    expect(complaint(call)).toBe(expected);
  });
});

test.each<[string, (options: never) => unknown]>([
  ["diff", (options) => diff(f, "x", options)],
  ["gradient", (options) => gradient(f, options)],
  ["gradientAt", (options) => gradientAt(f, at, options)],
  ["evaluate", (options) => evaluate(f, at, options)],
  ["parse", (options) => parse("x", options)],
  ["parseEquation", (options) => parseEquation("x = 1", options)],
  ["tidy", (options) => tidy(f, options)],
  ["format", (options) => format(f, options)],
  ["alpha.grad", (options) => alpha.grad(f, 1, undefined, options)],
  ["alpha.gradAt", (options) => alpha.gradAt(f, at, 1, undefined, options)],
  ["beta.grad", (options) => beta.grad(f, "x", options)],
  ["beta.gradAt", (options) => beta.gradAt(f, "x", at, options)],
])("%s says what its options have to be", (name, call) => {
  const say = (what: string): string => `bad-options: the options of ${name} are ${what}, expected an object`;
  expect(complaint(() => call(anything(null)))).toBe(say("null"));
  expect(complaint(() => call(anything([])))).toBe(say("a list"));
  expect(complaint(() => call(anything(new Map([["order", 2]]))))).toBe(say("a Map"));
  expect(complaint(() => call(anything({ "no such": 1 })))).toContain(`unknown option 'no such' of ${name}`);
});

test("an option that is undefined is left out", () => {
  expect(format(diff(f, "x", { order: undefined, method: undefined, budget: undefined }))).toBe("2*x*y");
});

test("formatLet takes what gradient gives", () => {
  expect(formatLet(gradient(f))).toBe("x = 2*x*y\ny = x^2");
});
