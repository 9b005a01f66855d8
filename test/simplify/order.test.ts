import { describe, expect, test } from "vitest";
import { constant } from "../../src/expr/node.ts";
import { Exp } from "../../src/expr/primitives/exponential.ts";
import { Mul, Sub } from "../../src/expr/primitives/operators.ts";
import { Pow } from "../../src/expr/primitives/powers.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { Var } from "../../src/expr/var.ts";
import { Product, power } from "../../src/simplify/form.ts";
import { compare, compareTerms, sortInPlace, sortTerms } from "../../src/simplify/order.ts";

const [x, y, z] = ["x", "y", "z"].map(Var);

describe("the order", () => {
  test("of many terms, which is found by keys, is that of few", () => {
    const bases = [x, y, z, Sin(x), Exp(Sub(x, y)), Pow(x, y), constant(2)];
    const terms: Product[] = [new Product(3, [])];
    for (const [i, first] of bases.entries()) {
      for (const [j, second] of bases.entries()) {
        if (i === j) terms.push(new Product(1, [power(first, 1)]), new Product(1, [power(first, 2)]));
        else terms.push(new Product(i + 1, [power(first, j - 2), power(second, i % 3)]));
      }
    }
    const shuffled = terms.map((_, i) => terms[(i * 37) % terms.length]); // 37 and the 57 terms have no common factor
    expect(new Set(shuffled).size).toBe(57);
    const byKeys = [...shuffled];
    sortTerms(byKeys);
    const byPairs: Product[] = [];
    for (const term of shuffled) {
      byPairs.push(term);
      byPairs.sort(compareTerms);
    }
    expect(byKeys).toEqual(byPairs);
    const few = shuffled.slice(0, 6);
    sortTerms(few);
    const pairs = shuffled.slice(0, 6);
    sortInPlace(pairs, compareTerms);
    expect(few).toEqual(pairs);
  });

  test("of two formulas is by names from the left, and turned round where they are", () => {
    const [a, b] = [Mul(Sin(x), y), Mul(Sin(x), z)];
    expect([Math.sign(compare(a, b)), Math.sign(compare(b, a)), compare(a, Mul(Sin(x), y))]).toEqual([
      -1, 1, 0,
    ]);
  });

  test("of two formulas of more than 64 nodes is 0 where they are the same tree", () => {
    let [a, b, c] = [x, x, y].map((leaf) => Sin(leaf));
    for (let i = 0; i < 40; i++) [a, b, c] = [a, b, c].map((tree) => Mul(Sin(tree), z));
    expect([compare(a, b), compare(a, c) === 0, Math.sign(compare(a, c)) + Math.sign(compare(c, a))]).toEqual(
      [0, false, 0],
    );
  });
});
