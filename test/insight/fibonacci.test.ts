import { expect, test } from "vitest";
import { fib1, fib1Calls, fib2, fib2Calls } from "../../src/insight/fibonacci.ts";

const NUMBERS = [0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55];

test("fib1 and fib2 give the Fibonacci numbers", () => {
  expect(NUMBERS.map((_, n) => fib1(n).value)).toEqual(NUMBERS);
  expect(NUMBERS.map((_, n) => fib2(n).value)).toEqual(NUMBERS);
  expect(fib2(70).value).toBe(190392490709135);
});

test("fib1(5) calls itself 15 times in all: 5, 4, 3 twice, 2 three times, 1 five times, 0 three times", () => {
  expect(fib1(5).calls).toBe(1 + 1 + 2 + 3 + 5 + 3);
});

test("fib1 makes 2*F(n + 1) - 1 calls and fib2 n + 1, at every n up to 24", () => {
  for (let n = 0; n <= 24; n++) {
    expect(fib1(n).calls).toBe(fib1Calls(n));
    expect(fib2(n).calls).toBe(fib2Calls(n));
  }
});
