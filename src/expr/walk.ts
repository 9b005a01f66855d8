// The only loops over trees: postorder and folds, on an explicit stack, by identity. A node that
// is used many times is one node. Nothing here recurses, so depth is bounded by memory alone.
//
// A walk numbers the nodes it meets and notes the number in the node's scratch place, which makes
// "seen before?" and "what was found there?" a look into an array instead of a hash table. Places
// belong to the walk that began last: an older one notices (its epoch has passed) and goes on with
// a Map of its own, so that walks may be begun inside walks.
import {
  type Apply,
  argOf,
  type Const,
  checkFormula,
  type Expr,
  placeOf,
  setPlace,
  type Var,
} from "./node.ts";

let epoch = 0;

/** Nodes by number, in the order in which they were numbered. */
export class Numbering {
  readonly nodes: Expr[] = [];
  /** Of what `numbered` found, by number: how often it is an argument there, and once more for each time it is a root. */
  readonly uses: number[] = [];
  #epoch = ++epoch;
  #places: Map<Expr, number> | undefined;

  /** The node's number, or -1. */
  find(node: Expr): number {
    if (this.#epoch !== epoch) return this.#table().get(node) ?? -1;
    const place = placeOf(node);
    return this.nodes[place] === node ? place : -1;
  }

  /** Gives the next number to a node that has none. */
  add(node: Expr): number {
    const place = this.nodes.length;
    this.nodes.push(node);
    if (this.#epoch === epoch) setPlace(node, place);
    else this.#table().set(node, place);
    return place;
  }

  #table(): Map<Expr, number> {
    if (this.#places === undefined) {
      this.#places = new Map();
      for (let i = 0; i < this.nodes.length; i++) this.#places.set(this.nodes[i], i);
    }
    return this.#places;
  }
}

// The way from the root to where `numbered` is: ancestors of each other, so none of them can be met again before it is
// done. One walk is over before the next begins, so all walks use the same two lists.
const stack: Apply[] = [];
const next: number[] = []; // next[i]: the argument of stack[i] to go on with

/**
 * The distinct nodes below `roots`, numbered: arguments before applications, roots included, each once. What is below
 * applications that are `whole` is left out.
 */
export function numbered(roots: readonly Expr[], isWhole?: (node: Apply) => boolean): Numbering {
  const order = new Numbering();
  const { nodes, uses } = order;
  for (const root of roots) {
    checkFormula(root);
    if (nodes[placeOf(root)] === root) {
      uses[placeOf(root)]++;
      continue;
    }
    if (root.kind !== "apply" || isWhole?.(root) === true) {
      setPlace(root, nodes.length);
      nodes.push(root);
      uses.push(1);
      continue;
    }
    let node = root;
    let arity = node.args.length;
    let i = 0;
    for (;;) {
      if (i < arity) {
        const arg = argOf(node, i++);
        const place = placeOf(arg);
        if (nodes[place] === arg) {
          uses[place]++;
        } else if (arg.kind === "apply" && isWhole?.(arg) !== true) {
          stack.push(node);
          next.push(i);
          node = arg;
          arity = arg.args.length;
          i = 0;
        } else {
          setPlace(arg, nodes.length);
          nodes.push(arg);
          uses.push(1);
        }
        continue;
      }
      setPlace(node, nodes.length);
      nodes.push(node);
      uses.push(1);
      const above = stack.pop();
      if (above === undefined) break;
      node = above;
      arity = above.args.length;
      i = next.pop() ?? 0; // always there: both lists are as long
    }
  }
  return order;
}

/**
 * The distinct nodes below `roots`, arguments before applications, roots included, each once.
 * @example postorder([Add(x, x)])  // [x, the sum]
 */
export const postorder = (roots: readonly Expr[]): readonly Expr[] => numbered(roots).nodes;

/** What a fold does at each of the three kinds of node; `args` are the results at the arguments. */
export interface Fold<T> {
  readonly constant: (node: Const) => T;
  readonly variable: (node: Var) => T;
  readonly apply: (node: Apply, args: readonly T[]) => T;
}

/** Every distinct node's result, by the numbers of `order`, each worked out once. */
export function foldNumbered<T>(order: Numbering, cases: Fold<T>): T[] {
  const results: T[] = [];
  for (const node of order.nodes) {
    if (node.kind === "apply") {
      const args: T[] = [];
      for (let i = 0; i < node.args.length; i++) args.push(results[order.find(argOf(node, i))]);
      results.push(cases.apply(node, args));
    } else results.push(node.kind === "const" ? cases.constant(node) : cases.variable(node));
  }
  return results;
}

/** Every distinct node's result, each worked out once. */
export function foldAll<T>(roots: readonly Expr[], cases: Fold<T>): Map<Expr, T> {
  const order = numbered(roots);
  const results = foldNumbered(order, cases);
  return new Map(order.nodes.map((node, i) => [node, results[i]]));
}

/** The root's result, each distinct node worked out once. */
export function fold<T>(root: Expr, cases: Fold<T>): T {
  const results = foldNumbered(numbered([root]), cases);
  return results[results.length - 1]; // the root comes last
}
