// Generated source code is compiled by a compiler of its own, or run, and compared with evaluate: every row at its
// samples and at the edges of doubles. Where a tool is missing its test is skipped by name.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "../../../src/expr/parse/parse.ts";
import { compile } from "../../../src/program/compile.ts";
import { generate, languages } from "../../../src/program/generate.ts";
import { near } from "../../near.ts";
import {
  checkResults,
  doubles,
  hasTool,
  inFolder,
  pointBytes,
  points,
  rowsOf,
  run,
  type Source,
  sourceOf,
} from "./everyRow.ts";

test.each(languages)("what target %s can't compute, in value or in gradient, is known", (target) => {
  const [values, gradients] = [false, true].map((gradient) => rowsOf(target, gradient).cannot);
  expect({ values: values.join(" "), gradients: gradients.join(" ") }).toMatchSnapshot();
});

const mainInC = ({ formulas, length }: Source): string => `
#include <stdio.h>
int main(void) {
  double inputs[3], results[${length}];
  while (fread(inputs, sizeof(double), 3, stdin) == 3) {
    f(inputs, results, results + ${formulas.length});
    fwrite(results, sizeof(double), ${length}, stdout);
  }
  return 0;
}
`;

test("C, compiled by gcc without a warning, has the values and derivatives of every row", ({ skip }) => {
  if (!hasTool("gcc", "--version")) skip("gcc is not installed");
  const source = sourceOf("c");
  const results = inFolder({ "f.c": source.code + mainInC(source) }, (cwd) => {
    const flags = ["-std=c99", "-O1", "-Wall", "-Wextra", "-Werror", "-ffp-contract=off"];
    run("gcc", [...flags, "-o", "f", "f.c", "-lm"], { cwd });
    return doubles(run(join(cwd, "f"), [], { input: pointBytes() }));
  });
  checkResults(source, results);
});

const mainInRust = ({ formulas, length }: Source): string => `
fn main() {
    use std::io::{Read, Write};
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).unwrap();
    let mut out = Vec::new();
    for point in bytes.chunks_exact(24) {
        let mut inputs = [0.0; 3];
        for (input, chunk) in inputs.iter_mut().zip(point.chunks_exact(8)) {
            let mut eight = [0; 8];
            eight.copy_from_slice(chunk);
            *input = f64::from_le_bytes(eight);
        }
        let mut values = [0.0; ${formulas.length}];
        let mut jacobian = [0.0; ${length - formulas.length}];
        f(&inputs, &mut values, &mut jacobian);
        for number in values.iter().chain(jacobian.iter()) {
            out.extend_from_slice(&number.to_le_bytes());
        }
    }
    std::io::stdout().write_all(&out).unwrap();
}
`;

test("Rust, compiled without a warning and without crates, has the values and derivatives of every row", ({
  skip,
}) => {
  if (!hasTool("rustc", "--version")) skip("rustc is not installed");
  const source = sourceOf("rust");
  const results = inFolder({ "f.rs": source.code + mainInRust(source) }, (cwd) => {
    run("rustc", ["--edition", "2021", "-D", "warnings", "-C", "debuginfo=0", "f.rs"], { cwd });
    return doubles(run(join(cwd, "f"), [], { input: pointBytes() }));
  });
  checkResults(source, results);
});

/** A Python that has NumPy, where there is one. */
const withNumpy = (): string | undefined =>
  ["python3", "/usr/bin/python3"].find(
    (command) => spawnSync(command, ["-c", "import numpy"], { stdio: "ignore" }).status === 0,
  );

const mainInPython = `
import sys
points = np.frombuffer(sys.stdin.buffer.read()).reshape(-1, 3)
values, jacobian = f(*points.T)
rows = np.concatenate([values, jacobian.reshape(-1, len(points))])
sys.stdout.buffer.write(np.ascontiguousarray(rows.T).tobytes())
`;

test("Python over whole columns, warnings being errors, has the values and derivatives of every row", ({
  skip,
}) => {
  const python = withNumpy();
  if (python === undefined) return skip("no python3 with NumPy is installed");
  const source = sourceOf("python");
  const results = inFolder({ "f.py": source.code + mainInPython }, (cwd) =>
    doubles(run(python, ["-W", "error", "f.py"], { cwd, input: pointBytes() })),
  );
  checkResults(source, results);
});

