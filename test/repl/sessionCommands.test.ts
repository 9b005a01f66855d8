// Commands at the prompt: which words are commands, their clauses, their answers, help.
import { describe, expect, test } from "vitest";
import { definitions } from "../../src/repl/commands/table.ts";
import { Session } from "../../src/repl/session.ts";
import { gradtree } from "./testHost.ts";
import { answers, last, outcomes } from "./transcribe.ts";

describe("a command's word", () => {
  test("is a variable's name before an operator", () => {
    expect(answers("tree + 1", "tree*2", "tree x")).toEqual(["tree + 1", "tree*2", "x"]);
  });

  test.each(["help = 2", "let quit = 3", "exit = 3", "tree = 4", "save(x) = x", "declare load(x)"])(
    "is given no value, which would take the command away: %s",
    (line) => {
      const word = /help|quit|exit|tree|save|load/u.exec(line)?.[0] ?? "";
      expect(last(line)).toBe(`'${word}' is a command, expected another name`);
    },
  );

  test("alone is an error that says how the command is used", () => {
    expect(answers("tree", "diff", "hessian", "save", "let")).toEqual([
      "tree needs a formula: tree a/b c",
      "diff needs a formula: diff x*y + sin(y)",
      "hessian needs a formula: hessian x^2*y + y^3",
      "save alone says too little, expected save PATH: save session.gt",
      "let alone says too little, expected let NAME = FORMULA, let f(x, y) = FORMULA: let x = 2",
    ]);
  });

  test("that no command has, before a formula, is said to be a variable; another tool's word is an error", () => {
    const lines = ["integrate x^2", "integrate x^3", "mass = 2", "mass x", "alpha x", "ab x"];
    expect(
      outcomes(lines).map(({ text, remarks }) => [text, remarks.filter((one) => /no command/u.test(one))]),
    ).toEqual([
      [
        "integrate*x^2",
        ["warning: integrate is read as a variable, times what follows: no command is called so"],
      ],
      ["integrate*x^3", []],
      ["mass = 2", []],
      ["mass*x", []],
      ["alpha*x", []],
      ["ab*x", []],
    ]);
    expect(last("derivative x^2")).toContain("unknown command 'derivative' (did you mean 'diff'?)");
  });

  test("before a sign that belongs to the formula is a command", () => {
    expect(answers("diff -x^2", "tree - 1")).toEqual(["-2*x", "tree - 1"]);
  });

  test("directly before a bracket is a command, but diff, which is a function in formulas", () => {
    expect(answers("simplify(x + x)", "diff(x^2, x) + 1", "diff (x^2)")).toEqual([
      "2*x",
      "diff(x^2, x) + 1 = 2*x + 1",
      "2*x",
    ]);
  });
});

describe("clauses", () => {
  test("diff takes wrt, at, using, order, simplify and to", () => {
    expect(
      answers(
        "diff x*y + sin(y)",
        "diff x*y + sin(y) wrt y",
        "diff x*y wrt y, x",
        "diff x^2*y wrt x x at x=1, y=3 using beta",
        "diff x^4 order 2",
        "diff x*x simplify none",
        "diff sqrt(x) wrt x to latex",
      ),
    ).toEqual([
      "d/dx = y\nd/dy = x + cos(y)",
      "x + cos(y)",
      "d/dy = x\nd/dx = y",
      "6",
      "12*x^2",
      "x + x",
      "\\frac{1}{2\\,\\sqrt{x}}",
    ]);
  });

  test("their words are names elsewhere", () => {
    expect(answers("at = 2", "at*to", "sum(by, 1, 3, by^2)")).toEqual([
      "at = 2",
      "at*to",
      "1^2 + 2^2 + 3^2 = 14",
    ]);
  });

  test("words inside longer names are none", () => {
    expect(last("diff data*total wrt data")).toBe("total");
  });

  test.each([
    ["diff x using bta", "unknown method 'bta' (did you mean 'beta'?)"],
    ["format x to jsn", "unknown format 'jsn' (did you mean 'json'?)"],
    ["diff x^2 order 0", "order is '0', expected an integer from 1 to 1000"],
    ["diff x^2 order -1", "order is '-1', expected an integer from 1 to 1000"],
    ["diff x wrt", "nothing stands behind 'wrt'"],
    ["diff x to json to latex", "'to' stands there twice, expected it once"],
    ["eval x wrt x", "eval takes no 'wrt', expected one of at, to"],
    ["diff x at y", "'y' gives no variable a value"],
    ["eval x^2", "unbound variable 'x': give it a value, x = 1 or at x=1"],
    ["diff wrt x", "diff needs a formula"],
    ["diff x^2 wrt x wrt x", "'wrt' stands there twice, expected it once"],
    ["diff x^2 order 1.5", "order is '1.5', expected an integer from 1 to 1000"],
    ["taylor exp(x) order 101", "order is '101', expected an integer from 0 to 100"],
    ["taylor exp(x) to 101", "order is '101', expected an integer from 0 to 100"],
    ["hessian 5", "the formula has no variables: name one to differentiate by, wrt x"],
    ["grad 5", "the formula has no variables: name one to differentiate by, wrt x"],
    ["jacobian [1, 2]", "the formulas have no variables: name one to differentiate by, wrt x"],
  ])("%s is answered by an error", (line, message) => {
    expect(last(line)).toContain(message);
  });
});

