// Generated source code is compiled by a compiler of its own, run, and compared with evaluate.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { TargetError, UsageError } from "../../src/expr/errors.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { Const, type Expr, variable } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { primitives } from "../../src/expr/primitives/table.ts";
import { compile } from "../../src/program/compile.ts";
import { type GenerateOptions, generate, type Language } from "../../src/program/generate.ts";

const NAMES = ["x", "y", "z"];
const LANGUAGES: readonly Language[] = ["c", "js"];

test("C is one function, its constants named once", () => {
  expect(
    generate(parse("x*y + max(x*y, 2)"), { target: "c", name: "area", gradient: ["y"] }),
  ).toMatchInlineSnapshot(`
    "#include <math.h>

    static double gradtree_max(double x, double y) {
      if (x != x) return x;
      if (y != y) return y;
      if (x == y) return signbit(x) ? y : x;
      return x > y ? x : y;
    }

    /* inputs: x, y; derivatives by y */
    double area(const double *inputs, double *gradient) {
      (void)inputs;
      (void)gradient;
      const double s0 = inputs[0];
      const double s1 = inputs[1];
      const double s6 = s0 * s1;
      const double s7 = gradtree_max(s6, 2.0);
      const double s8 = s6 + s7;
      const double s9 = s6 > 2.0 ? 1 : 0;
      const double s10 = s6 < 2.0 ? 1 : 0;
      const double s11 = s10 != 0.0 ? 0.0 : 0.5;
      const double s12 = s9 != 0.0 ? 1.0 : s11;
      const double s13 = 1.0 + s12;
      const double s14 = s0 * s13;
      gradient[0] = s14;
      return s8;
    }
    "
  `);
});

test("JavaScript is a module, a list has values and a Jacobian", () => {
  expect(generate([parse("x^2"), parse("x mod 3")], { target: "js", gradient: true })).toMatchInlineSnapshot(`
    "const mod = (x, y) => {
      const r = x % y;
      return r !== 0 && r < 0 !== y < 0 ? r + y : r;
    };

    /* inputs: x; derivatives by x */
    export function f(inputs, values, jacobian) {
      const s0 = inputs[0];
      const s4 = s0 * s0;
      const s5 = mod(s0, 3);
      const s6 = s0 * 2;
      values[0] = s4;
      values[1] = s5;
      jacobian[0] = s6;
      jacobian[1] = 1;
    }
    "
  `);
});

/** Every row that a language can compute, applied to variables (to 3 in place of an integer constant). */
function rowsIn(target: Language, gradient: boolean): { readonly can: Expr[]; readonly cannot: string[] } {
  const can: Expr[] = [];
  const cannot: string[] = [];
  for (const op of primitives.values()) {
    if (op.arity === 0) continue;
    const args = NAMES.slice(0, op.arity).map((name, i) =>
      op.partials[i] === "parameter" ? Const(3) : variable(name),
    );
    const f = op(...args);
    try {
      generate(f, { target, gradient });
      can.push(f);
    } catch (error) {
      expect(error).toBeInstanceOf(TargetError);
      cannot.push(op.name);
    }
  }
  return { can, cannot };
}

test.each(LANGUAGES)("what target %s can't compute, in value or in gradient, is known", (target) => {
  const [values, gradients] = [false, true].map((gradient) => rowsIn(target, gradient).cannot);
  expect({ values: values.join(" "), gradients: gradients.join(" ") }).toMatchSnapshot();
});

const SPECIAL = [0, -0, 1, -1, 0.5, -2.5, 3, 1e-9, 45, 1e200, Infinity, -Infinity, NaN];
const points: readonly (readonly number[])[] = [
  ...[...primitives.values()].flatMap((op) => op.samples).map((at) => [at[0] ?? 1, at[1] ?? 2, at[2] ?? 3]),
  ...SPECIAL.flatMap((x) => SPECIAL.map((y) => [x, y, 1])),
];

const EXACT = new Set(
  [
    "add sub mul div neg sqrt square cube if eq ne lt le gt ge and or not abs min max floor ceil trunc round",
    "sign frac mod copysign relu step clamp leakyrelu",
  ].flatMap((names) => names.split(" ")),
);

/** To a part of the value itself, however small. */
const relativelyNear = (a: number, b: number, tolerance: number): boolean =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= tolerance * Math.abs(b);

/** The results of a list of formulas at all points: values against evaluate, derivatives against the interpreter. */
function check(
  formulas: readonly Expr[],
  results: Float64Array,
  gradient: boolean,
  tolerance: (name: string) => number,
): void {
  const kernel = compile(formulas, { inputs: NAMES, gradient, target: "interpret" });
  expect(results.length).toBe(kernel.length * points.length);
  const expected = new Float64Array(kernel.length);
  for (const [k, point] of points.entries()) {
    kernel.into(Float64Array.from(point), expected);
    const at = new Map(NAMES.map((name, i) => [name, point[i]]));
    for (const [i, f] of formulas.entries()) expected[i] = evaluate(f, at);
    for (let i = 0; i < kernel.length; i++) {
      const isValue = i < formulas.length;
      const f = formulas[isValue ? i : Math.floor((i - formulas.length) / NAMES.length)];
      const name = f.kind === "apply" ? f.op.name : "";
      const found = results[k * kernel.length + i];
      const isSame =
        isValue && EXACT.has(name)
          ? Object.is(found, expected[i])
          : relativelyNear(found, expected[i], tolerance(name));
      if (!isSame) expect.fail(`${name} at ${point}, result ${i}: ${found}, expected ${expected[i]}`);
    }
  }
}

