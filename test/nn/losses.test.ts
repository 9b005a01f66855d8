import { describe, expect, test } from "vitest";
import { alpha } from "../../src/backprop/alpha.ts";
import { DomainError, ShapeError, UsageError } from "../../src/expr/errors.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import type { Expr } from "../../src/expr/node.ts";
import { format } from "../../src/expr/print/format.ts";
import { Var } from "../../src/expr/var.ts";
import {
  absolute,
  checkTargets,
  crossEntropy,
  distance,
  hinge,
  huber,
  l1,
  l2,
  logistic,
  losses,
  lossNamed,
  softmaxCrossEntropy,
  squared,
} from "../../src/nn/losses.ts";
import { expectNear } from "../near.ts";

const s = Var("s");
const t = Var("t");

/** A loss at a score and a target, and its derivative by the score. */
function at(loss: Expr, score: number, target: number): [number, number] {
  const point = { s: score, t: target };
  return [evaluate(loss, point), alpha.gradAt(loss, point).read("s")];
}

const e = Math.E;
const ln = Math.log;

// By hand. Where e^-1000 stands beside 1, it is 0 in doubles.
const cases: [name: string, loss: Expr, score: number, target: number, value: number, slope: number][] = [
  ["squared", squared(s, t), 3, 1, 4, 4],
  ["squared", squared(s, t), -1000, 1, 1001 ** 2, -2002],
  ["absolute", absolute(s, t), 3, 5, 2, -1],
  ["absolute at its kink", absolute(s, t), 5, 5, 0, 0],
  ["absolute", absolute(s, t), 1000, -1000, 2000, 1],
  ["huber inside", huber(s, t), 0.5, 0, 0.125, 0.5],
  ["huber at the border", huber(s, t), 1, 0, 0.5, 1],
  ["huber outside", huber(s, t), -3, 0, 2.5, -1],
  ["huber with delta 2", huber(s, t, { delta: 2 }), 5, 0, 8, 2],
  ["huber", huber(s, t), 1000, 0, 999.5, 1],
  ["hinge inside the margin", hinge(s, t), 0.25, 1, 0.75, -1],
  ["hinge beyond it", hinge(s, t), 1.5, 1, 0, 0],
  ["hinge on the wrong side", hinge(s, t), 0.25, -1, 1.25, 1],
  ["hinge with margin 0.1", hinge(s, t, { margin: 0.1 }), 0.25, 1, 0, 0],
  ["hinge", hinge(s, t), -1000, 1, 1001, -1],
  ["logistic at 0", logistic(s, t), 0, 1, ln(2), -1 / 2],
  ["logistic", logistic(s, t), 1, -1, ln(1 + e), e / (1 + e)],
  ["logistic, wrong by far", logistic(s, t), -1000, 1, 1000, -1],
  ["logistic, right by far", logistic(s, t), 1000, 1, 0, 0],
  ["cross-entropy at 0", crossEntropy(s, t), 0, 1, ln(2), -1 / 2],
  ["cross-entropy", crossEntropy(s, t), 1, 0, ln(1 + e), e / (1 + e)],
  ["cross-entropy of a probability", crossEntropy(s, t), 0, 0.25, ln(2), 1 / 4],
  ["cross-entropy, wrong by far", crossEntropy(s, t), 1000, 0, 1000, 1],
  ["cross-entropy, right by far", crossEntropy(s, t), -1000, 0, 0, 0],
  ["distance on the wrong side", distance(s, t), -3, 1, 3, -1],
  ["distance on the right side", distance(s, t), 3, 1, 0, 0],
  ["distance", distance(s, t), 1000, -1, 1000, 1],
];

describe("losses", () => {
  test.each(cases)("%s", (_, loss, score, target, value, slope) => {
    const [found, derivative] = at(loss, score, target);
    expectNear(found, value, 1e-15); // a rounding or two
    expectNear(derivative, slope, 1e-15);
  });

  test("logistic keeps small losses to the last digit: ln(1 + e^-40) = e^-40 - e^-80/2 ...", () => {
    const [value, slope] = at(logistic(s, t), 40, 1);
    expectNear(value / Math.exp(-40), 1, 1e-15);
    expectNear(slope / -Math.exp(-40), 1, 1e-15);
    expectNear(at(crossEntropy(s, t), 40, 1)[0] / Math.exp(-40), 1, 1e-15);
  });

  test("are added over several outputs", () => {
    expect(evaluate(squared([1, 2], [0, 4]), {})).toBe(5);
    expect(format(hinge([s, 2], [t, -1]))).toBe("relu(1 - t*s) + relu(1 - (-1*2))");
  });
});

