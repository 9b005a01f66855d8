// Functions with several results: each result is a scalar of its own with the same history, and what goes back from any of
// them is added at the inputs.
import assert from "node:assert/strict";
import { evaluate, parse, vjp } from "gradtree";
import { heading, near } from "../show.mjs";
import { functions, Scalar, ScalarFunction } from "./scalar.mjs";

heading("functions with several results");

// Polar coordinates: the distance from the origin and the angle.
const texts = ["hypot(x1, x2)", "atan2(x2, x1)"];
const polar = new ScalarFunction("polar", 2, ...texts.map((text) => parse(text)));

const [x, y] = [new Scalar(3), new Scalar(4)];
const [distance, angle] = polar.apply(x, y);
assert.equal(distance.history.lastFn, polar);
assert.equal(distance.history.ctx, angle.history.ctx); // one call, saved once
console.log("polar(3, 4) =", distance.data, angle.data);
near(distance.data, 5, 1e-15);

// A loss of both: distance*angle. By hand: d/dx = 3/5*angle - 4/25*5, d/dy = 4/5*angle + 3/25*5.
const loss = functions.get("mul").apply(distance, angle);
loss.backward();
console.log("derivatives of distance*angle:", x.derivative, y.derivative);
near(x.derivative, (3 / 5) * angle.data - (4 / 25) * 5, 1e-14);
near(y.derivative, (4 / 5) * angle.data + (3 / 25) * 5, 1e-14);

// In gradtree several results are several formulas, and the way back from all of them one product, vᵀ·J.
const back = vjp(
  texts.map((text) => parse(text)),
  ["x1", "x2"],
  [angle.data, distance.data],
);
for (const [i, partial] of back.entries()) {
  near(evaluate(partial, { x1: 3, x2: 4 }), [x, y][i].derivative, 1e-14);
}
