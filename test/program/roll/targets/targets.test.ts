import { describe, expect, test } from "vitest";
import { parse } from "../../../../src/expr/parse/parse.ts";
import { interpreter, type Runner } from "../../../../src/program/interpret.ts";
import type { Program } from "../../../../src/program/program.ts";
import { roll } from "../../../../src/program/roll/roll.ts";
import { rolledCode, rolledJavaScript } from "../../../../src/program/roll/targets/js.ts";
import { rolledModule, rolledWasm } from "../../../../src/program/roll/targets/wasm.ts";
import { webAssembly } from "../../../../src/program/targets/wasm/host.ts";
import { lowered } from "../../../../src/program/targets/wasm/routines.ts";
import { wasm } from "../../../../src/program/targets/wasm/straight.ts";
import { type Case, cases, marginCase, programOfCase, rosenbrock, softmaxCase } from "../formulas.ts";

function rolledOf(program: Program) {
  const rolled = roll(program, { shrink: 1 });
  if (rolled === undefined) throw new Error("it does not roll");
  return rolled;
}

function runnerOf(made: { readonly run: Runner } | string): Runner {
  if (typeof made === "string") throw new Error(made);
  return made.run;
}

/** Points at which signs, kinks and numbers that are none occur. */
const points = (n: number): Float64Array[] => [
  Float64Array.from({ length: n }, (_, i) => Math.sin(7 * i + 1)),
  Float64Array.from({ length: n }, (_, i) => 1 + ((i * 37) % 11) / 64),
  Float64Array.from({ length: n }, (_, i) => [0, -0, 1, -1, 0.5][i % 5]),
  Float64Array.from({ length: n }, (_, i) =>
    i === n - 1 ? Number.NaN : i === 0 ? Number.POSITIVE_INFINITY : 1,
  ),
];

function expectSameBits(program: Program, skip: number, run: Runner, reference: Runner): void {
  const { inputs, outputs } = program;
  for (const point of points(inputs.length)) {
    const [found, expected] = [0, 0].map(() => new Float64Array(outputs.length - skip).fill(7));
    expect(run(point, found)).toBe(reference(point, expected));
    expect(found).toEqual(expected);
  }
}

const vectorCases: readonly (readonly [string, Case])[] = [
  ...cases,
  ["a bank that four does not divide", marginCase([3, 11, 7, 1])],
  ["more neurons than go side by side", softmaxCase([6, 9, 17])],
];

describe.each(vectorCases)("%s", (_, one) => {
  const program = programOfCase(one);

  test("as JavaScript has the interpreter's bits", () => {
    for (const skip of [0, 1]) {
      const { run } = rolledJavaScript(rolledOf(program), skip);
      expectSameBits(program, skip, run, interpreter(program, skip));
    }
  });

  test("as WebAssembly has straight WebAssembly's bits", () => {
    const low = lowered(program);
    const straight = runnerOf(wasm(low, 0, undefined));
    expectSameBits(low, 0, runnerOf(rolledWasm(rolledOf(low), 0, undefined)), straight);
  });
});

test("without vectors instances go side by side as numbers", () => {
  const low = lowered(programOfCase(marginCase([2, 12, 1])));
  const [scalar, vector] = [false, true].map((isVector) => rolledModule(rolledOf(low), isVector).bytes);
  expect(webAssembly()?.validate(scalar)).toBe(true);
  expect(scalar).not.toEqual(vector);
});

test("no name that a user has written is in the code", () => {
  const hostile = Array.from({ length: 9 }, (_, i) => `__proto__${i}`);
  const program = programOfCase({
    formulas: [parse(`sum(k, 1, 9, k*sin(constructor + k))`)],
    inputs: ["constructor", ...hostile],
  });
  const { body } = rolledCode(rolledOf(program), 0);
  expect(body).not.toMatch(/proto|constructor/u);
  expect(body).toMatch(/for\(let i0=0;/u);
});

test("code does not grow with the number of terms", () => {
  const sizes = [50, 5000].map((n) => {
    const program = lowered(programOfCase(rosenbrock(n)));
    return [rolledCode(rolledOf(program), 1).body.length, rolledModule(rolledOf(program), true).bytes.length];
  });
  for (const k of [0, 1]) expect(sizes[1][k]).toBeLessThan(1.2 * sizes[0][k]);
});
