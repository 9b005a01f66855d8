// What scores say: the target that they predict, as a formula, so that it is compiled and run over rows as the loss is.
import { constant, type Expr } from "../../expr/node.ts";
import { Max } from "../../expr/primitives/extremes.ts";
import { Eq, Gt, If } from "../../expr/primitives/logic.ts";
import type { TargetKind } from "../losses.ts";

/**
 * The target that scores predict: of signs 1 where the score is over 0, else -1; of bits 1 there, else 0; of classes the
 * first of the highest score; of numbers the score itself.
 */
export function decision(scores: readonly Expr[], kind: TargetKind): Expr {
  const [first] = scores;
  switch (kind) {
    case "numbers":
      return first;
    case "signs":
      return If(Gt(first, 0), 1, -1);
    case "bits":
      return If(Gt(first, 0), 1, 0);
    case "class":
      return highest(scores);
  }
}

function highest(scores: readonly Expr[]): Expr {
  let [most] = scores;
  let place: Expr = constant(0);
  for (const [k, score] of scores.entries()) {
    if (k === 0) continue;
    place = If(Gt(score, most), k, place);
    most = Max(most, score);
  }
  return place;
}

/** 1 where scores predict the target, else 0; a target of bits that is a probability counts by its side of 1/2. */
export const correct = (scores: readonly Expr[], target: Expr, kind: TargetKind): Expr =>
  Eq(decision(scores, kind), kind === "bits" ? If(Gt(target, 0.5), 1, 0) : target);
