// The commands of the calculus, as typed at the prompt and on the command line.
import { describe, expect, test } from "vitest";
import { definitions } from "../../../src/repl/commands/table.ts";
import { Session } from "../../../src/repl/session.ts";
import { gradtree } from "../testHost.ts";

/** What the last line answers: the text, or the error. */
function last(...lines: readonly string[]): string {
  const session = new Session();
  const [outcome] = lines.map((line) => session.line(line)).slice(-1);
  return outcome.error ?? outcome.text;
}

describe("at the prompt", () => {
  test.each([
    ["jacobian [x*y, x + y] wrt x, y", "[y, x]\n[1, 1]"],
    ["jacobian [x*y, x + y] to latex", "\\begin{pmatrix} y & x \\\\ 1 & 1 \\end{pmatrix}"],
    ["jacobian [x*y, x + y] to mathjson", '[["y", "x"], [1, 1]]'],
    ["jacobian [r*cos(t), r*sin(t)] at r=2, t=0", "[1, 0]\n[0, 2]"],
    ["hessian x^2*y using beta", "[2*y, 2*x]\n[2*x, 0]"],
    ["hessian x^2*y wrt x, y at x=1, y=2", "[4, 2]\n[2, 0]"],
    ["divergence [x*y, y^2] wrt x, y", "3*y"],
    ["curl [y*z, -x*z, x*y] wrt x, y, z", "[2*x, 0, -2*z]"],
    ["curl [-y, x] wrt x, y", "2"],
    ["laplacian ln(x^2 + y^2) wrt x, y", "0"],
    ["directional x^2*y wrt x, y by 3, 4", "4/5*x^2 + 6/5*x*y"],
    ["directional x^2*y by x=3, y=4 at x=1, y=2", "3.2"],
    ["tangent x^2 at x=3", "y = 6*x - 9"],
    ["tangent sin(x) at x=pi/2 to latex", "y = 1"],
    ["normal x^2 at x=0", "x = 0"],
    ["taylor sin(x) about 0 to 5", "x - 1/6*x^3 + 1/120*x^5"],
    ["taylor ln(x) about x=1 order 2", "x - 1 - 1/2*(x - 1)^2"],
    ["taylor exp(x)*cos(x) about 0 to 4", "1 + x - 1/3*x^3 - 1/6*x^4"],
    ["taylor ln(x) about x=1 order 2 to latex", "x - 1 - \\frac{1}{2}\\,{\\left(x - 1\\right)}^{2}"],
    ["taylor sin(x) about pi to 3", "-(x - pi) + 1/6*(x - pi)^3"],
    ["implicit x^2 + y^2 = 1 wrt x", "-x/y"],
    ["implicit x^2 + y^2 = 1 wrt x order 2", "-x^2/y^3 - 1/y"],
    ["implicit x*y*z = 1 wrt x by z at x=2, y=1, z=1/2", "-0.25"],
    ["total x*t wrt x where t = x+1", "2*x + 1"],
    ["jvp [x*y, x + y] wrt x, y by 1, 2", "[2*x + y, 3]"],
    ["vjp [x*y, x + y] wrt x, y by [1, 2]", "[y + 2, x + 2]"],
    ["hvp x^2*y wrt x, y by 1, 0", "[2*y, 2*x]"],
    ["check 2*x*cos(x^2) = diff sin(x^2)", "proved"],
  ])("%s", (line, answer) => {
    expect(last(line)).toBe(answer);
  });

  test("check says at how many points a claim agrees, or names one where it is wrong", () => {
    expect(last("check sin(2*x) = diff sin(x)^2")).toMatch(/^agrees at \d\d+ points$/u);
    expect(last("check x^y + sin(y)")).toMatch(/^agrees at \d\d+ points$/u);
    expect(last("check 1 = diff abs(x)")).toMatch(/^wrong at x=-\S+: the derivative by x is -1, not 1$/u);
  });

  test("names that stand for functions and formulas are put in, values are points", () => {
    expect(last("f(x) = x^2", "taylor f(x) about 1 to 2")).toBe("1 + 2*(x - 1) + (x - 1)^2");
    expect(last("declare g(x)", "taylor g(x) to 2")).toBe("g(0) + g'(0)*x + 1/2*g''(0)*x^2");
    expect(last("F = x*y", "jacobian [F, x]")).toBe("[y, x]\n[1, 0]");
    expect(last("x = 3", "tangent x^2")).toBe("y = 6*x - 9");
    expect(last("tangent x^2 at x=3", "diff ans")).toBe("6");
  });

  test("remarks say what an answer rests on", () => {
    const session = new Session();
    expect(session.line("directional x by 2").remarks).toEqual([
      "note: the direction has the length 2; the unit vector (1) is used",
    ]);
    expect(session.line("jacobian abs(x) at x=0").remarks).toEqual([
      "note: abs(x) has no derivative where x = 0; 0, the midpoint of [-1, 1], is used",
    ]);
    expect(session.line("implicit x^2 + y^2 = 1 wrt x").remarks).toEqual(["condition: y ≠ 0"]);
    expect(session.line("implicit x*y*z = 1 wrt x by z").remarks).toEqual([
      "condition: x ≠ 0",
      "condition: y ≠ 0",
    ]);
  });

  test("a condition that holds at the point goes unsaid, one that does not is a note", () => {
    const remarks = (line: string): readonly string[] => new Session().line(line).remarks;
    expect(remarks("implicit x^2 + x*y + y^2 = 7 wrt x at x=1, y=2")).toEqual([]);
    expect(remarks("implicit x^2 + y^2 = 1 wrt x at x=1, y=0")).toEqual([
      "note: the answer rests on y ≠ 0, which does not hold at this point",
    ]);
    expect(remarks("diff x^3*y/y wrt x x at x=1, y=2")).toEqual([]);
    expect(remarks("diff x^3*y/y wrt x x at x=1, y=0")).toContain(
      "note: the answer rests on y ≠ 0, which does not hold at this point",
    );
  });

  test.each([
    ["tangent a*x at 1", "the formula has 2 variables, a, x: tangent needs one, wrt a"],
    ["tangent x^2", "tangent needs a point: at x=1"],
    ["hvp x^2 wrt x", "hvp needs a vector: by 1, 2"],
    ["jvp x wrt x by 1, 2", "the direction has 2 entries, expected 1: one for each of the variables"],
    ["jacobian x wrt x x", "wrt names a mixed derivative, expected names with commas between them: wrt x, y"],
    ...["jacobian x", "tangent x^2 at x=1", "normal x^2 at x=1", "directional x by 1"].map((line) => [
      `${line} using finite`,
      "method 'finite' gives numbers only, expected one that gives formulas: alpha, beta or forward",
    ]),
    [
      "jacobian x using finit",
      "unknown method 'finit' (did you mean 'finite'?): expected alpha, beta, forward, finite, compiled",
    ],
    ["implicit x*y*z = 1 wrt x", "beside 'x' the equation has y, z: name the one that depends on it, by y"],
    ["implicit x*y = 1 wrt x, y", "implicit differentiates by one variable: name it, wrt x"],
    ["total x*t wrt x", "total needs to know what depends on what: where t = x + 1"],
    ["total x*t wrt x where t = u, u", "'u' gives no variable a formula, expected where t = x + 1, u = t^2"],
    ["total x*t wrt x where t = u, u = t", "'t' → 'u' → 't': each depends on the next, expected no circle"],
    ["taylor sqrt(x) to 2", "sqrt(x) has no derivative at x = 0: no power series there"],
    ["taylor x*y about 0", "the formula has 2 variables, x, y: taylor needs one, wrt x"],
    ["check 2*x = x^2", "a claim has diff behind its =, expected 2*x = diff x^2"],
    ["check y = diff x*y", "check needs one variable to differentiate by: name it, wrt x"],
  ])("%s is an error that says what to do", (line, message) => {
    expect(last(line)).toBe(message);
  });
});

