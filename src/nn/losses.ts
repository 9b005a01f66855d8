// Losses: how wrong scores are, as formulas of the scores and of what they should be. Each is one example's; the mean
// over examples is taken where they are run. All are right far out, at scores of ±1000 too: exponentials stand only in
// functions of the table that don't overflow.
import { DomainError, ShapeError, UsageError } from "../expr/errors.ts";
import { evaluate } from "../expr/evaluate.ts";
import { constant, type Expr, type ExprLike, toExpr } from "../expr/node.ts";
import { checkOptions, described, type Rule, rules, unknownName } from "../expr/options.ts";
import { Logaddexp, Softplus } from "../expr/primitives/activations.ts";
import { Nan } from "../expr/primitives/constants.ts";
import { Relu } from "../expr/primitives/extremes.ts";
import { Eq, If, Le } from "../expr/primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../expr/primitives/operators.ts";
import { Pow } from "../expr/primitives/powers.ts";
import { Abs } from "../expr/primitives/rounding.ts";
import { format } from "../expr/print/format.ts";

/** One formula, or one for each output. */
export type Formulas = ExprLike | readonly ExprLike[];

/** What targets a loss takes: any numbers, -1 and 1, 0 and 1, each one for every score; or the number of a class from 0. */
export type TargetKind = "numbers" | "signs" | "bits" | "class";

export interface Loss {
  readonly name: string;
  readonly about: string;
  readonly targets: TargetKind;
  readonly formula: (scores: readonly Expr[], targets: readonly Expr[]) => Expr;
}

/**
 * (score - target)^2, added over the outputs.
 * @throws {ShapeError} where there are not as many targets as scores, as all losses but softmax do.
 * @example squared(Var("s"), Var("t"))  // (s - t)^2
 */
export const squared = (scores: Formulas, targets: Formulas): Expr =>
  summed(scores, targets, (s, t) => Pow(Sub(s, t), 2));

/** |score - target|, added over the outputs. @example absolute(Var("s"), 2)  // abs(s - 2) */
export const absolute = (scores: Formulas, targets: Formulas): Expr =>
  summed(scores, targets, (s, t) => Abs(Sub(s, t)));

const positive: Rule = {
  takes: (value) => typeof value === "number" && value > 0 && value < Number.POSITIVE_INFINITY,
  expected: "a finite number over 0",
};
const huberRules = rules({ delta: positive });
const hingeRules = rules({ margin: positive });

/**
 * Half the square where |score - target| ≤ delta (default 1), beyond it the line that goes on from there, so that
 * outliers pull no harder. Huber, Robust estimation of a location parameter, 1964.
 * @example evaluate(huber(3, 0), {})  // 2.5
 */
export function huber(scores: Formulas, targets: Formulas, options: { readonly delta?: number } = {}): Expr {
  checkOptions("huber", options, huberRules);
  const { delta = 1 } = options;
  return summed(scores, targets, (s, t) => {
    const error = Sub(s, t);
    const size = Abs(error);
    return If(Le(size, delta), Div(Pow(error, 2), 2), Mul(delta, Sub(size, Div(delta, 2))));
  });
}

/**
 * The max-margin loss relu(margin - target·score) of targets -1 and 1; margin 1 by default.
 * @example evaluate(hinge(0.25, -1), {})  // 1.25
 */
export function hinge(scores: Formulas, targets: Formulas, options: { readonly margin?: number } = {}): Expr {
  checkOptions("hinge", options, hingeRules);
  const { margin = 1 } = options;
  return summed(scores, targets, (s, t) => Relu(Sub(margin, Mul(t, s))));
}

/**
 * The logistic loss -ln(sigmoid(target·score)) of targets -1 and 1, the score a logit: written softplus(-target·score),
 * which neither overflows nor loses the small losses of scores that are right.
 * @example evaluate(logistic(-1000, 1), {})  // 1000
 */
export const logistic = (scores: Formulas, targets: Formulas): Expr =>
  summed(scores, targets, (s, t) => Softplus(Neg(Mul(t, s))));

