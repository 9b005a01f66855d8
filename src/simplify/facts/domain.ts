// What must hold for a formula to have a finite value: denominators are not 0, radicands not negative,
// arguments of logarithms positive. Only of what every finite value needs: nothing of what stands below a
// conditional or a comparison, nor of what may be infinite without harm, as 1/x in exp(-1/x) or atan(1/x).
import type { Apply, Expr } from "../../expr/node.ts";
import type { Primitive } from "../../expr/primitive.ts";
import { Log } from "../../expr/primitives/exponential.ts";
import { Max, Min } from "../../expr/primitives/extremes.ts";
import { If } from "../../expr/primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../../expr/primitives/operators.ts";
import { Pow } from "../../expr/primitives/powers.ts";
import { Mod } from "../../expr/primitives/rounding.ts";
import { Cos, Cot, Csc, Sec, Sin, Tan } from "../../expr/primitives/trigonometric.ts";
import type { Condition } from "../condition.ts";
import { isInteger, signOf } from "../exact.ts";
import { literalValue } from "./literal.ts";

/** Something that a formula's value implies. */
export interface Fact extends Condition {
  /**
   * "certain": it holds wherever the whole has a finite value, and may be used. "said": it is part of the domain as
   * people see it, but the whole may be finite without: x ≠ 0 of exp(-1/x^2). "both".
   */
  readonly use: "certain" | "said" | "both";
}

/** What is certain of a part wherever the whole is finite: nothing, that it is no nan, that it is finite. */
type Certainty = 0 | 1 | 2;

/** The facts that a formula's finite value implies, each subformula's once, outer ones first. */
export function domainOf(root: Expr): Fact[] {
  const facts: Fact[] = [];
  const seen = new Set<Expr>();
  const waiting: Expr[][] = [[], [], [root]];
  const look = (node: Expr, certainty: Certainty): void => {
    if (node.kind !== "apply" || seen.has(node)) return;
    seen.add(node);
    for (const { expr, holds } of requirements(node)) {
      if (certainty === 2) facts.push({ expr, holds, use: "both" });
      else {
        facts.push({ expr, holds, use: "said" });
        // Not nan: ln(0) is -inf, 1/0 is inf, but below 0 there is no logarithm, no root.
        if (certainty === 1 && (holds === "positive" || holds === "nonnegative"))
          facts.push({ expr, holds: "nonnegative", use: "certain" });
      }
    }
    if (certainty === 2) facts.push({ expr: node, holds: "defined", use: "certain" });
    if (node.op === If) return;
    // The last first: a stack turns them round again.
    for (let i = node.args.length - 1; i >= 0; i--) {
      if (node.op.takesNan?.includes(i) === true) continue;
      const passed = certainty === 2 && passesOn(node, i) ? 2 : certainty > 0 && passesNan(node, i) ? 1 : 0;
      waiting[passed].push(node.args[i]);
    }
  };
  // What is most certain is gone through first, so that what is met in two ways counts as that.
  for (const certainty of [2, 1, 0] as const) {
    const stack = waiting[certainty];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) look(node, certainty);
  }
  return facts;
}

/** Whether a finite value needs a finite argument i. */
function passesOn({ op, args }: Apply, i: number): boolean {
  switch (op) {
    case Add:
    case Sub:
    case Mul:
    case Neg:
      return true;
    case Div:
      return i === 0;
    case Pow: {
      const exponent = literalValue(args[1]);
      return i === 0 && exponent !== undefined && signOf(exponent) > 0;
    }
    default:
      return args.length === 1 && needsFinite(op);
  }
}

/** Whether the value is nan wherever argument i is. */
function passesNan({ op, args }: Apply, i: number): boolean {
  switch (op) {
    case Add:
    case Sub:
    case Mul:
    case Neg:
    case Div:
    case Min:
    case Max:
      return true;
    case Pow: {
      const exponent = literalValue(args[1]);
      return i === 0 && exponent !== undefined && exponent !== 0;
    }
    default:
      return args.length === 1 && Number.isNaN(op.value(Number.NaN));
  }
}

