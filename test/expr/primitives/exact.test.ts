// Exact values of constant arguments: rationals in, rationals out, nothing over 4,096 bits.
import { expect, test } from "vitest";
import { Const, type Expr } from "../../../src/expr/node.ts";
import { Leakyrelu, Sigmoid } from "../../../src/expr/primitives/activations.ts";
import { Log, Log2, Log10 } from "../../../src/expr/primitives/exponential.ts";
import { Clamp, Max, Min } from "../../../src/expr/primitives/extremes.ts";
import {
  Abs,
  Ceil,
  Copysign,
  Floor,
  Frac,
  Mod,
  Round,
  Sign,
  Trunc,
} from "../../../src/expr/primitives/rounding.ts";
import { Erf, EulerBeta, Factorial, Gamma } from "../../../src/expr/primitives/special.ts";
import { exportedRows } from "../../../src/expr/primitives/table.ts";
import { Cos, Sin } from "../../../src/expr/primitives/trigonometric.ts";

const exact = (
  row: { readonly exact?: (...args: Expr[]) => Expr | undefined },
  ...args: string[]
): string => {
  const value = row.exact?.(...args.map((text) => Const(text)));
  if (value?.kind !== "const") return "none";
  return typeof value.value === "number"
    ? String(value.value)
    : `${value.value.numerator}/${value.value.denominator}`;
};

test.each([
  [Floor, ["7/2"], "3"],
  [Floor, ["-7/2"], "-4"],
  [Ceil, ["-7/2"], "-3"],
  [Round, ["5/2"], "3"],
  [Round, ["-5/2"], "-3"],
  [Round, ["7/3"], "2"],
  [Trunc, ["-7/2"], "-3"],
  [Frac, ["-7/3"], "2/3"],
  [Abs, ["-1/3"], "1/3"],
  [Sign, ["-1/3"], "-1"],
  [Mod, ["-1", "3"], "2"],
  [Mod, ["7/2", "-2/3"], "-1/2"],
  [Mod, ["7", "0"], "none"],
  [Copysign, ["-2/3", "5"], "2/3"],
  [Copysign, ["2", "-1/2"], "-2"],
  [Max, ["1/3", "0.3333"], "1/3"],
  [Min, ["1/3", "0.3333"], "3333/10000"],
  [Clamp, ["7/2", "0", "3"], "3"],
  [Leakyrelu, ["-3"], "-3/100"],
  [Sigmoid, ["0"], "1/2"],
  [Sin, ["0"], "0"],
  [Cos, ["0"], "1"],
  [Cos, ["1"], "none"],
  [Log, ["8", "2"], "3"],
  [Log, ["4", "1/8"], "-2/3"],
  [Log, ["9", "2"], "none"],
  [Log, ["1", "1"], "none"],
  [Log, ["0", "2"], "none"],
  [Log2, ["1/1024"], "-10"],
  [Log10, ["1e300"], "300"],
  [Log10, ["1001"], "none"],
  [Erf, ["0"], "0"],
  [Gamma, ["5"], "24"],
  [Gamma, ["0"], "none"],
  [Gamma, ["1/2"], "none"],
  [Factorial, ["0"], "1"],
  [Factorial, ["25"], "15511210043330985984000000/1"],
  [Factorial, ["-1"], "none"],
  [EulerBeta, ["2", "3"], "1/12"],
])("%o at %j is %s", (row, args, expected) => {
  expect(exact(row, ...args)).toBe(expected);
});

test("a factorial is exact up to 4,096 bits and stays beyond", () => {
  expect(exact(Factorial, "536")).toMatch(/^\d+\/1$/);
  expect(exact(Factorial, "540")).toBe("none");
  expect(exact(Factorial, "100000")).toBe("none");
});

// Conditions have a truth whatever the number, and the sign of a literal is part of it.
test("infinities and nan are never folded", () => {
  const folded = exportedRows
    .map(([, row]) => row)
    .filter((row) => row.arity > 0 && !["and", "or", "not", "if", "neg"].includes(row.name))
    .filter((row) =>
      [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].some(
        (x) => row.exact?.(...new Array<Expr>(row.arity).fill(Const(x))) !== undefined,
      ),
    );
  expect(folded.map((row) => row.name)).toEqual([]);
});
