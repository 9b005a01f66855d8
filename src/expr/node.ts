// What a formula is: a constant, a variable, or a primitive applied to formulas. Nodes are
// immutable and frozen; sharing is by identity. Each carries three facts worked out when it is
// built (private, one small integer each), because walks ask for them again and again:
// a structural hash, the size of the unfolded tree (saturating), and a mask of marks: a Bloom filter
// of its variables, whether it may be undefined somewhere, whether it holds inf or nan.
import { NameError, UsageError } from "./errors.ts";
import type { MathJson } from "./mathJson.ts";
import type { Primitive } from "./primitive.ts";
import { type Rational, rational, readDecimal } from "./rational.ts";

/**
 * A number that a formula holds exactly. Safe integers, ±infinity, nan and -0 are plain numbers;
 * everything else is a rational in lowest terms.
 */
export type ConstValue = number | Rational;

export type Expr = Const | Var | Apply;
/** What constructors take: a formula, or a number that stands for its exact constant. */
export type ExprLike = Expr | number | bigint;

/** The largest unfolded size that a node remembers; beyond it, `measure` counts. */
export const SIZE_LIMIT = 2 ** 30 - 1;

/**
 * The one shared prototype; expr/print/display.ts gives it toString, toJSON and Node's inspect. By itself it is an
 * application, of which there are most: a class that is derived takes twice as long to construct.
 */
export class Node {
  /** The formula's text; a short description where that would exceed the limit of `format`. */
  declare readonly toString: () => string;
  /** The formula as MathJSON, for JSON.stringify. */
  declare readonly toJSON: () => MathJson;

  readonly #hash: number;
  readonly #size: number;
  readonly #mask: number;
  /** Scratch for walk.ts: where a walk last put this node. Never part of what the node is. */
  #place = 0;
  /** What follows from this formula and was worked out before: see `Memo`. Until there is something, what was asked for once, a bit each. */
  #memo: Memo | number = 0;
  /** The first two arguments once more: to read an element of a frozen list V8 makes a call, and walks read these all the time. */
  readonly #first: Expr | undefined;
  readonly #second: Expr | undefined;
  /** Of an application, whether it is for good: frozen, and so is all below. See `drafted`. */
  #isFrozen = false;

  constructor(hash: number, size: number, mask: number, op?: Primitive, args?: readonly Expr[]) {
    this.#hash = hash;
    this.#size = size;
    this.#mask = mask;
    if (op === undefined || args === undefined) return;
    this.#first = args[0];
    this.#second = args[1];
    const self = this as { kind?: "apply"; op?: Primitive; args?: readonly Expr[] };
    self.kind = "apply";
    self.op = op;
    self.args = args;
  }

