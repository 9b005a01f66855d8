// The three ways to make a program differentiable: a library of elements, operators, and transformation of its source.
// All three give the same formula, and so the same gradient.
import assert from "node:assert/strict";
import { Add, diff, equal, evaluate, gradientAt, Ln, Mul, Sin, Sub, Var } from "gradtree";
import { fluent, formula, grad, trace } from "gradtree/trace";
import { fixed, heading, table } from "../show.mjs";

heading("three ways to one formula");

// 1. Elements: the program is taken apart by hand into calls of the library. Any language can do this.
const x = Var("x");
const y = Var("y");
const elements = Sub(Add(Ln(x), Mul(x, y)), Sin(y));

// 2. Operators: written from left to right as the language writes it. JavaScript does not let a class define + and *,
// so they are methods, or a template's text with formulas in it. Control flow is not seen: it has already happened.
const [a, b] = [fluent("x"), fluent("y")];
const operators = a.ln().add(a.mul(b)).sub(b.sin()).expr;
const template = formula`ln(${x}) + ${x}*${y} - sin(${y})`;

// 3. Source: an ordinary function. Its text is read, loops and conditions too, and is not run.
const program = (x, y) => {
  let sum = Math.log(x);
  for (let i = 0; i < 1; i++) sum += x * y;
  return sum - Math.sin(y);
};
const source = trace(program);

const at = { x: 2, y: 5 };
table(
  ["way", "formula", "value", "by x", "by y"],
  [
    ["elements", elements],
    ["operators", operators],
    ["template", template],
    ["source", source],
  ].map(([way, expr]) => {
    assert.ok(equal(expr, elements), `${way}: ${expr}`);
    const [byX, byY] = gradientAt(expr, at).values();
    return [way, expr, fixed(evaluate(expr, at), 3), fixed(byX, 3), fixed(byY, 3)];
  }),
);
assert.equal(String(diff(source, "x")), "y + 1/x");
assert.deepEqual(grad(program)(2, 5), [5.5, 2 - Math.cos(5)]);

// What only the third can: a condition in the program becomes one in the formula, and both ways on are differentiated.
const bent = trace((x) => {
  if (x > 0) return x * x;
  return -x;
});
console.log(`\nif (x > 0) return x * x; return -x: ${bent}, derivative ${diff(bent, "x")}`);
assert.equal(gradientAt(bent, { x: 3 }).get("x"), 6);
assert.equal(gradientAt(bent, { x: -3 }).get("x"), -1);
