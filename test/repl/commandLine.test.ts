import { describe, expect, test } from "vitest";
import { definitions } from "../../src/repl/commands/table.ts";
import { gradtree } from "./testHost.ts";

const ok = (out: string, err = "") => ({ code: 0, out: `${out}\n`, err });
const outOf = async (...args: string[]): Promise<string> => (await gradtree(args)).out.trimEnd();
const errOf = async (...args: string[]): Promise<string> => (await gradtree(args)).err.trimEnd();

describe("diff", () => {
  test('diff "x*y + sin(y)" prints a line for each variable, sorted', async () => {
    expect(await gradtree(["diff", "x*y + sin(y)"])).toEqual(ok("d/dx = y\nd/dy = x + cos(y)"));
  });

  test("one derivative is the formula alone", async () => {
    expect(await gradtree(["diff", "x*y + sin(y)", "--wrt", "y"])).toEqual(ok("x + cos(y)"));
  });

  test("several stand in the order of --wrt", async () => {
    expect(await outOf("diff", "x*y + sin(y)", "--wrt", "y, x")).toBe("d/dy = x + cos(y)\nd/dx = y");
  });

  test('"x x y" is one mixed derivative, labelled where there are several', async () => {
    expect(await outOf("diff", "x^3*y^2", "--wrt", "x x y")).toBe("12*x*y");
    expect(await outOf("diff", "x^3*y^2", "--wrt", "x x y, y")).toBe("d3/dx2dy = 12*x*y\nd/dy = 2*y*x^3");
  });

  test("--order repeats each entry", async () => {
    expect(await outOf("diff", "x^3*y^2", "--order", "2")).toBe("d2/dx2 = 6*x*y^2\nd2/dy2 = 2*x^3");
  });

  test("a variable that does not occur gives 0", async () => {
    expect(await outOf("diff", "x^2", "--wrt", "z")).toBe("0");
  });

  test("a formula that begins with a minus is no option", async () => {
    expect(await outOf("diff", "-x^2")).toBe("-2*x");
  });

  test("names in --wrt and --at are known variables", async () => {
    expect(await outOf("diff", "x(y+1)", "--wrt", "x")).toBe("y + 1");
    expect(await outOf("diff", "x(y+1)", "--at", "x=2, y=3", "--wrt", "y")).toBe("2");
  });

  test("--at gives numbers", async () => {
    expect(await outOf("diff", "x*y + sin(y)", "--at", "x=2, y=0")).toBe("d/dx = 0\nd/dy = 3");
  });

  test("--at and --wrt given twice add up", async () => {
    expect(await outOf("diff", "x*y", "--at", "x=2", "--at", "y=5", "--wrt", "x", "--wrt", "y")).toBe(
      "d/dx = 5\nd/dy = 2",
    );
  });

  test("a derivative of higher order at a point", async () => {
    expect(await outOf("diff", "x^3*y", "--wrt", "x x y", "--at", "x=2, y=1")).toBe("12");
  });

  test.each(["alpha", "beta", "forward"])("--method %s gives the same formulas", async (method) => {
    expect(await outOf("diff", "x*y + sin(y)", "--method", method)).toBe("d/dx = y\nd/dy = x + cos(y)");
  });

  test("--method finite is near at a point", async () => {
    // Central differences of a cubic: the error is h^2, h = cbrt(2^-52), about 4e-11.
    expect(Number(await outOf("diff", "x^3", "--method", "finite", "--at", "x=1"))).toBeCloseTo(3, 9);
  });

  test("--method finite without a point, or of second order, is bad usage", async () => {
    expect(await gradtree(["diff", "x^2", "--method", "finite"])).toMatchObject({ code: 2, out: "" });
    expect(
      await gradtree(["diff", "x^2", "--method", "finite", "--order", "2", "--at", "x=1"]),
    ).toMatchObject({
      code: 2,
    });
  });

  test("--simplify none leaves the formula as the rules give it", async () => {
    expect(await outOf("diff", "x*x", "--simplify", "none")).not.toBe("2*x");
  });

  test("decimals in the formula give decimals in the answer", async () => {
    expect(await outOf("diff", "0.3*x^2", "--wrt", "x")).toBe("0.6*x");
    expect(await outOf("diff", "3/10*x^2", "--wrt", "x")).toBe("3/5*x");
  });

  test("a formula without variables asks for one", async () => {
    expect(await gradtree(["diff", "2 + 3"])).toEqual({
      code: 2,
      out: "",
      err: "the formula has no variables: name one to differentiate by, --wrt x\nsee gradtree diff --help\n",
    });
  });

  test("where the formula has no value, a number says so", async () => {
    expect(await gradtree(["diff", "ln(x)", "--at", "x=-1"])).toEqual(
      ok("-1", "note: the formula itself has no value at this point\n"),
    );
  });

  test("warnings and conditions go to stderr", async () => {
    const { out, err, code } = await gradtree(["diff", "1/2x", "--wrt", "x"]);
    expect([code, out]).toEqual([0, "1/2\n"]);
    expect(err).toMatch(/^warning: '1\/2x' is read as /u);
  });
});

