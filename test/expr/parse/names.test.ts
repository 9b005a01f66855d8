// Names: what is one, in which form a tree holds it, and that no name reaches a prototype.
import { expect, test } from "vitest";
import { variables } from "../../../src/expr/measure.ts";
import { type ParseOptions, parse } from "../../../src/expr/parse/parse.ts";
import { formatSexpr } from "../../../src/expr/print/sexpr.ts";
import { Var } from "../../../src/expr/var.ts";

const reads = (text: string, options?: ParseOptions): string => formatSexpr(parse(text, options));

test("parse('xy') is one name", () => {
  expect(parse("xy")).toMatchObject({ kind: "var", name: "xy" });
});

test("names of Object.prototype are ordinary variables", () => {
  const names = [
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "length",
    "name",
    "prototype",
    "toString",
    "valueOf",
  ];
  expect(variables(parse(names.join(" + ")))).toEqual(names);
});

test("__proto__ may be a variable of the scope", () => {
  expect(reads("__proto__(x)", { variables: ["__proto__"] })).toBe("(* __proto__ x)");
});

test("constructor may be a declared function", () => {
  expect(reads("constructor(x)", { functions: { constructor: 1 } })).toBe("(constructor x)");
});

test("functions may be given as a Map", () => {
  expect(reads("f(x)", { functions: new Map([["f", 1]]) })).toBe("(f x)");
});

test("a defined function has as many arguments as parameters", () => {
  const f = { parameters: ["u", "v"], body: parse("u + v") };
  expect(reads("f(x, y)", { functions: { f } })).toBe("(f x y)");
});

test("a decomposed letter and a composed one are the same name", () => {
  expect(parse("e\u0301")).toMatchObject({ name: "\u00e9" });
});

test("'e' with an accent is a variable, not the constant", () => {
  expect(parse("é").kind).toBe("var");
});

test("i is an ordinary variable", () => {
  expect(parse("i")).toMatchObject({ kind: "var", name: "i" });
});

for (const name of [
  "x",
  "x_1",
  "_a2",
  "größe",
  "Ω",
  "переменная",
  "変数",
  "हिन्दी",
  "x\u0660",
  "𝒳",
  "order",
]) {
  test(`what Var takes is read: ${name}`, () => {
    expect(parse(name)).toEqual(Var(name));
  });
}

test("uses of one name in a text are one node", () => {
  const product = parse("x*x");
  expect(product.kind === "apply" && product.args[0]).toBe(product.kind === "apply" && product.args[1]);
});

test("a variable of the scope can't have a function's name", () => {
  expect(() => parse("x", { variables: ["sin"] })).toThrow("'sin' is a function, expected a variable's name");
});

test("a declared function can't have a known function's name", () => {
  expect(() => parse("x", { functions: { sin: 1 } })).toThrow("'sin' is a function already");
});

test("a declared function can't have a constant's name", () => {
  expect(() => parse("x", { functions: { pi: 1 } })).toThrow("'pi' is a constant");
});

test("a declared function has at least one argument", () => {
  expect(() => parse("x", { functions: { f: 0 } })).toThrow("function 'f' is declared with 0 arguments");
});
