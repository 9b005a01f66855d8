import { describe, expect, test } from "vitest";
import { Const } from "../../../src/expr/node.ts";
import { userFunction } from "../../../src/expr/primitive.ts";
import { Mul, Sub } from "../../../src/expr/primitives/operators.ts";
import { Sin } from "../../../src/expr/primitives/trigonometric.ts";
import { format } from "../../../src/expr/print/format.ts";
import { Var } from "../../../src/expr/var.ts";

describe("DOT", () => {
  test("nodes are numbered from the root, edges follow the order of the arguments", () => {
    expect(format(Sub(Var("x"), Const("1/2")), "dot")).toBe(
      [
        "digraph formula {",
        "  graph [ordering=out];",
        "  node [shape=plain];",
        '  n0 [label="-"];',
        '  n1 [label="x"];',
        '  n2 [label="1/2"];',
        "  n0 -> n1;",
        "  n0 -> n2;",
        "}",
      ].join("\n"),
    );
  });

  test("a shared subformula is one node with two edges to it", () => {
    const shared = Sin(Var("x"));
    const dot = format(Mul(shared, shared), "dot");
    expect(dot.match(/label="sin"/g)).toHaveLength(1);
    expect(dot.match(/n0 -> n1;/g)).toHaveLength(2);
  });

  test("quotes and backslashes in a label are escaped", () => {
    const odd = userFunction(
      { name: 'f"\\', about: "", value: Math.abs, partials: [0], mathjson: "f", samples: [] },
      1,
    );
    expect(format(odd(1), "dot")).toContain('[label="f\\"\\\\"]');
  });
});
