import { expect, test } from "vitest";
import { shortNumber } from "../../src/insight/shortNumber.ts";

test.each([
  [5.716337814536773, 4, "5.716"],
  [2, 6, "2"],
  [-0, 6, "0"],
  [1e-20, 3, "1e-20"],
  [1.23456789e300, 3, "1.23e+300"],
  [Number.NaN, 3, "nan"],
  [Number.POSITIVE_INFINITY, 3, "inf"],
  [Number.NEGATIVE_INFINITY, 3, "-inf"],
])("%d with %d digits is %s", (value, digits, text) => {
  expect(shortNumber(value, digits)).toBe(text);
});
