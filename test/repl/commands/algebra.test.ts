// The commands that write formulas in another way, at the prompt and on the command line.
import { describe, expect, test } from "vitest";
import { gradtree } from "../testHost.ts";
import { answers, last, outcomes } from "../transcribe.ts";

const out = async (...args: string[]): Promise<string> => (await gradtree(args)).out.trimEnd();
const err = async (...args: string[]): Promise<string> => (await gradtree(args)).err.trimEnd();

describe("at the prompt", () => {
  test.each([
    ["expand (x + 1)^3", "x^3 + 3*x^2 + 3*x + 1"],
    [
      "expand (x + 1)^2*(y + 1)^1000000 order 2",
      "x^2*(y + 1)^1000000 + 2*x*(y + 1)^1000000 + (y + 1)^1000000",
    ],
    ["factor x^4 - y^4", "(x + y)*(x^2 + y^2)*(x - y)"],
    ["factor 0.5*x + 1.5", "0.5*(x + 3)"],
    ["collect a*x^2 + b*x^2 + a*x + 1 by x", "x^2*(a + b) + a*x + 1"],
    ["collect x*y + a*x*y by x, y", "x*y*(a + 1)"],
    ["collect a*sin(x)^2 + b*sin(x)^2 by sin(x)", "(a + b)*sin(x)^2"],
    ["together 1/x + 1/y", "(x + y)/(x*y)"],
    ["apart 1/(x^2 - 1)", "1/(2*(x - 1)) - 1/(2*(x + 1))"],
    ["apart (a*x + b)/(x^2 - 1) by x", "(a - b)/(2*(x + 1)) + (a + b)/(2*(x - 1))"],
    ["trig expand cos(2*x)", "2*cos(x)^2 - 1"],
    ["trig reduce sin(x)^2", "1/2 - 1/2*cos(2*x)"],
    ["cse sin(x)^2 + cos(sin(x))", "t1 = sin(x)\nt1^2 + cos(t1)"],
    ["cse [x*y + sin(x*y), exp(x*y)]", "t1 = x*y\n[t1 + sin(t1), exp(t1)]"],
    ["equivalent sin(2*x) == 2*sin(x)*cos(x)", "proved"],
    ["equivalent sin(2*x) = 2*sin(x)*cos(x)", "proved"],
    ["equivalent sqrt(x^2) == x", "refuted at x=-1: 1 and -1"],
    ["latex factor x^2 - 1", "\\left(x + 1\\right)\\,\\left(x - 1\\right)"],
    ["expand (x + 1)^2 to latex", "x^{2} + 2\\,x + 1"],
  ])("%s", (line, expected) => {
    expect(last(line)).toBe(expected);
  });

  test("a condition stands beside the answer, and ans is the answer", () => {
    const [first, second] = outcomes(["factor (x^2 - 1)/(x - 1)", "expand ans^2"]);
    expect(first).toMatchObject({ text: "x + 1", remarks: ["condition: x ≠ 1"] });
    expect(second.text).toBe("x^2 + 2*x + 1");
  });

  test("a proof says where it holds", () => {
    const [outcome] = outcomes(["equivalent sqrt(x)^2 == x"]);
    expect(outcome.text).toBe("proved");
    expect(outcome.remarks).toEqual([
      "condition: x ≥ 0",
      "note: where a condition does not hold, one of the two or both have no value",
    ]);
  });

  test("what is assumed is used, and points that break it are not tried", () => {
    expect(answers("assume x > 0", "equivalent sqrt(x^2) == x", "expand ln(x*y)").slice(1)).toEqual([
      "proved",
      "ln(x) + ln(y)",
    ]);
    expect(answers("assume 0 < x and x < 1", "equivalent floor(x) == 0")[1]).toBe("unknown");
  });

  test("what partial fractions need is a note, and used once assumed", () => {
    expect(outcomes(["apart 1/(x*(x + a)) by x"])[0]).toMatchObject({
      text: "1/(x*(a + x))",
      remarks: ["note: its partial fractions would have a value only where a ≠ 0, which is not known"],
    });
    expect(answers("assume a != 0", "apart 1/(x*(x + a)) by x")[1]).toBe("1/(a*x) - 1/(a*(a + x))");
  });

  test("names that stand for formulas are put in", () => {
    expect(answers("F = (x + 1)^2", "expand F").at(-1)).toBe("x^2 + 2*x + 1");
  });

  test.each([
    ["expand", "expand needs a formula: expand (x + 1)^2*(x - 1)"],
    ["collect x + 1", "collect needs to know by what: by x"],
    ["collect x + 1 by 2", "can't collect by '2', expected a name or a function of one, such as x or sin(x)"],
    ["apart x/(x + y)", "the formula has 2 variables, x, y: apart needs to know by which"],
    ["trig sin(x)", "trig needs one of expand, reduce before the formula: trig expand sin(x + y)"],
    ["equivalent x", "equivalent needs two formulas: equivalent sin(2*x) == 2*sin(x)*cos(x)"],
    ["expand x wrt x", "expand takes no 'wrt', expected one of order, strict, to"],
    [
      "expand (x + 1)^1000000",
      "expanding would take 1,000,001 terms, over the budget of 100,000 terms; order 9 opens powers up to 9 alone",
    ],
  ])("%s says what is wrong", (line, message) => {
    expect(last(line)).toContain(message);
  });
});