test("Python broadcasts its arrays, and keeps what it is given as it is", ({ skip }) => {
  const python = withNumpy();
  if (python === undefined) return skip("no python3 with NumPy is installed");
  const formulas = ["x*y", "3", "x"].map((text) => parse(text));
  const code = generate(formulas, { target: "python", inputs: ["x", "y"], gradient: true });
  const use = `
x = np.array([[1.0], [2.0], [3.0]])
values, jacobian = f(x, range(4))
values[:] = 0
print(values.shape, jacobian.shape, x.tolist(), f(2, 5)[1].tolist())
`;
  const printed = inFolder({ "f.py": code + use }, (cwd) => run(python, ["-W", "error", "f.py"], { cwd }));
  expect(`${printed}`).toBe(
    "(3, 3, 4) (3, 2, 3, 4) [[1.0], [2.0], [3.0]] [[5.0, 2.0], [0.0, 0.0], [1.0, 0.0]]\n",
  );
});

test("a JavaScript module has the values and derivatives of every row, bit for bit but for routines", async () => {
  const source = sourceOf("js");
  const url = `data:text/javascript,${encodeURIComponent(source.code)}`;
  const { f } = await import(/* @vite-ignore */ url);
  const { length, formulas } = source;
  const results = new Float64Array(length * points.length);
  for (const [k, point] of points.entries()) {
    const out = results.subarray(k * length, (k + 1) * length);
    f(point, out, out.subarray(formulas.length));
  }
  checkResults(source, results, true);
});

test.for([
  ["OpenGL", "#version 330\n"],
  ["OpenGL ES", "#version 300 es\nprecision highp float;\n"],
])("GLSL of every row is accepted by the reference compiler as %s", ([, version], { skip }) => {
  if (!hasTool("glslangValidator", "--version")) skip("glslangValidator is not installed");
  const { code } = sourceOf("glsl");
  const shader = `${version}out vec4 color;\n${code}void main() { color = vec4(0.0); }\n`;
  inFolder({ "f.frag": shader }, (cwd) => run("glslangValidator", ["f.frag"], { cwd }));
});

/** GLSL as C: the same functions on floats, its casts and its out parameters. */
const glslInC = `
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
typedef unsigned uint;
static float from_bits(unsigned bits) { float x; memcpy(&x, &bits, 4); return x; }
static unsigned to_bits(float x) { unsigned bits; memcpy(&bits, &x, 4); return bits; }
static float sign_of(float x) { return x > 0 ? 1 : x < 0 ? -1 : 0; }
#define uint(x) ((unsigned)(x))
#define uintBitsToFloat(x) from_bits(x)
#define floatBitsToUint(x) to_bits(x)
#define out
#define sign(x) sign_of(x)
#define abs(x) fabsf(x)
#define max(x, y) fmaxf(x, y)
#define min(x, y) fminf(x, y)
#define pow(x, y) powf(x, y)
#define second(a, b, c, ...) c
#define atan(...) second(__VA_ARGS__, atan2f, atanf)(__VA_ARGS__)
${"sqrt exp exp2 log log2 sin cos tan asin acos sinh cosh tanh asinh acosh atanh floor ceil trunc"
  .split(" ")
  .map((name) => `#define ${name}(x) ${name}f(x)`)
  .join("\n")}
`;

test("GLSL, run as C in 32 bits, is near the values and derivatives of every row", ({ skip }) => {
  if (!hasTool("gcc", "--version")) skip("gcc is not installed");
  const { formulas, code, length } = sourceOf("glsl");
  const main = `
int main(void) {
  double inputs[3];
  static float results[${length}];
  while (fread(inputs, sizeof(double), 3, stdin) == 3) {
    f(inputs[0], inputs[1], inputs[2], results, results + ${formulas.length});
    for (int i = 0; i < ${length}; i++) inputs[0] = results[i], fwrite(inputs, sizeof(double), 1, stdout);
  }
  return 0;
}
`;
  const ofSize = points.filter((point) => point.every((x) => Number.isFinite(x) && Math.abs(x) <= 1e6));
  const found = inFolder({ "f.c": glslInC + code + main }, (cwd) => {
    run("gcc", ["-std=c99", "-O1", "-fsingle-precision-constant", "-o", "f", "f.c", "-lm"], { cwd });
    const input = Buffer.from(Float64Array.from(ofSize.flat()).buffer);
    return doubles(run(join(cwd, "f"), [], { input }));
  });
  const kernel = compile(formulas, { inputs: ["x", "y", "z"], gradient: true });
  const expected = new Float64Array(kernel.length);
  const wrong: string[] = [];
  for (const [k, point] of ofSize.entries()) {
    // y - 1 is -1 for a tiny y in 32 bits, so there x^(y - 1) has a value where x^y has none.
    if (Math.abs(point[1]) < 1e-6) continue;
    kernel.into(Float64Array.from(point, Math.fround), expected);
    for (let i = 0; i < length; i++) {
      const one = found[k * length + i];
      if (!near(one, Math.fround(expected[i]), 1e-5))
        wrong.push(`result ${i} at ${point}: ${one}, ${expected[i]}`);
    }
  }
  expect(wrong).toEqual([]);
});
