// gradtree generate on the command line: its options, and what it refuses.
import { describe, expect, test } from "vitest";
import { parse } from "../../../src/expr/parse/parse.ts";
import { generate } from "../../../src/program/generate.ts";
import { gradtree } from "../testHost.ts";

const run = (...args: string[]) => gradtree(["generate", ...args]);

test("it writes what generate writes, with the derivatives, the name and the order asked for", async () => {
  const options = { name: "area", inputs: ["y", "x"], gradient: ["x"] };
  const { code, out, err } = await run(
    ...["x*y", "--target", "c", "--name", "area", "--inputs", "y, x", "--wrt", "x"],
  );
  expect([code, err]).toEqual([0, ""]);
  expect(out).toBe(generate(parse("x*y"), { target: "c", ...options }));
});

test("--gradient is by all inputs, a list has a Jacobian, and a formula may begin with a minus", async () => {
  const list = await run("[-x*y, x]", "--target=rust", "--gradient");
  expect(list.out).toBe(generate([parse("-x*y"), parse("x")], { target: "rust", gradient: true }));
  const negative = await run("-x", "--target", "js");
  expect(negative.out).toBe(generate(parse("-x"), { target: "js" }));
});

test("formulas come from stdin, files and other syntaxes too", async () => {
  const expected = generate(parse("x*y"), { target: "julia" });
  expect((await gradtree(["generate", "--target", "julia"], { stdin: "x*y\n" })).out).toBe(expected);
  const files = new Map([["f.txt", "x*y"]]);
  expect((await gradtree(["generate", "--target", "julia", "--file", "f.txt"], { files })).out).toBe(
    expected,
  );
  expect((await run("(* x y)", "--target", "julia", "--syntax", "sexpr")).out).toBe(expected);
});

test("--format json has the source as a text", async () => {
  const { out } = await run("x*y", "--target", "c", "--format", "json");
  expect(JSON.parse(out)).toMatchObject({
    formulas: ["x*y"],
    target: "c",
    source: generate(parse("x*y"), { target: "c" }),
  });
});

describe("bad input", () => {
  test.each<[readonly string[], number, string]>([
    [["x"], 2, "got no --target, expected one of c, python, rust, julia, js, glsl, wgsl, cuda"],
    [["x", "--target", "rst"], 2, "unknown target 'rst' (did you mean 'rust'?)"],
    [["x", "--target", "c", "--name", "double"], 2, "name is 'double', expected at most 63 letters"],
    [["x", "--target", "c", "--wrt", "x y"], 2, "'x y' is a mixed derivative"],
    [["x", "--target", "c", "--format", "latex"], 2, "unknown format 'latex': expected text, json"],
    [["x", "--target", "c", "--inputs", "y"], 1, "variable 'x' is not among the inputs"],
    [["x*(", "--target", "c"], 1, "the text ends after '('"],
    [["erf(x)", "--target", "js"], 1, "target 'js' cannot compute 'erf'"],
  ])("%j", async (args, code, message) => {
    const ran = await run(...args);
    expect([ran.code, ran.out]).toEqual([code, ""]);
    expect(ran.err).toContain(message);
  });
});