describe("--format", () => {
  test("json", async () => {
    expect(await outOf("diff", "x*y + sin(y)", "--format", "json")).toBe(
      '{"formula": "x*y + sin(y)", "derivatives": {"x": "y", "y": "x + cos(y)"}, "conditions": [], "warnings": []}',
    );
  });

  test("json with numbers, those that are none as text, keys in the order of --wrt", async () => {
    expect(await outOf("diff", "ln(x)*y", "--wrt", "y, x", "--at", "x=0,y=1", "--format", "json")).toBe(
      '{"formula": "ln(x)*y", "derivatives": {"y": "-inf", "x": "inf"}, "conditions": [], "warnings": []}',
    );
  });

  test("json holds __proto__ and mixed derivatives as keys", async () => {
    expect(
      await outOf("diff", "__proto__^2*x", "--wrt", "__proto__, x __proto__", "--format", "json"),
    ).toContain('"derivatives": {"__proto__": "2*__proto__*x", "x __proto__": "2*__proto__"}');
  });

  test("json holds warnings as data, and stderr stays empty", async () => {
    const { out, err } = await gradtree(["eval", "1/2x", "--at", "x=4", "--format", "json"]);
    expect(err).toBe("");
    expect(JSON.parse(out)).toMatchObject({
      value: 2,
      warnings: [{ code: "ambiguous-quotient", line: 1, column: 1 }],
    });
  });

  test("json of an error goes to stdout, with exit code 1", async () => {
    const { code, out, err } = await gradtree(["diff", "2*(x+1", "--format", "json"]);
    expect([code, err]).toEqual([1, ""]);
    const { error } = JSON.parse(out);
    expect(Object.keys(error)).toEqual(["message", "code", "line", "column", "span", "suggestion"]);
    expect(error).toMatchObject({ line: 1 });
  });

  test("latex labels are LaTeX too", async () => {
    expect(await outOf("diff", "x^2*α", "--format", "latex", "--order", "2")).toBe(
      "\\frac{\\partial^{2}}{\\partial x^{2}} = 2\\,\\alpha\n\\frac{\\partial^{2}}{\\partial \\alpha^{2}} = 0",
    );
  });

  test("sexpr and mathjson are a formula a line, in sexpr with a comment that says which", async () => {
    expect(await outOf("diff", "x*y", "--format", "sexpr")).toBe("y ; d/dx\nx ; d/dy");
    expect(await outOf("diff", "x*y^2", "--format", "mathjson", "--wrt", "y")).toBe(
      '["Multiply",["Multiply",2,"x"],"y"]',
    );
  });

  test("let shares subformulas between the derivatives", async () => {
    expect(await outOf("diff", "sin(x*y)", "--format", "let")).toBe(
      "t1 = cos(x*y)\nd/dx = y*t1\nd/dy = x*t1",
    );
  });

  test("dot is a graph for each derivative, told apart by a comment", async () => {
    const dot = await outOf("diff", "x*y", "--format", "dot");
    expect(dot.match(/^\/\/ d\/d[xy]\ndigraph/gmu)).toHaveLength(2);
  });

  test("tree draws each derivative below its label", async () => {
    expect(await outOf("diff", "x*sin(y)", "--format", "tree")).toBe(
      "d/dx\nsin\n└─ y\nd/dy\n*\n├─ x\n└─ cos\n   └─ y",
    );
  });
});

