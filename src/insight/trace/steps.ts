// A formula as the steps that work it out, as one does by hand: every distinct application is given a name and is
// written with the names of its arguments, t2 = x*y. What the tables and pictures of a sweep are made from.
import type { Bindings } from "../../expr/bindings.ts";
import { overBudget } from "../../expr/budget.ts";
import { valuesOf } from "../../expr/evaluate.ts";
import { variables } from "../../expr/measure.ts";
import { type Apply, apply, type Const, type Expr, variable } from "../../expr/node.ts";
import { grouped } from "../../expr/print/grouped.ts";
import { substitute } from "../../expr/substitute.ts";
import { fold, type Numbering, numbered } from "../../expr/walk.ts";
import { tidy } from "../../simplify/tidy.ts";

/** A variable, or an application with the names of its arguments in their places. */
export interface Step {
  readonly node: Expr;
  readonly name: string;
  readonly value: number;
  /** Of an application: of the names, not of what they stand for. */
  readonly formula: Apply | undefined;
}

export interface Steps {
  readonly order: Numbering;
  /** By number of the node in `order`. */
  readonly values: readonly number[];
  /** Variables in the order in which they are met, then applications, arguments first. */
  readonly steps: readonly Step[];
  /** The step of a node; undefined for a constant. */
  readonly stepOf: (node: Expr) => Step | undefined;
  /** A beginning for names, such as the d of dx and dt1, with which they are no names of the formula or its steps. */
  readonly prefix: (wish: string) => string;
}

/** A trace is to be read. */
const MOST_NODES = 20_000;

/** The same formula with one node for each variable: two of one name are one. */
export function withVariablesOnce(expr: Expr): Expr {
  const names = variables(expr);
  return substitute(expr, new Map(names.map((name) => [name, variable(name)])));
}

/** A number, or a constant with a name: written as it is, and no step. */
export const isConstant = (node: Expr): node is Const | Apply =>
  node.kind === "const" || (node.kind === "apply" && node.args.length === 0);

/**
 * The steps of a formula at a point.
 * @throws {NameError} for a variable without a value; {BudgetError} for more than 20,000 nodes.
 */
export function stepsOf(expr: Expr, at: Bindings): Steps {
  const order = numbered([withVariablesOnce(expr)]);
  const { length } = order.nodes;
  if (length > MOST_NODES) {
    throw overBudget(
      "a trace",
      `${grouped(length)} nodes`,
      MOST_NODES,
      "trace a part of the formula, or use valueGraph",
    );
  }
  const values = valuesOf(order, at);
  const taken = new Set(order.nodes.flatMap((node) => (node.kind === "var" ? [node.name] : [])));
  let stem = "t";
  while ([...taken].some((name) => name.startsWith(stem) && /^\d+$/u.test(name.slice(stem.length)))) {
    stem += "_";
  }
  const found = new Map<Expr, Step>();
  const leaves: Step[] = [];
  const applications: Step[] = [];
  for (const [i, node] of order.nodes.entries()) {
    if (isConstant(node)) continue;
    const value = values[i];
    if (node.kind === "var") {
      const step = { node, name: node.name, value, formula: undefined };
      found.set(node, step);
      leaves.push(step);
    } else {
      const name = `${stem}${applications.length + 1}`;
      const step = { node, name, value, formula: named(node, found) };
      found.set(node, step);
      applications.push(step);
    }
  }
  const steps = [...leaves, ...applications];
  const names = new Set(steps.map(({ name }) => name));
  return {
    order,
    values,
    steps,
    stepOf: (node) => found.get(node),
    prefix: (wish) => {
      let prefix = wish;
      while (steps.some(({ name }) => names.has(prefix + name))) prefix += "_";
      return prefix;
    },
  };
}

const named = ({ op, args }: Apply, steps: ReadonlyMap<Expr, Step>): Apply =>
  apply(
    op,
    args.map((arg) => {
      const step = steps.get(arg);
      return step === undefined ? arg : variable(step.name);
    }),
  );

/** What a rule gave for a step, tidied; where it names the step's own value, by the step's name. */
export const ruled = ({ formula, name }: Step, rule: Expr): Expr =>
  tidy(
    fold<Expr>(rule, {
      constant: (node) => node,
      variable: (node) => node,
      apply: (node, args) => (node === formula ? variable(name) : apply(node.op, [...args])),
    }),
  );
