// Formulas by themselves: how they are echoed and valued, and what remains of a line in error.
import { describe, expect, test } from "vitest";
import { Session } from "../../src/repl/session.ts";
import { answers, last, outcomes } from "./transcribe.ts";

test("a formula is echoed as it is understood", () => {
  expect(answers("2x + sin( y )")).toEqual(["2*x + sin(y)"]);
});

test("with its value where its names have values", () => {
  expect(answers("x = 2", "3x^2", "x", "2 + 3", "7")).toEqual([
    "x = 2",
    "3*x^2 = 12",
    "x = 2",
    "2 + 3 = 5",
    "7",
  ]);
});

describe("a value is shown exactly and as a decimal", () => {
  test.each([
    ["1/8", "1/8 = 0.125"],
    ["2/16", "2/16 = 1/8 = 0.125"],
    ["1/3", "1/3 ≈ 0.33333333333333"],
    ["0.1*3", "0.1*3 = 0.3"],
    ["sqrt(2)", "sqrt(2) ≈ 1.4142135623731"],
    ["cos(pi/3)", "cos(pi/3) = 1/2 = 0.5"],
    ["e^2*e", "e^2*e = e^3 ≈ 20.085536923188"],
    ["2^100", "2^100 = 1267650600228229401496703205376"],
    ["123456789012345678", "123456789012345678"],
    ["1e20 + 1 - 1e20", "100000000000000000000 + 1 - 100000000000000000000 = 1"],
    ["0.5", "0.5"],
    ["log(8, 2)", "log(8, 2) = 3"],
    ["sqrt(2)*sqrt(8)", "sqrt(2)*sqrt(8) = 4"],
    ["-sqrt(2)*sqrt(8)/3", "-sqrt(2)*sqrt(8)/3 = -4/3 ≈ -1.3333333333333"],
    ["sqrt(2)*sqrt(3)", "sqrt(2)*sqrt(3) ≈ 2.4494897427832"],
    ["1/0", "1/0 = inf"],
    ["atanh(1)", "atanh(1) = inf"],
    ["0/0", "0/0 = nan"],
    ["0*ln(-1)", "0*ln(-1) = nan"],
    ["inf", "inf"],
  ])("%s", (line, shown) => {
    expect(last(line)).toBe(shown);
  });

  test.each([
    ["9^9^9", "9^9^9 = 9^387420489 ≈ inf", ""],
    ["1e400", "1e400 ≈ inf", "; eval writes it out"],
    ["-exp(1000)", "-exp(1000) ≈ -inf", ""],
    ["1/(1e-200*1e-200)", "1/(1e-200*1e-200) = 1e400 ≈ inf", "; eval writes it out"],
  ])("%s is not infinite, but too large", (line, shown, more) => {
    const [{ text, remarks }] = outcomes([line]);
    expect([text, remarks]).toEqual([
      shown,
      [`note: the value is too large for a double, which goes to about 1.8e308${more}`],
    ]);
  });

  test("with exact values of names", () => {
    expect(last("x = 1/3", "3x")).toBe("3*x = 1");
    expect(last("r = 1/2", "pi*r^2/pi")).toBe("pi*r^2/pi = 1/4 = 0.25");
  });
});

test("a question is answered by true or false", () => {
  expect(answers("x = 1", "x == 1", "x == 3", "x <= 0", "x != 2", "x > 0 and not x > 5")).toEqual([
    "x = 1",
    "x == 1 is true",
    "x == 3 is false",
    "x <= 0 is false",
    "x != 2 is true",
    "x > 0 and not x > 5 is true",
  ]);
});

test("comments and empty lines answer nothing", () => {
  expect(answers("", "   ", "# x", "2 # two")).toEqual(["", "", "", "2"]);
});

test("an error is rendered with the place in the whole line and leaves the session as it was", () => {
  const [, error, after] = answers("x = 2", "x = 2*(", "x");
  expect(error.split("\n").slice(1)).toEqual(["    x = 2*(", `${" ".repeat(10)}^^`]);
  expect(after).toBe("x = 2");
});