  static hash(node: Node): number {
    return node.#hash;
  }
  static size(node: Node): number {
    return node.#size;
  }
  static mask(node: Node): number {
    return node.#mask;
  }
  static argument(node: Apply, i: number): Expr {
    // `as`: an application has the arguments that it is asked for.
    return (i === 0 ? node.#first : i === 1 ? node.#second : node.args[i]) as Expr;
  }
  static place(node: Node): number {
    return node.#place;
  }
  static setPlace(node: Node, place: number): void {
    node.#place = place;
  }
  static memo(node: Node): Memo | undefined {
    const memo = node.#memo;
    return typeof memo === "number" ? undefined : memo;
  }
  static remember(node: Node): Memo {
    const known = node.#memo;
    if (typeof known !== "number") return known;
    const memo: Memo = {
      partials: undefined,
      tidied: undefined,
      tidiedForm: undefined,
      searched: undefined,
      searchedForm: undefined,
    };
    node.#memo = memo;
    return memo;
  }
  static isMetAgain(node: Node, i: number): boolean {
    const met = node.#memo;
    if (typeof met !== "number" || (met & (1 << i)) !== 0) return true;
    node.#memo = met | (1 << i);
    return false;
  }

  /** Freezes the applications below `root` that are drafts. */
  static freezeDrafts(root: Expr): void {
    if (root.kind !== "apply" || root.#isFrozen) return;
    const stack = unfrozen;
    stack.push(root);
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.#isFrozen) continue;
      node.#isFrozen = true;
      const { args } = node;
      Object.freeze(args);
      Object.freeze(node);
      for (let i = 0; i < args.length; i++) {
        const arg = Node.argument(node, i);
        if (arg.kind === "apply" && !arg.#isFrozen) stack.push(arg);
      }
    }
  }
}

/** The drafts still to be frozen by `freezeDrafts`; empty in between. */
const unfrozen: Apply[] = [];

/** A structural hash: equal formulas have equal hashes. */
export const hashOf: (expr: Expr) => number = Node.hash;
/** The number of nodes of the unfolded tree, or SIZE_LIMIT where it is larger. */
export const sizeOf: (expr: Expr) => number = Node.size;
const maskOf: (expr: Expr) => number = Node.mask;
/** Argument i of an application, quicker than `node.args[i]`. */
export const argOf: (node: Apply, i: number) => Expr = Node.argument;
/** For walk.ts alone: the place that a walk last gave to the node. Nothing may be concluded from it without a check. */
export const placeOf: (expr: Expr) => number = Node.place;
export const setPlace: (expr: Expr, place: number) => void = Node.setPlace;

/**
 * What follows from a formula alone, kept with it so that differentiating it again (by another variable, to a higher
 * order) does not work it out anew. Formulas never change, so neither does this.
 */
export interface Memo {
  /** The row's partials at this application's arguments; null: the constant 0. */
  partials: (Expr | null | undefined)[] | undefined;
  /** What tidy gathered here, and the same collected; only where no condition was relied on. */
  tidied: object | undefined;
  tidiedForm: object | undefined;
  /** The same of tidy's other level, search. */
  searched: object | undefined;
  searchedForm: object | undefined;
}

/** What is remembered with a formula, if anything. */
export const memoOf: (expr: Expr) => Memo | undefined = Node.memo;
/** The formula's memo, to write into: for formulas that will be met again. */
export const remember: (expr: Expr) => Memo = Node.remember;
/**
 * Whether what belongs to argument i was asked for before, or anything is remembered: most formulas are differentiated
 * once, and remembering costs more than it saves there.
 */
export const isMetAgain: (expr: Expr, i: number) => boolean = Node.isMetAgain;

/** Marks of variables: one of 28 bits for each name. */
const VARIABLES = 2 ** 28 - 1;
/** The mark of a formula that is not defined for all reals: a quotient, a logarithm, a fractional power. */
const PARTIAL = 2 ** 28;
/** The mark of a formula that holds a literal inf or nan. */
const NON_FINITE = 2 ** 29;
/** The mark of a formula that holds a condition or a comparison. */
const CONDITIONAL = 2 ** 30;

const variableMark = (name: string): number => 1 << (hashText(name) % 28);

/** The marks of some variables, for `mayDependOn`. */
export const variableMarks = (names: Iterable<string>): number => {
  let marks = 0;
  for (const name of names) marks |= variableMark(name);
  return marks;
};

/** False only where no variable of the given marks is below. */
export const mayDependOn = (expr: Expr, marks: number): boolean => (maskOf(expr) & marks) !== 0;
/** Whether any variable is below. */
export const hasVariables = (expr: Expr): boolean => (maskOf(expr) & VARIABLES) !== 0;
/** Whether the formula may have no value at some real point; false is certain. */
export const mayBeUndefined = (expr: Expr): boolean => (maskOf(expr) & (PARTIAL | NON_FINITE)) !== 0;
/** Whether a condition or a comparison is below. */
export const hasConditions = (expr: Expr): boolean => (maskOf(expr) & CONDITIONAL) !== 0;
/** Whether a literal inf or nan is below. */
export const hasNonFinite = (expr: Expr): boolean => (maskOf(expr) & NON_FINITE) !== 0;

class ConstNode extends Node {
  readonly kind = "const";
  readonly value: ConstValue;

  constructor(value: ConstValue) {
    super(hashValue(value), 1, typeof value === "number" && !Number.isFinite(value) ? NON_FINITE : 0);
    this.value = Object.freeze(value);
    Object.freeze(this);
  }
}

class VarNode extends Node {
  readonly kind = "var";
  readonly name: string;

  constructor(name: string) {
    super(hashText(name), 1, variableMark(name));
    this.name = name;
    Object.freeze(this);
  }
}

// Freezing a node costs as much as building it, and most of what is built on the way to a derivative is
// not in it. So work that gives out formulas builds drafts, and freezes what it gives out.
let drafting = false;

/** The formulas that `work` gives; what else it builds on the way is never frozen. */
export function drafted(work: () => readonly Expr[]): readonly Expr[] {
  const before = drafting;
  drafting = true;
  let results: readonly Expr[];
  try {
    results = work();
  } finally {
    drafting = before;
  }
  for (let i = 0; i < results.length; i++) settled(results[i]);
  return results;
}

/** A formula that leaves `drafted` work: frozen, unless there is more such work around it. */
export function settled(expr: Expr): Expr {
  if (!drafting) Node.freezeDrafts(expr);
  return expr;
}

// Interfaces, not the classes: declaration files of users' code can name them.
export interface Const extends Node {
  readonly kind: "const";
  readonly value: ConstValue;
}
export interface Var extends Node {
  readonly kind: "var";
  readonly name: string;
}
export interface Apply extends Node {
  readonly kind: "apply";
  readonly op: Primitive;
  readonly args: readonly Expr[];
}

/** FNV-1a, folded to 30 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 30)) & 0x3fffffff;
}

function hashValue(value: ConstValue): number {
  if (typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 2 ** 30) {
    return Math.imul(value | 0, 0x9e3779b1) & 0x3fffffff; // -0 and 0 alike
  }
  if (typeof value === "number") return hashText(String(value));
  return hashText(`${value.numerator}/${value.denominator}`);
}

const small: readonly Const[] = Array.from({ length: 34 }, (_, i) => new ConstNode(i - 17));

/** The constant of a value that is already in its one form. */
export function constant(value: ConstValue): Const {
  if (
    typeof value === "number" &&
    value >= -17 &&
    value <= 16 &&
    Number.isInteger(value) &&
    !Object.is(value, -0)
  ) {
    return small[value + 17];
  }
  return new ConstNode(value);
}

/** A rational in the form that Const holds: a number where that is a safe integer. */
export function constValue(r: Rational): ConstValue {
  if (r.denominator !== 1n) return r;
  const n = Number(r.numerator);
  return Number.isSafeInteger(n) ? n : r;
}

/**
 * An exact constant. A number is the shortest decimal of its double (`Const(0.1)` is 1/10);
 * text is a decimal or a fraction (`Const("1/3")`); a bigint is itself. `Const(NaN)` and
 * `Const(Infinity)` are allowed and never folded.
 * @throws {NameError} for text that is neither a decimal nor a fraction.
 * @example Const("1/3").value  // { numerator: 1n, denominator: 3n }
 */
export function Const(value: number | bigint | string | Rational): Const {
  if (typeof value === "number") {
    if (Number.isSafeInteger(value) || !Number.isFinite(value)) return constant(value);
    return constant(exactDecimal(String(value)));
  }
  if (typeof value === "bigint") return constant(constValue(rational(value)));
  if (typeof value === "string") return constant(exactDecimal(value.trim()));
  if (typeof value?.numerator !== "bigint" || typeof value.denominator !== "bigint") {
    throw new UsageError("bad-constant", "a constant is a number, a bigint, a text or a rational");
  }
  if (value.denominator === 0n)
    throw new NameError("bad-constant", "the denominator of a constant is 0, expected another");
  return constant(constValue(rational(value.numerator, value.denominator)));
}

function exactDecimal(text: string): ConstValue {
  const slash = text.indexOf("/");
  if (slash >= 0 && /^[+-]?\d+\/\d+$/.test(text)) {
    const denominator = BigInt(text.slice(slash + 1));
    if (denominator !== 0n)
      return constValue(rational(BigInt(text.slice(0, slash).replace("+", "")), denominator));
  }
  const decimal = readDecimal(text);
  if (decimal !== undefined && "value" in decimal) return constValue(decimal.value);
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  throw new NameError(
    "bad-constant",
    `constant '${shown}' is no number: expected a decimal or a fraction such as "1/3"`,
  );
}

/** A variable whose name is known to be in its one form; `Var` (var.ts) checks a name from outside. */
export const variable = (name: string): Var => new VarNode(name);

/** A primitive applied to formulas; `args` becomes the node's own and is frozen. The arity is the caller's care. */
export function apply(op: Primitive, args: readonly Expr[]): Apply {
  const { takesNan } = op;
  let hash = op.hash;
  let size = 1;
  let mask = op.domain === undefined || isTotal(op, args) ? 0 : PARTIAL;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    hash = (Math.imul(hash, 31) + hashOf(arg)) & 0x3fffffff;
    size += sizeOf(arg);
    const isTaken = takesNan?.includes(i) === true;
    mask |= isTaken ? (maskOf(arg) & ~PARTIAL) | CONDITIONAL : maskOf(arg);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) & 0x3fffffff;
  // `as`: with a row and arguments it is one.
  const node = new Node(hash, size < SIZE_LIMIT ? size : SIZE_LIMIT, mask, op, args) as Apply;
  if (!drafting) Node.freezeDrafts(node);
  return node;
}

/** Whether it is certain that these arguments are in the domain. Two calls written out: spreading costs more than the answer. */
function isTotal({ total }: Primitive, args: readonly Expr[]): boolean {
  if (total === undefined) return false;
  return args.length === 2 ? total(args[0], args[1]) : total(...args);
}

/** The formula that a constructor's argument stands for. @throws {UsageError} for anything else. */
export function toExpr(value: ExprLike): Expr {
  if (value instanceof Node) return value;
  if (typeof value === "number" || typeof value === "bigint") return Const(value);
  throw notAFormula(value);
}

export const isExpr = (value: unknown): value is Expr => value instanceof Node;

/** @throws {UsageError} for what is no formula: a text that has not been parsed, say. */
export function checkFormula(value: unknown): asserts value is Expr {
  if (!(value instanceof Node)) throw notAFormula(value);
}

function notAFormula(value: unknown): UsageError {
  const what = value === null ? "null" : typeof value === "object" ? "an object" : `a ${typeof value}`;
  const instead = typeof value === "string" ? "; parse(text) reads one" : "";
  return new UsageError(
    "not-a-formula",
    `${value === undefined ? "undefined" : what} is no formula${instead}`,
  );
}
