// What can't be traced is an error that says where, what was found and what to do instead.
import { describe, expect, test } from "vitest";
import { BudgetError, UsageError } from "../../src/index.ts";
import { type Captured, type ParameterName, trace } from "../../src/trace/index.ts";
import { fromText } from "./samples.ts";

const using = { ws: [1, 2], bad: fromText("(x) => x + unknown") };

/** The error of tracing a text as a function. */
function refusal(text: string, options: object = { using }): UsageError {
  try {
    trace(fromText(text), options);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  return expect.fail(`${text} is traced`);
}

const refusals: readonly [text: string, message: string][] = [
  [
    "(x) => k * x",
    "line 1, column 8: 'k' is not known here: what the function takes from around it is given as using: { k: ... }",
  ],
  [
    "(x) => sine(x) + sinus * x",
    "line 1, column 8: 'sine' is not known here: what the function takes from around it is given as using: { sine: ... }",
  ],
  ["(x) => Math.sine(x)", "line 1, column 13: Math has no 'sine' that can be traced (did you mean 'sin'?)"],
  [
    "(x) => Math.random() * x",
    "line 1, column 8: Math.random is another number at each call, which no formula is: make it a parameter",
  ],
  [
    "(x) => Math.fround(x)",
    "line 1, column 8: Math.fround rounds to 32 bits, which gradtree has no function for",
  ],
  [
    "(x) => Math.imul(x, 2)",
    "line 1, column 8: Math.imul multiplies 32-bit integers, which gradtree has no function for",
  ],
  ["(x) => Math.clz32(x)", "line 1, column 8: Math.clz32 counts bits, which gradtree has no function for"],
  ["(x) => Math.sin()", "line 1, column 8: Math.sin is given too few arguments: its value would be NaN"],
  [
    "(x) => Math.sin([x])",
    "line 1, column 8: Math.sin is given an array of 1, expected numbers: spread it with ...",
  ],
  [
    "(x) => Math.max(...[x], [x])",
    "line 1, column 8: Math.max is given an array of 1, expected numbers: spread it with ...",
  ],
  [
    "function (x) { return this.k * x }",
    "line 1, column 23: 'this' is not known while tracing: make what it holds a parameter, or give it in using",
  ],
  ["(x) => new Date(x)", "line 1, column 8: 'new' makes an object, and a trace has numbers and arrays alone"],
  ["async (x) => x", "line 1, column 1: an async function can't be traced: its value comes later"],
  ["async (x) => await x", "line 1, column 1: an async function can't be traced: its value comes later"],
  ["function* (x) { yield x }", "line 1, column 1: a generator can't be traced: it gives many values"],
  ["class { method(x) { return x } }", "line 1, column 1: a class can't be traced; give one of its methods"],
  [
    "(x) => { console.log(x); return x }",
    "line 1, column 10: 'console' prints, which no formula does: leave it out of what is traced",
  ],
  ["(x) => `one`", "line 1, column 8: a text is no number"],
  ["(x) => x + 'one'", "line 1, column 12: a text is no number"],
  ["(x) => x + null", "line 1, column 12: null is no number"],
  ["(x) => x * 2n", "line 1, column 12: a bigint is no number: leave its n out"],
  ["(x) => /x/", "line 1, column 8: a pattern is no number"],
  ["(x) => ({ x })", "line 1, column 9: objects can't be traced: use numbers and arrays"],
  ["({ x }) => x", "line 1, column 2: a parameter is taken apart as an object: write (x, y) or ([x, y])"],
  ["([{ x }]) => x", "line 1, column 3: a parameter is taken apart as an object: write (x, y) or ([x, y])"],
  [
    "(x) => { const { y } = x; return y }",
    "line 1, column 16: objects can't be traced: take numbers and arrays apart with [a, b]",
  ],
  [
    "(x) => x.toFixed(2)",
    "line 1, column 8: a number has no members; of an array that is a parameter say how long it is: { names: { x: 3 } }",
  ],
  ["(x) => Math['sin'](x)", "line 1, column 8: Math has no members to look up"],
  ["(x) => [x].sort()[0]", "line 1, column 12: an array has no 'sort' that can be traced"],
  [
    "(x) => [x].maps((y) => y)",
    "line 1, column 12: an array has no 'maps' that can be traced (did you mean 'map'?)",
  ],
  ["(x) => [x][1]", "line 1, column 12: there is no entry 1 in an array of 1"],
  ["(x) => [x, 1][x]", "line 1, column 15: an index must be known while tracing, it depends on a parameter"],
  ["(x) => [x, 1][0.5]", "line 1, column 15: an index is 0.5, expected an integer"],
  [
    "(x) => x[0]",
    "line 1, column 8: a number has no members; of an array that is a parameter say how long it is: { names: { x: 3 } }",
  ],
  ["(x) => x(1)", "line 1, column 8: a number is called, expected a function"],
  ["(x) => [x] + 1", "line 1, column 8: an array of 1 stands where a number is expected"],
  ["(x) => [x]", "line 1, column 1: the function returns an array of 1, expected a number"],
  ["(x) => {}", "line 1, column 1: the function returns undefined, expected a number"],
  [
    "(x) => { if (x > 0) return x }",
    "line 1, column 1: a return is a number or undefined, as a condition on parameters decides: expected a number on both ways, or arrays of one length",
  ],
  [
    "(x) => x > 0 ? [x] : [x, x]",
    "line 1, column 8: the value is an array of 1 or an array of 2, as a condition on parameters decides: expected a number on both ways, or arrays of one length",
  ],
  [
    "(x) => { let y; if (x > 0) y = 1; return y }",
    "line 1, column 42: 'y' is 1 or undefined here, as a condition on parameters decides",
  ],
  [
    "(x) => { let y; if (x > 0) y = 1; return y === undefined ? 0 : y }",
    "line 1, column 42: 'y' is 1 or undefined here, as a condition on parameters decides",
  ],
  [
    "(x) => { for (let i = 0; i < x; i++); return x }",
    "line 1, column 26: whether the loop goes on depends on a parameter: its bounds must be known while tracing",
  ],
  [
    "(x) => { while (x > 0) x -= 1; return x }",
    "line 1, column 17: whether the loop goes on depends on a parameter: its bounds must be known while tracing",
  ],
  [
    "(x) => { for (let i = 0; i < 3; i++) { if (x > i) break } return x }",
    "line 1, column 40: 'break' depends on a parameter here: which rounds a loop has must be known while tracing",
  ],
  [
    "(x) => { switch (x) { default: return 1 } }",
    "line 1, column 10: 'switch' can't be traced: write if and else",
  ],
  [
    "(x) => { throw new Error() }",
    "line 1, column 10: 'throw' is reached, and no formula throws: give NaN instead",
  ],
  [
    "(x) => { try { return x } catch { return 1 } }",
    "line 1, column 10: 'try' can't be traced: no formula throws",
  ],
  [
    "(x) => { for (const i in [x]) x += i; return x }",
    "line 1, column 10: 'for ... in' can't be traced: write for ... of, or count",
  ],
  [
    "(x) => { a: for (;;) break a; return x }",
    "line 1, column 10: a label can't be traced: put the inner loop into a function that returns",
  ],
  [
    "(x) => { outer = x; return x }",
    "line 1, column 10: 'outer' is not declared in the function: a trace changes nothing outside it",
  ],
  ["(x) => { const y = x; y = 2; return y }", "line 1, column 23: 'y' is const, and is assigned to"],
  ["(x) => { x.y = 2; return x }", "line 1, column 10: a member can't be assigned to"],
  [
    "(x) => { ws[0] = x; return x }",
    "line 1, column 10: an array is changed, but it comes from outside the function: change a copy, [...array]",
  ],
  [
    "(xs) => { xs[0] = 1; return xs[0] }",
    "line 1, column 11: an array is changed, but it comes from outside the function: change a copy, [...array]",
  ],
  [
    "(x) => { const a = [x]; if (x > 0) a[0] = 1; return a[0] }",
    "line 1, column 36: an array is changed under a condition on parameters: choose the entry's value with ?: instead",
  ],
  [
    "(x) => { const a = [x], b = x > 0 ? a : [1]; a[0] = 2; return b[0] }",
    "line 1, column 46: an array is changed, but which array it is depends on a parameter: change a copy, [...array]",
  ],
  [
    "(x) => { const a = []; a[1] = x; return x }",
    "line 1, column 24: entry 1 is assigned to, of an array of 0: expected 0 to 0",
  ],
  [
    "(x) => { const f = (a) => { if (x > 0) return a; return [1] }; const a = [x]; f(a); a[0] = 2; return x }",
    "line 1, column 85: an array is changed, but it is returned under a condition on parameters: change a copy, [...array]",
  ],
  [
    "(x) => (x > 0 || x) === x",
    "line 1, column 8: '===' is asked of what is true or false on one way and a number on another: compare with a number, > 0",
  ],
  [
    "(x) => { const f = () => y; const z = f(); const y = x; return y }",
    "line 1, column 26: 'y' is used before it is declared",
  ],
  [
    "(x) => { const a = [1]; const f = () => { if (x > 0) return 1; a[0] = 2; return 2 }; return f() + a[0] }",
    "line 1, column 64: an array is changed under a condition on parameters: choose the entry's value with ?: instead",
  ],
  ["(x) => ~x", "line 1, column 8: '~' can't be traced: gradtree has no function for it"],
  ["(x) => x | 0", "line 1, column 8: '|' can't be traced: gradtree has no function for it"],
  ["(x) => x >> 1", "line 1, column 8: '>>' can't be traced: gradtree has no function for it"],
  ["(x) => typeof x", "line 1, column 8: 'typeof' can't be traced: gradtree has no function for it"],
  ["(x) => x?.y", "line 1, column 8: '?.' can't be traced: nothing is missing here"],
  [
    "(x) => { x ||= 1; return x }",
    "line 1, column 10: '||=' can't be traced: gradtree has no function for it",
  ],
  [
    "(x) => arguments[0]",
    "line 1, column 8: 'arguments' can't be traced: give the parameters names, or write (...xs)",
  ],
  ["(x) => eval('x')", "line 1, column 8: 'eval' can't be traced: nothing is run"],
  ["(x) => import('x')", "line 1, column 8: 'import' can't be traced"],
  [
    "(x) => x\n  + y",
    "line 2, column 5: 'y' is not known here: what the function takes from around it is given as using: { y: ... }",
  ],
  ["(...xs) => xs[0]", "line 1, column 2: how many there are is not known: say it as names: { xs: 3 }"],
  [
    "(x, k = 2, y) => x * k * y",
    'line 1, column 5: a parameter with a default comes last, or is named: { names: { k: "k" } }',
  ],
  ["(x) => [x].map(2)", "line 1, column 8: map is given 2, expected a function"],
  [
    "(x) => [x].filter((y) => y > 0).length",
    "line 1, column 8: filter asks what depends on a parameter: which entries there are must be known while tracing",
  ],
  ["(x) => [].reduce((a, b) => a + b)", "line 1, column 8: reduce of an empty array needs a first value"],
  [
    "(x) => Array(x)",
    "line 1, column 8: an array's length must be known while tracing, it depends on a parameter",
  ],
  ["(x) => Array(-1)", "line 1, column 8: an array's length is -1, expected 0 or more"],
  ["(x) => Array.from(x)", "line 1, column 8: Array.from is traced of arrays and of { length: n } alone"],
  [
    "(x) => [x].fill(1, 0)",
    "line 1, column 8: fill takes one argument where it is traced: the value of all entries",
  ],
  [
    "(x) => [1].slice(x)",
    "line 1, column 8: where a slice begins or ends must be known while tracing, it depends on a parameter",
  ],
  [
    "(x) => x > 0 ? Math.sin : Math.cos",
    "line 1, column 8: the value is function Math.sin or function Math.cos, as a condition on parameters decides: expected a number on both ways, or arrays of one length",
  ],
  ["(x) => Math", "line 1, column 1: the function returns Math, expected a number"],
  [
    "(x) => Date.now()",
    "line 1, column 8: 'Date' is another time at each call, which no formula is: make it a parameter",
  ],
  [
    "(x) => parseFloat(x)",
    "line 1, column 8: 'parseFloat' is not known here: what the function takes from around it is given as using: { parseFloat: ... }",
  ],
  [
    "(x) => bad(x)",
    "function bad, line 1, column 12: 'unknown' is not known here: what the function takes from around it is given as using: { unknown: ... }",
  ],
  [
    "(x) => x.map((y) => y)",
    "line 1, column 8: a number has no members; of an array that is a parameter say how long it is: { names: { x: 3 } }",
  ],
  [
    "(x) => { for (const y of x) y; return 1 }",
    "line 1, column 26: a number stands where an array is expected; of an array that is a parameter say how long it is: { names: { x: 3 } }",
  ],
];

test.each(refusals)("%s", (text, message) => {
  const names = text.startsWith("(xs)") ? { xs: 2 } : {};
  const error = refusal(text, { using, names });
  expect(error.message).toBe(message);
  expect(error.code).toBe("untraceable");
});

test("an error's span is a place in the function's own text", () => {
  const text = "(x) => {\n  const y = x;\n  return y + zz;\n}";
  const { span } = refusal(text);
  expect(span).toMatchObject({ line: 3, column: 14 });
  expect(text.slice(span?.start, span?.end)).toBe("zz");
  const method = fromText("{ m(x) { return zz } }.m");
  expect(() => trace(method)).toThrow("line 1, column 15: 'zz' is not known here");
});

describe("what is no plain function", () => {
  test.each([
    ["null", null, "a function to trace is expected, found null"],
    ["a text", "x => x", "a function to trace is expected, found 'x => x'"],
  ])("%s", (_, given, message) => {
    expect(() => trace(given as never)).toThrow(new UsageError("no-function", message));
  });

  const noText =
    "this function has no text to read, being native or bound; write it as an arrow: (x) => Math.sin(x)";
  test.each([
    ["a native function", Math.sin],
    ["a bound function", ((x: number) => x).bind(null)],
    ["a proxy", new Proxy((x: number) => x, {})],
  ])("%s", (_, given) => {
    expect(() => trace(given)).toThrow(new UsageError("untraceable", noText));
  });

  test("a getter, and a private method, which is no text by itself", () => {
    const getter = Object.getOwnPropertyDescriptor({ get x() { return 1; } }, "x")?.get; // biome-ignore format: one line
    expect(() => trace(getter as () => number)).toThrow(
      "a getter or setter can't be traced: write a function",
    );
    const hidden = fromText("new (class { #m(x) { return x } get m() { return this.#m } })().m");
    expect(() => trace(hidden)).toThrow("this function is not plain JavaScript where it is read");
  });

  test("nothing of it is run, nor are its name and its toString asked for", () => {
    let ran = 0;
    const fn = Object.defineProperties((x: number) => x * 2, {
      name: { get: () => ran++ },
      toString: { get: () => ran++ },
    });
    expect(`${trace(fn)}`).toBe("x*2");
    expect(ran).toBe(0);
  });
});

describe("limits", () => {
  test.each([
    ["(x) => { let a = [x]; for (let i = 0; i < 60; i++) a = a.concat(a); return a[0] }", "trace-too-long"],
    ["(x) => { let a = [x]; for (let i = 0; i < 60; i++) a = [...a, ...a]; return a[0] }", "trace-too-long"],
    ["(x) => { let a = [x]; for (let i = 0; i < 60; i++) a.push(...a); return a[0] }", "trace-too-long"],
    ["(x) => Array(1e15).length", "trace-too-long"],
    ["function f(x) { return f(x - 1) }", "trace-too-deep"],
  ])("%s is refused by a budget", (text, code) => {
    expect(() => trace(fromText(text))).toThrow(expect.objectContaining({ constructor: BudgetError, code }));
  });

  test.each([
    ["brackets", `(x) => ${"-(".repeat(600)}x${")".repeat(600)}`],
    ["terms", `(x) => x${" + x".repeat(20_000)}`],
    ["blocks", `(x) => { ${"{".repeat(600)} return x ${"}".repeat(600)} }`],
  ])("too many %s within one another are refused by a budget", (_, text) => {
    const error = { constructor: BudgetError, code: "trace-too-deep" };
    expect(() => trace(fromText(text))).toThrow(expect.objectContaining(error));
  });

  test("the budget's error says where it was spent", () => {
    expect(() => trace(fromText("(x) => { for (;;) 1 }"))).toThrow(
      "tracing takes more than 1,000,000 steps: line 1, column 19: a loop or calls without end?",
    );
  });

  test("arrays that hold one another many times over are no work", () => {
    let shared: Captured = [1];
    for (let i = 0; i < 30; i++) shared = [shared, shared];
    expect(`${trace((x) => x * shared.length, { using: { shared } })}`).toBe("x*2");
    const text =
      "(x) => { let a = [x], b = [1]; for (let i = 0; i < 99; i++) { a = [a, a]; b = [b, b] } return x > 0 ? a : b }";
    expect(refusal(text).message).toContain("the value is an array of 2 or an array of 2");
  });

  test("an array that holds itself is refused", () => {
    const a: unknown[] = [];
    a.push(a, a);
    expect(() => trace((x) => x * a.length, { using: { a: a as never } })).toThrow("using gives 'a' a list");
  });
});

describe("options", () => {
  const named = (names: Readonly<Record<string, ParameterName>>) => () => trace((x, y) => x * y, { names });

  test.each([
    [{ z: "w" }, "line 1, column 1: names holds 'z', which is no parameter"],
    [{ x: "sin" }, "line 1, column 2: names gives 'x' the name 'sin', which is no variable's"],
    [{ x: "u", y: "u" }, "line 1, column 5: the variable 'u' stands for two parameters"],
    [{ x: "y" }, "line 1, column 5: the variable 'y' stands for two parameters"],
    [
      { x: -1 },
      "line 1, column 2: names gives 'x' the lengths -1, expected up to 8 whole numbers, and 1000000 entries at most",
    ],
    [
      { x: [1e4, 1e4] },
      "line 1, column 2: names gives 'x' the lengths 10000, 10000, expected up to 8 whole numbers, and 1000000 entries at most",
    ],
  ] as [Record<string, ParameterName>, string][])("names: %j", (names, message) => {
    expect(named(names)).toThrow(expect.objectContaining({ code: "untraceable", message }));
  });

  test.each([
    [{ nmes: {} }, "unknown option 'nmes' of trace (did you mean 'names'?): expected names, using"],
    [{ names: { x: null } }, 'names is an object, expected an object such as { x: "y", w: 3 }'],
    [{ using: 2 }, "using is 2, expected an object such as { k: 2, f: Math.sin }"],
    [null, "the options of trace are null, expected an object"],
  ])("%j", (options, message) => {
    expect(() => trace((x) => x, options as never)).toThrow(message);
  });

  test.each([
    ["a text", "'text'"],
    [null, "null"],
    [{ y: 1 }, "an object"],
    [["1"], "'1'"],
  ])("using: { k: %j }", (k, found) => {
    const shown = found === "'text'" ? "'a text'" : found;
    expect(() => trace(fromText("(x) => x * k"), { using: { k: k as never } })).toThrow(
      new UsageError(
        "bad-using",
        `using gives 'k' ${shown}, expected a number, an array of numbers, a formula or a function`,
      ),
    );
  });
});
