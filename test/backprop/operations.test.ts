// How many operations whole gradients have, all partial derivatives together, shared parts once. A
// gradient that is accumulated costs a small multiple of its formula; one partial at a time, it would
// cost its formula for each variable.
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/expr/evaluate.ts";
import type { Expr } from "../../src/expr/node.ts";
import { operations } from "../../src/expr/operations.ts";
import { families, type Instance } from "../../src/insight/families.ts";
import { gradient, gradientAt } from "../../src/methods.ts";
import { expectNear } from "../near.ts";

function instance(name: string, size: number): Instance {
  const family = families.find((one) => one.name === name);
  if (family === undefined) throw new Error(`no family ${name}`);
  return family.instance(size);
}

const partialsOf = ({ expr, wrt }: Instance, simplify: "none" | "tidy"): readonly Expr[] => [
  ...gradient(expr, { wrt, simplify }).values(),
];

describe.each(["none", "tidy"] as const)("simplify: %s", (simplify) => {
  test("the 1,000 partials of x_1*...*x_1000 have at most 3,000 operations", () => {
    const product = instance("product", 1000);
    const partials = partialsOf(product, simplify);
    expect(partials).toHaveLength(1000);
    expect(operations([product.expr])).toBe(999);
    expect(operations(partials)).toBeLessThanOrEqual(3000);
  });

  test("of x_1*...*x_n they grow by 3 with each variable", () => {
    const counts = [50, 51, 100].map((n) => operations(partialsOf(instance("product", n), simplify)));
    expect(counts[1] - counts[0]).toBe(3);
    expect(counts[2] - counts[0]).toBe(150);
  });

  test("the 337 partials of a network of 2, 16, 16 and 1 neurons have at most 2,000 operations", () => {
    const network = instance("network", 16);
    const partials = partialsOf(network, simplify);
    expect(partials).toHaveLength(337);
    expect(operations([network.expr])).toBe(643);
    expect(operations(partials)).toBeLessThanOrEqual(2000);
  });

  test.each(["product", "nested", "network"])(
    "the formulas of %s have the values of the numeric gradient",
    (name) => {
      const { expr, wrt, at } = instance(name, 12);
      const numbers = gradientAt(expr, at, { wrt });
      const formulas = gradient(expr, { wrt, simplify });
      // Tidied formulas round elsewhere: a dozen roundings of values about 1.
      for (const x of wrt)
        expectNear(evaluate(formulas.get(x) ?? expr, at), numbers.get(x) ?? Number.NaN, 1e-12, `d/d${x}`);
    },
  );
});
