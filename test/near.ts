// The one definition of "near": |a - b| <= tolerance·max(1, |a|, |b|). Equal nan and equal infinities
// are near. Every use states its tolerance, with the reason beside it.
import { expect } from "vitest";

export function near(a: number, b: number, tolerance: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
}

/** Fails with both numbers and `what` where they are not near. */
export function expectNear(actual: number, expected: number, tolerance: number, what = "value"): void {
  if (near(actual, expected, tolerance)) return;
  expect.fail(`${what} is ${actual}, expected ${expected} within ${tolerance}`);
}
