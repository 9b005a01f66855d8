// Reflected operators: a number on the left of a formula, for which Python needs __radd__ and its kin. A function of
// formulas takes numbers in any place.
import assert from "node:assert/strict";
import { Add, Div, evaluate, gradientAt, Mul, Pow, Sub, Var } from "gradtree";
import { fluent, formula } from "gradtree/trace";
import { heading, near, table } from "../show.mjs";

heading("numbers on the left");

const x = Var("x");
const at = { x: 2 };
const row = (built, fluently, text, value, slope) => {
  assert.equal(String(fluently.expr), String(built));
  assert.equal(String(text), String(built));
  assert.equal(evaluate(built, at), value);
  near(gradientAt(built, at).get("x"), slope, 1e-15);
  return [built, value, slope];
};
table(
  ["f", "at 2", "derivative"],
  [
    row(Add(10, x), fluent(10).add(x), formula`10 + ${x}`, 12, 1),
    row(Sub(10, x), fluent(10).sub(x), formula`10 - ${x}`, 8, -1),
    row(Mul(10, x), fluent(10).mul(x), formula`10*${x}`, 20, 10),
    row(Div(10, x), fluent(10).div(x), formula`10/${x}`, 5, -2.5),
    row(Pow(10, x), fluent(10).pow(x), formula`10^${x}`, 100, Math.log(10) * 100),
  ],
);
