// Law 1, over the table: what every row must say about its function. A new row is tested by existing.
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/expr/evaluate.ts";
import { Const } from "../../src/expr/node.ts";
import { exportedRows, functions, primitives } from "../../src/expr/primitives/table.ts";

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The rows of the language: a row that is missing here or there is a mistake. */
const NAMES =
  "pi e tau add sub mul div neg eq ne lt le gt ge and or not if exp expm1 ln log log2 log10 log1p pow square cube " +
  "sqrt cbrt nthroot sin cos tan sec csc cot asin acos atan asec acsc acot sinc dsinc sinh cosh tanh sech csch coth " +
  "asinh acosh atanh asech acsch acoth abs sign copysign floor ceil round trunc frac mod min max clamp relu step " +
  "hypot atan2 sigmoid softplus logaddexp swish gelu leakyrelu elu erf erfc gamma lgamma digamma polygamma beta factorial";

test("the table has the functions of the language", () => {
  expect(exportedRows.map(([, row]) => row.name).sort()).toEqual(NAMES.split(" ").sort());
});

test("names are unique", () => {
  expect(primitives.size).toBe(exportedRows.length);
});

test("a spelling reads as one row for each number of arguments", () => {
  const clashes = [...functions].filter(
    ([, rows]) => new Set(rows.map((row) => row.arity)).size !== rows.length,
  );
  expect(clashes.map(([name]) => name)).toEqual([]);
  expect([...functions].filter(([, rows]) => rows.length > 1).map(([name]) => name)).toEqual(["log"]);
});

test("a MathJSON name and a number of arguments name one row", () => {
  const keys = exportedRows.map(([, row]) => `${row.mathjson}/${row.arity}`);
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
});

test("an S-expression atom and a number of arguments name one row", () => {
  const keys = exportedRows.map(([, row]) => `${row.sexpr}/${row.arity}`);
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
});

const rows = exportedRows.map(([exported, row]) => ({ exported, row, name: row.name }));
const applied = rows.filter(({ row }) => row.arity > 0);

describe.each(rows)("$name", ({ exported, row }) => {
  test("is exported as its name, capitalised", () => {
    expect(exported).toBe(row.name === "beta" ? "EulerBeta" : capitalised(row.name));
  });

  test("has as many partials as arguments, and samples, kinks and edges that fit", () => {
    expect(row.partials.length).toBe(row.arity);
    expect(new Set(row.samples.map((at) => at.length))).toEqual(new Set([row.arity]));
    for (const kink of row.kinks) {
      expect([kink.at.length, kink.partials.length]).toEqual([row.arity, row.arity]);
    }
    for (const edge of row.edges) expect(edge.partial).toBeLessThan(row.arity);
  });

  test("says without the value of which arguments it has one", () => {
    const ignored = row.partials.flatMap((_, i) => {
      const at = Array.from({ length: row.arity }, (__, j) => (j === i ? Number.NaN : 0.5));
      return Number.isNaN(row.value(...at)) ? [] : [i];
    });
    const isBranch = (i: number): boolean => row.name === "if" && i > 0; // one is not looked at
    expect(ignored.filter((i) => !isBranch(i))).toEqual(row.takesNan ?? []);
  });

  test("undoes what it says it undoes", () => {
    for (const name of row.undoes ?? []) {
      const undone = primitives.get(name);
      expect(undone?.samples.length).toBeGreaterThan(7);
      for (const [x] of undone?.samples ?? []) {
        const y = undone?.value(x) ?? Number.NaN;
        // Far out and close to the ends of a range the double y has lost digits of x.
        if (!Number.isFinite(y) || Math.abs(x) > 10 || Math.abs(x) < 1e-6) continue;
        expect(Math.abs(row.value(y) - x) / Math.abs(x), `${row.name}(${name}(${x}))`).toBeLessThan(1e-6);
      }
    }
  });

  test("has values within its range", () => {
    const [least, greatest] = row.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (const at of row.samples) {
      const value = row.value(...at);
      expect(value).toBeGreaterThanOrEqual(least);
      expect(value).toBeLessThanOrEqual(greatest);
    }
  });
});

test.each(applied)("$name has at least 8 different samples", ({ row }) => {
  expect(new Set(row.samples.map(String)).size).toBe(row.samples.length);
  expect(row.samples.length).toBeGreaterThanOrEqual(8);
});

test.each(applied)("$name refuses a wrong number of arguments", ({ row }) => {
  expect(() => row()).toThrow(`${row.name} takes`);
  const more = new Array<number>(row.arity + 1).fill(1);
  if (row.variadic) expect(row(...more).args[0]).toMatchObject({ kind: "apply", op: row });
  else expect(() => row(...more)).toThrow(`got ${row.arity + 1}`);
});

test.each(rows.filter(({ row }) => row.parity !== undefined))("$name keeps its parity", ({ row }) => {
  for (const [x] of row.samples) {
    expect(row.value(-x) + 0).toBe((row.parity === "even" ? row.value(x) : -row.value(x)) + 0);
  }
});

test.each(rows.filter(({ row }) => row.commutative))("$name commutes", ({ row }) => {
  for (const [x, y] of row.samples) expect(row.value(y, x)).toBe(row.value(x, y));
});

// 4e-15: lgamma, gamma and beta are a few ulp from the correctly rounded value of the exact one.
test.each(rows.filter(({ row }) => row.exact !== undefined && row.arity > 0))(
  "$name has the exact value that its value is near",
  ({ row }) => {
    const points = [...row.samples, ...row.kinks.map(({ at }) => at), ...integers(row.arity)];
    const exact = points.flatMap((at) => {
      const value = at.every(Number.isFinite) ? row.exact?.(...at.map((x) => Const(x))) : undefined;
      return value === undefined ? [] : [{ at, value }];
    });
    expect(exact.length).toBeGreaterThan(0);
    for (const { at, value } of exact) {
      const expected = evaluate(value, {});
      expect(Math.abs(row.value(...at) - expected), `at ${at}`).toBeLessThanOrEqual(
        4e-15 * Math.abs(expected),
      );
    }
  },
);

/** Small integer points, where many functions have exact values. */
const integers = (arity: number): number[][] =>
  Array.from({ length: 4 }, (_, k) => Array.from({ length: arity }, (_, i) => k + i));
