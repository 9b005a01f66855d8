import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/expr/evaluate.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { withDerivatives } from "../../src/program/adjoint.ts";
import { isFolded } from "../../src/program/fold.ts";
import { interpreter } from "../../src/program/interpret.ts";
import { linearize } from "../../src/program/linearize.ts";
import { compact, fold, optimized } from "../../src/program/passes.ts";
import { checkProgram, formatProgram, operationsOf } from "../../src/program/program.ts";
import { NAMES, randomExpr, SEED } from "../randomExpr.ts";
import { programOf } from "./programOf.ts";

const lines = (text: string, ...wrt: string[]): string =>
  formatProgram(programOf([parse(text)], wrt.length > 0 ? wrt : undefined))
    .replaceAll(/^s\d+ = [^ ]+\n/gmu, "") // leaves
    .replaceAll("\n", "; ");

describe("folding", () => {
  test.each([
    ["2*3 + x", "s2 = add s0 s1; return s2"], // 6 is one constant
    ["x^2", "s1 = mul s0 s0; return s1"],
    ["x^-1", "s2 = div s1 s0; return s2"],
    ["x^7", "s1 = mul s0 s0; s2 = mul s0 s1; s3 = mul s2 s2; s4 = mul s0 s3; return s4"],
    ["x^0", "return s1"],
    ["cube(x) - square(x)", "s1 = mul s0 s0; s2 = mul s0 s1; s3 = sub s2 s1; return s3"],
    ["x*1/1", "return s0"],
    ["-(-x)", "return s0"],
    ["x*(-1)", "s1 = neg s0; return s1"],
    ["x + -y", "s2 = sub s0 s1; return s2"],
    ["x - -y", "s2 = add s0 s1; return s2"],
    ["x - 0", "return s0"],
    ["if(1 > 2, 1/x, x)", "return s0"],
    ["if(x > 0, y, y)", "return s1"],
  ])("%s is %s", (text, expected) => {
    expect(lines(text)).toBe(expected);
  });

  test.each(["0*x", "x + 0", "x/x", "x - x", "0/x", "x^33"])(
    "%s stays: it is not the same in IEEE 754",
    (text) => {
      expect(operationsOf(programOf([parse(text)]))).toBe(1);
    },
  );

  test("is left out where it would change nothing: the program is the same as with it", () => {
    const texts = [
      "sin(x)*y - x*3",
      "x*y + -y",
      "-x - y*2",
      "x^2.5 + x/3",
      "sqrt(x)*if(x > y, x, y)",
      "2*3*x",
    ];
    const more = ["if(x > 0, y, y)", "if(x > 0, if(x > 0, 1, x), y)", "min(x, 3)*1", "cube(y)", "x - 0"];
    const trees = fc.sample(randomExpr, { numRuns: 300, seed: SEED });
    let kept = 0;
    for (const formula of [...texts, ...more].map((text) => parse(text)).concat(trees)) {
      const values = linearize([formula], NAMES);
      const program = withDerivatives(values, [0, 1]);
      for (const made of [values, program]) {
        const folded = fold(made);
        expect(formatProgram(optimized(made))).toBe(formatProgram(compact(folded)));
        if (isFolded(made)) kept++;
      }
    }
    expect(kept).toBeGreaterThan(30);
  });

  test("keeps the bits of every power by products", () => {
    for (let n = -33; n <= 33; n++) {
      const f = parse(`x^(${n})`);
      const run = interpreter(programOf([f]), 1);
      for (const x of [0, -0, 1.1, -3.7, 1e-160, 1e160, Infinity, -Infinity, NaN]) {
        expect(run(Float64Array.of(x), new Float64Array(0))).toBe(evaluate(f, { x }));
      }
    }
  });
});

test("dead code goes: compact keeps the inputs, then the constants, then the operations that outputs need", () => {
  const program = linearize([parse("sin(x) + 2*y + cos(y)"), parse("cos(y)*3")], ["x", "y"]);
  const second = compact({ ...program, outputs: program.outputs.slice(1) });
  checkProgram(second);
  expect(formatProgram(second)).toBe("s0 = x\ns1 = y\ns2 = 3\ns3 = cos s1\ns4 = mul s3 s2\nreturn s4");
});

test("fold leaves out what is not needed before it looks at it", () => {
  const program = linearize([parse("sin(x)"), parse("cos(x)")], ["x"]);
  expect(operationsOf(fold({ ...program, outputs: program.outputs.slice(0, 1) }))).toBe(1);
});
