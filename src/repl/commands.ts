// The commands that take a formula, a row each: name, options, examples, and the answer. The command
// line reads their arguments; nothing here prints.
import { UsageError } from "../expr/errors.ts";
import { suggestion } from "../expr/suggest.ts";
import { methods } from "../methods.ts";
import type { Answer } from "./answer.ts";
import { diffAnswer } from "./diff.ts";
import { evalAnswer } from "./evaluateAt.ts";
import { pictureAnswer } from "./picture.ts";
import { type ShownSyntax, syntaxes } from "./show.ts";
import type { Syntax, Understood } from "./understand.ts";
import type { Wrt } from "./wrt.ts";

export type Format = ShownSyntax | "json";

export interface Options {
  readonly wrt?: string;
  readonly at?: string;
  readonly method?: string;
  readonly order?: number;
  readonly simplify?: "none" | "tidy";
  readonly syntax: Syntax;
  readonly format: Format;
  readonly file?: string;
}

/** What a command is asked: a formula understood, and the options that are its own. */
export interface Request {
  readonly formula: Understood;
  readonly wrts: readonly Wrt[] | undefined;
  readonly at: ReadonlyMap<string, number> | undefined;
  readonly options: Options;
  /** The format asked for; where that is json, the one that its text would have. */
  readonly syntax: ShownSyntax;
}

/** An option: how it is written, what help says of it, and what its value is read as. */
export interface OptionRow {
  readonly flags: string;
  readonly about: string;
  readonly read?: (value: string) => string | number;
  /** Given twice it adds up: --at x=1 --at y=2. */
  readonly repeats?: true;
  readonly otherwise?: string;
}

/** A command that takes a formula. */
export interface Definition {
  readonly name: string;
  readonly about: string;
  readonly options: readonly OptionRow[];
  readonly examples: readonly string[];
  readonly defaultFormat?: Format;
  readonly answer: (request: Request) => Answer;
}

/** One of a few known names; another is an error that offers the nearest. */
export const oneOf =
  (what: string, known: readonly string[]) =>
  (value: string): string => {
    if (known.includes(value)) return value;
    const near = suggestion(value, known);
    const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
    throw new UsageError(
      `unknown-${what}`,
      `unknown ${what} '${value}'${hint}: expected ${known.join(", ")}`,
      {
        suggestion: near,
      },
    );
  };

function orderFrom(value: string): number {
  if (/^\d{1,4}$/u.test(value) && Number(value) >= 1 && Number(value) <= 1000) return Number(value);
  throw new UsageError("bad-order", `order is '${value}', expected an integer from 1 to 1000`);
}

const wrt: OptionRow = {
  flags: "--wrt <names>",
  about: 'by which variables: "x, y" are two derivatives, "x x y" is one mixed one',
  repeats: true,
};
const at: OptionRow = {
  flags: "--at <values>",
  about: 'the values of variables, "x=1, y=pi/2"',
  repeats: true,
};
const method: OptionRow = {
  flags: "--method <name>",
  about: `how to differentiate: ${[...methods.keys()].join(", ")}`,
  read: oneOf("method", [...methods.keys()]),
};
const order: OptionRow = {
  flags: "--order <n>",
  about: "how often to differentiate by each variable",
  read: orderFrom,
};
const simplify: OptionRow = {
  flags: "--simplify <how>",
  about: "none (as the rules give it) or tidy",
  read: oneOf("simplification", ["none", "tidy"]),
};
const syntax: OptionRow = {
  flags: "--syntax <name>",
  about: "how the formula is written: text, sexpr or mathjson",
  read: oneOf("syntax", ["text", "sexpr", "mathjson"]),
  otherwise: "text",
};
const file: OptionRow = {
  flags: "--file <path>",
  about: "read the formula from a file",
};
const outputFormat: OptionRow = {
  flags: "--format <name>",
  about: `how to answer: ${[...syntaxes, "json"].join(", ")}`,
  read: oneOf("format", [...syntaxes, "json"]),
};

/** The options of every command that takes a formula. */
export const sharedOptions: readonly OptionRow[] = [syntax, file, outputFormat];

export const definitions: readonly Definition[] = [
  {
    name: "diff",
    about: "differentiate a formula, by each of its variables or by those of --wrt",
    options: [wrt, at, order, method, simplify],
    examples: [
      'gradtree diff "x*y + sin(y)"',
      'gradtree diff "x^y" --wrt "x x y" --format latex',
      'gradtree diff "x*y + sin(y)" --at "x=2, y=pi/3"',
      "gradtree diff --file formula.txt --format json",
      'echo "-x^2" | gradtree diff',
    ],
    answer: ({ formula, wrts, at, syntax, options: { method, order, simplify } }) =>
      diffAnswer(formula, { wrts, at, method, order, simplify, syntax }),
  },
  {
    name: "eval",
    about: "work out the value of a formula",
    options: [at],
    examples: ['gradtree eval "2*sin(pi/6)"', 'gradtree eval "x^2 + y" --at "x=3, y=1/2"'],
    answer: ({ formula, at }) => evalAnswer(formula, at ?? new Map()),
  },
  {
    name: "tree",
    about: "show how a formula is understood, as a tree",
    options: [],
    examples: ['gradtree tree "a/b c"', 'gradtree tree "x*y + sin(y)" --format dot'],
    defaultFormat: "tree",
    answer: ({ formula, syntax }) => pictureAnswer(formula, syntax),
  },
  {
    name: "format",
    about: "write a formula in another way",
    options: [],
    examples: ['gradtree format "sqrt(x)/y" --format latex', 'gradtree format "(* x y)" --syntax sexpr'],
    answer: ({ formula, syntax }) => pictureAnswer(formula, syntax),
  },
];
