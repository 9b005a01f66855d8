// A primitive: one row of the table, and its own constructor. A row says everything about its
// function in one place; everything above the table reads it there and names no function.
//
// Words that rows use:
//   value      the function on doubles; outside its real domain nan, never an error
//   partials   one rule per argument: d op / d argument as a formula. A rule is given the
//              arguments and, last, `self`, the application itself, so that a value already
//              computed is reused (exp, sqrt, tanh). The constant 0 contributes nothing.
//              "parameter": the argument is an integer constant; differentiating by it is an error.
//   slopes     partials on doubles, where the textbook formula overflows or cancels and another form does not
//   edges      isolated points where the textbook partial has no value and a convention gives one
//   notation   how the formula is written: an operator, a postfix, a call
//   samples    argument tuples that every law test runs over
//   kinks      points with the partials expected there, worked out by hand
import { ArityError } from "./errors.ts";
import { type Apply, apply, type Expr, type ExprLike, hashText, toExpr } from "./node.ts";
import type { Rational } from "./rational.ts";

/** A partial as a formula of the arguments and, last, of the application itself. */
export type PartialRule = (...argsThenSelf: Expr[]) => ExprLike;

/** A point at which a convention replaces a partial that has no value in the textbook formula. */
export interface Edge {
  /** Which partial (index of the argument). */
  readonly partial: number;
  /** Whether the convention applies at these arguments. */
  readonly where: (...args: number[]) => boolean;
  /** The same as a formula of the arguments (1 where it applies), for compilers. */
  readonly condition: (...args: Expr[]) => Expr;
  readonly value: number;
  /**
   * A sentence for people, of the application and its arguments as texts: "hypot(x, y) has no partial derivatives where
   * x and y are 0; 0 is used". None: not worth a word.
   */
  readonly why?: (self: string, ...args: string[]) => string;
}

/** A point where the derivative is a convention, with the partials by hand. */
export interface Kink {
  readonly at: readonly number[];
  /** One expected partial per argument; nan and infinities as they are. */
  readonly partials: readonly number[];
}

/**
 * How the text printer and reader write the function. Precedences: 1 ?:, 2 or, 3 and, 4 not,
 * 5 comparison, 6 sum, 7 product, 8 prefix minus, 9 power, 10 postfix, 11 call.
 */
export type Notation =
  | { readonly kind: "call" }
  | {
      readonly kind: "infix";
      readonly symbol: string;
      readonly precedence: number;
      readonly associates: "left" | "right" | "none";
      /** Whether the printer puts spaces around the symbol. */
      readonly spaced: boolean;
    }
  | {
      readonly kind: "prefix";
      readonly symbol: string;
      readonly precedence: number;
      readonly spaced: boolean;
    }
  | { readonly kind: "postfix"; readonly symbol: string; readonly precedence: number }
  | { readonly kind: "conditional"; readonly precedence: number }
  | { readonly kind: "constant" };

/** Which numbers an integer constant among the arguments may be, and the same in words. */
export interface Parameter {
  readonly takes: (n: number) => boolean;
  readonly expected: string;
}

export interface Row {
  /** The name in text and S-expressions; the exported constructor is this, capitalised. */
  readonly name: string;
  /** One line for help. */
  readonly about: string;
  /** What help calls the arguments. Default: x, y, z. */
  readonly argumentNames?: readonly string[];
  readonly value: (...args: number[]) => number;
  readonly partials: readonly (PartialRule | 0 | "parameter")[];
  /** What the argument may be whose partial is "parameter". */
  readonly parameter?: Parameter;
  /**
   * The partials as functions of doubles, one per argument, for numeric methods: where the textbook formula, which
   * symbolic results print, overflows or cancels though the partial itself does not (1/sqrt(x^2 + 1) at 1e200).
   */
  readonly slopes?: readonly ((...args: number[]) => number)[];
  readonly edges?: readonly Edge[];
  readonly notation?: Notation;
  /** Other spellings that the text reader takes (arcsin); printed as `name`. */
  readonly spellings?: readonly string[];
  /** The atom of S-expressions where it is not the name: + - * / ^ > ... */
  readonly sexpr?: string;
  /** compute-engine's name. */
  readonly mathjson: string;
  /** A LaTeX template in which #1, #2 stand for the arguments: "\\sin\\left(#1\\right)". Default: \operatorname. */
  readonly latex?: string;
  /** Where the function has a real value, in words and symbols: "x > 0". Default: all reals. */
  readonly domain?: string;
  /** Where only some arguments are outside the domain: whether it is certain that these never are. */
  readonly total?: (...args: readonly Expr[]) => boolean;
  /** The function is x^power wherever it is real: sqrt is x^(1/2). Collected with other powers of x. */
  readonly power?: Rational;
  /** f(-x) = f(x), or -f(x): of functions of one argument. */
  readonly parity?: "even" | "odd";
  readonly commutative?: true;
  /** The functions g, by name, with f(g(x)) = x wherever g(x) has a value: exp undoes ln. */
  readonly undoes?: readonly string[];
  /** The arguments (by index) without whose value it has one: those of comparisons, and, or, not; a condition. */
  readonly takesNan?: readonly number[];
  /** Least and greatest value. */
  readonly range?: readonly [number, number];
  /** Where the partials are conventions, the function having none there: abs at 0, floor at an integer. */
  readonly kinkAt?: (...args: number[]) => boolean;
  readonly samples: readonly (readonly number[])[];
  readonly kinks?: readonly Kink[];
  /**
   * The exact value at these (tidied, variable-free) arguments as a simpler constant formula, or undefined
   * where there is none: sqrt at 4 is 2, sqrt at 2 stays. Bounded: never a number over 4,096 bits.
   */
  readonly exact?: (...args: Expr[]) => Expr | undefined;
}

