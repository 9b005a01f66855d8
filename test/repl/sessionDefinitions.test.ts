// Names in a session: numbers, formulas, functions, declared functions and their rules, assumptions.
import { describe, expect, test } from "vitest";
import { answers, last, outcomes } from "./transcribe.ts";

describe("a name with a number", () => {
  test("may be given by let, or without it", () => {
    expect(answers("let x = 2", "y = 1/2", "x*y")).toEqual(["x = 2", "y = 1/2 = 0.5", "x*y = 1"]);
  });

  test("stays a variable when differentiating", () => {
    expect(last("y = 5", "diff x*y wrt x")).toBe("y");
  });

  test("counts at a point; values of `at` come before it", () => {
    expect(answers("y = 5", "diff x*y wrt x at x=1", "eval x*y at x=2, y=3")).toEqual(["y = 5", "5", "6"]);
  });

  test("before brackets is multiplied", () => {
    expect(last("x = 2", "x(x + 1)")).toBe("x*(x + 1) = 6");
  });
});

describe("a name for a formula", () => {
  test("is expanded first", () => {
    expect(answers("F = x^2 + 1", "F", "diff 2F", "diff(F, x)")).toEqual([
      "F = x^2 + 1",
      "F = x^2 + 1",
      "4*x",
      "diff(F, x) = 2*x",
    ]);
  });

  test("is bound late", () => {
    expect(last("G = 2F", "F = x^3", "diff G")).toBe("6*x^2");
    expect(last("area = pi*r^2", "r = 1", "r = 2", "area/pi")).toBe("area/pi = 4");
  });

  test("is a variable where wrt or at names it", () => {
    expect(answers("F = x^2", "diff F^2*x wrt F", "eval F + 1 at F=3").slice(1)).toEqual(["2*F*x", "4"]);
  });

  test("can't be defined by itself, and nothing changes", () => {
    expect(answers("a = b + 1", "b = 2c", "c = a/2", "c").slice(2)).toEqual([
      "'a' is defined by itself: a → b → c → a; expected a definition that comes to an end",
      "c",
    ]);
    expect(answers("x = 2", "x = x + 1", "x").slice(1)).toEqual([
      "'x' is defined by itself: x → x; expected a definition that comes to an end",
      "x = 2",
    ]);
  });
});

describe("a user's function", () => {
  test("is used, composed and differentiated", () => {
    expect(
      answers(
        "f(x, y) = x^2*y",
        "g(t) = f(t, 3) + 1",
        "f(1, 2)",
        "g(a + 1)",
        "g'(2)",
        "f'[1,1](u, v)",
        "diff f(u, v) wrt u",
        "diff g(sin(x))",
        "diff(f(x, x), x)",
      ).slice(2),
    ).toEqual([
      "f(1, 2) = 2",
      "g(a + 1) = (a + 1)^2*3 + 1",
      "g'(2) = 12",
      "f'[1,1](u, v) = 2*u",
      "2*u*v",
      "6*cos(x)*sin(x)",
      "diff(f(x, x), x) = 3*x^2",
    ]);
  });

  test("has parameters that hide names, and free names that are looked up when it is used", () => {
    expect(last("x = 100", "f(x) = a*x", "a = 3", "f(2)")).toBe("f(2) = 6");
    expect(last("f(u) = u + x", "h(x) = f(2x)", "h(t)")).toBe("h(t) = 2*t + x");
  });

  test("that calls itself names the cycle", () => {
    expect(last("f(x) = x*f(x - 1)")).toContain("'f' is defined by itself: f → f");
    expect(last("declare g(x)", "f(x) = g(x) + 1", "g(x) = f(2x)")).toContain("g → f → g");
  });

  test("can't be taken from under those that use it", () => {
    expect(answers("f(x) = x", "F = f(2)", "f(x, y) = x", "f = 3", "del f", "F").slice(2)).toEqual([
      "'f' is a function that 'F' uses: change or del F first",
      "'f' is a function that 'F' uses: change or del F first",
      "'f' is a function that 'F' uses: change or del F first",
      "F = 2",
    ]);
  });

  test("can't take the name of a variable that another one uses", () => {
    expect(last("k = 5", "f(x) = k*x", "k(x) = x")).toBe("'k' is a variable that 'f' uses: del f first");
    expect(last("k = 5", "f(k) = k^2", "k(x) = x")).toBe("k(x) = x");
  });

  test("made of a name that stands for a formula says whose variable is in it", () => {
    const remarks = outcomes(["F = x^2 + y", "f(x) = F", "g(t) = F", "h(F) = F"]).map((one) => one.remarks);
    expect(remarks).toEqual([
      [],
      ["note: x in F is the session's x, not the parameter of f: write the formula of F out for that"],
      [],
      [],
    ]);
  });

  test("may be redefined, and numbers that call it follow", () => {
    expect(last("f(x) = x", "c = f(2)", "f(x) = x^2", "c")).toBe("c = 4");
    expect(last("f(x) = x", "c = f(2)", "f(x) = k*x", "diff c")).toBe("2");
  });

  test.each([
    ["f(a, a) = a", "function 'f' has two parameters 'a', expected different names"],
    ["sin(x) = x", "'sin' is a function already, expected another name for a function"],
    ["f(pi) = 3", "'pi' is a constant, expected a variable's name"],
    ["pi = 3", "'pi' is a constant, expected a variable's name"],
    ["ans = 3", "'ans' is an answer of this session, expected another name"],
    ["let z 3", "can't define by 'let z 3', expected let x = 2, let F = x^2 or let f(x, y) = x^2*y"],
    ["z =", "no formula in the text"],
  ])("%s is refused", (line, message) => {
    expect(last(line)).toContain(message);
  });
});

