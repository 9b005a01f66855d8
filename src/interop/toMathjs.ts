// Our formulas as nodes of mathjs. Functions that mathjs lacks are written out in those that it has. Exact: a fraction
// is a quotient of integers. Iterative; what is shared stays shared, but as mathjs walks trees, a formula that is
// too large when written out is refused.

import {
  ConditionalNode,
  ConstantNode,
  FunctionNode,
  type MathNode,
  OperatorNode,
  type OperatorNodeFn,
  type OperatorNodeMap,
  ParenthesisNode,
  SymbolNode,
} from "mathjs";
import { overBudget } from "../expr/budget.ts";
import { NameError, TargetError } from "../expr/errors.ts";
import { type Apply, apply, type Const, type Expr, sizeOf } from "../expr/node.ts";
import { checkOptions, flag, rules } from "../expr/options.ts";
import type { Primitive } from "../expr/primitive.ts";
import { grouped } from "../expr/print/grouped.ts";
import { rationalToNumber } from "../expr/rational.ts";
import { fold } from "../expr/walk.ts";
import { constants, expansions, extraRows, functions, operators, reserved } from "./mathjsNames.ts";

/** The most nodes of a formula written out; mathjs's own walks take seconds for more. */
const NODES_LIMIT = 1_000_000;

export interface ToMathjsOptions {
  /** Whether mathjs has our functions, by `math.import(extraFunctions)`: they are then called by name. Default false. */
  readonly imported?: boolean | undefined;
}

const optionRules = rules({ imported: flag });

/**
 * The formula as a mathjs node, to evaluate, print or transform there.
 * @throws {TargetError} for a function that mathjs has no formula for, {NameError} for a variable that is a constant or a
 * word of mathjs, {BudgetError} for a formula of over a million nodes written out.
 * @example toMathjs(diff(fromMathjs("erf(x)"), "x")).evaluate({ x: 0 })  // 1.1283791670955126
 */
export function toMathjs(expr: Expr, options: ToMathjsOptions = {}): MathNode {
  checkOptions("toMathjs", options, optionRules);
  const { imported = false } = options;
  const written = fold<Expr>(expr, {
    constant: (node) => node,
    variable: (node) => node,
    apply: ({ op }, args) => (imported ? undefined : expansions.get(op.name)?.(...args)) ?? apply(op, args),
  });
  if (sizeOf(written) > NODES_LIMIT) {
    const instead = "mathjs has no shared nodes; gradtree evaluates the formula as it is";
    throw overBudget(
      "the formula as a tree of mathjs",
      `${grouped(sizeOf(written))} nodes or more`,
      NODES_LIMIT,
      instead,
    );
  }
  return fold<MathNode>(written, {
    constant: constantNode,
    variable: ({ name }) => variableNode(name),
    apply: (node, args) => applyNode(node, args, imported),
  });
}

function constantNode({ value }: Const): MathNode {
  if (typeof value === "number") {
    if (Number.isNaN(value)) return new SymbolNode("NaN");
    const magnitude = Math.abs(value);
    const node = Number.isFinite(magnitude) ? new ConstantNode(magnitude) : new SymbolNode("Infinity");
    return signed(value < 0 || Object.is(value, -0), node);
  }
  const negative = value.numerator < 0n;
  const numerator = Number(negative ? -value.numerator : value.numerator);
  const denominator = Number(value.denominator);
  const exact = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator) && denominator !== 1;
  const node = exact
    ? operatorNode("/", "divide", [new ConstantNode(numerator), new ConstantNode(denominator)])
    : new ConstantNode(Math.abs(rationalToNumber(value)));
  return signed(negative, node);
}

const signed = (negative: boolean, node: MathNode): MathNode =>
  negative ? operatorNode("-", "unaryMinus", [node]) : node;

function variableNode(name: string): MathNode {
  if (!constants.has(name) && !reserved.has(name)) return new SymbolNode(name);
  throw new NameError(
    "reserved-name",
    `variable '${name}' is a constant or a word of mathjs, expected another name: substitute one`,
  );
}

const functionNames: ReadonlyMap<string, string> = new Map(functions);
const operatorSigns: ReadonlyMap<string, (typeof operators)[number]> = new Map(
  operators.map((row) => [row[0], row]),
);

function applyNode({ op, args: formulas }: Apply, args: readonly MathNode[], imported: boolean): MathNode {
  if (op.notation.kind === "constant") return new SymbolNode(op.name);
  if (op.notation.kind === "conditional") return new ConditionalNode(args[0], args[1], args[2]);
  const operator = operatorSigns.get(op.name);
  if (operator !== undefined) {
    // mathjs prints (a < b) < c without the brackets, and reads that as a chain.
    const unchained = op.notation.kind === "infix" && op.notation.associates === "none";
    const inBrackets = (arg: MathNode, i: number): MathNode =>
      unchained && isComparison(formulas[i]) ? new ParenthesisNode(arg) : arg;
    return operatorNode(operator[1], operator[2], args.map(inBrackets));
  }
  const name = functionNames.get(op.name) ?? (imported && isExtra(op) ? op.name : undefined);
  if (name !== undefined) return new FunctionNode(new SymbolNode(name), [...args]);
  throw new TargetError(
    "unsupported-function",
    `mathjs has no function '${op.name}'${isExtra(op) ? ": import ours with math.import(extraFunctions), then write toMathjs(expr, { imported: true })" : ", expected a function of the table"}`,
  );
}

const isExtra = (op: Primitive): boolean => extraRows.includes(op);

const isComparison = (expr: Expr): boolean =>
  expr.kind === "apply" && expr.op.notation.kind === "infix" && expr.op.notation.associates === "none";

const operatorNode = <Fn extends OperatorNodeFn>(
  sign: OperatorNodeMap[Fn],
  name: Fn,
  args: readonly MathNode[],
): MathNode => new OperatorNode(sign, name, [...args]);