test("every example of every command is answered, under each method that it may name", () => {
  for (const { examples, clauses } of definitions) {
    for (const example of examples) {
      const methods =
        clauses.includes("using") && !example.includes(" using ")
          ? ["", " using beta", " using forward"]
          : [""];
      const answers = methods.map((method) => {
        const { text, error } = new Session().line(example + method);
        expect([example + method, error]).toEqual([example + method, undefined]);
        return text;
      });
      expect([example, [...new Set(answers)]]).toEqual([example, [answers[0]]]);
    }
  }
});

describe("on the command line", () => {
  const out = async (...args: string[]): Promise<string> => (await gradtree(args)).out.trimEnd();

  test("clauses are options", async () => {
    expect(await out("taylor", "exp(x)", "--about", "0", "--order", "2")).toBe("1 + x + 1/2*x^2");
    expect(await out("jacobian", "[x*y, x + y]", "--wrt", "y, x")).toBe("[x, y]\n[1, 1]");
    expect(await out("directional", "x*y", "--wrt", "x, y", "--by=-3, 4")).toBe("4/5*x - 3/5*y");
    expect(await out("implicit", "x*y = 1", "--wrt", "x")).toBe("-y/x");
  });

  test.each([
    [
      ["jacobian", "[x*y, 2]", "--wrt", "x"],
      '{"formulas": ["x*y", "2"], "wrt": ["x"], "jacobian": [["y"], ["0"]], "conditions": [], "warnings": []}',
    ],
    [
      ["taylor", "exp(x)", "--order", "1"],
      '{"formula": "exp(x)", "wrt": "x", "about": "0", "order": 1, "taylor": "1 + x", "conditions": [], "warnings": []}',
    ],
    [
      ["normal", "x^2", "--at", "x=1"],
      '{"formula": "x^2", "normal": "y = 3/2 - 1/2*x", "conditions": [], "warnings": []}',
    ],
    [
      ["check", "2*x = diff x^2"],
      '{"claimed": "2*x", "formula": "x^2", "wrt": "x", "verdict": "proved", "points": 0, "conditions": [], "warnings": []}',
    ],
    [
      ["total", "x*t", "--wrt", "x", "--where", "t = x^2"],
      '{"formula": "x*t", "wrt": "x", "where": {"t": "x^2"}, "total": "3*x^2", "conditions": [], "warnings": []}',
    ],
  ])("%o as JSON", async (args, json) => {
    expect(await out(...args, "--format", "json")).toBe(json);
  });
});