describe("eval, tree and format", () => {
  test("eval works out a value to 14 digits; JSON has all", async () => {
    expect(await outOf("eval", "x/3", "--at", "x=1")).toBe("0.33333333333333");
    expect(await outOf("eval", "x/3", "--at", "x=1", "--format", "json")).toBe(
      '{"formula": "x/3", "value": 0.3333333333333333, "exact": "1/3", "conditions": [], "warnings": []}',
    );
  });

  test("eval of a variable without a value fails by name", async () => {
    expect(await gradtree(["eval", "wieght + 1", "--at", "weight=1"])).toEqual({
      code: 1,
      out: "",
      err: "unbound variable 'wieght' (did you mean 'weight'?)\n",
    });
  });

  test("a variable without a value is told how to give one", async () => {
    expect(await errOf("eval", "x + 1")).toBe("unbound variable 'x': give it a value, --at x=1");
  });

  test("integers are shown in full, and values of --at are exact", async () => {
    expect(await outOf("eval", "123456789012345678 + 1")).toBe("123456789012345679");
    expect(await outOf("eval", "3*x", "--at", "x=1/3")).toBe("1");
  });

  test("numbers are written in the format asked for", async () => {
    expect(await outOf("eval", "1/3", "--format", "latex")).toBe("0.33333333333333");
    expect(await outOf("eval", "1/3", "--format", "sexpr")).toBe("0.3333333333333333");
    expect(await outOf("diff", "x*y", "--at", "x=1, y=2", "--format", "latex")).toBe(
      "\\frac{\\partial}{\\partial x} = 2\n\\frac{\\partial}{\\partial y} = 1",
    );
  });

  test("what only the prompt has is not offered", async () => {
    expect(await errOf("diff", "foo(x)")).toBe(
      "unknown function 'foo': for a product write foo*(x)\n    foo(x)\n    ^^^",
    );
    expect(await errOf("diff", "d/dx x^2")).toContain(
      "the command gradtree diff FORMULA --wrt x differentiates",
    );
  });

  test("simplify, grad and the names of formats", async () => {
    expect(await gradtree(["simplify", "x + x*y/y"])).toEqual(ok("2*x", "condition: y ≠ 0\n"));
    expect(await outOf("grad", "x*y + sin(y)", "--wrt", "y, x")).toBe("[x + cos(y), y]");
    expect(await outOf("latex", "x/y")).toBe("\\frac{x}{y}");
  });

  test("tree draws the formula as it was read", async () => {
    expect(await outOf("tree", "-x^2")).toBe("-\n└─ ^\n   ├─ x\n   └─ 2");
  });

  test("format writes another notation", async () => {
    expect(await outOf("format", "sqrt(x)/y", "--format", "latex")).toBe("\\frac{\\sqrt{x}}{y}");
    expect(await outOf("format", "(* x (+ y 1))", "--syntax", "sexpr")).toBe("x*(y + 1)");
  });

  test("json of a formula holds its measures", async () => {
    expect(JSON.parse(await outOf("format", "x*x + 1", "--format", "json"))).toEqual({
      formula: "x*x + 1",
      mathjson: ["Add", ["Multiply", "x", "x"], 1],
      variables: ["x"],
      nodes: 4,
      unfolded: 5,
      depth: 2,
      conditions: [],
      warnings: [],
    });
  });
});

