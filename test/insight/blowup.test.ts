import { describe, expect, test } from "vitest";
import { measure } from "../../src/expr/measure.ts";
import { blowup, familyNames, type GradientTable } from "../../src/insight/blowup.ts";
import { families } from "../../src/insight/families.ts";

/** By this clock everything takes 100 ms, so that it is done once. */
const clock = ((): (() => number) => {
  let now = 0;
  return () => {
    now += 100;
    return now;
  };
})();

/** The table of one family whose counts are visits. */
function gradientTable(name: string, sizes?: readonly number[], budget?: number): GradientTable {
  const [table] = blowup({ families: [name], sizes, budget, clock }).tables;
  if (table.kind !== "gradient") throw new Error(`${name} is not about gradients`);
  return table;
}

/** A row for several tests, made once. */
const rowOf = ((): ((name: string, n: number) => GradientTable["rows"][number]) => {
  const made = new Map<string, GradientTable["rows"][number]>();
  return (name, n) => {
    const row = made.get(`${name} ${n}`) ?? gradientTable(name, [n]).rows[0];
    made.set(`${name} ${n}`, row);
    return row;
  };
})();

/** Sizes whose counts are compared with the predictions: at least 8, and small enough for Beta to be let through. */
const SIZES = {
  product: [1, 2, 3, 4, 7, 10, 33, 100, 150, 300],
  nested: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  network: [1, 2, 3, 4, 5, 7, 9, 11, 13, 15],
};

describe.each(families)("$name", (family) => {
  const sizes = Object.entries(SIZES).find(([name]) => name === family.name)?.[1] ?? [];

  test("is compared at 8 sizes or more", () => {
    expect(sizes.length).toBeGreaterThanOrEqual(8);
  });

  test.each(sizes)("of size %i: what is counted is what is predicted", (n) => {
    const row = rowOf(family.name, n);
    expect(row.variables).toBe(family.instance(n).wrt.length);
    expect(row.beta.counted).toBe(row.beta.predicted);
    expect(row.alpha.counted).toBe(row.alpha.predicted);
    expect(row.alpha.counted).toBe(measure(family.instance(n).expr).nodes);
    expect(row.finite.predicted).toBe(2 * row.variables);
    // Differences may be refused where Beta is not, as an evaluation looks at every node.
    if (row.finite.counted !== undefined) expect(row.finite.counted).toBe(row.finite.predicted);
  });

  test("finite differences are close to the exact gradient", () => {
    const errors = sizes.flatMap((n) => rowOf(family.name, n).finite.error ?? []);
    expect(errors.length).toBeGreaterThanOrEqual(8);
    // Central differences are good to about eps^(2/3) = 4e-11 times the third derivative, which is of the order of 1 here.
    expect(Math.max(...errors)).toBeLessThan(1e-9);
  });

  test("grows without end: of the largest size shown, Beta is refused and Alpha is not", () => {
    const last = rowOf(family.name, Math.max(...family.sizes));
    expect(last.beta).toEqual({ predicted: last.beta.predicted });
    expect(last.alpha.counted).toBe(last.alpha.predicted);
  });
});

describe("blowup", () => {
  test("shows fib, product, nested and network, each at 8 sizes or more", () => {
    const { tables } = blowup({ clock, budget: 1000 }); // what is refused stands there too
    expect(tables.map(({ name }) => name)).toEqual(["fib", "product", "nested", "network"]);
    expect(familyNames).toEqual(["fib", "product", "nested", "network"]);
    for (const { rows } of tables) expect(rows.length).toBeGreaterThanOrEqual(8);
  });

  test("fib: counted calls are those predicted, and fib1 is refused from 28 on", () => {
    const [table] = blowup({ families: ["fib"], sizes: [1, 2, 3, 5, 10, 15, 20, 27, 28], clock }).tables;
    if (table.kind !== "fibonacci") throw new Error("fib is not about calls");
    for (const { n, fib1, fib2 } of table.rows) {
      if (n < 28) expect(fib1.counted).toBe(fib1.predicted);
      expect(fib2.counted).toBe(n + 1);
    }
    expect(table.rows.at(-1)?.fib1).toEqual({ predicted: 1_028_457 });
  });

  test("x_1*...*x_100 takes Beta 19,900 visits and Alpha 199", () => {
    const [row] = gradientTable("product", [100]).rows;
    expect([row.finite.counted, row.beta.counted, row.alpha.counted]).toEqual([200, 19_900, 199]);
  });

  test("the budget decides what is refused, and the prediction stays", () => {
    const [below] = gradientTable("nested", [4], 160).rows;
    const [exact] = gradientTable("nested", [4], 161).rows;
    expect(below.beta).toEqual({ predicted: 161 });
    expect(exact.beta).toEqual({ predicted: 161, counted: 161, ms: 100 });
    expect(gradientTable("product", [10], 379).rows[0].finite).toEqual({ predicted: 20 });
    expect(gradientTable("product", [10], 380).rows[0].finite.counted).toBe(20);
  });

  test("an unknown family is refused with the nearest name", () => {
    expect(() => blowup({ families: ["nestd"] })).toThrow(
      "unknown family 'nestd' (did you mean 'nested'?): expected fib, product, nested, network",
    );
  });

  test.each([0, -1, 1.5, Number.NaN])("size %s is refused", (size) => {
    expect(() => blowup({ families: ["product"], sizes: [size] })).toThrow(
      `size ${size} of product, expected an integer of at least 1`,
    );
  });

  test("a size whose formula would have over a million nodes is refused with their number", () => {
    expect(() => blowup({ families: ["network"], sizes: [1000] })).toThrow(
      "size 1000 of network is a formula of 3,013,008 nodes, expected at most 1,000,000",
    );
  });

  test("fib takes sizes up to 1,000", () => {
    expect(blowup({ families: ["fib"], sizes: [1000] }).tables[0].rows).toHaveLength(1);
    expect(() => blowup({ families: ["fib"], sizes: [1001] })).toThrow(
      "size 1001 of fib is too deep a recursion, expected at most 1,000",
    );
  });
});
