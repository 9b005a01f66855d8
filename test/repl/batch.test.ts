import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Host } from "../../src/repl/commandLine.ts";
import { shellExample } from "../../src/repl/commands/example.ts";
import { definitions } from "../../src/repl/commands/table.ts";
import { gradtree } from "./testHost.ts";

/** The objects that lines are answered by, and the exit code. */
async function answers(
  stdin: string,
  ...args: readonly string[]
): Promise<[number, Record<string, unknown>[]]> {
  const [command = "diff", ...options] = args;
  const { code, out, err } = await gradtree([command, "--json-lines", ...options], { stdin });
  expect(err).toBe("");
  return [
    code,
    out
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line)),
  ];
}

/** What one line is answered by, without the keys that every answer has. */
async function answered(line: string, ...args: readonly string[]): Promise<Record<string, unknown>> {
  const [, [answer]] = await answers(line, ...args);
  const { line: _line, conditions: _conditions, warnings: _warnings, ...own } = answer;
  return own;
}

const errorOf = async (line: string, ...args: readonly string[]): Promise<unknown> =>
  (await answered(line, ...args)).error;

describe("--json-lines", () => {
  test("answers each line by what --format json prints, with its number", async () => {
    const { out } = await gradtree(["diff", "x^2", "--format", "json"]);
    const [code, [first, second]] = await answers("x^2\ny^2\n");
    expect([code, first]).toEqual([0, { line: 1, ...JSON.parse(out) }]);
    expect(second).toMatchObject({ line: 2, derivatives: { y: "2*y" } });
  });

  test("a line in error is an error object, exits 1, and the others are answered", async () => {
    const [code, [, bad, last]] = await answers("x\nx +\ny");
    expect(code).toBe(1);
    expect(bad).toMatchObject({ line: 2, error: { code: "expected-operand", line: 1, column: 4 } });
    expect(last).toMatchObject({ line: 3, derivatives: { y: "1" } });
  });

  test.each([
    [
      '{"formula": ["(* x y)", "(+ x y)"], "command": "jacobian", "syntax": "sexpr"}',
      [
        ["y", "x"],
        ["1", "1"],
      ],
    ],
    [
      '{"formula": ["xy", "\\\\max(x, 0) + y"], "command": "jacobian", "syntax": "latex", "wrt": "y"}',
      [["x"], ["1"]],
    ],
    ['{"formula": ["x, y"], "command": "jacobian"}', undefined],
    [
      '{"formula": [["Multiply", "x", "y"], "y"], "command": "jacobian", "syntax": "mathjson"}',
      [
        ["y", "x"],
        ["0", "1"],
      ],
    ],
  ])("%s is a list of formulas in that syntax, one for each item", async (line, jacobian) => {
    expect((await answered(line)).jacobian).toEqual(jacobian);
  });

  test("MathJSON as JSON is one formula, its digits as they are written", async () => {
    const lines = [
      '{"formula": ["Multiply", 9007199254740993, "x"], "syntax": "mathjson"}',
      '{"formula": "x", "syntax": "mathjson"}',
      '{"formula": "[\\"Power\\", \\"x\\", 2]", "syntax": "mathjson"}',
    ];
    const derivatives = await Promise.all(lines.map(async (line) => (await answered(line)).derivatives));
    expect(derivatives).toEqual([{ x: "9007199254740993" }, { x: "1" }, { x: "2*x" }]);
  });

  test("empty lines and comments are passed over, and counted", async () => {
    const [code, found] = await answers("\uFEFF# formulas\r\n\r\nx^2 # a square\r\n   \r\ny");
    expect([code, found.map(({ line }) => line)]).toEqual([0, [3, 5]]);
  });

  test("without input there is nothing to answer", async () => {
    expect(await answers("")).toEqual([0, []]);
  });

  test("a JSON string is the formula in it", async () => {
    expect(await answered('"x^2\\u0020+ \\u03b1"')).toEqual({
      formula: "x^2 + α",
      derivatives: { x: "2*x", α: "1" },
    });
  });

  test("an object says what is asked, as options do; id is echoed", async () => {
    expect(
      await answered(
        '{"id": "a7", "formula": "x^2*y", "wrt": "x y", "at": {"x": 1, "y": "pi/2"}, "method": "beta"}',
      ),
    ).toEqual({ id: "a7", formula: "x^2*y", derivatives: { "x y": 2 } });
    expect(await answered('{"formula": "x^3*y", "wrt": ["y", "x x"]}')).toMatchObject({
      derivatives: { y: "x^3", "x x": "6*x*y" },
    });
    expect(await answered('{"formula": "x^3", "order": 2}')).toMatchObject({ derivatives: { "x x": "6*x" } });
    expect(await answered('{"formula": "x + 1", "command": "eval", "at": "x=1"}')).toMatchObject({
      value: 2,
    });
  });

  test("options are for lines that do not say otherwise", async () => {
    const [, found] = await answers(
      'x*y\n{"formula": "x*y", "wrt": "y"}\n{"formula": "1/8", "command": "eval"}',
      "diff",
      "--wrt",
      "x",
    );
    expect(found).toMatchObject([{ derivatives: { x: "y" } }, { derivatives: { y: "x" } }, { value: 0.125 }]);
  });

  test("other commands and other syntaxes", async () => {
    expect(await answered("2 + 3", "eval")).toEqual({ formula: "2 + 3", value: 5 });
    expect(await answered("(* x y)", "diff", "--syntax", "sexpr")).toMatchObject({
      derivatives: { x: "y", y: "x" },
    });
    expect(await answered('["Multiply", "x", 2]', "diff", "--syntax", "mathjson")).toMatchObject({
      formula: "x*2",
    });
    expect(await answered('"x"', "diff", "--syntax", "mathjson")).toMatchObject({ formula: "x" });
    expect(await answered('{"sym": "x"}', "diff", "--syntax", "mathjson")).toMatchObject({ formula: "x" });
    expect(await answered('{"formula": "(sin x)", "syntax": "sexpr"}')).toMatchObject({ formula: "sin(x)" });
  });

  test("values of names that JavaScript knows are values", async () => {
    expect(
      await answered('{"formula": "__proto__*constructor", "at": {"__proto__": 2, "constructor": 3}}'),
    ).toMatchObject({
      derivatives: { constructor: 2 },
    });
  });

  test("numbers that JSON has no digits for come as text", async () => {
    expect(await answered('{"formula": "x", "command": "eval", "at": {"x": 1e999}}')).toMatchObject({
      value: "inf",
    });
  });

  test.each([
    ['{"formula": "x"', "bad-json", "line that is no JSON: "],
    ["{}", "no-formula", 'line without a "formula", expected one'],
    ['{"formula": "x", "wtr": "x"}', "unknown-key", "unknown key 'wtr' (did you mean 'wrt'?)"],
    ['{"formula": "x", "format": "latex"}', "unknown-key", "unknown key 'format'"],
    ['{"formula": "x", "command": "dif"}', "unknown-command", "unknown command 'dif' (did you mean 'diff'?)"],
    ['{"formula": "x", "syntax": "xml"}', "unknown-syntax", "unknown syntax 'xml'"],
    ['{"formula": {"x": 1}}', "bad-value", '"formula" is an object, expected a text or a number'],
    ['{"formula": "x", "at": {"x": null}}', "bad-value", '"x" in "at" is null, expected a text or a number'],
    ['{"formula": "x", "at": {"x=1, y": 2}}', "bad-name", "'x=1, y' is no variable's name"],
    ['{"formula": "x", "order": 0}', "bad-order", "order is '0', expected an integer from 1 to 1000"],
    ['{"formula": "x", "id": 12345678901234567890}', "bad-id", '"id" is an integer beyond 2^53'],
    ['{"formula": "x", "id": [1]}', "bad-id", '"id" is a list, expected a text or a number'],
    ["x\0y", "unexpected-character", "invisible character U+0000 in a formula"],
  ])("%j is an error object: %s", async (line, code, message) => {
    expect(await errorOf(line)).toMatchObject({ code, message: expect.stringContaining(message) });
  });

  test("an error bears the line's id", async () => {
    expect(await answered('{"id": 7, "formula": "2*("}')).toMatchObject({
      id: 7,
      error: { code: "unclosed-bracket" },
    });
  });

  test("a line longer than any formula is an error object", async () => {
    const [code, found] = await answers(`${"x".repeat(2_000_000)}\ny\n`);
    expect([code, found[1]]).toMatchObject([1, { line: 2, derivatives: { y: "1" } }]);
    expect(found[0].error).toMatchObject({ code: "line-too-long" });
  });

  test.each([
    [["diff", "x", "--json-lines"], "got a formula and --json-lines"],
    [["diff", "--json-lines", "--format", "latex"], "--json-lines answers in json, got --format latex"],
    [["diff", "--json-lines", "--file", "none"], "can't read 'none': no such file"],
  ])("%j is bad usage", async (args, message) => {
    const { code, out } = await gradtree(args, { stdin: "x" });
    expect([code, JSON.parse(out).error.message]).toEqual([2, expect.stringContaining(message)]);
  });
});

