// What a command on formulas is, and what it is asked. The prompt and the command line read their own
// notations into the same request, so that a command is written once and answers alike in both.

import type { Subgradient } from "../../backprop/partials.ts";
import type { Budget } from "../../expr/budget.ts";
import type { Expr } from "../../expr/node.ts";
import type { Equation } from "../../expr/parse/parse.ts";
import type { ScopeOptions } from "../../expr/parse/scope.ts";
import type { Condition } from "../../simplify/condition.ts";
import type { Assumptions } from "../../simplify/facts/assumptions.ts";
import type { Answer } from "../answer.ts";
import type { ShownSyntax } from "../show.ts";
import type { Understood } from "../understand.ts";
import type { Point } from "../value.ts";
import type { Wrt } from "../wrt.ts";
import type { ClauseName, Effort, Format } from "./clauses.ts";
import type { Cost } from "./cost.ts";

/** A command that is asked about a formula (a list of them, an equation) and answers. */
export interface Definition {
  readonly name: string;
  /** What it does, as the rest of a sentence: "differentiate a formula". */
  readonly about: string;
  /**
   * What it is asked about. A list [f, g] may be one formula alone; an equation without = means that it is 0; a claim
   * is `f = diff g`, or one formula alone.
   */
  readonly takes: "formula" | "formulas" | "equation" | "claim";
  /** Words of which one stands before the formula: trig expand sin(2*x). */
  readonly ways?: readonly string[];
  /** A number behind `to` is the order: taylor sin(x) to 5. */
  readonly toIsOrder?: true;
  /** `at` says where the formula is looked at, by a formula too: tangent x^2 at x=a, tangent sin(x) at 0. */
  readonly atIsPlace?: true;
  /** The orders it takes, from and to; default 1 and 1000. */
  readonly orders?: readonly [number, number];
  /** The clauses (at the prompt) and options (on the command line) it takes, beside `to`, which all take. */
  readonly clauses: readonly ClauseName[];
  /** As typed at the prompt; the first is shown where there is room for one. Help on the command line writes them its way. */
  readonly examples: readonly string[];
  /** Names of related commands, for help. */
  readonly related?: readonly string[];
  /** What else there is to know, for help. */
  readonly more?: string;
  /** What `to` is where it is left out; text otherwise. */
  readonly format?: Format;
  /** Works it out. Text and JSON are written only when they are asked for. @throws {GradtreeError} */
  readonly answer: (request: Request) => Answer;
}

/** What is known where a command is asked: nothing on the command line, its names in a session. */
export interface Context {
  /** How names are read: known variables, functions. */
  readonly scope: ScopeOptions;
  /** Names with a value, and these values exactly. */
  readonly values: Point;
  /** A formula with names that stand for formulas, and users' functions, put in; names in `kept` stay variables. */
  readonly resolve: (expr: Expr, kept?: ReadonlySet<string>) => Expr;
  /** Whether a condition follows from what is assumed. */
  readonly isAssumed: (condition: Condition) => boolean;
  /** The same by variable. */
  readonly assumptions: Assumptions;
  /** Refuses a value that contradicts what is assumed. @throws {UsageError} */
  readonly checkValue: (name: string, value: number) => void;
  /** A clause as it is written here: `wrt x` at the prompt, `--wrt x` on the command line. */
  readonly spelt: (clause: ClauseName, value: string) => string;
  /** Warn also of new names of two or three letters. */
  readonly hintNames: boolean;
  readonly budget: Budget | undefined;
}

/** What a command is asked, read. */
export interface Request {
  /** The formula; of a list the first, of an equation left - right. */
  readonly formula: Understood;
  /** All of them, where the command takes a list; f and g of a claim f = diff g. */
  readonly formulas: readonly Understood[];
  /** Where the command takes an equation. */
  readonly equation: Equation | undefined;
  /** By what to differentiate; undefined where nothing is said. */
  readonly wrts: readonly Wrt[] | undefined;
  /** Values that `at` gives, over those known; undefined where there is no `at`. */
  readonly at: ReadonlyMap<string, number> | undefined;
  /** The names that `at` itself gives values. */
  readonly atNames: readonly string[];
  /** The same where there is an `at`, else the values that are known. */
  readonly point: Point;
  /** Which of the command's ways, where it has any. */
  readonly way: string | undefined;
  /** The name of a method, as written. */
  readonly method: string | undefined;
  readonly order: number | undefined;
  readonly simplify: Effort;
  /** What numbers are at kinks; undefined: the convention. */
  readonly subgradient: Subgradient | undefined;
  /** Clauses that only some commands take, as written. */
  readonly by: string | undefined;
  readonly about: string | undefined;
  /** What `at` says, where it is a place. */
  readonly place: string | undefined;
  readonly where: string | undefined;
  readonly effort: string | undefined;
  readonly rule: string | undefined;
  readonly withSteps: boolean;
  readonly strict: boolean;
  /** How results are to be written. Where JSON was asked for, as its texts are. */
  readonly syntax: ShownSyntax;
  /** A further formula, of a clause, with the same names. @throws {UsageError} that quotes it where it is none */
  readonly read: (text: string, clause: ClauseName) => Expr;
  readonly context: Context;
  readonly budget: Budget | undefined;
  /** Counts and times what the answer takes. */
  readonly cost: Cost;
}
