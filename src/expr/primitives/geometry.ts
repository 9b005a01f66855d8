// The length and the angle of a vector in the plane.
import { constant, type Expr } from "../node.ts";
import { type Binary, binary, type Edge } from "../primitive.ts";
import { addRational, mulRational } from "../rational.ts";
import { exactConst, exactValue } from "./exact.ts";
import { Eq } from "./logic.ts";
import { Add, Div, Mul, Neg } from "./operators.ts";
import { areZero, Pow, Sqrt } from "./powers.ts";

const atOrigin = (partial: number): Edge => ({
  partial,
  where: (x, y) => x === 0 && y === 0,
  condition: (x, y) => Mul(Eq(x, 0), Eq(y, 0)),
  value: 0,
  why: (self, x, y) => `${self} has no partial derivatives where ${areZero(x, y)}; 0 is used`,
});

// x/hypot rather than x/sqrt(x^2 + y^2): neither overflows at 1e200 nor vanishes at 1e-200, in any order.
export const Hypot: Binary = binary({
  name: "hypot",
  about: "sqrt(x^2 + y^2) without overflow; partials 0 at the origin",
  value: Math.hypot,
  partials: [(x, _y, hypot) => Div(x, hypot), (_x, y, hypot) => Div(y, hypot)],
  edges: [atOrigin(0), atOrigin(1)],
  mathjson: "Hypot",
  exact: (x, y) => {
    const [a, b] = [exactValue(x), exactValue(y)];
    if (a === undefined || b === undefined) return undefined;
    const square = exactConst(addRational(mulRational(a, a), mulRational(b, b)));
    return square === undefined ? undefined : Sqrt.exact?.(square);
  },
  commutative: true,
  range: [0, Number.POSITIVE_INFINITY],
  samples: [
    [3, 4],
    [-3, 4],
    [0.5, -2],
    [-1, -1],
    [1e200, 2e200],
    [1e-200, -1e-200],
    [5, 0],
    [1e-8, 3],
  ],
  kinks: [
    { at: [0, 0], partials: [0, 0] },
    { at: [0, 2], partials: [0, 1] },
  ],
});

const squares = (y: Expr, x: Expr): Expr => Add(Pow(x, 2), Pow(y, 2));

export const Atan2: Binary = binary({
  name: "atan2",
  about: "the angle of the point (x, y), given as atan2(y, x), in [-pi, pi]; no derivatives at the origin",
  argumentNames: ["y", "x"],
  value: Math.atan2,
  partials: [(y, x) => Div(x, squares(y, x)), (y, x) => Neg(Div(y, squares(y, x)))],
  slopes: [
    (y, x) => x / Math.hypot(y, x) / Math.hypot(y, x),
    (y, x) => -(y / Math.hypot(y, x) / Math.hypot(y, x)),
  ],
  spellings: ["arctan2"],
  mathjson: "Arctan2",
  exact: (y, x) =>
    exactValue(y)?.numerator === 0n && (exactValue(x)?.numerator ?? 0n) > 0n ? constant(0) : undefined,
  range: [-Math.PI, Math.PI],
  samples: [
    [1, 2],
    [-1, 2],
    [1, -2],
    [-1, -2],
    [0, 3],
    [3, 1e-8],
    [-1e8, 1],
    [1e-8, -1e-8],
  ],
  kinks: [
    { at: [0, -2], partials: [-0.5, 0] },
    { at: [0, 0], partials: [Number.NaN, Number.NaN] },
  ],
});
