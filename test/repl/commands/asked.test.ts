// What commands are asked beside a formula, on the command line: lists, claims, points, vectors, in every syntax.
import { describe, expect, test } from "vitest";
import { shellExample } from "../../../src/repl/commands/example.ts";
import { gradtree } from "../testHost.ts";

const out = async (...args: string[]): Promise<string> => (await gradtree(args)).out.trimEnd();
const err = async (...args: string[]): Promise<string> => (await gradtree(args)).err.trimEnd();

describe("--syntax", () => {
  test.each([
    ["latex", "[xy, x+y]"],
    ["sexpr", "[(* x y) (+ x y)]"],
    ["mathjson", '["List", ["Multiply", "x", "y"], ["Add", "x", "y"]]'],
  ])("a list in %s", async (syntax, list) => {
    expect(await out("jacobian", list, "--syntax", syntax)).toBe("[y, x]\n[1, 1]");
  });

  test.each([
    ["latex", "2x = diff x^2"],
    ["sexpr", "(* 2 x) = diff (^ x 2)"],
    ["mathjson", '["Multiply", 2, "x"] = diff ["Power", "x", 2]'],
  ])("a claim in %s", async (syntax, claim) => {
    expect(await out("check", claim, "--syntax", syntax)).toBe("proved");
  });

  test.each([
    ["latex", "x^2 + y^2 = 1"],
    ["sexpr", "(= (+ (^ x 2) (^ y 2)) 1)"],
    ["mathjson", '["Equal", ["Add", ["Power", "x", 2], ["Power", "y", 2]], 1]'],
  ])("an equation in %s", async (syntax, equation) => {
    expect(await out("implicit", equation, "--syntax", syntax, "--wrt", "x")).toBe("-x/y");
  });
});

describe("lists and claims as text", () => {
  test("formulas with commas between them want brackets", async () => {
    expect(await err("jacobian", "x*y, x+y")).toBe(
      "',' between formulas, expected a list in brackets: [x*y, x+y]\n    x*y, x+y\n       ^",
    );
    expect(await err("jacobian", "[x*y, x+y")).toBe(
      "expected ']' to close the '[' at 1:1, as in [x*y, x + y]\n    [x*y, x+y\n             ^",
    );
  });

  test("a claim may name its variable itself, once", async () => {
    expect(await out("check", "2*x*y = diff x^2*y wrt x")).toBe("proved");
    expect(await err("check", "2*x*y = diff x^2*y wrt x", "--wrt", "y")).toContain(
      "'wrt' stands there twice",
    );
  });

  test("diff(F, x) in a formula is the derivative", async () => {
    expect(await out("eval", "diff(x^3, x)", "--at", "x=2")).toBe("12");
    expect(await out("simplify", "(diff (^ x 3) x)", "--syntax", "sexpr")).toBe("3*x^2");
  });
});

describe("a clause that can't be read quotes itself, not the formula", () => {
  test.each([
    [
      ["total", "x*y", "--wrt", "x", "--where", "y = foo(x)"],
      "can't read 'foo(x)': unknown function 'foo': for a product write foo*(x)",
    ],
    [
      ["jvp", "[x*y, x]", "--by", "1, 2+"],
      "can't read '2+': the text ends after '+', expected a number, a name or '('",
    ],
    [["taylor", "sin(x)", "--about", "x=)"], "can't read ')': "],
    [["hvp", "x^2*y", "--by", "1=2"], "can't read '1=2': '1' is no variable's name"],
  ])("%j", async (args, message) => {
    const { code, err } = await gradtree(args);
    expect([code, err.startsWith(message), err.includes("^\n")]).toEqual([2, true, false]);
  });
});

describe("vectors by name", () => {
  test("jvp and hvp take them, what is left out being 0", async () => {
    expect(await out("hvp", "x^2*y", "--by", "x=1, y=0")).toBe("[2*y, 2*x]");
    expect(await out("hvp", "x^2*y", "--by", "x=1")).toBe("[2*y, 2*x]");
    expect(await out("jvp", "[x*y, x]", "--by", "y=1", "--wrt", "x, y")).toBe("[x, 0]");
  });

  test("a name that is none of the variables is an error", async () => {
    expect(await err("jvp", "x*y", "--by", "z=1")).toContain("by gives 'z' a value, expected names of x, y");
    expect(await err("directional", "x*y", "--by", "z=1", "--wrt", "x")).toContain(
      "expected names of wrt: x",
    );
  });

  test("directional shows the unit vector in the order of wrt, or sorted", async () => {
    expect(await err("directional", "x*y", "--by", "y=4, x=3")).toContain(
      "the unit vector (3/5, 4/5) is used",
    );
    expect(await err("directional", "x*y", "--by", "x=3, y=4", "--wrt", "y, x")).toContain("(4/5, 3/5)");
  });
});