describe("a declared function", () => {
  test("is differentiated by the chain rule", () => {
    expect(answers("declare g(x), h(u, v)", "diff g(x^2)", "diff h(x, x*y) wrt x")).toEqual([
      "declared g(x), h(u, v)",
      "2*x*g'(x^2)",
      "y*h'[0,1](x, x*y) + h'[1,0](x, x*y)",
    ]);
  });

  test("has its own rule, of which higher derivatives are made", () => {
    expect(
      answers(
        "declare g(x)",
        "g'(x) = cos(x)",
        "diff g(x^2)",
        "diff g(x^2) order 2",
        "g''(0.5)",
        "diff g(x) at x=0",
      ).slice(2),
    ).toEqual(["2*x*cos(x^2)", "2*cos(x^2) - 4*x^2*sin(x^2)", "g''(0.5) ≈ -0.4794255386042", "1"]);
  });

  test("may have a rule that names itself: E' = E", () => {
    expect(last("declare E(t)", "E'(t) = E(t)", "diff E(2x) order 3")).toBe("8*E(2*x)");
  });

  test("can't have a rule by a derivative that comes back to it, and nothing changes", () => {
    expect(
      answers(
        "declare w(x)",
        "v(x) = w(x)^2",
        "w'(x) = x + diff(w(2*x), x)",
        "w'(x) = v'(x)",
        "w'(x) = diff(v(x), x)",
        "diff w(x)",
      ).slice(2),
    ).toEqual([
      ...Array.from({ length: 3 }, () => expect.stringContaining("'w'' is defined by itself: w' → w'")),
      "w'(x)",
    ]);
  });

  test("may have rules for some of its arguments", () => {
    expect(
      answers("declare h(u, v)", "h'[1,0](u, v) = v", "diff h(x, y)", "diff h(x, y) wrt x y").slice(2),
    ).toEqual(["d/dx = y\nd/dy = h'[0,1](x, y)", "1"]);
  });

  test.each([
    [
      ["declare g(x)", "g'(t) = x*t"],
      "'x' in a rule of g'(t), expected the parameters that g(x) was declared with",
    ],
    [["g'(x) = 1"], "'g' is not declared: before a rule for its derivative write declare g(x)"],
    [["g(x) = x^2", "g'(x) = 1"], "'g' is defined by a formula, from which its derivative follows"],
    [["declare g(x)", "g''(x) = 1"], "g''(x) is no first derivative"],
    [["declare g(x)", "g'[1,0](x, y) = 1"], "g'[1,0](x, y) is no derivative of g(x)"],
    [["declare g(x)", "g'(x) = g'(x) + 1"], "'g'' is defined by itself: g' → g'"],
    [["declare g(x)", "eval g(2)"], "function 'g' is declared without a definition: it has no value"],
    [["declare 3"], "can't declare '3', expected functions with their parameters"],
  ])("%j is refused", (lines, message) => {
    expect(last(...lines)).toContain(message);
  });
});

describe("assumptions", () => {
  test("are listed, and conditions that follow from them are not repeated", () => {
    const [plain] = outcomes(["simplify x*y/x"]);
    const all = outcomes([
      "assume x > 0, n integer",
      "simplify x*y/x",
      "simplify y*(x^2 + 1)*x/(x^2 + x)",
      "assume",
    ]);
    expect(plain.remarks).toEqual(["condition: x ≠ 0"]);
    expect(all.map(({ text }) => text)).toEqual([
      "assume x > 0\nassume n integer",
      "y",
      expect.any(String),
      "assume x > 0\nassume n integer",
    ]);
    expect(all[1].remarks).toEqual([]);
    expect(all[2].remarks).toEqual([]);
  });

  test("that contradict each other or a value are refused", () => {
    expect(answers("assume x > 0", "assume x < 0", "x = -1", "del x", "x = -1").slice(1)).toEqual([
      "'x < 0' contradicts 'x > 0', assumed before: del x forgets that",
      "x = -1 contradicts 'x > 0', assumed before: del x forgets that",
      "",
      "x = -1",
    ]);
    expect(last("x = -1", "assume x > 0")).toContain("x = -1 contradicts 'x > 0'");
    expect(last("assume n integer", "assume 0 < n and n < 1")).toContain("contradicts");
  });

  test.each(["assume x > y", "assume x + 1 > 0", "assume x = 2", "assume x", "assume x > 1/0"])(
    "%s is none",
    (line) => {
      expect(last(line)).toMatch(/^(?:can't assume|'=' in a formula)/u);
    },
  );
});

test("del and clear forget", () => {
  expect(answers("x = 2", "y = 3", "del x, y", "x + y", "z = 1", "clear", "z").slice(3)).toEqual([
    "x + y",
    "z = 1",
    "",
    "z",
  ]);
  expect(answers("x = 2", "del x, nothing", "x")).toEqual([
    "x = 2",
    "nothing is known of 'nothing'",
    "x = 2",
  ]);
});

test("a formula too long to be written down is not defined", () => {
  const lines = ["x*y", ...Array.from({ length: 30 }, () => "ans*ans")];
  expect(last(...lines, "H = ans")).toBe(
    "'H' would stand for a formula of more than 131,072 characters, expected a shorter one",
  );
});

test("vars and functions list what there is", () => {
  expect(last("x = 1/3", "F = x^2 + a", "assume a > 0", "2x", "vars")).toBe(
    "x = 1/3 ≈ 0.33333333333333\nF = x^2 + a\nassume a > 0\nans1 = 2*x",
  );
  expect(last("f(x) = x^2", "declare g(x)", "g'(x) = f(x)", "functions")).toMatch(
    /^f\(x\) = x\^2\ndeclare g\(x\)\ng'\(x\) = f\(x\)\nalways there: abs /u,
  );
});
