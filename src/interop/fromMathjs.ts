// Formulas of mathjs as ours. What mathjs has beyond formulas of real numbers (matrices, assignments, units, complex
// numbers, texts) is an error that names it. Nodes are told by their `type`, so that those of any mathjs instance
// are taken. Iterative, and a node that is used many times is read once.
import { type MathNode, parse } from "mathjs";
import { ArityError, BudgetError, NameError, ParseError, UsageError } from "../expr/errors.ts";
import { Const, constant, type Expr } from "../expr/node.ts";
import { wrongParameter } from "../expr/parse/parameter.ts";
import { Source } from "../expr/parse/source.ts";
import type { Primitive } from "../expr/primitive.ts";
import { Ln, Log1p } from "../expr/primitives/exponential.ts";
import { Hypot } from "../expr/primitives/geometry.ts";
import { And, If, Ne, Not } from "../expr/primitives/logic.ts";
import { Add, Div, Mul } from "../expr/primitives/operators.ts";
import { Pow, Sqrt } from "../expr/primitives/powers.ts";
import { Abs } from "../expr/primitives/rounding.ts";
import { primitives } from "../expr/primitives/table.ts";
import { suggestion } from "../expr/suggest.ts";
import { Var } from "../expr/var.ts";
import { constants, extraRows, functions, operators } from "./mathjsNames.ts";

/** A mathjs node as it comes: its members are checked before they are used. */
type Members = Readonly<Record<string, unknown>>;

/** A node whose formula is being read, and the nodes that it is made from. */
interface Frame {
  readonly node: Members;
  readonly children: readonly Members[];
  next: number;
}

/**
 * The formula that a mathjs node, or a text that mathjs parses, stands for. The meaning is mathjs's: log(x) is natural,
 * log(x, b) has a base, % and mod are floored. Values are real: where mathjs goes on with complex numbers ours are nan.
 * @throws {UsageError} for what is no formula of real numbers: a matrix, an assignment, a conversion of units, the
 * complex i, a text.
 * @throws {NameError} for a function or a name that there is not here, {ArityError} for a wrong number of arguments,
 * {ParseError} for a text that mathjs does not parse, {BudgetError} for one nested deeper than mathjs parses.
 * @example fromMathjs("nthRoot(x, 3) + erf(2 x)")  // nthroot(x, 3) + erf(2*x)
 */
export function fromMathjs(formula: MathNode | string): Expr {
  const root = checkedNode(typeof formula === "string" ? parsed(formula) : formula);
  const read = new Map<Members, Expr>();
  const isOpen = new Set<Members>();
  const stack: Frame[] = [{ node: root, children: childrenOf(root), next: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const { node, children } = top;
    if (top.next < children.length) {
      const child = children[top.next++];
      if (read.has(child)) continue;
      if (isOpen.has(child))
        throw new UsageError("cyclic-node", "a mathjs node holds itself, expected a tree of nodes");
      isOpen.add(child);
      stack.push({ node: child, children: childrenOf(child), next: 0 });
      continue;
    }
    stack.pop();
    isOpen.delete(node);
    read.set(
      node,
      built(
        node,
        children.map((child) => readBefore(read, child)),
      ),
    );
  }
  return readBefore(read, root);
}

function readBefore(read: ReadonlyMap<Members, Expr>, node: Members): Expr {
  const expr = read.get(node);
  if (expr === undefined) throw new Error("invariant: a node is read after those that it is made from");
  return expr;
}

function parsed(text: string): MathNode {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof RangeError) {
      const message = "the text is nested deeper than mathjs parses: read it with gradtree's parse";
      throw new BudgetError("too-deep", message);
    }
    if (!(error instanceof SyntaxError)) throw error;
    const place = "char" in error && typeof error.char === "number" ? error.char - 1 : 0;
    const at = Math.min(Math.max(place, 0), text.length);
    const span = new Source(text).span(at, Math.min(at + 1, text.length));
    throw new ParseError("mathjs-syntax", `mathjs does not parse the text: ${error.message}`, { span });
  }
}

