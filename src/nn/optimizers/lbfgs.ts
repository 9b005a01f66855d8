// L-BFGS: the direction of Newton's method, the curvature remembered in the last few steps (Liu & Nocedal, On the
// limited memory BFGS method for large scale optimization, 1989; the two loops are Nocedal & Wright, Numerical
// Optimization, 2nd ed., algorithm 7.4). How far to go is found by bisection until both Wolfe conditions hold, enough
// decrease (1e-4) and enough flattening (0.9), which works for kinks too (Lewis & Overton, Nonsmooth optimization via
// quasi-Newton methods, 2013, algorithm 2.6).
import { ParseError } from "../../expr/errors.ts";
import { checkOptions, integer, rules } from "../../expr/options.ts";
import { exactNumbers } from "../exactNumbers.ts";
import type { Parameters } from "../modules/parameters.ts";
import { doublesOf, listOf, type Members } from "../saved.ts";
import { checkEvaluate, type Evaluate, Optimizer } from "./optimizer.ts";

export interface LbfgsOptions {
  /** How many steps are remembered; default 10. */
  readonly memory?: number | undefined;
}

const DECREASE = 1e-4;
const FLATTENING = 0.9;
/** The most points that one step tries. */
const MOST_TRIED = 50;

const lbfgsRules = rules({ memory: integer(1, 1000) });

/** What one step changed: the parameters by `moved`, the gradient by `turned`. */
interface Curvature {
  readonly moved: Float64Array;
  readonly turned: Float64Array;
}

class Lbfgs extends Optimizer {
  override readonly evaluates = true;
  readonly #memory: number;
  #curvatures: Curvature[] = [];

  constructor(parameters: Parameters, memory: number) {
    super("lbfgs", parameters);
    this.#memory = memory;
  }

  protected override advance(evaluate: Evaluate | undefined): boolean {
    checkEvaluate("L-BFGS", evaluate);
    const { values, gradients } = this.parameters;
    const start = values.slice();
    let isDone = false;
    try {
      const loss = evaluate();
      const gradient = gradients.slice();
      let direction = this.#direction(gradient);
      if (!(dot(direction, gradient) < 0)) {
        this.#curvatures = []; // what was remembered leads uphill: it belongs to another loss
        direction = this.#direction(gradient);
      }
      isDone = search(evaluate, this.parameters, {
        start,
        loss,
        slope: dot(direction, gradient),
        direction,
        first: this.#firstStep(gradient),
      });
      if (isDone) this.#remember(difference(values, start), difference(gradients, gradient));
      else {
        gradients.set(gradient);
        this.#curvatures = []; // next time straight down the gradient, in case they misled
      }
      return isDone;
    } finally {
      if (!isDone) values.set(start);
    }
  }

  /** -H·gradient, H the inverse Hessian as it is remembered. */
  #direction(gradient: Float64Array): Float64Array {
    const direction = gradient.map((g) => -g);
    const weights: number[] = [];
    for (let k = this.#curvatures.length - 1; k >= 0; k--) {
      const { moved, turned } = this.#curvatures[k];
      weights[k] = dot(moved, direction) / dot(moved, turned);
      addTimes(direction, turned, -weights[k]);
    }
    const last = this.#curvatures[this.#curvatures.length - 1];
    if (last !== undefined) {
      const scale = dot(last.moved, last.turned) / dot(last.turned, last.turned);
      for (let i = 0; i < direction.length; i++) direction[i] *= scale;
    }
    for (const [k, { moved, turned }] of this.#curvatures.entries()) {
      addTimes(direction, moved, weights[k] - dot(turned, direction) / dot(moved, turned));
    }
    return direction;
  }

  /** The first length tried: 1, but where nothing is known of the curvature yet, at most 1 away. */
  #firstStep(gradient: Float64Array): number {
    return this.#curvatures.length > 0 ? 1 : Math.min(1, 1 / Math.sqrt(dot(gradient, gradient)));
  }

  #remember(moved: Float64Array, turned: Float64Array): void {
    if (!(dot(moved, turned) > Number.EPSILON * dot(turned, turned))) return; // no curvature beyond rounding
    this.#curvatures.push({ moved, turned });
    if (this.#curvatures.length > this.#memory) this.#curvatures.shift();
  }

  protected override remembered(): object {
    return {
      moved: this.#curvatures.map(({ moved }) => exactNumbers(moved)),
      turned: this.#curvatures.map(({ turned }) => exactNumbers(turned)),
    };
  }

  protected override remember(members: Members): void {
    const { size } = this.parameters;
    const read = (name: string): Float64Array[] =>
      listOf(`${name} of the saved optimizer`, members.get(name)).map((numbers, k) =>
        doublesOf(`${name}[${k}] of the saved optimizer`, numbers, size),
      );
    const moved = read("moved");
    const turned = read("turned");
    if (moved.length !== turned.length) {
      throw new ParseError(
        "wrong-length",
        `the saved optimizer has ${moved.length} moved and ${turned.length} turned, expected as many of both`,
      );
    }
    this.#curvatures = moved.map((one, k) => ({ moved: one, turned: turned[k] })).slice(-this.#memory);
  }
}

interface Line {
  readonly start: Float64Array;
  readonly direction: Float64Array;
  /** The loss and its slope along the direction, at the start. */
  readonly loss: number;
  readonly slope: number;
  /** The first length tried. */
  readonly first: number;
}

/**
 * Puts the parameters where both Wolfe conditions hold, or at least the first; false where no such point was found.
 * The loss may be nan or infinite on the way: that is too far.
 */
function search(evaluate: Evaluate, { values, gradients }: Parameters, line: Line): boolean {
  const { start, direction, loss, slope, first } = line;
  if (!(slope < 0)) return false; // flat, or nan
  let near = 0;
  let far = Number.POSITIVE_INFINITY;
  let length = first;
  const go = (to: number): number => {
    for (let i = 0; i < values.length; i++) values[i] = start[i] + to * direction[i];
    return evaluate();
  };
  for (let tried = 0; tried < MOST_TRIED; tried++) {
    const found = go(length);
    if (!(found <= loss + DECREASE * length * slope)) far = length;
    else if (dot(gradients, direction) < FLATTENING * slope) near = length;
    else return true;
    length = far < Number.POSITIVE_INFINITY ? (near + far) / 2 : 2 * length;
  }
  if (near === 0) return false;
  go(near);
  return true;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addTimes(to: Float64Array, what: Float64Array, factor: number): void {
  for (let i = 0; i < to.length; i++) to[i] += factor * what[i];
}

const difference = (a: Float64Array, b: Float64Array): Float64Array => a.map((one, i) => one - b[i]);

/**
 * L-BFGS for losses without chance in them: all rows, or one batch throughout a step. Its `step` takes a function that
 * gives the loss and writes its gradients; it calls it a few times (at most 51), and finds false where it can't get lower.
 * @throws {UsageError} for an option that there is not, or may not be what it is.
 * @example
 *   const parameters = new Parameters(["p"], [4]);
 *   const kernel = compile(parse("p^2/2"), { gradient: true });
 *   const optimizer = lbfgs(parameters);
 *   for (let k = 0; k < 2; k++) optimizer.step(() => kernel.valueAndGradient(parameters.values, parameters.gradients));
 *   parameters.get("p")  // 0
 */
export function lbfgs(parameters: Parameters, options: LbfgsOptions = {}): Optimizer {
  checkOptions("lbfgs", options, lbfgsRules);
  return new Lbfgs(parameters, options.memory ?? 10);
}
