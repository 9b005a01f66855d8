import { expect, test } from "vitest";
import { grouped } from "../../../src/expr/print/grouped.ts";

test("a count has a comma before every third digit, as English has it", () => {
  for (const count of [0, 7, 999, 1000, 12_345, 999_999, 1_000_000, 2 ** 53]) {
    expect(grouped(count)).toBe(count.toLocaleString("en"));
  }
  expect(grouped(10n ** 18n)).toBe("1,000,000,000,000,000,000");
});
