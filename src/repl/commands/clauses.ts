// What may stand behind the formula of a command: a clause at the prompt (`wrt x at x=1 using beta`), an
// option on the command line (`--wrt x --at x=1 --method beta`). Both are one row, so that they can't differ.
import { UsageError } from "../../expr/errors.ts";
import { unknownName } from "../../expr/options.ts";
import { methods } from "../../methods.ts";
import { syntaxes } from "../show.ts";

export type ClauseName =
  | "wrt"
  | "at"
  | "using"
  | "by"
  | "about"
  | "to"
  | "where"
  | "order"
  | "simplify"
  | "kinks"
  | "effort"
  | "rule"
  | "steps"
  | "strict";

/** How a formula may be simplified. */
export const efforts = ["none", "tidy", "search"] as const;
export type Effort = (typeof efforts)[number];

/** What a number is where the derivative is a convention. */
export const subgradients = ["midpoint", "nan"] as const;

/** What `to` and --format take. */
export const formats = [...syntaxes, "json"] as const;
export type Format = (typeof formats)[number];

export interface Clause {
  /** The word at the prompt. */
  readonly name: ClauseName;
  /** The option on the command line: "--wrt <names>". */
  readonly flags: string;
  readonly about: string;
  /** Given twice it adds up: --at x=1 --at y=2; at the prompt only `at` does, wrt x, y standing there once. */
  readonly repeats?: true;
}

const rows: readonly Clause[] = [
  {
    name: "wrt",
    flags: "--wrt <names>",
    about: 'by which variables: "x, y" are two derivatives, "x x y" is one mixed one',
    repeats: true,
  },
  {
    name: "at",
    flags: "--at <values>",
    about: 'the values of variables, "x=1, y=pi/2"',
    repeats: true,
  },
  {
    name: "using",
    flags: "--method <name>",
    about: `how to differentiate: ${[...methods.keys()].join(", ")}`,
  },
  {
    name: "order",
    flags: "--order <n>",
    about: "how often to differentiate by each variable, or up to which power",
  },
  { name: "by", flags: "--by <what>", about: "along what: a direction or a variable" },
  { name: "about", flags: "--about <values>", about: "the point to expand about" },
  { name: "where", flags: "--where <what>", about: "what holds besides" },
  {
    name: "simplify",
    flags: "--simplify <how>",
    about: "none (as the rules give it), tidy, or search (the default: what is shorter)",
  },
  {
    name: "kinks",
    flags: "--kinks <how>",
    about: "numbers at kinks: midpoint (the default, a convention that the answer names) or nan",
  },
  { name: "effort", flags: "--effort <name>", about: "how much to try: low, normal (the default) or high" },
  {
    name: "rule",
    flags: "--rule <rule>",
    about: "a rule of your own, tried beside the built-in ones: sin(a)^2 => 1 - cos(a)^2",
  },
  { name: "steps", flags: "--steps", about: "show the steps" },
  { name: "strict", flags: "--strict", about: "make no step that holds only under a condition" },
  { name: "to", flags: "--format <name>", about: `how to answer: ${formats.join(", ")}` },
];

/** Every clause by its word. */
export const clauses: ReadonlyMap<string, Clause> = new Map(rows.map((row) => [row.name, row]));

export function clauseNamed(name: ClauseName): Clause {
  const row = clauses.get(name);
  if (row === undefined) throw new Error(`invariant: there is a clause '${name}'`);
  return row;
}

/** One of a few known names. @throws {UsageError} for another, offering the nearest. */
export function oneOf<T extends string>(what: string, known: readonly T[], value: string): T {
  const found = known.find((name) => name === value);
  if (found !== undefined) return found;
  throw unknownName(what, value, known);
}

/** @throws {UsageError} for what is no integer in the range. */
export function readOrder(value: string, [least, most]: readonly [number, number] = [1, 1000]): number {
  if (/^\d{1,4}$/u.test(value) && Number(value) >= least && Number(value) <= most) return Number(value);
  throw new UsageError("bad-order", `order is '${value}', expected an integer from ${least} to ${most}`);
}