describe("where the formula comes from", () => {
  test("stdin, with - or without", async () => {
    expect(await gradtree(["diff"], { stdin: "x^2\n" })).toEqual(ok("2*x"));
    expect(await gradtree(["diff", "-"], { stdin: "x^2\n" })).toEqual(ok("2*x"));
  });

  test("--file", async () => {
    const files = new Map([["f.txt", "x^2 # a square\n"]]);
    expect(await gradtree(["diff", "--file", "f.txt"], { files })).toEqual(ok("2*x"));
  });

  test("lines outside brackets are more than one formula", async () => {
    expect(await gradtree(["diff"], { stdin: "(x\n*y) # one\n\n" })).toMatchObject({
      code: 0,
      out: "d/dx = y\nd/dy = x\n",
    });
    const { code, out, err } = await gradtree(["diff"], { stdin: "x^2\ny^2\n" });
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(
      "got 2 lines, expected one formula (it goes on over lines inside brackets): gradtree diff --json-lines",
    );
  });

  test.each([
    [["--file", "none"], "can't read 'none': no such file"],
    [["x", "--file", "f"], "got a formula and --file, expected one of them"],
    [["x", "+", "y"], 'got 3 formulas, expected one: put it in quotes, "x + y"'],
    [[], 'got no formula, expected one such as "x*y + sin(y)"'],
  ])("diff %j is bad usage", async (args, message) => {
    expect(await gradtree(["diff", ...args])).toEqual({
      code: 2,
      out: "",
      err: `${message}\nsee gradtree diff --help\n`,
    });
  });
});

describe("errors", () => {
  test("a bad formula exits 1 and points at the place", async () => {
    const { code, out, err } = await gradtree(["diff", "2*(x+1"]);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("2*(x+1\n");
    expect(err).toContain("^");
  });

  test.each([
    [["dif", "x"], "unknown command 'dif' (did you mean 'diff'?)"],
    [["diff", "x", "--wtr", "x"], "unknown option '--wtr' (did you mean '--wrt'?)"],
    [["diff", "x", "--format", "jsn"], "unknown format 'jsn' (did you mean 'json'?)"],
    [["diff", "x", "--method", "bta"], "unknown method 'bta' (did you mean 'beta'?)"],
    [["diff", "x", "--order", "0"], "order is '0', expected an integer from 1 to 1000"],
    [["diff", "x", "--wrt", "x,,y"], "'x,,y' names no variable where one is due"],
    [["diff", "x", "--at", "x"], "'x' gives no variable a value"],
    [["diff", "x", "--wrt"], "option '--wrt' needs a value"],
  ])("%j exits 2", async (args, message) => {
    const { code, out } = await gradtree(args);
    expect([code, out]).toEqual([2, ""]);
    expect(await errOf(...args)).toContain(message);
  });

  test("bad usage with --format json is JSON, with exit code 2", async () => {
    const { code, out, err } = await gradtree(["diff", "x", "--order", "0", "--format", "json"]);
    expect([code, err]).toEqual([2, ""]);
    expect(JSON.parse(out).error).toMatchObject({ code: "bad-order", line: null });
  });
});

describe("help", () => {
  test("--version is the package's", async () => {
    expect(await gradtree(["--version"])).toEqual(ok("1.2.3"));
  });

  test("without arguments the prompt opens", async () => {
    expect(await gradtree([])).toEqual(ok("(the prompt)"));
  });

  test.each([["--help"], ["diff", "--help"], ["eval", "-h"], ["tree", "--help"], ["help", "format"]])(
    "%s %s has examples",
    async (...args) => {
      const { code, out, err } = await gradtree(args);
      expect([code, err]).toEqual([0, ""]);
      expect(out).toMatch(/Examples:\n {2}gradtree /u);
    },
  );

  test("every example of the help works", async () => {
    let ran = 0;
    for (const { name: command } of definitions) {
      const help = await outOf(command, "--help");
      const stdin = "x*y";
      const files = new Map([["formula.txt", "x*y"]]);
      for (const [, line] of help.matchAll(/^ {2}gradtree (.+)$/gmu)) {
        const args = [...line.matchAll(/"([^"]*)"|(\S+)/gu)].map(([, quoted, plain]) => quoted ?? plain);
        expect(await gradtree(args, { stdin, files }), line).toMatchObject({ code: 0 });
        ran++;
      }
    }
    expect(ran).toBeGreaterThanOrEqual(8);
  });
});