const known = new WeakMap<Primitive, boolean>();

/** Whether a function of one argument is infinite or nan wherever its argument is. */
function needsFinite(op: Primitive): boolean {
  let needs = known.get(op);
  if (needs === undefined) {
    needs = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].every(
      (x) => !Number.isFinite(op.value(x)),
    );
    known.set(op, needs);
  }
  return needs;
}

/** What an application needs of its arguments to have a finite value. */
export function requirements(node: Apply): readonly Condition[] {
  const { op, args } = node;
  const [x, y] = args;
  const on = (expr: Expr, holds: Condition["holds"]): Condition => ({ expr, holds });
  if (op === Div) return [on(y, "nonzero")];
  if (op === Mod) return [on(y, "nonzero")];
  if (op === Pow) {
    const exponent = literalValue(y);
    if (exponent === undefined) return [on(node, "defined")];
    const negative = signOf(exponent) < 0;
    if (isInteger(exponent)) return negative ? [on(x, "nonzero")] : [];
    return [on(x, negative ? "positive" : "nonnegative")];
  }
  if (op.domain === undefined) return [];
  const special = SPECIAL.get(op);
  if (special !== undefined) return special(x);
  if (op === Log) return [on(x, "positive"), on(y, "positive"), on(Sub(y, 1), "nonzero")];
  const holds = args.length === 1 ? signDomain(op) : undefined;
  if (holds !== undefined) return [on(x, holds)];
  const interval = args.length === 1 ? intervalDomain(op) : undefined;
  if (interval !== undefined) return interval(x);
  if (op.total?.(...args) === true) return [];
  return [on(node, "defined")];
}

const COSINE = (x: Expr): Condition[] => [{ expr: Cos(x), holds: "nonzero" }];
const SINE = (x: Expr): Condition[] => [{ expr: Sin(x), holds: "nonzero" }];

const SPECIAL: ReadonlyMap<Primitive, (x: Expr) => Condition[]> = new Map<
  Primitive,
  (x: Expr) => Condition[]
>([
  [Tan, COSINE],
  [Sec, COSINE],
  [Cot, SINE],
  [Csc, SINE],
]);

const SIZES = [1e-9, 0.3, 1, 2.7, 1e9];

/** The domain of a function where that is a matter of its argument's sign. */
function signDomain(op: Primitive): "nonzero" | "nonnegative" | "positive" | undefined {
  const has = (sign: number): boolean[] => SIZES.map((x) => Number.isFinite(op.value(sign * x)));
  if (!has(1).every(Boolean)) return undefined;
  const [below, zero] = [has(-1), Number.isFinite(op.value(0))];
  if (below.every(Boolean)) return zero ? undefined : "nonzero";
  if (below.some(Boolean)) return undefined;
  return zero ? "nonnegative" : "positive";
}

type Requirement = (x: Expr) => Condition[];

/** Domains as the rows word them. */
const INTERVALS: ReadonlyMap<string, Requirement> = new Map<string, Requirement>([
  ["x ≥ 1", (x) => [{ expr: Sub(x, 1), holds: "nonnegative" }]],
  ["x > -1", (x) => [{ expr: Add(x, 1), holds: "positive" }]],
  ["-1 ≤ x ≤ 1", (x) => within(x, "nonnegative")],
  ["-1 < x < 1", (x) => within(x, "positive")],
  ["|x| ≥ 1", (x) => [{ expr: Sub(Pow(x, 2), 1), holds: "nonnegative" }]],
  ["|x| > 1", (x) => [{ expr: Sub(Pow(x, 2), 1), holds: "positive" }]],
  [
    "0 < x ≤ 1",
    (x) => [
      { expr: x, holds: "positive" },
      { expr: Sub(1, x), holds: "nonnegative" },
    ],
  ],
]);

const within = (x: Expr, holds: "nonnegative" | "positive"): Condition[] => [
  { expr: Add(x, 1), holds },
  { expr: Sub(1, x), holds },
];

const intervalDomain = (op: Primitive): Requirement | undefined =>
  op.domain === undefined ? undefined : INTERVALS.get(op.domain);
