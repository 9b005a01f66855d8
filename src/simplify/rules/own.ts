// Rules that a caller gives: as text "left => right", or with a name. Their variables stand for anything.
import { UsageError } from "../../expr/errors.ts";
import { variables } from "../../expr/measure.ts";
import { checkFormula, type Expr, sizeOf } from "../../expr/node.ts";
import { described } from "../../expr/options.ts";
import { parse } from "../../expr/parse/parse.ts";
import { format } from "../../expr/print/format.ts";
import type { Rule } from "./rule.ts";

/** A rule of the caller's own. It is taken to be true wherever its left side has a value. */
export interface OwnRule {
  /** What the steps call it; default: the rule itself. */
  readonly name?: string | undefined;
  readonly left: Expr;
  readonly right: Expr;
}

/** Larger patterns than people write are refused: finding one may take long. */
const LARGEST = 64;

/** @throws {UsageError} for what is no rule */
export function ownRule(given: string | OwnRule): Rule {
  if (typeof given !== "string" && (typeof given !== "object" || given === null))
    throw wrong(`a rule is ${described(given)}`);
  const { left, right, name } = typeof given === "string" ? sides(given) : given;
  checkFormula(left);
  checkFormula(right);
  const text = `${format(left)} => ${format(right)}`;
  if (sizeOf(left) > LARGEST || sizeOf(right) > LARGEST)
    throw wrong(`the rule '${name ?? "given"}' has more than ${LARGEST} nodes on a side`);
  if (left.kind !== "apply") throw wrong(`the left side of '${text}' is no operation`);
  const known = variables(left);
  const open = variables(right).find((variable) => !known.includes(variable));
  if (open !== undefined) throw wrong(`'${open}' of '${text}' stands on the right side alone`);
  return { name: `${name ?? text} (yours)`, left, right, where: [], samples: [], by: "user" };
}

function sides(text: string): { left: Expr; right: Expr; name: undefined } {
  const parts = text.split("=>");
  if (parts.length !== 2) throw wrong(`'${text}' has ${parts.length === 1 ? "no" : "more than one"} =>`);
  const [left, right] = parts.map((part) => parse(part.trim()));
  return { left, right, name: undefined };
}

const wrong = (what: string): UsageError =>
  new UsageError("bad-rule", `${what}, expected a rule such as sin(a)^2 => 1 - cos(a)^2`);
