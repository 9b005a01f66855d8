// The oldest blow-up there is: the Fibonacci numbers as their definition has them, and accumulated.
// Both recurse on purpose, and count their calls; a path of calls is never longer than n + 1.

/** What a computation gave, and the calls it took. */
export interface Counted {
  readonly value: number;
  readonly calls: number;
}

/** fib1(n) = fib1(n - 1) + fib1(n - 2): the same numbers again and again. */
export function fib1(n: number): Counted {
  let calls = 0;
  const fib = (k: number): number => {
    calls++;
    return k < 2 ? k : fib(k - 1) + fib(k - 2);
  };
  return { value: fib(n), calls };
}

/** fib2(n) = step(n, 0, 1), step(k, a, b) = step(k - 1, b, a + b): each number once, handed on. Counts the calls of step. */
export function fib2(n: number): Counted {
  let calls = 0;
  const step = (k: number, a: number, b: number): number => {
    calls++;
    return k === 0 ? a : step(k - 1, b, a + b);
  };
  return { value: step(n, 0, 1), calls };
}

/** 2*F(n + 1) - 1: exact up to 2^53. */
export const fib1Calls = (n: number): number => 2 * fib2(n + 1).value - 1;

/** n + 1. */
export const fib2Calls = (n: number): number => n + 1;
