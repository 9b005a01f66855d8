import { expect, test } from "vitest";
import { isPrimitive } from "../src/expr/primitive.ts";
import { exportedRows } from "../src/expr/primitives/table.ts";
import * as gradtree from "../src/index.ts";

const exported = new Map<string, unknown>(Object.entries(gradtree));

test("every row of the table is exported by its name", () => {
  const missing = exportedRows.filter(([name, row]) => {
    const value = exported.get(name);
    return isPrimitive(value)
      ? value !== row
      : !(gradtree.isExpr(value) && value.kind === "apply" && value.op === row);
  });
  expect(missing.map(([name]) => name)).toEqual([]);
});

test("a formula is written as it is built", () => {
  const x = gradtree.Var("x");
  const y = gradtree.Var("y");
  const z = gradtree.Add(gradtree.Mul(x, y), gradtree.Sin(y));
  expect(gradtree.format(z)).toBe("x*y + sin(y)");
  expect(gradtree.format(gradtree.diff(z, y))).toBe("x + cos(y)");
});

test("formulas show themselves", () => {
  expect(`${gradtree.parse("x*y")}`).toBe("x*y");
  expect(JSON.stringify(gradtree.parse("x*y"))).toBe('["Multiply","x","y"]');
});

test("errors are one family", () => {
  expect(() => gradtree.parse("2*(")).toThrow(gradtree.GradtreeError);
  expect(() => gradtree.evaluate(gradtree.Var("x"), {})).toThrow(gradtree.NameError);
});

test("methods are interchangeable by name", () => {
  expect([...gradtree.methods.keys()]).toEqual(["alpha", "beta", "forward", "finite", "compiled"]);
});