describe("softmaxCrossEntropy(scores, class)", () => {
  const a = Var("a");
  const b = Var("b");
  const c = Var("c");
  const y = Var("y");
  const loss = softmaxCrossEntropy([a, b, c], y);

  test("is ln(e^a + e^b + e^c) less the score of the class, its gradient softmax less 1 there", () => {
    const point = { a: 1, b: 2, c: 3, y: 1 };
    const sum = e + e ** 2 + e ** 3;
    expectNear(evaluate(loss, point), ln(sum) - 2, 1e-15);
    const slopes = alpha.gradAt(loss, point);
    expectNear(slopes.read("a"), e / sum, 1e-15);
    expectNear(slopes.read("b"), e ** 2 / sum - 1, 1e-15);
    expectNear(slopes.read("c"), e ** 3 / sum, 1e-15);
  });

  test("neither overflows nor is nan at ±1000", () => {
    const point = { a: 1000, b: 1000, c: -1000 };
    expectNear(evaluate(loss, { ...point, y: 0 }), ln(2), 1e-12); // a rounding of 1000
    expect(evaluate(loss, { ...point, y: 2 })).toBe(2000 + Math.LN2);
    const slopes = alpha.gradAt(loss, { ...point, y: 2 });
    expect([slopes.read("a"), slopes.read("b"), slopes.read("c")]).toEqual([0.5, 0.5, -1]);
  });

  test("takes many classes, and probabilities of classes", () => {
    const scores = Array.from({ length: 1000 }, (_, i) => Var(`s${i}`));
    const many = softmaxCrossEntropy(scores, y);
    const zero = new Map(scores.map((_, i) => [`s${i}`, 0]));
    expectNear(evaluate(many, new Map([...zero, ["y", 7]])), ln(1000), 1e-14); // a thousand roundings of ln
    // -(0.25·ln softmax(0) + 0.75·ln softmax(ln 3)): softmax is (1/4, 3/4).
    const soft = softmaxCrossEntropy([a, b], [0.25, 0.75]);
    const at = { a: 0, b: ln(3) };
    expectNear(evaluate(soft, at), -(0.25 * ln(0.25) + 0.75 * ln(0.75)), 1e-15);
    expectNear(alpha.gradAt(soft, at).read("a"), 0, 1e-16); // the least it can be
  });

  test("of a class that there is not is nan, or, where it is a number, refused", () => {
    for (const y of [-1, 3, 0.5, Number.NaN]) {
      expect(evaluate(loss, { a: 1, b: 2, c: 3, y })).toBeNaN();
      expect(() => softmaxCrossEntropy([a, b, c], y)).toThrow("expected a class, an integer from 0 to 2");
    }
    expect(format(softmaxCrossEntropy([a, b], 1))).toBe("logaddexp(a, b) - b");
  });

  test("of one score, or other numbers of probabilities, is refused", () => {
    expect(() => softmaxCrossEntropy([a], 0)).toThrow(
      "softmax of 1 scores, expected one for each of two classes or more",
    );
    expect(() => softmaxCrossEntropy([a, b], [1])).toThrow("1 targets of 2 scores, expected one each");
  });
});

describe("penalties", () => {
  test("are the sums of sizes and of squares, times their strength", () => {
    const w = [Var("v"), Var("w")];
    const point = { v: -3, w: 2 };
    expect([evaluate(l1(w, 0.5), point), evaluate(l2(w, 0.5), point)]).toEqual([2.5, 6.5]);
    expect(alpha.gradAt(l1(w, 0.5), point).read("v")).toBe(-0.5);
    expect(alpha.gradAt(l2(w, 0.5), point).read("v")).toBe(-3);
    expect(format(l2(w, 1e-4))).toBe("1/10000*(v^2 + w^2)");
    expect(() => l1(w, -1)).toThrow("the strength of a penalty is -1, expected a finite number from 0");
    expect(() => l2([], 1)).toThrow("parameters is empty, expected at least one");
  });
});

describe("what losses do not take", () => {
  test("targets and scores of other numbers, or none", () => {
    expect(() => squared([s, s], [t])).toThrow(
      new ShapeError("wrong-length", "1 targets of 2 scores, expected one each"),
    );
    expect(() => squared([], [])).toThrow("scores is empty, expected at least one");
  });

  test("options that there are not, or may not be what they are", () => {
    expect(() => huber(s, t, { delta: 0 })).toThrow("delta is 0, expected a finite number over 0");
    expect(() => hinge(s, t, { margin: Number.NaN })).toThrow("margin is NaN");
    // @ts-expect-error an option that there is not
    expect(() => huber(s, t, { delat: 1 })).toThrow(
      "unknown option 'delat' of huber (did you mean 'delta'?)",
    );
  });

  test("an unknown name offers the nearest", () => {
    expect(lossNamed("hinge").formula([s], [t])).toEqual(hinge(s, t));
    expect(() => lossNamed("hinges")).toThrow(
      new UsageError(
        "unknown-loss",
        "unknown loss 'hinges' (did you mean 'hinge'?): expected squared, absolute, huber, hinge, logistic, distance, crossentropy, softmax",
        { suggestion: "hinge" },
      ),
    );
    expect(() => lossNamed("__proto__")).toThrow(UsageError);
  });

  test.each([
    ["hinge", [1, -1, 0], "the target in row 3 is 0, expected -1 or 1: loss 'hinge' takes no other"],
    [
      "crossentropy",
      [0, 1, -1],
      "the target in row 3 is -1, expected a number from 0 to 1: loss 'crossentropy' takes no other",
    ],
    [
      "softmax",
      [0, 1, 2],
      "the target in row 3 is 2, expected a class, an integer from 0 to 1: loss 'softmax' takes no other",
    ],
    [
      "squared",
      [0, 1, Number.NaN],
      "the target in row 3 is NaN, expected a finite number: loss 'squared' takes no other",
    ],
  ])("%s: targets %j are refused by checkTargets", (name, targets, message) => {
    expect(() => checkTargets(lossNamed(name), targets, 2)).toThrow(new DomainError("bad-target", message));
    expect(() => checkTargets(lossNamed(name), targets.slice(0, 2), 2)).not.toThrow();
  });

  test("every loss in the table is a formula of its scores and targets", () => {
    for (const { formula, targets } of losses.values())
      expect(
        evaluate(formula([s, s], targets === "class" ? [t] : [t, t]), { s: 0.5, t: 1 }),
      ).toBeGreaterThanOrEqual(0);
  });
});
