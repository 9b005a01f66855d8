// Formulas and their gradients as source code of other languages, to be kept and used without gradtree.
import { UsageError } from "../expr/errors.ts";
import type { ExprLike } from "../expr/node.ts";
import { checkOptions, described, oneOf, rules, text } from "../expr/options.ts";
import { type CompileOptions, compileRules, parts } from "./compile.ts";
import { optimized } from "./passes.ts";
import type { Program } from "./program.ts";
import { c, mathFunctions } from "./targets/c.ts";
import { helpersOf, inDialect, statements } from "./targets/dialect.ts";
import { module } from "./targets/module.ts";

export type Language = "c" | "js";

export interface GenerateOptions extends Omit<CompileOptions, "target"> {
  readonly target: Language;
  /** The function's name; default f. */
  readonly name?: string | undefined;
}

const generateRules = rules({ ...Object.fromEntries(compileRules), target: oneOf("c", "js"), name: text });

/**
 * Source code of a function that computes the formula and, where `gradient` asks for them, its derivatives.
 * C: `double NAME(const double *inputs, double *gradient)`; of a list of formulas
 * `void NAME(const double *inputs, double *values, double *jacobian)`, the Jacobian row by row. A JavaScript module
 * exports the same on arrays. To have C round as gradtree does, compile with -ffp-contract=off.
 * @throws {UsageError} for an unknown target, or a name that is none; {TargetError} for a function that the target
 * can't compute; and as `compile`.
 * @example generate(parse("x*y"), { target: "c", name: "product" })
 *   // "... double product(const double *inputs) { ..."
 */
export function generate(exprs: ExprLike | readonly ExprLike[], options: GenerateOptions): string {
  checkOptions("generate", options, generateRules);
  if (options?.target === undefined) {
    throw new UsageError("bad-target", "generate needs a target, expected c or js");
  }
  const { target, name = "f", ...others } = options;
  checkName(name);
  const isList = (given: ExprLike | readonly ExprLike[]): given is readonly ExprLike[] =>
    Array.isArray(given);
  const made = parts(isList(exprs) ? exprs : [exprs], others);
  const dialect = target === "c" ? c : module;
  const program = inDialect(optimized(made.whole), dialect);
  const shape: Shape = {
    isScalar: !isList(exprs),
    values: made.values.outputs.length,
    hasGradient: made.hasGradient,
  };
  const { lines, slot } = statements(program, dialect);
  const body = [...lines, ...results(program, shape, slot)];
  const source = [...header(program.inputs, made.wrt), ...opening(name, shape, target), ...body, "}", ""];
  const includes = target === "c" ? ["#include <math.h>", ""] : [];
  const helpers = helpersOf(lines, dialect).flatMap((helper) => [helper, ""]);
  return [...includes, ...helpers, ...source].join("\n");
}

interface Shape {
  readonly isScalar: boolean;
  /** The number of formulas. */
  readonly values: number;
  readonly hasGradient: boolean;
}

/** What the arrays hold. Names of variables are letters, digits and _: they can't end a comment. */
const header = (inputs: readonly string[], wrt: readonly string[]): string[] => [
  `/* inputs: ${inputs.join(", ") || "none"}${wrt.length > 0 ? `; derivatives by ${wrt.join(", ")}` : ""} */`,
];

function opening(name: string, { isScalar, hasGradient }: Shape, target: Language): string[] {
  const parameters = isScalar
    ? ["inputs", ...(hasGradient ? ["gradient"] : [])]
    : ["inputs", "values", ...(hasGradient ? ["jacobian"] : [])];
  if (target === "js") return [`export function ${name}(${parameters.join(", ")}) {`];
  const typed = parameters.map((one) => `${one === "inputs" ? "const double" : "double"} *${one}`);
  const unused = parameters.map((one) => `  (void)${one};`); // an array of no entries is not read
  return [`${isScalar ? "double" : "void"} ${name}(${typed.join(", ")}) {`, ...unused];
}

function results({ outputs }: Program, { isScalar, values }: Shape, slot: (k: number) => string): string[] {
  const all = Array.from(outputs, slot);
  const into = (array: string, from: readonly string[]): string[] =>
    from.map((value, k) => `  ${array}[${k}] = ${value};`);
  const derivatives = all.slice(values);
  if (isScalar) return [...into("gradient", derivatives), `  return ${all[0]};`];
  return [...into("values", all.slice(0, values)), ...into("jacobian", derivatives)];
}

/** Words that can't be a function's name in C or JavaScript, or that generated code uses itself. */
const RESERVED = new Set(
  (
    "auto break case char const continue default do double else enum extern float for goto if inline int long register " +
    "restrict return short signed sizeof static struct switch typedef union unsigned void volatile while main " +
    "await class debugger delete export extends false finally function import in instanceof let new null super this " +
    "throw true try typeof var with yield eval arguments Math Number Object NaN Infinity " +
    "inputs gradient values jacobian round mod copysign product pow gamma j0 j1 jn y0 y1 yn"
  ).split(" "),
);

function checkName(name: string): void {
  const isReserved =
    RESERVED.has(name) || name.startsWith("gradtree_") || /^s\d+$/u.test(name) || mathFunctions.has(name);
  if (/^[A-Za-z]\w*$/u.test(name) && !isReserved) return;
  throw new UsageError(
    "bad-name",
    `name is ${described(name)}, expected a letter, then letters, digits or _, and no word or function of C or JavaScript`,
  );
}
