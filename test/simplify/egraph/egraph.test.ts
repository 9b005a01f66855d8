// The e-graph: normal forms of sums and products, congruence, and merges that need facts.
import { describe, expect, test } from "vitest";
import { parse } from "../../../src/expr/parse/parse.ts";
import { EGraph, GraphFull } from "../../../src/simplify/egraph/egraph.ts";
import { insert } from "../../../src/simplify/egraph/insert.ts";
import { nonnegative, nonzero, real } from "../../../src/simplify/facts/range.ts";

const same = (a: string, b: string, graph = new EGraph(1000)): boolean =>
  insert(graph, parse(a)) === insert(graph, parse(b));

describe("equal without a rule", () => {
  test.each([
    ["x + y", "y + x"],
    ["x*y*z", "z*(y*x)"],
    ["x + x", "2*x"],
    ["2*x + 4*y", "2*(x + 2*y)"],
    ["x - y", "-(y - x)"],
    ["x*x*x", "x^3"],
    ["(x - y)^2", "(y - x)^2"],
    ["sin(-x)", "-sin(x)"],
    ["sqrt(8)", "2*sqrt(2)"],
    ["1/sqrt(2)", "sqrt(2)/2"],
    ["sqrt(2)*sqrt(3)", "sqrt(6)"],
    ["x - x", "0"],
    ["(x^2)^3", "x^6"],
    ["e^x", "exp(x)"],
    ["tau", "2*pi"],
  ])("%s is %s", (a, b) => expect(same(a, b)).toBe(true));
});

describe("not equal without facts", () => {
  test.each([
    ["x/x", "1"],
    ["sqrt(x)^2", "x"],
    ["sqrt(x^2)", "x"],
    ["1/x - 1/x", "0"],
    ["0*ln(x)", "0"],
    ["inf - inf", "0"],
    ["0/0", "1"],
  ])("%s is not %s", (a, b) => expect(same(a, b)).toBe(false));

  test.each([
    ["x/x", "1", nonzero],
    ["sqrt(x)^2", "x", nonnegative],
  ])("but with them %s is %s", (a, b, range) => {
    const graph = new EGraph(1000);
    graph.assert(insert(graph, parse("x")), range);
    expect(same(a, b, graph)).toBe(true);
  });
});

test("congruence: where x and y are one, so are sin(x) and sin(y), and what is made of them", () => {
  const graph = new EGraph(1000);
  const [x, y] = [insert(graph, parse("x")), insert(graph, parse("y"))];
  const [a, b] = [insert(graph, parse("exp(sin(x)) + z")), insert(graph, parse("exp(sin(y)) + z"))];
  graph.union(x, y, "given", 0, 1);
  graph.rebuild();
  expect(graph.find(a)).toBe(graph.find(b));
});

test("facts that contradict each other are noticed", () => {
  const graph = new EGraph(1000);
  const x = insert(graph, parse("x"));
  graph.assert(x, { ...real, low: 2 });
  graph.assert(x, { ...real, high: 1 });
  expect(graph.isImpossible).toBe(true);
});

test("a full graph says so", () => {
  expect(() => insert(new EGraph(3), parse("a + b*c"))).toThrow(GraphFull);
});