test("warnings come as remarks, each once a session", () => {
  const [first, second, other] = outcomes(["1/2x", "3 + 1/2x", "1/3x"]).map(({ remarks }) => remarks);
  expect(first).toEqual([expect.stringMatching(/^warning: '1\/2x' is read as /u)]);
  expect([second, other.length]).toEqual([[], 1]);
});

test("__proto__ and constructor are names like any other", () => {
  expect(last("__proto__ = 2", "constructor = 3", "__proto__*constructor")).toBe("__proto__*constructor = 6");
  expect(last("toString(x) = x^2", "toString(3)")).toBe("toString(3) = 9");
});

test("quit and exit end the conversation", () => {
  expect(new Session().line("quit").over).toBe(true);
  expect(new Session().line("exit").over).toBe(true);
});

test("sessions don't share values", () => {
  new Session().line("x = 2");
  expect(new Session().line("x").text).toBe("x");
});

describe("answers have names", () => {
  test("ans is the last one, ans1 the first, as formulas", () => {
    expect(answers("x^2 + y", "diff x^2*y wrt x", "ans", "diff ans1 wrt y", "ans2/2").slice(2)).toEqual([
      "ans = 2*x*y",
      "1",
      "ans2/2 = 2*x*y/2",
    ]);
  });

  test("each formula of an answer has one", () => {
    expect(outcomes(["diff x*y + sin(y)"])[0].answers).toEqual(["ans1", "ans2"]);
    expect(last("diff x*y + sin(y)", "ans1 + ans2")).toBe("ans1 + ans2 = y + (x + cos(y))");
  });

  test("a name defined by an answer keeps it", () => {
    expect(last("x^2", "F = 2ans", "7", "F")).toBe("F = 2*x^2");
  });

  test("one that is not there is named, with those that are", () => {
    expect(answers("ans", "1", "ans7")).toEqual([
      "no answer is called 'ans': there is no answer yet",
      "1",
      "no answer is called 'ans7': the answers are ans1 to ans1",
    ]);
  });

  test("that double sixty times stay short, and are differentiated", () => {
    const session = new Session();
    session.line("x*y");
    for (let i = 0; i < 60; i++) session.line("ans*ans");
    expect(session.line("ans*1").text).toBe("ans*1 = … (65 nodes; format ... to let shows them)");
    expect(session.line("diff ans wrt x").error).toBeUndefined();
  });
});

describe("what a person may type by mistake", () => {
  test.each([
    ["2*x = 4", "'2*x' can't be given a value, expected a name or a function: x = 2, f(x, y) = x^2*y"],
    ["f(2) = 4", "'f(2)' can't be given a value"],
    ["x^2 = 4", "; a comparison is written ==, and implicit and check take equations"],
    ["ans to mathml", "'to' without a command before the formula, expected one such as format ans to mathml"],
    ["x^2 at x=1", "expected one such as eval x^2 at x=1"],
    ["x^2 using beta", "expected one such as diff x^2 using beta"],
    ["x(y + 1)", "for a call first write declare x(t) or x(t) = ..."],
    ["x^2 wrt x", "'wrt' without a command before the formula, expected one such as diff x^2 wrt x"],
    ["dif x^2", "unknown command 'dif' (did you mean 'diff'?): for a product write dif*..."],
    ["foo(x)", "for a call first write declare foo(x) or foo(x) = ..."],
    ["\u0000\u0001", "invisible character U+0000"],
    ["x + ".repeat(70_000), "line of 280,000 characters is over the limit of 262,144"],
  ])("%s", (line, message) => {
    expect(last(line)).toContain(message);
  });
});

test("what is cancelled says so, and the session goes on", () => {
  let asked = 0;
  const budget = { cancelled: () => ++asked === 3 };
  const [cancelled, after] = outcomes(["diff sum(k, 1, 3000, sin(k*x)^k)", "1 + 1"], { budget });
  expect([cancelled.error, cancelled.text, after.text]).toEqual(["cancelled", "", "1 + 1 = 2"]);
});
