import { describe, expect, test } from "vitest";
import { gradtree } from "./testHost.ts";

describe("gradtree blowup", () => {
  test("shows one family at the sizes asked for", async () => {
    const { code, out, err } = await gradtree(["blowup", "--family", "nested", "--sizes", "4, 8"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^ *8 .* 13,121 +13,121 .* 17 +17 /mu);
  });

  test("several families stand in the order asked for", async () => {
    const { out } = await gradtree(["blowup", "--family", "product,fib", "--sizes", "3"]);
    expect(out.match(/^\w+(?=:)/gmu)).toEqual(["product", "predicted", "fib", "predicted", "refused"]);
  });

  test("--format json prints the counts as numbers, and leaves out what was refused", async () => {
    const args = ["blowup", "--family=nested", "--sizes=2,64,1000", "--format=json"];
    const { code, out } = await gradtree(args);
    expect(code).toBe(0);
    const { budget, tables } = JSON.parse(out);
    expect(budget).toBe(1_000_000);
    expect(tables[0].formulas.beta).toBe("2*3^n - 1");
    const [two, large, infinite] = tables[0].rows;
    expect(two.beta).toMatchObject({ predicted: 17, counted: 17 });
    expect(two.alpha).toMatchObject({ predicted: 5, counted: 5 });
    expect(large.beta).toEqual({ predicted: 2 * 3 ** 64 - 1 });
    expect(infinite.beta).toEqual({ predicted: "inf" });
  });

  test.each([
    [
      ["--family", "nestd"],
      "unknown family 'nestd' (did you mean 'nested'?): expected fib, product, nested, network",
    ],
    [["--sizes", "1.5"], `size '1.5' is no integer, expected sizes such as "1, 2, 4"`],
    [["--sizes", ""], `size '' is no integer, expected sizes such as "1, 2, 4"`],
    [["--format", "latex"], "unknown format 'latex': expected text, json"],
  ])("%j is bad usage", async (args, message) => {
    const { code, out, err } = await gradtree(["blowup", ...args]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toBe(`${message}\nsee gradtree blowup --help\n`);
  });
});
