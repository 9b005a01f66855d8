// The expression of micrograd's README, three times: as JavaScript that is traced, in operator style, and drawn as a
// graph with values and gradients.
import assert from "node:assert/strict";
import { equal, evaluate, gradientAt } from "gradtree";
import { valueGraph } from "gradtree/insight";
import { fluent, grad, trace } from "gradtree/trace";
import { drawn, fixed, heading, near, picture } from "../show.mjs";

heading("the expression of the README");

// Ordinary code: its text is read, and what it computes is the formula. Numbers stand on either side of an operator.
const relu = (x) => (x > 0 ? x : 0);
const program = (a, b) => {
  let c = a + b;
  let d = a * b + b ** 3;
  // biome-ignore lint/suspicious/noMisrefactoredShorthandAssign: as the original has it, c becomes 2c + 1
  c += c + 1;
  c += 1 + c + -a;
  d += d * 2 + relu(b + a);
  d += 3 * d + relu(b - a);
  const e = c - d;
  const f = e ** 2;
  let g = f / 2;
  g += 10 / f;
  return g;
};
const g = trace(program, { using: { relu } });

const at = { a: -4, b: 2 };
const value = evaluate(g, at);
const gradient = gradientAt(g, at);
console.log("g      =", fixed(value));
console.log("a.grad =", fixed(gradient.get("a")));
console.log("b.grad =", fixed(gradient.get("b")));
assert.equal(value, program(-4, 2));
assert.equal(fixed(value), "24.7041");
assert.equal(fixed(gradient.get("a")), "138.8338");
assert.equal(fixed(gradient.get("b")), "645.5773");

// The gradient as a function of the same arguments.
assert.deepEqual(
  grad(program, { using: { relu } })(-4, 2).map((partial) => fixed(partial)),
  ["138.8338", "645.5773"],
);

// Operator style: methods, since JavaScript does not let a class say what + means.
const [a, b] = [fluent("a"), fluent("b")];
let c = a.add(b);
let d = a.mul(b).add(b.pow(3));
c = c.add(c.add(1));
c = c.add(fluent(1).add(c).add(a.neg()));
d = d.add(d.mul(2).add(b.add(a).relu()));
d = d.add(fluent(3).mul(d).add(b.sub(a).relu()));
const e = c.sub(d);
const f = e.pow(2);
const built = f.div(2).add(fluent(10).div(f)).expr;
for (const [name, partial] of gradientAt(built, at)) near(partial, gradient.get(name), 1e-15);
assert.equal(evaluate(built, at), value);
assert.ok(!equal(built, g)); // relu(x) here, a conditional there: two formulas of one value

// The graph: each distinct subformula once.
const dot = valueGraph(built, at);
console.log(dot.split("\n").slice(0, 6).join("\n"));
console.log(`  ... ${dot.split("\n").length - 7} lines more`);
const svg = await drawn(dot);
assert.match(svg, /<svg.*138\.834.*<\/svg>/su);
assert.equal(svg.match(/class="node"/gu).length, dot.match(/label=/gu).length);
await picture("micrograd-graph.svg", () => svg);
