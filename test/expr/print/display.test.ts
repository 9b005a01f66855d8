import { inspect } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { Const, type Expr, Node } from "../../../src/expr/node.ts";
import { Add, Mul } from "../../../src/expr/primitives/operators.ts";
import { Sin } from "../../../src/expr/primitives/trigonometric.ts";
import { installDisplay } from "../../../src/expr/print/display.ts";
import { Var } from "../../../src/expr/var.ts";

beforeAll(installDisplay);

const [x, y] = ["x", "y"].map(Var);
const formula = Add(Mul(x, y), Sin(y));

function squared(times: number): Expr {
  let dag: Expr = Add(x, y);
  for (let i = 0; i < times; i++) dag = Mul(dag, dag);
  return dag;
}

describe("a formula shows itself", () => {
  test("String(formula) is its text", () => {
    expect(String(formula)).toBe("x*y + sin(y)");
    expect(`${Const(0.1)} ${x}`).toBe("1/10 x");
  });

  test("JSON.stringify gives MathJSON", () => {
    expect(JSON.stringify({ formula })).toBe('{"formula":["Add",["Multiply","x","y"],["Sin","y"]]}');
  });

  test("Node's inspect prints the text", () => {
    expect(inspect(formula)).toBe("x*y + sin(y)");
    expect(inspect([x])).toBe("[ x ]");
  });

  test("a formula too long for text is described instead", () => {
    expect(String(squared(12_342))).toBe('[formula with 12,345 nodes: format(expr, "let") prints it]');
  });

  test("toJSON of a formula that unfolds beyond the limit is a BudgetError", () => {
    expect(() => JSON.stringify(squared(2000))).toThrow('format(expr, "let")');
  });

  test("toJSON of a chain of depth 1e5 does not recurse", () => {
    let chain: Expr = x;
    for (let i = 0; i < 1e5; i++) chain = Sin(chain);
    expect(chain.toJSON()).toHaveLength(2);
  });

  test("what is installed is not enumerable, and nothing else is added", () => {
    expect(Object.keys(Node.prototype)).toEqual([]);
    expect(Object.getOwnPropertyNames(Node.prototype).sort()).toEqual(["constructor", "toJSON", "toString"]);
  });

  test("the prototype itself has a text", () => {
    expect(String(Node.prototype)).toBe("[formula prototype]");
  });
});