/** The arguments of an example on the command line, the last --format aside. */
const wordsOf = (line: string): string[] =>
  [...line.replace(/ --format \S+/u, "").matchAll(/"([^"]*)"|(\S+)/gu)].map(
    ([, quoted, plain]) => quoted ?? plain,
  );

test.each(
  definitions
    .filter(({ name }) => name !== "time")
    .map((definition) => [definition.name, definition] as const),
)(
  "%s answers its examples in a batch as it does by themselves, asked to search",
  async (_name, definition) => {
    for (const example of definition.examples) {
      const [, command, formula, ...written] = wordsOf(shellExample(example));
      const { out } = await gradtree([command, formula, ...written, "--format", "json"]);
      const hasLevel = definition.clauses.includes("simplify") && !written.includes("--simplify");
      const options = hasLevel ? [...written, "--simplify", "search"] : written;
      const [, [batched]] = await answers(`${formula}\n`, command, ...options);
      expect(batched).toEqual({ line: 1, ...JSON.parse(out) });
      const asked = options.flatMap((option, i) => {
        if (!option.startsWith("--")) return [];
        const value = options[i + 1];
        return [[option.slice(2), value === undefined || value.startsWith("--") ? true : value]];
      });
      const object = { formula, command, ...Object.fromEntries(asked) };
      expect((await answers(JSON.stringify(object)))[1]).toEqual([batched]);
    }
  },
);