/**
 * The same for targets from 0 to 1, the probability that should be: the cross-entropy
 * -target·ln(sigmoid(score)) - (1 - target)·ln(1 - sigmoid(score)).
 * @example evaluate(crossEntropy(-1000, 1), {})  // 1000
 */
export const crossEntropy = (scores: Formulas, targets: Formulas): Expr =>
  summed(scores, targets, (s, t) => Add(Mul(t, Softplus(Neg(s))), Mul(Sub(1, t), Softplus(s))));

/**
 * relu(-target·score): how far on the wrong side of the line score = 0 a point is, 0 on the right side. For teaching: it
 * says nothing against scores that are all 0, which is why margins and probabilities took its place.
 * @example distance(Var("s"), Var("t"))  // relu(-(t*s))
 */
export const distance = (scores: Formulas, targets: Formulas): Expr =>
  summed(scores, targets, (s, t) => Relu(Neg(Mul(t, s))));

/**
 * The cross-entropy of softmax(scores) with the class `target`, counted from 0: ln(e^s0 + e^s1 + ...) - s_target, the
 * logarithm by logaddexp, without overflow. A list of targets is the probability of each class.
 * @throws {ShapeError} for fewer than two scores, or a list of another length; {DomainError} for a number that is no
 * class. Of a variable whose value is none the loss is nan.
 * @example evaluate(softmaxCrossEntropy([0, 0, -1000], 0), {})  // 0.6931471805599453: ln(2)
 */
export function softmaxCrossEntropy(scores: Formulas, target: Formulas): Expr {
  const all = listOf("scores", scores);
  if (all.length < 2) {
    throw new ShapeError(
      "wrong-length",
      `softmax of ${all.length} scores, expected one for each of two classes or more`,
    );
  }
  const total = all.reduce((sum, score) => Logaddexp(sum, score));
  if (Array.isArray(target)) {
    const targets = pairedTargets(all, target);
    return sumOf(all.map((score, k) => Mul(targets[k], Sub(total, score))));
  }
  const [chosen] = listOf("targets", target);
  return Sub(total, scoreOf(chosen, all));
}

/** The score of the class, nan where there is no such class: training then stops there, instead of learning nothing. */
function scoreOf(chosen: Expr, scores: readonly Expr[]): Expr {
  if (chosen.kind !== "const") {
    return scores.reduceRight<Expr>((others, score, k) => If(Eq(chosen, k), score, others), Nan);
  }
  const score = scores[evaluate(chosen, {})];
  if (score !== undefined) return score;
  throw new DomainError(
    "bad-target",
    `the target is ${format(chosen)}, expected a class, an integer from 0 to ${scores.length - 1}`,
  );
}

const rows: readonly Loss[] = [
  { name: "squared", about: "(s - t)^2", targets: "numbers", formula: squared },
  { name: "absolute", about: "|s - t|", targets: "numbers", formula: absolute },
  { name: "huber", about: "(s - t)^2/2 up to 1, then a line", targets: "numbers", formula: huber },
  { name: "hinge", about: "max(0, 1 - t*s)", targets: "signs", formula: hinge },
  { name: "logistic", about: "-ln(sigmoid(t*s))", targets: "signs", formula: logistic },
  { name: "distance", about: "max(0, -t*s)", targets: "signs", formula: distance },
  {
    name: "crossentropy",
    about: "-t*ln(sigmoid(s)) - (1 - t)*ln(1 - sigmoid(s))",
    targets: "bits",
    formula: crossEntropy,
  },
  {
    name: "softmax",
    about: "ln(exp(s0) + exp(s1) + ...) - s_t",
    targets: "class",
    formula: (scores, targets) => softmaxCrossEntropy(scores, targets[0]),
  },
];

/**
 * The losses by name.
 * @example [...losses.keys()].join(" ")  // squared absolute huber hinge logistic distance crossentropy softmax
 */
export const losses: ReadonlyMap<string, Loss> = new Map(rows.map((loss) => [loss.name, loss]));

