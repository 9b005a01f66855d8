import { describe, expect, test } from "vitest";
import { Const, type Expr } from "../../src/expr/node.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { Var } from "../../src/expr/var.ts";
import { fold, foldAll, postorder } from "../../src/expr/walk.ts";

const [x, y] = ["x", "y"].map(Var);

/** Counts the leaves of the unfolded tree, and how often each case was asked. */
function leafCounter() {
  const asked = { constant: 0, variable: 0, apply: 0 };
  const cases = {
    constant: () => {
      asked.constant++;
      return 1;
    },
    variable: () => {
      asked.variable++;
      return 1;
    },
    apply: (_node: Expr, args: readonly number[]) => {
      asked.apply++;
      return args.reduce((sum, leaves) => sum + leaves, 0);
    },
  };
  return { asked, cases };
}

describe("postorder", () => {
  test("postorder([x*y + sin(y)]) has arguments before applications, left to right", () => {
    const product = Mul(x, y);
    const sine = Sin(y);
    const sum = Add(product, sine);
    expect(postorder([sum])).toEqual([x, y, product, sine, sum]);
  });

  test("a node that is used twice is there once", () => {
    const b = Add(x, x);
    const c = Add(b, b);
    expect(postorder([c])).toEqual([x, b, c]);
  });

  test("two nodes of one name are two nodes", () => {
    const other = Var("x");
    expect(postorder([Add(x, other)])).toHaveLength(3);
  });

  test("roots come in their order, and what they share comes once", () => {
    const sine = Sin(x);
    const sum = Add(sine, y);
    expect(postorder([sine, sum, sine])).toEqual([x, sine, y, sum]);
  });

  test("postorder([]) is empty", () => {
    expect(postorder([])).toEqual([]);
  });
});

describe("fold", () => {
  test("fold asks once for each distinct node of ((x + x) + (x + x)) and still sees 4 leaves", () => {
    const b = Add(x, x);
    const { asked, cases } = leafCounter();
    expect(fold(Add(b, b), cases)).toBe(4);
    expect(asked).toEqual({ constant: 0, variable: 1, apply: 2 });
  });

  test("fold of a leaf is the leaf's case", () => {
    const { asked, cases } = leafCounter();
    expect(fold(Const(7), cases)).toBe(1);
    expect(asked).toEqual({ constant: 1, variable: 0, apply: 0 });
  });

  test("foldAll works out what two roots share once", () => {
    const sine = Sin(x);
    const [left, right] = [Add(sine, 1), Mul(sine, y)];
    const { asked, cases } = leafCounter();
    const results = foldAll([left, right], cases);
    expect([results.get(left), results.get(right)]).toEqual([2, 2]);
    expect(asked).toEqual({ constant: 1, variable: 2, apply: 3 });
  });

  test("an error of a case is the caller's to see", () => {
    const cases = {
      ...leafCounter().cases,
      variable: (): number => {
        throw new RangeError("no x here");
      },
    };
    expect(() => fold(Sin(x), cases)).toThrow("no x here");
  });

  test("a walk may begin inside a walk over the same nodes", () => {
    const b = Add(x, Sin(y));
    const c = Mul(b, b);
    const leaves: number[] = [];
    const result = fold<number>(c, {
      constant: () => 1,
      variable: () => 1,
      apply: (node, args) => {
        leaves.push(fold(node, leafCounter().cases), postorder([c, b]).length);
        return args.reduce((sum, n) => sum + n, 0);
      },
    });
    expect([result, leaves]).toEqual([4, [1, 5, 2, 5, 4, 5]]);
  });

  test("a walk that an error ended leaves no trace: the next one sees every node", () => {
    const f = Add(Sin(x), Mul(x, y));
    const failing = {
      ...leafCounter().cases,
      variable: (): number => {
        throw new Error("stop");
      },
    };
    expect(() => fold(f, failing)).toThrow("stop");
    expect(postorder([f])).toHaveLength(5);
    expect(fold(f, leafCounter().cases)).toBe(3);
  });
});