describe("on the command line", () => {
  test("the answer goes to stdout, its condition to stderr", async () => {
    expect(await gradtree(["factor", "(x^2 - 1)/(x - 1)"])).toMatchObject({
      out: "x + 1\n",
      err: "condition: x ≠ 1\n",
    });
  });

  test("--strict makes nothing that holds only under a condition", async () => {
    expect(await gradtree(["factor", "(x^2 - 1)/(x - 1)", "--strict"])).toMatchObject({
      out: "(x^2 - 1)/(x - 1)\n",
      err: "",
    });
    expect(await out("together", "1/x + 1/y", "--strict")).toBe("(x + y)/(x*y)");
  });

  test("trig takes its way before the formula or in front of it", async () => {
    expect(await out("trig", "expand", "sin(2*x)")).toBe("2*cos(x)*sin(x)");
    expect(await out("trig", "reduce sin(x)*cos(x)")).toBe("1/2*sin(2*x)");
    expect(await err("trig", "sin(x)")).toContain("trig needs one of expand, reduce");
  });

  test("collect and apart take --by", async () => {
    expect(await out("collect", "a*x + b*x", "--by", "x")).toBe("x*(a + b)");
    expect(await out("apart", "a/(x^2 - 1)", "--by", "x")).toBe("a/(2*(x - 1)) - a/(2*(x + 1))");
  });

  test("JSON has the result and its conditions", async () => {
    expect(JSON.parse(await out("together", "(x^2 - 1)/(x - 1)", "--format", "json"))).toEqual({
      formula: "(x^2 - 1)/(x - 1)",
      result: "x + 1",
      operations: 1,
      conditions: ["x ≠ 1"],
      warnings: [],
    });
    expect(JSON.parse(await out("cse", "(x + y)*(x + y)", "--format", "json"))).toMatchObject({
      bindings: { t1: "x + y" },
      result: "t1*t1",
    });
    expect(JSON.parse(await out("equivalent", "x^2 == x", "--format", "json"))).toMatchObject({
      verdict: "refuted",
      at: { x: -1 },
      values: [1, -1],
    });
  });

  test("other syntaxes", async () => {
    expect(await out("equivalent", "(= (^ (+ x 1) 2) (+ (^ x 2) (* 2 x) 1))", "--syntax", "sexpr")).toBe(
      "proved",
    );
    expect(await out("factor", "(- (^ x 2) 1)", "--syntax", "sexpr", "--format", "sexpr")).toBe(
      "(* (+ x 1) (- x 1))",
    );
    expect(await out("cse", "(x + y)*(x + y)", "--format", "latex")).toBe(
      "\\mathrm{t1} = x + y\n\\mathrm{result} = \\mathrm{t1}\\,\\mathrm{t1}",
    );
  });
});
