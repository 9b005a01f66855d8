// Long work asks, while it goes on, whether its caller has cancelled it.
import { expect, test } from "vitest";
import { CancelledError } from "../../src/expr/errors.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import type { Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { Var } from "../../src/expr/var.ts";
import { gradientAt } from "../../src/methods.ts";

const repeated = (text: string, times: number): string => text.repeat(times);

/** A budget whose caller cancels when it is asked for the third time: not before the work has begun. */
function cancelledLater(): { readonly cancelled: () => boolean } {
  let asked = 0;
  return { cancelled: () => ++asked === 3 };
}

function chain(length: number): Expr {
  let expr: Expr = Var("x");
  for (let i = 0; i < length; i++) expr = Sin(expr);
  return expr;
}

test.each<[string, (budget: ReturnType<typeof cancelledLater>) => unknown]>([
  ["evaluate", (budget) => evaluate(chain(20_000), { x: 1 }, { budget })],
  [
    "gradientAt by finite differences",
    (budget) => gradientAt(parse("x*y*z"), { x: 1, y: 2, z: 3 }, { method: "finite", budget }),
  ],
  ["parse of text", (budget) => parse(`${repeated("x + ", 3000)}x`, { budget })],
  ["parse of nested text", (budget) => parse(`${repeated("(1 + ", 500)}x${repeated(")", 500)}`, { budget })],
  ["parse of sums", (budget) => parse("sum(k, 1, 5000, k*x)", { budget })],
  [
    "parse of an S-expression",
    (budget) => parse(`(+ ${repeated("x ", 20_000)})`, { syntax: "sexpr", budget }),
  ],
  [
    "parse of MathJSON",
    (budget) => parse(`["Add", 1${repeated(', "x"', 20_000)}]`, { syntax: "mathjson", budget }),
  ],
])("%s stops where it is cancelled on its way", (_what, work) => {
  expect(() => work(cancelledLater())).toThrow(CancelledError);
  expect(() => work({ cancelled: () => false })).not.toThrow();
});

test("evaluate refuses more nodes than its budget", () => {
  expect(() => evaluate(chain(100), { x: 1 }, { budget: { nodes: 50 } })).toThrow(
    "evaluating would take 101 visits, over the budget of 50",
  );
});