describe("points", () => {
  test("decimals in a point are kept", async () => {
    expect(await out("tangent", "x^2", "--at", "x=0.1")).toBe("y = 0.2*x - 0.01");
    expect(await out("tangent", "x^2", "--at", "x=1/10")).toBe("y = 1/5*x - 1/100");
    expect(await out("taylor", "x^2", "--about", "0.5", "--order", "1")).toBe("0.25 + (x - 0.5)");
  });

  test("what where defines follows from the point, and has no other value", async () => {
    const total = ["total", "x*y", "--wrt", "t", "--where", "y=x+1, x=t^2"];
    expect(await out(...total, "--at", "t=1")).toBe("6");
    expect(await err(...total, "--at", "t=1, x=2")).toContain(
      "'x' has a value in at and a formula in where, expected one of them",
    );
  });

  test("a point that is not on the curve is said", async () => {
    const at = (point: string) => err("implicit", "x^2 + y^2 = 1", "--wrt", "x", "--at", point);
    expect(await at("x=1, y=1")).toBe(
      "note: the point is not on the curve: the left side is 2 there, the right side 1",
    );
    expect(await at("x=0.6, y=0.8")).toBe("");
  });

  test("differences of values name no convention", async () => {
    const at0 = ["relu(x)", "--at", "x=0", "--method", "finite"];
    for (const command of ["diff", "grad"])
      expect(await err(command, ...at0)).toBe(
        "note: the formula has a kink at this point: the value is a difference across it",
      );
  });
});

test("a line is an equation in every format", async () => {
  const normal = (format: string) => out("normal", "x^2", "--at", "x=0", "--format", format);
  expect(await normal("sexpr")).toBe("(= x 0)");
  expect(await normal("mathjson")).toBe('["Equal","x",0]');
  expect(await normal("mathml")).toContain("<mi>x</mi><mo>=</mo><mn>0</mn>");
  expect(await normal("let")).toBe("x = 0");
  expect(await normal("tree")).toBe("==\n├─ x\n└─ 0");
});

describe("--format mathml", () => {
  test("several derivatives are equations", async () => {
    const [first, second, ...more] = (await out("diff", "x*y", "--format", "mathml")).split("\n");
    expect(first).toContain("<mfrac><mo>∂</mo><mrow><mo>∂</mo><mi>x</mi></mrow></mfrac><mo>=</mo><mi>y</mi>");
    expect(second).toContain("<mi>y</mi></mrow></mfrac><mo>=</mo><mi>x</mi>");
    expect(more).toEqual([]);
  });

  test("a matrix is one table, a gradient a column", async () => {
    expect(await out("hessian", "x*y", "--format", "mathml")).toMatch(
      /^<math [^<]*><mrow><mo>\(<\/mo><mtable>(<mtr>(<mtd><mn>[01]<\/mn><\/mtd>){2}<\/mtr>){2}<\/mtable><mo>\)<\/mo><\/mrow><\/math>$/u,
    );
    expect(await out("grad", "x*y", "--format", "mathml")).toContain(
      "<mtr><mtd><mi>y</mi></mtd></mtr><mtr><mtd><mi>x</mi></mtd></mtr>",
    );
  });
});

test("a list in sexpr is what a list in sexpr is read from", async () => {
  const gradient = await out("grad", "x*y", "--format", "sexpr");
  expect(gradient).toBe("[y x]");
  expect(await out("jacobian", gradient, "--syntax", "sexpr", "--wrt", "x, y")).toBe("[0, 1]\n[1, 0]");
});

test.each([
  ["1e308*10", "inf", `1${"0".repeat(309)}`],
  ["9007199254740993", 9007199254740992, "9007199254740993"],
  ["1/3", 1 / 3, "1/3"],
  ["0.1", 0.1, undefined],
])("eval %s in JSON is the double, and exact where that differs", async (formula, value, exact) => {
  const json = JSON.parse(await out("eval", formula, "--format", "json"));
  expect([json.value, json.exact]).toEqual([value, exact]);
});

test("help of what is no command is an error", async () => {
  const { code, out, err } = await gradtree(["help", "difff"]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain("unknown command 'difff' (did you mean 'diff'?)");
});

test("examples are in the command line's words", () => {
  expect(shellExample("taylor sin(x) about 0 to 5")).toBe('gradtree taylor "sin(x)" --about 0 --order 5');
  expect(shellExample("time diff x^2 wrt x")).toBe('gradtree time "x^2" --wrt x');
});
