// One line for each derivative says what it took: nodes of the result, visits, time, method.
import { expect, test } from "vitest";
import { Session } from "../../../src/repl/session.ts";

const costOf = (line: string): string => {
  const { error, cost } = new Session().line(line);
  expect(error).toBeUndefined();
  return (cost ?? "none").replace(/[\d.]+(?= ms)/u, "T");
};

test.each([
  ["diff x*y", "cost: 2 nodes, 3 visits, T ms, alpha"],
  ["diff x*y using forward", "cost: 2 nodes, 6 visits, T ms, forward"],
  ["diff x*y at x=1, y=2", "cost: 3 visits, T ms, alpha"],
  ["grad x*y", "cost: 2 nodes, 3 visits, T ms, alpha"],
  ["jacobian [x*y, x + y]", "cost: 3 nodes, 6 visits, T ms, alpha"],
  ["jacobian [x*y, x + y] using beta", "cost: 3 nodes, 12 visits, T ms, beta"],
  ["jacobian [x*y, x + y] at x=1, y=2", "cost: 6 visits, T ms, alpha"],
  ["hessian x*y", "cost: 2 nodes, 5 visits, T ms, alpha"],
  ["divergence [x*y, y] wrt x, y", "cost: 3 nodes, 4 visits, T ms, alpha"],
  ["jvp [x*y] wrt x, y by 1, 2", "cost: 5 nodes, 3 visits, T ms, forward"],
  ["tangent x^2 at x=3", "cost: 5 nodes, 3 visits, T ms, alpha"],
  ["taylor exp(x) to 2", "cost: 8 nodes, T ms, power series"],
])("%s: %s", (line, expected) => {
  expect(costOf(line)).toBe(expected);
});

test.each([
  "vjp [x*y] wrt x, y by 1",
  "hvp x^2*y wrt x, y by 1, 0",
  "laplacian x^2*y",
  "curl [-y, x] wrt x, y",
  "directional x^2*y by x=3, y=4",
  "normal x^2 at x=1",
  "implicit x^2 + y^2 = 1 wrt x",
  "total x*t wrt x where t = x + 1",
])("%s has one, too", (line) => {
  expect(costOf(line)).toMatch(/^cost: \d+ nodes?, \d+ visits?, T ms, alpha$/u);
});
