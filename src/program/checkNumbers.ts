// What kernels are given: arrays of doubles of the length that they expect.
import { ShapeError, UsageError } from "../expr/errors.ts";
import { described } from "../expr/options.ts";

/** @throws {UsageError} for anything but a Float64Array; {ShapeError} for another length: `of` says what it is one for each of. */
export function checkNumbers(
  what: string,
  given: unknown,
  length: number,
  of: string,
): asserts given is Float64Array {
  if (!(given instanceof Float64Array)) {
    throw new UsageError("bad-array", `${what} is ${described(given)}, expected a Float64Array`);
  }
  if (given.length !== length) {
    const entries = `${given.length} ${given.length === 1 ? "entry" : "entries"}`;
    throw new ShapeError(
      "wrong-length",
      `${what} has ${entries}, expected ${length}: one for each of the ${of}`,
    );
  }
}