type Defaulted = "argumentNames" | "notation" | "sexpr" | "spellings" | "edges" | "kinks";

/** A row as the table holds it: defaults filled in, and what follows from its arity. */
type Facts = Omit<Row, Defaulted> &
  Required<Pick<Row, Defaulted>> & {
    /** Number of arguments an application of this row has. */
    readonly arity: number;
    /** The constructor and the readers take two or more arguments, nested to the left. */
    readonly variadic: boolean;
    /** Part of the structural hash of applications. */
    readonly hash: number;
  };

/** A row with its constructor's type `Build`. `name` is the row's, not a JavaScript identifier. */
export type Constructor<Build> = Build & Facts;

export type Nullary = Constructor<() => Apply>;
export type Unary = Constructor<(x: ExprLike) => Apply>;
export type Binary = Constructor<(x: ExprLike, y: ExprLike) => Apply>;
export type Ternary = Constructor<(x: ExprLike, y: ExprLike, z: ExprLike) => Apply>;
export type Variadic = Constructor<(x: ExprLike, y: ExprLike, ...more: ExprLike[]) => Apply>;

/** Any row: called with the wrong number of arguments it throws an ArityError. */
export type Primitive = Constructor<(...args: ExprLike[]) => Apply>;

const CALL: Notation = { kind: "call" };

const primitives = new WeakSet<object>();

export const isPrimitive = (value: unknown): value is Primitive =>
  typeof value === "function" && primitives.has(value);

function arityMessage(name: string, arity: number, variadic: boolean, got: number): string {
  const takes = variadic
    ? "2 or more arguments"
    : arity === 1
      ? "1 argument"
      : `${arity === 0 ? "no" : arity} arguments`;
  return `${name} takes ${takes}, got ${got}`;
}

/** The error for a row given `got` arguments. */
export const arityError = (op: Primitive, got: number): ArityError =>
  new ArityError("wrong-arity", arityMessage(op.name, op.arity, op.variadic, got));

type Writable<Row> = ((...args: ExprLike[]) => Apply) & { -readonly [K in keyof Row]: Row[K] };

function define(row: Row, arity: number, variadic: boolean): Primitive {
  const wrong = (got: number): never => {
    throw arityError(op, got);
  };
  const named =
    arity === 1
      ? {
          [row.name]: (x?: ExprLike, ...more: ExprLike[]): Apply =>
            x !== undefined && more.length === 0
              ? apply(op, [toExpr(x)])
              : wrong((x === undefined ? 0 : 1) + more.length),
        }
      : {
          [row.name]: (...args: ExprLike[]): Apply => {
            if (variadic ? args.length < 2 : args.length !== arity) wrong(args.length);
            if (args.length === 2) return apply(op, [toExpr(args[0]), toExpr(args[1])]);
            if (!variadic) return apply(op, args.map(toExpr));
            let nested = apply(op, [toExpr(args[0]), toExpr(args[1])]);
            for (let i = 2; i < args.length; i++) nested = apply(op, [nested, toExpr(args[i])]);
            return nested;
          },
        };
  // The function has its name from a computed key and every other fact by an assignment of its own, all of them in
  // one order: so V8 lays all rows out alike, and reads `op.value` at the cost of a field. `as`: complete below.
  const op = named[row.name] as unknown as Writable<Primitive>;
  op.about = row.about;
  op.argumentNames = row.argumentNames ?? ["x", "y", "z"].slice(0, arity);
  op.value = row.value;
  op.partials = row.partials;
  op.parameter = row.parameter;
  op.edges = row.edges ?? [];
  op.notation = row.notation ?? CALL;
  op.spellings = row.spellings ?? [];
  op.sexpr = row.sexpr ?? row.name;
  op.mathjson = row.mathjson;
  op.latex = row.latex;
  op.domain = row.domain;
  op.total = row.total;
  op.power = row.power;
  op.parity = row.parity;
  op.commutative = row.commutative;
  op.undoes = row.undoes;
  op.takesNan = row.takesNan;
  op.range = row.range;
  op.kinkAt = row.kinkAt;
  op.slopes = row.slopes;
  op.samples = row.samples;
  op.kinks = row.kinks ?? [];
  op.exact = row.exact;
  op.arity = arity;
  op.variadic = variadic;
  op.hash = hashText(row.name);
  primitives.add(op);
  return Object.freeze(op);
}

// The `as` casts narrow the number of arguments in the type; define() checks it at run time.
export const nullary = (row: Row): Nullary => define(row, 0, false) as Nullary;
export const unary = (row: Row): Unary => define(row, 1, false) as Unary;
export const binary = (row: Row): Binary => define(row, 2, false) as Binary;
export const ternary = (row: Row): Ternary => define(row, 3, false) as Ternary;
export const variadic = (row: Row): Variadic => define(row, 2, true) as Variadic;
/** A row of any arity that is not in the table: a user's or a declared function. */
export const userFunction = (row: Row, arity: number): Primitive => define(row, arity, false);