function checkedNode(value: unknown): Members {
  if (isMembers(value) && value.isNode === true && typeof value.type === "string") return value;
  const what = value === null ? "null" : typeof value === "object" ? "an object" : `a ${typeof value}`;
  throw new UsageError(
    "not-a-node",
    `${what} is no mathjs node, expected one or a text: fromMathjs(math.parse("x^2"))`,
  );
}

const isMembers = (value: unknown): value is Members => typeof value === "object" && value !== null;

const nodes = (value: unknown): readonly Members[] => (Array.isArray(value) ? value.map(checkedNode) : []);

function childrenOf(node: Members): readonly Members[] {
  switch (node.type) {
    case "ConstantNode":
    case "SymbolNode":
      return [];
    case "OperatorNode":
    case "FunctionNode":
      return nodes(node.args);
    case "RelationalNode":
      return nodes(node.params);
    case "ConditionalNode":
      return nodes([node.condition, node.trueExpr, node.falseExpr]);
    case "ParenthesisNode":
      return nodes([node.content]);
    default:
      throw unsupported(`${NOUNS.get(String(node.type)) ?? `the ${String(node.type)}`} ${shown(node)}`);
  }
}

/** Nodes that are no formulas, in words. */
const NOUNS: ReadonlyMap<string, string> = new Map([
  ["AccessorNode", "the member"],
  ["ArrayNode", "the matrix"],
  ["AssignmentNode", "the assignment"],
  ["BlockNode", "the block"],
  ["FunctionAssignmentNode", "the function definition"],
  ["IndexNode", "the index"],
  ["ObjectNode", "the object"],
  ["RangeNode", "the range"],
]);

const unsupported = (what: string): UsageError =>
  new UsageError(
    "unsupported-node",
    `${what} of mathjs is no formula of real numbers, expected numbers, names, operators and functions`,
  );

function built(node: Members, args: readonly Expr[]): Expr {
  switch (node.type) {
    case "ConstantNode":
      return number(node);
    case "SymbolNode":
      return symbol(String(node.name));
    case "OperatorNode": {
      const builds = buildsOf(String(node.fn));
      if (builds === undefined) throw unsupported(`the operator '${String(node.op)}' in ${shown(node)}`);
      return applied(node, String(node.fn), builds, args);
    }
    case "FunctionNode": {
      const { fn } = node;
      if (!isMembers(fn) || fn.type !== "SymbolNode") throw unsupported(`the call ${shown(node)}`);
      const name = String(fn.name);
      const builds = buildsOf(name);
      if (builds === undefined) throw unknownFunction(name);
      return applied(node, name, builds, args);
    }
    case "RelationalNode":
      return relation(node, args);
    case "ConditionalNode":
      return If(args[0], args[1], args[2]);
    default:
      return args[0]; // ParenthesisNode
  }
}

function number(node: Members): Expr {
  const { value } = node;
  if (typeof value === "number" || typeof value === "bigint") return Const(value);
  if (typeof value === "boolean") return constant(value ? 1 : 0);
  if (typeof value === "string") throw unsupported(`the text ${shown(node)}`);
  const digits = isMembers(value) ? digitsOf(value) : undefined;
  if (digits !== undefined) return Const(digits);
  throw unsupported(value === undefined ? "the empty text" : `the constant ${shown(node)}`);
}

/** The digits of a BigNumber or a Fraction; undefined for anything else, inf and nan among them. */
function digitsOf(value: Members): string | undefined {
  const { isBigNumber, isFraction, s, n, d } = value;
  if (isFraction === true) return `${BigInt(String(s)) * BigInt(String(n))}/${String(d)}`;
  const text = isBigNumber === true ? String(value) : "";
  return /^-?\d+(?:\.\d+)?(?:e[+-]?\d{1,3})?$/u.test(text) ? text : undefined;
}

function symbol(name: string): Expr {
  if (name === "i") throw unsupported("the complex number i");
  return constants.get(name) ?? Var(name);
}