/** Two libraries of 2.5 units in the last place each, a gamma of 8, an lgamma near its zeros; in gradients some in a row. */
const ofValue = (name: string): number => (name === "lgamma" ? 1e-13 : name === "gamma" ? 4e-15 : 2e-15);
const ofGradient = (): number => 1e-13;

const inputs = (): Buffer => Buffer.from(Float64Array.from(points.flat()).buffer);

function byGcc(source: string, length: number): Float64Array {
  const folder = mkdtempSync(join(tmpdir(), "gradtree-c-"));
  const main = `
#include <stdio.h>
int main(void) {
  double inputs[3], results[${length}];
  while (fread(inputs, sizeof(double), 3, stdin) == 3) {
    f(inputs, results${source.includes("double *jacobian") ? ", results + FORMULAS" : ""});
    fwrite(results, sizeof(double), ${length}, stdout);
  }
  return 0;
}
`;
  try {
    writeFileSync(join(folder, "f.c"), source + main);
    const flags = ["-std=c99", "-O1", "-Wall", "-Wextra", "-Werror", "-ffp-contract=off"];
    execFileSync("gcc", [...flags, `-DFORMULAS=${formulaCount(source)}`, "-o", "f", "f.c", "-lm"], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const out = execFileSync(join(folder, "f"), { input: inputs(), maxBuffer: 1e8 });
    return new Float64Array(out.buffer.slice(out.byteOffset, out.byteOffset + out.byteLength));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const formulaCount = (source: string): number => (source.match(/^ {2}values\[/gmu) ?? []).length;

const hasGcc = ((): boolean => {
  try {
    return execFileSync("gcc", ["--version"]).length > 0;
  } catch {
    return false;
  }
})();

describe.skipIf(!hasGcc)("C, compiled by gcc without a warning (skipped where there is no gcc)", () => {
  test.each([false, true])("has the values of every row at samples and edges; gradient: %s", (gradient) => {
    const { can } = rowsIn("c", gradient);
    const source = generate(can, { target: "c", inputs: NAMES, gradient });
    const length = can.length * (gradient ? 1 + NAMES.length : 1);
    check(can, byGcc(source, length), gradient, gradient ? ofGradient : ofValue);
  });
});

test.each([false, true])(
  "a JavaScript module has the values of every row; gradient: %s",
  async (gradient) => {
    const { can } = rowsIn("js", gradient);
    const source = generate(can, { target: "js", inputs: NAMES, gradient });
    const url = `data:text/javascript,${encodeURIComponent(source)}`;
    const { f } = await import(/* @vite-ignore */ url);
    const rows = can.length * (gradient ? 1 + NAMES.length : 1);
    const results = new Float64Array(rows * points.length);
    for (const [k, point] of points.entries()) {
      const out = results.subarray(k * rows, (k + 1) * rows);
      f(point, out, out.subarray(can.length));
    }
    check(can, results, gradient, () => 0);
  },
);

describe("bad input", () => {
  const options = (text: string): GenerateOptions => JSON.parse(text);
  test.each<[string, GenerateOptions, string]>([
    ["no target", options("{}"), "generate needs a target, expected c or js"],
    ["no options", JSON.parse("[]")[0], "generate needs a target, expected c or js"],
    ["an unknown target", options('{"target": "cobol"}'), "target is 'cobol', expected c or js"],
    ["a name that is code", { target: "c", name: "f(){} int x" }, "name is 'f(){} int x', expected a letter"],
    ["a word of C", { target: "c", name: "double" }, "name is 'double', expected a letter"],
    ["a function of C", { target: "c", name: "sin" }, "name is 'sin', expected a letter"],
    ["a slot's name", { target: "js", name: "s1" }, "name is 's1', expected a letter"],
  ])("%s is a UsageError", (_what, given, message) => {
    expect(() => generate(parse("x"), given)).toThrow(UsageError);
    expect(() => generate(parse("x"), given)).toThrow(message);
  });

  test("a row that the target lacks is a TargetError that names both", () => {
    expect(() => generate(parse("digamma(x)"), { target: "c" })).toThrow(
      "target 'c' cannot compute 'digamma': it has neither the function nor an expansion of it",
    );
    expect(() => generate(parse("gamma(x)"), { target: "c", gradient: true })).toThrow(
      "cannot compute 'digamma'",
    );
  });

  test("no formulas, no inputs and a result that is an input are no errors", () => {
    expect(generate([], { target: "c" })).toContain("void f(const double *inputs, double *values) {");
    expect(generate(2, { target: "c" })).toContain("return 2.0;");
    expect(generate(parse("x"), { target: "js", gradient: true })).toContain("return s0;");
  });
});
