// Formulas and their gradients as source code of other languages, to be kept and used without gradtree.
import { UsageError } from "../expr/errors.ts";
import { measure } from "../expr/measure.ts";
import { type Expr, type ExprLike, toExpr } from "../expr/node.ts";
import { checkOptions, described, oneOf, rules, text } from "../expr/options.ts";
import { format } from "../expr/print/format.ts";
import { type CompileOptions, compileRules, parts } from "./compile.ts";
import { optimized } from "./passes.ts";
import { bodyOf, helpersOf } from "./targets/body.ts";
import { c } from "./targets/c.ts";
import { cuda } from "./targets/cuda.ts";
import { type Dialect, inDialect } from "./targets/dialect.ts";
import { glsl } from "./targets/glsl.ts";
import { julia } from "./targets/julia.ts";
import { module } from "./targets/module.ts";
import { isPlain } from "./targets/names.ts";
import { python } from "./targets/python.ts";
import { rust } from "./targets/rust.ts";
import { wgsl } from "./targets/wgsl.ts";

/** The languages that source code is generated in. */
export const languages = ["c", "python", "rust", "julia", "js", "glsl", "wgsl", "cuda"] as const;
export type Language = (typeof languages)[number];

const dialects: Readonly<Record<Language, Dialect>> = {
  c,
  python,
  rust,
  julia,
  js: module,
  glsl,
  wgsl,
  cuda,
};

export interface GenerateOptions extends Pick<CompileOptions, "inputs" | "gradient" | "budget"> {
  readonly target: Language;
  /** The function's name; default f. */
  readonly name?: string | undefined;
}

const shared = ["inputs", "gradient", "budget"];
const generateRules = rules({
  ...Object.fromEntries([...compileRules].filter(([name]) => shared.includes(name))),
  target: oneOf(...languages),
  name: text,
});

/**
 * Source code of a function that computes the formula and, where `gradient` asks for them, its derivatives: what is
 * common is computed once, and variables keep their names where these are plain and free in the language.
 *
 * c: `double NAME(const double *inputs, double *gradient)`; of a list of formulas `void NAME(const double *inputs,
 * double *values, double *jacobian)`, the Jacobian row by row. cuda the same, for host and device; js the same on
 * arrays; rust on arrays of fixed length. python and julia take the inputs one by one (NumPy's arrays broadcast) and
 * return the value, or the value and the gradient. glsl and wgsl take them one by one too, and write derivatives to an
 * array; they compute in 32 bits.
 *
 * To have C, C for CUDA and Rust round as gradtree does, no product and sum may become one operation:
 * -ffp-contract=off, -fmad=false, and Rust as it is.
 * @throws {UsageError} for an unknown target, or a name that is none; {TargetError} for a function that the target
 * can't compute, or more than 250,000 operations; and as `compile`.
 * @example generate(parse("x*y"), { target: "c", name: "area" })
 *   // "... double area(const double *inputs) { ... return x * y; }"
 */
export function generate(exprs: ExprLike | readonly ExprLike[], options: GenerateOptions): string {
  checkOptions("generate", options, generateRules);
  if (options?.target === undefined) {
    throw new UsageError("bad-target", `generate needs a target, expected one of ${languages.join(", ")}`);
  }
  const { target, name = "f", ...others } = options;
  const dialect = dialects[target];
  checkName(name, dialect);
  const isList = (given: ExprLike | readonly ExprLike[]): given is readonly ExprLike[] =>
    Array.isArray(given);
  const formulas = (isList(exprs) ? exprs : [exprs]).map(toExpr);
  const made = parts(formulas, others);
  const body = bodyOf(inDialect(optimized(made.whole), dialect), dialect, {
    name,
    isScalar: !isList(exprs),
    values: formulas.length,
    hasGradient: made.hasGradient,
    columns: made.wrt.length,
  });
  const code = dialect.write(body);
  const helpers = helpersOf(code, dialect);
  const nameOf = new Map(made.values.inputs.map((input, i) => [input, body.inputs[i]]));
  const comment = dialect.comment([
    ...written(formulas, nameOf),
    `inputs: ${body.inputs.join(", ") || "none"}`,
    ...(made.wrt.length > 0 ? [`derivatives by ${made.wrt.map((x) => nameOf.get(x)).join(", ")}`] : []),
  ]);
  const top = dialect.top?.([...helpers, code].join("\n"));
  const apart = target === "python" ? "\n\n\n" : "\n\n";
  return `${[...(top === undefined ? [] : [top.join("\n")]), ...helpers, `${comment}\n${code}`].join(apart)}\n`;
}

/** Longer formulas are not repeated in a comment. */
const SHORT_FORMULA = 100;

/** The formulas as text, where they are short and all their names are those in the code. */
function written(formulas: readonly Expr[], nameOf: ReadonlyMap<string, string | undefined>): string[] {
  const areKept = [...nameOf].every(([name, inCode]) => name === inCode);
  if (!areKept || formulas.length > 10) return [];
  if (formulas.some((formula) => measure(formula).unfolded > SHORT_FORMULA)) return [];
  const texts = formulas.map((formula) => format(formula));
  const arePlain = texts.every((text) => text.length <= SHORT_FORMULA && /^[ -~]*$/u.test(text));
  return arePlain ? texts : [];
}

function checkName(name: string, dialect: Dialect): void {
  if (isPlain(name, dialect) && dialect.taken?.has(name) !== true) return;
  throw new UsageError(
    "bad-name",
    `name is ${described(name)}, expected at most 63 letters, digits and _, a letter first, and no word or function of ${dialect.title}`,
  );
}
