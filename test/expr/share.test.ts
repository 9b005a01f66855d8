import { describe, expect, test } from "vitest";
import { equal } from "../../src/expr/equal.ts";
import { measure } from "../../src/expr/measure.ts";
import { Const } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { share } from "../../src/expr/share.ts";
import { Var } from "../../src/expr/var.ts";

describe("share(formulas)", () => {
  test("equal subformulas of one formula become one node", () => {
    const f = parse("sin(x + y) + sin(x + y)");
    const [shared] = share([f]);
    expect([measure(f).nodes, measure(shared).nodes]).toEqual([7, 5]);
    expect(equal(f, shared)).toBe(true);
  });

  test("what two formulas have in common is one node of both", () => {
    const [f, g] = share([Mul(Sin(Var("x")), 2), Add(Sin(Var("x")), 3)]);
    const [sine, other] = [f, g].map((root) => (root.kind === "apply" ? root.args[0] : root));
    expect(sine).toBe(other);
  });

  test("a formula without equal parts is itself", () => {
    const f = Add(Var("x"), Const(2));
    expect(share([f])[0]).toBe(f);
  });
});
