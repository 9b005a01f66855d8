import { describe, expect, test } from "vitest";
import { type BlowupOptions, blowup } from "../../src/insight/blowup.ts";
import { formatBlowup } from "../../src/insight/blowupText.ts";

const clock = (): number => 0;

describe("formatBlowup", () => {
  test("fib: columns to the right, thousands separated, what is refused said so", () => {
    const text = formatBlowup(blowup({ families: ["fib"], sizes: [5, 20, 28, 70], clock }));
    expect(text).toBe(`\
fib: the n-th Fibonacci number: fib1(n) = fib1(n - 1) + fib1(n - 2), fib2 hands
two numbers on
    fib1 -------------------  fib2 -----------------
 n    calls  predicted    ms  calls  predicted    ms
 5       15         15  0.00      6          6  0.00
20   21,891     21,891  0.00     21         21  0.00
28  refused  1,028,457           29         29  0.00
70  refused    6.16e14           71         71  0.00
predicted:
  fib1  2*F(n + 1) - 1 calls, F(n) being the n-th number
  fib2  n + 1 calls
At n = 70 fib1 would make 8.68e12 times the calls that fib2 makes: fib1 works
out fib1(n - 2) for itself and again for fib1(n - 1), all the way down; fib2
works out each number once.

refused: the work predicted is over the budget of 1,000,000. ms: the shortest of
up to five runs.`);
  });

  test("nested: Beta and Alpha side by side, finite differences below where there is no room beside", () => {
    const text = formatBlowup(blowup({ families: ["nested"], sizes: [2, 8, 128, 1000], clock }));
    const masked = text.replace(/\d\.\de-\d\d/gu, "#.#e-##"); // errors are differences of roundings
    expect(masked).toBe(`\
nested: y := y*y + y, n times, from y = x
       Beta --------------------  Alpha -----------------
    n   visits   predicted    ms  visits  predicted    ms
    2       17          17  0.00       5          5  0.00
    8   13,121      13,121  0.00      17         17  0.00
  128  refused     2.36e61           257        257  0.00
1,000  refused  over 1e308         2,001      2,001  0.00

       finite differences -------
    n  evaluations    error    ms
    2            2  #.#e-##  0.00
    8            2  #.#e-##  0.00
  128            2  #.#e-##  0.00
1,000            2  #.#e-##  0.00
predicted:
  Beta         2*3^n - 1 visits
  Alpha        2*n + 1 visits
  evaluations  2, two for each variable
At n = 1,000 Beta would make over 1e308 times the visits that Alpha makes: each
y is used three times, and Beta works it out at every use, so that n levels have
3^n paths; Alpha adds up what the uses hand down before it goes on. Finite
differences take two whole evaluations for each variable and are off by up to
#.#e-##: a large step cuts off the series, a small one cancels digits.

refused: the work predicted is over the budget of 1,000,000. ms: the shortest of
up to five runs.`);
  });

  test("fits 80 columns, of every family, at sizes small and large", () => {
    let now = 0;
    const slow = (): number => {
      now += 123_456;
      return now;
    };
    const lines = (options: BlowupOptions): string[] =>
      formatBlowup(blowup({ ...options, clock: slow })).split("\n");
    const all = [
      ...lines({ budget: 50_000 }),
      ...lines({ families: ["nested", "product"] }), // the widest numbers that are counted
      ...lines({ sizes: [1, 200], budget: 50_000 }),
      ...lines({ sizes: [7], budget: 50_000 }),
    ];
    expect(all.filter((line) => line.length > 80 || line.endsWith(" "))).toEqual([]);
  });

  test("where differences were refused at every size their error is not told", () => {
    const text = formatBlowup(blowup({ families: ["product"], sizes: [2000], clock }));
    expect(text).toMatch(/Finite differences take two\s+whole evaluations for each variable\.$/mu);
    expect(text).not.toContain("off by");
  });
});