function unknownFunction(name: string): NameError {
  const near = suggestion(name, builds.keys());
  const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
  return new NameError("unknown-function", `function '${name}' of mathjs is none of gradtree's${hint}`, {
    suggestion: near,
  });
}

/** An application of some number of arguments; undefined for another number. */
type Build = (args: readonly Expr[]) => Expr | undefined;

const buildOf =
  (row: Primitive): Build =>
  (args) =>
    row.variadic ? nested(row, args) : args.length === row.arity ? row(...args) : undefined;

/** op(op(a, b), c); of a single argument that one. */
const nested = (op: (x: Expr, y: Expr) => Expr, args: readonly Expr[]): Expr | undefined =>
  args.length === 0 ? undefined : args.slice(1).reduce((left, right) => op(left, right), args[0]);

const one =
  (f: (x: Expr) => Expr): Build =>
  (args) =>
    args.length === 1 ? f(args[0]) : undefined;
const two =
  (f: (x: Expr, y: Expr) => Expr): Build =>
  (args) =>
    args.length === 2 ? f(args[0], args[1]) : undefined;

/** What is no row's own name. Of numbers the elementwise operators are the usual ones. */
const others: readonly (readonly [name: string, build: Build])[] = [
  ["dotMultiply", two(Mul)],
  ["dotDivide", two(Div)],
  ["dotPow", two(Pow)],
  ["unaryPlus", one((x) => x)],
  ["xor", two((x, y) => Ne(Not(x), Not(y)))],
  ["sum", (args) => nested(Add, args)],
  ["prod", (args) => nested(Mul, args)],
  ["nthRoot", one(Sqrt)],
  ["log1p", two((x, base) => Div(Log1p(x), Ln(base)))],
  ["hypot", one(Abs)],
  ["hypot", (args) => nested(Hypot, args)],
];

/** By mathjs's name; the first that takes the arguments is taken. */
const builds: ReadonlyMap<string, readonly Build[]> = collected();

function collected(): ReadonlyMap<string, readonly Build[]> {
  const named = new Map<string, Build[]>();
  const add = (name: string, build: Build): void => {
    named.set(name, [...(named.get(name) ?? []), build]);
  };
  const rowsOf = [...functions, ...operators.map(([row, , theirs]) => [row, theirs] as const)];
  for (const [name, theirs] of rowsOf) {
    const row = primitives.get(name);
    if (row === undefined) throw new Error(`invariant: the table has no row '${name}'`);
    add(theirs, buildOf(row));
  }
  for (const row of extraRows) add(row.name, buildOf(row));
  for (const [name, build] of others) add(name, build);
  return named;
}

const buildsOf = (name: string): readonly Build[] | undefined => builds.get(name);

function applied(node: Members, name: string, candidates: readonly Build[], args: readonly Expr[]): Expr {
  for (const build of candidates) {
    const value = build(args);
    if (value === undefined) continue;
    const wrong = value.kind === "apply" ? wrongParameter(value.op, value.args) : undefined;
    if (wrong !== undefined)
      throw new UsageError("bad-parameter", `${shown(node)}, expected ${wrong.expected}`);
    return value;
  }
  const message = `${name} with ${args.length} argument${args.length === 1 ? "" : "s"} in ${shown(node)} is none of gradtree's`;
  throw new ArityError("wrong-arity", message);
}

/** a < b < c: each comparison, and all of them. */
function relation(node: Members, params: readonly Expr[]): Expr {
  const names = Array.isArray(node.conditionals) ? node.conditionals.map(String) : [];
  const links = names.map((name, i) => applied(node, name, buildsOf(name) ?? [], params.slice(i, i + 2)));
  const all = nested(And, links);
  if (all === undefined) throw unsupported(`the relation ${shown(node)}`);
  return all;
}

/** A node as mathjs prints it, cut short. */
function shown(node: Members): string {
  try {
    const text = String(node);
    return `'${text.length > 40 ? `${text.slice(0, 39)}…` : text}'`;
  } catch {
    return "(too deep to show)"; // mathjs prints recursively
  }
}
