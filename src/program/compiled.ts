// Compiled gradients as a differentiator: numbers at a point, by a kernel that is kept with the formula,
// so that asking again and again costs no more than running it.
import type { Differentiator, NumberOptions } from "../backprop/differentiator.ts";
import { forward } from "../backprop/forward.ts";
import { type Bindings, bindingsMap, valueBound } from "../expr/bindings.ts";
import { checkCancelled, checkNodes } from "../expr/budget.ts";
import { UsageError } from "../expr/errors.ts";
import { variables } from "../expr/measure.ts";
import type { Expr } from "../expr/node.ts";
import { parts } from "./compile.ts";
import { type Kernel, scalarKernel } from "./kernel.ts";

interface Kept {
  readonly wrt: readonly string[];
  readonly kernel: Kernel;
  /** The variables of the formula; `wrt` may name others. */
  readonly occurring: ReadonlySet<string>;
  /** The nodes of the formula, value-numbered. */
  readonly nodes: number;
  /** How often it has been asked for: a kernel that is used once is not worth generating code for. */
  readonly uses: number;
}

/** The last kernel of each formula. */
const kernels = new WeakMap<Expr, Kept>();

/** After so many uses of one formula its kernel is made for speed. */
const OFTEN = 16;

function kept(expr: Expr, wrt: readonly string[], budget: NumberOptions["budget"]): Kept {
  const known = kernels.get(expr);
  const isSame = known?.wrt.length === wrt.length && wrt.every((name, i) => known.wrt[i] === name);
  const uses = isSame ? known.uses + 1 : 1;
  if (isSame && uses !== OFTEN) {
    const again = { ...known, uses };
    kernels.set(expr, again);
    return again;
  }
  const occurring = new Set(variables(expr));
  const inputs = [...new Set([...occurring, ...wrt])];
  const target = uses < OFTEN ? "interpret" : undefined;
  const cancelling = budget?.cancelled === undefined ? undefined : { cancelled: budget.cancelled };
  const made = parts([expr], { inputs, gradient: wrt, target, budget: cancelling });
  const entry = { wrt, kernel: scalarKernel(made), occurring, nodes: made.values.opcodes.length, uses };
  kernels.set(expr, entry);
  return entry;
}

/** Gradients at a point by a compiled program, with the conventions of numeric methods. */
export const compiled: Differentiator = {
  name: "compiled",
  gradientAt: (
    expr: Expr,
    at: Bindings,
    wrt: readonly string[],
    options: NumberOptions,
  ): readonly number[] => {
    const { upstream = 1, subgradient = "midpoint", budget, onVisits } = options;
    if (subgradient !== "midpoint") {
      throw new UsageError(
        "no-subgradient",
        `method 'compiled' takes the conventions at kinks, and no subgradient '${subgradient}': use alpha, beta or forward`,
      );
    }
    checkCancelled(budget);
    const { kernel, occurring, nodes } = kept(expr, wrt, budget);
    checkNodes("differentiating by method compiled", nodes, budget);
    onVisits?.(nodes);
    const bindings = bindingsMap(at);
    const inputs = Float64Array.from(kernel.inputs, (name) =>
      occurring.has(name) ? valueBound(name, bindings) : Number.NaN,
    );
    const gradient = new Float64Array(wrt.length);
    kernel.valueAndGradient(inputs, gradient);
    const partials = Array.from(gradient, (partial) => (upstream === 1 ? partial : upstream * partial));
    if (!partials.some(Number.isNaN)) return partials;
    // Where an adjoint is infinite, its parts may be inf - inf, while the tangent sums them first: inf·(a + b).
    const unknown = wrt.filter((_, i) => Number.isNaN(partials[i]));
    const found = forward.gradientAt(expr, at, unknown, { upstream, budget });
    return partials.map((partial, i) => found[unknown.indexOf(wrt[i])] ?? partial);
  },
};
