// Why Alpha: Beta is to Alpha what fib1 is to fib2. The one works out again what it knows, the other hands it on.
import assert from "node:assert/strict";
import { Add, gradientAt, Var } from "gradtree";
import { heading, table } from "../show.mjs";

heading("fib1 against fib2, Beta against Alpha");

let calls = 0;
function fib1(n) {
  calls++;
  return n < 2 ? n : fib1(n - 1) + fib1(n - 2);
}
function fib2(n, n1 = 0, n2 = 1) {
  calls++;
  return n === 0 ? n1 : fib2(n - 1, n2, n1 + n2);
}
const counted = (fib, n) => {
  calls = 0;
  return { value: fib(n), calls };
};

/** The same numbers as a formula: F(k) is used by F(k + 1) and by F(k + 2), and is one node for both. */
function fibonacciFormula(n) {
  let [before, last] = [Var("a"), Var("b")];
  for (let k = 1; k < n; k++) [before, last] = [last, Add(last, before)];
  return last;
}

const visitsOf = (expr, method) => {
  let visits = 0;
  const gradient = gradientAt(expr, { a: 0, b: 1 }, { method, onVisits: (n) => (visits = n) });
  return { visits, gradient: [...gradient.values()] };
};

table(
  ["n", "fib1 calls", "fib2 calls", "Beta visits", "Alpha visits"],
  [4, 10, 15, 20].map((n) => {
    const [slow, quick] = [counted(fib1, n), counted(fib2, n)];
    assert.equal(slow.value, quick.value);
    assert.equal(slow.calls, 2 * fib2(n + 1) - 1);
    assert.equal(quick.calls, n + 1);

    // F(n) = F(n - 1)*a + F(n)*b where F(0) = a and F(1) = b: the gradient is two Fibonacci numbers.
    const expr = fibonacciFormula(n);
    const [beta, alpha] = [visitsOf(expr, "beta"), visitsOf(expr, "alpha")];
    assert.deepEqual(beta.gradient, [fib2(n - 1), fib2(n)]);
    assert.deepEqual(alpha.gradient, beta.gradient);
    assert.equal(alpha.visits, n + 1); // each node once
    assert.equal(beta.visits, 2 * slow.calls); // for each of two variables, every path
    return [n, slow.calls, quick.calls, beta.visits, alpha.visits];
  }),
);
console.log("more of this: gradtree blowup");
