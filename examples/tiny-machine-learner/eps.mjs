// Where it starts: the machine's eps, found by halving, and the difference quotient with that eps as step.
import assert from "node:assert/strict";
import { difference, epsilon, evaluate, gradientAt, parse } from "gradtree";
import { heading, near, table } from "../show.mjs";

heading("the machine's eps, and the difference quotient with it as step");

let eps = 1;
while (1 < 1 + eps) eps /= 2;
eps *= 2;
console.log(`eps = ${eps}: the smallest power of 2 that makes a difference when it is added to 1`);
assert.equal(eps, 2 ** -52);
assert.equal(eps, epsilon); // gradtree finds it the same way

const sine = parse("sin(x)");
const f = (x) => evaluate(sine, { x });
const exact = (x) => gradientAt(sine, { x }).get("x"); // by Alpha: cos(x)
const d = (f, x) => (f(x + eps) - f(x)) / eps;

table(
  ["x", "(f(x + eps) - f(x))/eps", "derivative of sin", "error"],
  [0.5, 1, 2, 10].map((x) => [x, d(f, x), exact(x), Math.abs(d(f, x) - exact(x)).toExponential(1)]),
);

// Why so wrong: doubles near sin(1) = 0.84 are eps/2 apart, so the numerator is a multiple of eps/2 and the quotient a
// multiple of 1/2, whatever the derivative is. And from x = 2 on x + eps is x again, and the quotient is 0.
assert.equal(d(f, 1), 0.5);
assert.equal(2 + eps, 2);
assert.equal(d(f, 2), 0);
assert.equal(d(f, 10), 0);

// A longer step loses less to rounding, and more to the curve. Where both are as large the error is least: about
// sqrt(eps) for this quotient, cbrt(eps) for one that looks to both sides.
console.log("\nthe error at x = 1 by the length of the step");
const errorOf = (slope) => Math.abs(slope - exact(1));
const forwards = (h) => (f(1 + h) - f(1)) / h;
const bothSides = (h) => (f(1 + h) - f(1 - h)) / (2 * h);
table(
  ["step", "forwards", "both sides"],
  [1e-1, 1e-2, Math.cbrt(eps), 1e-6, Math.sqrt(eps), 1e-10, 1e-13, eps].map((h) =>
    [h, errorOf(forwards(h)), errorOf(bothSides(h))].map((number) => number.toExponential(1)),
  ),
);
assert.ok(errorOf(forwards(Math.sqrt(eps))) < 1e-7);
assert.ok(errorOf(bothSides(Math.cbrt(eps))) < 1e-9);

// gradtree's own differences have these steps; a derivative by rules has no step.
near(difference(f, 1, "forward"), exact(1), 1e-7);
near(difference(f, 1), exact(1), 1e-9);
near(difference(f, 1, "richardson"), exact(1), 1e-11);
assert.equal(exact(1), Math.cos(1));
