import { describe, expect, test } from "vitest";
import { equal } from "../../src/expr/equal.ts";
import { NameError } from "../../src/expr/errors.ts";
import { Var, variableName } from "../../src/expr/var.ts";

describe("Var", () => {
  test.each([
    ["x", "x"],
    ["β", "β"],
    ["_", "_"],
    ["x1", "x1"],
    ["x₁", "x_1"],
    ["x_₁₂", "x_12"],
    ["Ångström".normalize("NFD"), "Ångström".normalize("NFC")],
    ["rate_2b", "rate_2b"],
    ["constructor", "constructor"],
    ["__proto__", "__proto__"],
    ["toString", "toString"],
    ["i", "i"],
    ["PI", "PI"],
    ["变量", "变量"],
    ["𝑎", "𝑎"],
  ])("Var('%s') is the variable '%s'", (name, canonical) => {
    expect(Var(name).name).toBe(canonical);
  });

  test("Var('x₁') and Var('x_1') are one variable", () => {
    expect(equal(Var("x₁"), Var("x_1"))).toBe(true);
  });

  test.each(["", "1x", "x y", "x+y", "x-1", " x", "x'", "²", "₁", "x\n", "a.b", "\u0301"])(
    "Var('%s') is no name",
    (name) => {
      expect(() => Var(name)).toThrow(NameError);
      expect(() => Var(name)).toThrow(
        `'${name}' is no variable's name: expected a letter or _, then letters, digits or _`,
      );
    },
  );

  test.each([
    ["pi", "a constant"],
    ["π", "a constant"],
    ["e", "a constant"],
    ["inf", "a constant"],
    ["nan", "a constant"],
    ["mod", "a word of the language"],
    ["sum", "a word of the language"],
    ["if", "a word of the language"],
    ["not", "a word of the language"],
    ["sin", "a function"],
    ["arcsin", "a function"],
    ["beta", "a function"],
    ["gamma", "a function"],
    ["step", "a function"],
    ["log", "a function"],
  ])("Var('%s') is refused: it is %s", (name, what) => {
    expect(() => Var(name)).toThrow(
      new NameError("reserved-name", `'${name}' is ${what}, expected a variable's name`),
    );
  });

  test("a long name is cut in the message", () => {
    expect(() => Var(`${"a".repeat(50)}-`)).toThrow(`'${"a".repeat(40)}…' is no variable's name`);
  });
});

describe("variableName", () => {
  test("what is no text is named by its type", () => {
    const wrong: string = JSON.parse("3");
    expect(() => variableName(wrong)).toThrow("number is no variable's name");
  });
});