test("a number that is all the answer becomes ans, of whichever command", () => {
  expect(last("diff x^2 at x=3", "ans + 1")).toBe("ans + 1 = 7");
  expect(last("laplacian x^4 at x=1/2", "2*ans")).toBe("2*ans = 6");
  expect(last("eval 5", "grad x*y at x=1, y=2", "ans")).toBe("ans = 5");
});

describe("answers", () => {
  test("eval, tree, format, simplify and grad", () => {
    expect(
      answers(
        "eval 2^70",
        "eval x/9 at x=3",
        "tree x*y",
        "format x/y to sexpr",
        "simplify x + x",
        "grad x*y + y",
      ),
    ).toEqual([
      "1180591620717411303424",
      "0.33333333333333",
      "*\n├─ x\n└─ y",
      "(/ x y)",
      "2*x",
      "[y, x + 1]",
    ]);
  });

  test("a gradient at a point is a list of numbers", () => {
    expect(answers("grad x^2*y at x=1, y=3", "x = 1", "grad x^2*y wrt y, x at y=3")[2]).toBe("[1, 6]");
  });

  test("numbers are written in the format asked for", () => {
    expect(answers("eval 1/4 to latex", "eval 1/0 to mathjson", "diff x^2*y at x=1, y=2 to sexpr")).toEqual([
      "0.25",
      '{"num":"+Infinity"}',
      "4 ; d/dx\n1 ; d/dy",
    ]);
  });

  test("the name of a format before a formula or a command", () => {
    expect(answers("latex x/y", "mathjson x*y", "latex diff x^2/y wrt x", "sexpr simplify x + x")).toEqual([
      "\\frac{x}{y}",
      '["Multiply","x","y"]',
      "\\frac{2\\,x}{y}",
      "(* 2 x)",
    ]);
  });

  test("json is what --format json prints", async () => {
    const printed = await gradtree(["diff", "x*y", "--wrt", "x", "--format", "json"]);
    expect(`${last("json diff x*y wrt x")}\n`).toBe(printed.out);
    expect(`${last("json x*y + 1")}\n`).toBe((await gradtree(["format", "x*y + 1", "--format", "json"])).out);
  });

  test("one cost line for a derivative: nodes, visits, time, method", () => {
    const costs = outcomes(["diff x*y + sin(y)", "diff x*y wrt x using beta", "x*y"]).map(({ cost }) => cost);
    expect(costs.map((cost) => cost?.replace(/[\d.e+-]+ ms/u, "… ms"))).toEqual([
      "cost: 4 nodes, 5 visits, … ms, alpha",
      "cost: 1 node, 3 visits, … ms, beta",
      undefined,
    ]);
  });

  test("time shows every method", () => {
    const [, here, formulas] = answers("x = 2", "time x^2*sin(x)", "time diff x*z");
    expect(here.split("\n").map((line) => line.split(/\s/u, 1)[0])).toEqual([
      "evaluate",
      "alpha",
      "beta",
      "forward",
      "finite",
      "compiled",
    ]);
    expect(formulas.split("\n").map((line) => line.split(/\s/u, 1)[0])).toEqual(["alpha", "beta", "forward"]);
  });

  test("blowup shows a family at the sizes asked for", () => {
    expect(last("blowup nested 2, 4")).toMatch(/^nested: .*\n4 .* 161 /su);
    expect(last("blowup zip")).toContain("unknown family 'zip'");
  });
});

describe("every definition", () => {
  test.each(definitions.flatMap(({ name, examples }) => examples.map((example) => [name, example])))(
    "%s has an example that works at the prompt: %s",
    (name, example) => {
      expect(example.startsWith(`${name} `)).toBe(true);
      expect(new Session().line(example).error).toBeUndefined();
    },
  );

  test("takes clauses once, and is related to what there is", () => {
    for (const { clauses } of definitions) expect(new Set(clauses).size).toBe(clauses.length);
  });
});

test("names() is what can be typed", () => {
  const session = new Session();
  for (const line of ["x = 2", "f(t) = t", "2x"]) session.line(line);
  const { variables, functions, commands, constants } = session.names();
  expect(variables).toEqual(["x", "ans", "ans1"]);
  expect(functions).toEqual(expect.arrayContaining(["sin", "if", "f", "diff"]));
  expect(commands.get("eval")).toEqual(["at", "to"]);
  expect(commands.get("load")).toEqual([]);
  expect(constants).toContain("π");
});
