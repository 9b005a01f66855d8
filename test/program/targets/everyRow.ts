// Every row in generated code, at its samples and at the edges of doubles: values against evaluate, derivatives
// against the interpreter. One source holds all rows, so that a compiler runs once.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { TargetError } from "../../../src/expr/errors.ts";
import { evaluate } from "../../../src/expr/evaluate.ts";
import { Const, type Expr, variable } from "../../../src/expr/node.ts";
import { primitives } from "../../../src/expr/primitives/table.ts";
import { compile } from "../../../src/program/compile.ts";
import { generate, type Language } from "../../../src/program/generate.ts";

const NAMES = ["x", "y", "z"];

/** Every row applied to variables (to 3 in place of an integer constant), by what a target can compute. */
export function rowsOf(
  target: Language,
  gradient: boolean,
): { readonly can: Expr[]; readonly cannot: string[] } {
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

const SPECIAL = [0, -0, 1, -1, 0.5, -2.5, 3, 1e-9, 45, 1e200, Infinity, -Infinity, NaN];
export const points: readonly (readonly number[])[] = [
  ...[...primitives.values()].flatMap((op) => op.samples).map((at) => [at[0] ?? 1, at[1] ?? 2, at[2] ?? 3]),
  ...SPECIAL.flatMap((x) => SPECIAL.map((y) => [x, y, 1])),
];

/** The points as bytes, a double after the other. */
export const pointBytes = (): Buffer => Buffer.from(Float64Array.from(points.flat()).buffer);

export interface Source {
  readonly formulas: readonly Expr[];
  readonly code: string;
  /** The numbers that one point has: the values, then the derivatives of each formula by x, y and z. */
  readonly length: number;
}

/** All rows that a target can differentiate, as one function f. */
export function sourceOf(target: Language): Source {
  const formulas = rowsOf(target, true).can;
  const code = generate(formulas, { target, inputs: NAMES, gradient: true });
  return { formulas, code, length: formulas.length * (1 + NAMES.length) };
}

/** Rows whose values have the same bits everywhere. */
const EXACT = new Set(
  [
    "add sub mul div neg sqrt square cube if eq ne lt le gt ge and or not abs min max floor ceil trunc round",
    "sign frac mod copysign relu step clamp leakyrelu",
  ].flatMap((names) => names.split(" ")),
);

/** Rows whose values are sums of other terms than evaluate's, where no library has the function. */
const ROUTINES: ReadonlySet<string> = new Set(["digamma", "polygamma", "beta"]);

/**
 * How much a value may differ, as a part of itself: two libraries of 2.5 units in the last place each; gamma has 8;
 * digamma and polygamma lose digits near their zeros, lgamma as much as its terms of size 1 have.
 */
const tolerances: ReadonlyMap<string, number> = new Map([
  ["gamma", 4e-15],
  ["factorial", 4e-15],
  ["lgamma", 4e-15],
  ["digamma", 1e-13],
  ["polygamma", 1e-13],
]);

/** beta of large arguments is the exponential of a difference of logarithms, which rounds to units of the largest. */
const ofBeta = ([a, b]: readonly number[]): number =>
  1e-13 + 1e-15 * Math.max(...[a, b].map((x) => Math.abs(x * Math.log(Math.abs(x) + 1)) || 0));

/** Of derivatives, some functions in a row. */
const OF_GRADIENT = 1e-12;

/** To a part of the value itself, however small; `scale` is added where the value is a difference of larger terms. */
const relativelyNear = (a: number, b: number, tolerance: number, scale: number): boolean =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= tolerance * (Math.abs(b) + scale);

/**
 * The results at all points, those of one after those of another; with `sameLibrary` they must have the same bits, but for
 * routines.
 */
export function checkResults({ formulas, length }: Source, results: Float64Array, sameLibrary = false): void {
  const kernel = compile(formulas, { inputs: NAMES, gradient: true, target: "interpret" });
  expect(results.length).toBe(length * points.length);
  const expected = new Float64Array(length);
  const wrong: string[] = [];
  for (const [k, point] of points.entries()) {
    kernel.into(Float64Array.from(point), expected);
    const at = new Map(NAMES.map((name, i) => [name, point[i]]));
    for (const [i, f] of formulas.entries()) expected[i] = evaluate(f, at);
    for (let i = 0; i < length; i++) {
      const isValue = i < formulas.length;
      const f = formulas[isValue ? i : Math.floor((i - formulas.length) / NAMES.length)];
      const name = f.kind === "apply" ? f.op.name : "";
      const found = results[k * length + i];
      const ofRow = name === "beta" ? ofBeta(point) : (tolerances.get(name) ?? 2e-15);
      const tolerance =
        sameLibrary && !ROUTINES.has(name) ? 0 : isValue ? ofRow : Math.max(ofRow, OF_GRADIENT);
      // beta*(digamma(a) - digamma(a + b)) cancels.
      const isDifference = name === "beta" && !isValue;
      const ofValue = Math.abs(expected[formulas.indexOf(f)]) || 0;
      const scale = name === "lgamma" ? 1 : isDifference ? ofValue : 0;
      const isSame =
        isValue && EXACT.has(name)
          ? Object.is(found, expected[i])
          : relativelyNear(found, expected[i], tolerance, scale);
      // There evaluate's own beta has lost all digits to a difference of logarithms.
      const isBeyond = name === "beta" && Math.max(Math.abs(point[0]), Math.abs(point[1])) > 1e100;
      if (!isSame && !isBeyond)
        wrong.push(`${name} at ${point}, result ${i}: ${found}, expected ${expected[i]}`);
    }
  }
  expect(wrong.slice(0, 10)).toEqual([]);
}

/** Runs a program, which must succeed without a word on stderr. */
export function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; input?: Buffer } = {},
): Buffer {
  const { status, stdout, stderr, error } = spawnSync(command, args, { ...options, maxBuffer: 1e8 });
  if (error !== undefined) throw error;
  if (status !== 0 || stderr.length > 0) expect.fail(`${command} ${args.join(" ")}: ${stderr}${stdout}`);
  return stdout;
}

export const doubles = (bytes: Buffer): Float64Array =>
  new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));

/** Whether a tool is there: `--version` or so succeeds. */
export const hasTool = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;

/** A folder with these files, while `use` runs. */
export function inFolder<T>(files: Readonly<Record<string, string>>, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "gradtree-generated-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
