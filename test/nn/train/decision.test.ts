import { describe, expect, test } from "vitest";
import { evaluate } from "../../../src/expr/evaluate.ts";
import { Var } from "../../../src/expr/var.ts";
import { MLP, predictions } from "../../../src/nn/index.ts";
import { correct, decision } from "../../../src/nn/train/decision.ts";

const [a, b, c, y] = ["a", "b", "c", "y"].map((name) => Var(name));

describe("decision", () => {
  test.each([
    [{ a: 3, b: 2, c: 1 }, 0],
    [{ a: 1, b: 2, c: 2 }, 1], // the first of the highest
    [{ a: -5, b: -2, c: -1 }, 2],
    [{ a: 0, b: 0, c: 0 }, 0],
  ])("of classes is the first of the highest score: %j", (at, expected) => {
    expect(evaluate(decision([a, b, c], "class"), at)).toBe(expected);
  });

  test("of signs and bits is the side of 0", () => {
    expect([2, -2, 0].map((at) => evaluate(decision([a], "signs"), { a: at }))).toEqual([1, -1, -1]);
    expect([2, -2, 0].map((at) => evaluate(decision([a], "bits"), { a: at }))).toEqual([1, 0, 0]);
    expect(decision([a], "numbers")).toBe(a);
  });

  test("a probability is right on its side of 1/2", () => {
    const right = (score: number, target: number) =>
      evaluate(correct([a], y, "bits"), { a: score, y: target });
    expect([right(1, 0.9), right(1, 0.4), right(-1, 0.4), right(-1, 0)]).toEqual([1, 0, 1, 1]);
  });
});

describe("predictions", () => {
  test("are the scores by output and what they say", () => {
    const model = MLP(1, [2]);
    model.parameters.values.set([1, 0, -1, 1]); // the scores are x and 1 - x
    const { scores, targets } = predictions(model, [Float64Array.of(0, 2)], "class");
    expect(scores.map((one) => [...one])).toEqual([
      [0, 2],
      [1, -1],
    ]);
    expect([...targets]).toEqual([1, 0]);
  });

  test("of other columns than the model has inputs are refused", () => {
    expect(() => predictions(MLP(2, [1]), [Float64Array.of(1)], "signs")).toThrow(
      "1 columns into a model of 2",
    );
    expect(() => predictions(MLP(2, [1]), [Float64Array.of(1), Float64Array.of(1, 2)], "signs")).toThrow(
      "not all of one length",
    );
  });
});
