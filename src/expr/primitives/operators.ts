// The operators + - * / and negation.

import { constant, type Expr } from "../node.ts";
import { type Binary, binary, type Unary, unary, type Variadic, variadic } from "../primitive.ts";
import { negateRational } from "../rational.ts";

const sum = (symbol: string) =>
  ({ kind: "infix", symbol, precedence: 6, associates: "left", spaced: true }) as const;
const product = (symbol: string) =>
  ({ kind: "infix", symbol, precedence: 7, associates: "left", spaced: false }) as const;

const PAIRS = [
  [2, 3],
  [-2, 3],
  [0.5, -0.25],
  [1e-8, 3],
  [1e8, -7],
  [-1.5, -2.5],
  [0.1, 0.2],
  [3, 1e-3],
] as const;

export const Add: Variadic = variadic({
  name: "add",
  about: "sum",
  value: (x, y) => x + y,
  partials: [() => 1, () => 1],
  notation: sum("+"),
  sexpr: "+",
  mathjson: "Add",
  commutative: true,
  samples: PAIRS,
});

export const Sub: Binary = binary({
  name: "sub",
  about: "difference",
  value: (x, y) => x - y,
  partials: [() => 1, () => -1],
  notation: sum("-"),
  sexpr: "-",
  mathjson: "Subtract",
  samples: PAIRS,
});

export const Mul: Variadic = variadic({
  name: "mul",
  about: "product",
  value: (x, y) => x * y,
  partials: [(_x, y) => y, (x) => x],
  notation: product("*"),
  sexpr: "*",
  mathjson: "Multiply",
  commutative: true,
  samples: PAIRS,
});

export const Div: Binary = binary({
  name: "div",
  about: "quotient",
  domain: "y ≠ 0",
  total: (_x, y) => y.kind === "const" && y.value !== 0,
  value: (x, y) => x / y,
  // -(x/y)/y rather than -x/y^2: y^2 overflows long before the quotient does.
  partials: [(_x, y) => Div(1, y), (_x, y, quotient) => Neg(Div(quotient, y))],
  notation: product("/"),
  sexpr: "/",
  mathjson: "Divide",
  latex: "\\frac{#1}{#2}",
  samples: PAIRS,
});

export const Neg: Unary = unary({
  name: "neg",
  about: "negation",
  value: (x) => -x,
  partials: [() => -1],
  notation: { kind: "prefix", symbol: "-", precedence: 8, spaced: false },
  sexpr: "-",
  mathjson: "Negate",
  parity: "odd",
  exact: negated,
  samples: [[2], [-3], [0.5], [1e-8], [1e8], [-0.1], [7], [0]],
});

function negated(x: Expr): Expr | undefined {
  if (x.kind !== "const") return undefined;
  if (typeof x.value === "number" && !Number.isFinite(x.value)) return undefined;
  return constant(typeof x.value === "number" ? 0 - x.value : negateRational(x.value));
}
