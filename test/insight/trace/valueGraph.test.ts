import { instance } from "@viz-js/viz";
import { expect, test } from "vitest";
import { UsageError } from "../../../src/expr/errors.ts";
import { parse } from "../../../src/expr/parse/parse.ts";
import { valueGraph } from "../../../src/insight/trace/valueGraph.ts";

test("a graph has every value with its gradient, and arrows from arguments to results", () => {
  expect(valueGraph(parse("(x + y)*z"), { x: -2, y: 5, z: -4 })).toBe(
    [
      "digraph formula {",
      "  graph [rankdir=LR];",
      "  node [shape=record];",
      '  n0 [label="x | value -2 | gradient -4"];',
      '  n1 [label="y | value 5 | gradient -4"];',
      '  n2 [label="+ | value 3 | gradient -4"];',
      '  n3 [label="z | value -4 | gradient 3"];',
      '  n4 [label="* | value -12 | gradient 1"];',
      "  n0 -> n2;",
      "  n1 -> n2;",
      "  n2 -> n4;",
      "  n3 -> n4;",
      "}",
    ].join("\n"),
  );
});

test("what is shared is one node, and constants have no gradient", () => {
  const dot = valueGraph(parse("x*x + 2*pi"), { x: 3 }, { digits: 3 });
  expect(dot.match(/label="x /gu)).toHaveLength(1);
  expect(dot.match(/n0 -> n1;/gu)).toHaveLength(2);
  expect(dot).toContain('[label="2"]');
  expect(dot).toContain('[label="pi"]');
  expect(dot).toContain("value 15.3 | gradient 1");
});

test("Graphviz draws it, operators that mean something to records too", async () => {
  const viz = await instance();
  const dot = valueGraph(parse("if(x > 1 and x <= 3, x/2, -x)"), { x: 2 });
  expect(dot).toContain('label="\\> | value 1 | gradient 0"');
  const svg = viz.renderString(dot, { format: "svg" });
  expect(svg.match(/class="node"/gu)).toHaveLength(dot.match(/label=/gu)?.length ?? 0);
  expect(svg).toContain("gradient 0.5");
});

test("digits are an integer from 1 to 17", () => {
  expect(() => valueGraph(parse("x"), { x: 1 }, { digits: 18 })).toThrow(UsageError);
});