describe("the streams of --json-lines", () => {
  const diffAll = (host: Partial<Host>) => gradtree(["diff", "--json-lines"], { host });

  test("bytes that are no UTF-8 are named", async () => {
    async function* bytes() {
      yield Buffer.from([0x78, 0xff, 0x0a]);
    }
    const { code, out } = await diffAll({ bytes });
    expect([code, JSON.parse(out).error.code]).toEqual([1, "not-utf-8"]);
  });

  test("read no further than is written: endless input, held up by its reader, stays unread", async () => {
    let read = 0;
    let written = 0;
    async function* bytes() {
      for (;;) {
        read++;
        yield "x^2\n".repeat(100);
      }
    }
    const stuck = new Promise<boolean>(() => {});
    const done = diffAll({ bytes, write: () => (++written < 250 ? Promise.resolve(true) : stuck) });
    await Promise.race([done, setImmediate()]); // the input is there, and so nothing but `stuck` is waited for
    expect([read, written]).toEqual([3, 250]);
  });

  test("end where nobody reads any more", async () => {
    async function* bytes() {
      for (;;) yield "x\n";
    }
    let written = 0;
    expect(await diffAll({ bytes, write: async () => ++written < 5 })).toMatchObject({ code: 0 });
    expect(written).toBe(5);
  });
});