/**
 * The loss of a name.
 * @throws {UsageError} for an unknown one: the nearest is offered.
 * @example lossNamed("hinge").targets  // signs
 */
export function lossNamed(name: string): Loss {
  const loss = losses.get(name);
  if (loss === undefined)
    throw unknownName("loss", typeof name === "string" ? name : described(name), [...losses.keys()]);
  return loss;
}

/**
 * Checks that targets are what a loss takes.
 * @param outputs the number of scores: of classes, where the targets are classes
 * @throws {DomainError} that names the first that is not, by its row from 1.
 * @example checkTargets(lossNamed("softmax"), [0, 2, 1], 3)
 */
export function checkTargets(loss: Loss, targets: ArrayLike<number>, outputs: number): void {
  const { takes, expected } = targetRules[loss.targets];
  for (let i = 0; i < targets.length; i++) {
    if (takes(targets[i], outputs)) continue;
    throw new DomainError(
      "bad-target",
      `the target in row ${i + 1} is ${targets[i]}, expected ${expected(outputs)}: loss '${loss.name}' takes no other`,
    );
  }
}

const targetRules: Readonly<
  Record<
    TargetKind,
    { takes: (t: number, outputs: number) => boolean; expected: (outputs: number) => string }
  >
> = {
  numbers: { takes: Number.isFinite, expected: () => "a finite number" },
  signs: { takes: (t) => t === 1 || t === -1, expected: () => "-1 or 1" },
  bits: { takes: (t) => t >= 0 && t <= 1, expected: () => "a number from 0 to 1" },
  class: {
    takes: (t, outputs) => Number.isInteger(t) && t >= 0 && t < outputs,
    expected: (outputs) => `a class, an integer from 0 to ${outputs - 1}`,
  },
};

const strengthRule: Rule = {
  takes: (value) => typeof value === "number" && value >= 0 && value < Number.POSITIVE_INFINITY,
  expected: "a finite number from 0",
};

/** strength·(|p1| + |p2| + ...): draws parameters to 0, many all the way. @example l1([Var("w")], 2)  // 2*abs(w) */
export const l1 = (parameters: Formulas, strength: number): Expr => penalty(parameters, strength, Abs);

/** strength·(p1^2 + p2^2 + ...): keeps parameters small. @example l2([Var("w")], 2)  // 2*w^2 */
export const l2 = (parameters: Formulas, strength: number): Expr =>
  penalty(parameters, strength, (p) => Pow(p, 2));

function penalty(parameters: Formulas, strength: number, of: (parameter: Expr) => Expr): Expr {
  if (!strengthRule.takes(strength)) {
    throw new UsageError(
      "bad-penalty",
      `the strength of a penalty is ${described(strength)}, expected ${strengthRule.expected}`,
    );
  }
  return Mul(strength, sumOf(listOf("parameters", parameters).map((parameter) => of(parameter))));
}

const isList = (given: Formulas): given is readonly ExprLike[] => Array.isArray(given);

function listOf(what: string, given: Formulas): Expr[] {
  const list = (isList(given) ? given : [given]).map(toExpr);
  if (list.length === 0) throw new ShapeError("wrong-length", `${what} is empty, expected at least one`);
  return list;
}

function pairedTargets(scores: readonly Expr[], targets: Formulas): Expr[] {
  const list = listOf("targets", targets);
  if (list.length !== scores.length) {
    throw new ShapeError(
      "wrong-length",
      `${list.length} targets of ${scores.length} scores, expected one each`,
    );
  }
  return list;
}

function summed(scores: Formulas, targets: Formulas, loss: (score: Expr, target: Expr) => Expr): Expr {
  const all = listOf("scores", scores);
  const wanted = pairedTargets(all, targets);
  return sumOf(all.map((score, i) => loss(score, wanted[i])));
}

const sumOf = (terms: readonly Expr[]): Expr =>
  terms.length === 0 ? constant(0) : terms.reduce((sum, term) => Add(sum, term));
