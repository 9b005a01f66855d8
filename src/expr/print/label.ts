// What stands at one node of a picture: the operator's symbol, the function's name, the variable or
// the number.
import type { Expr } from "../node.ts";
import { magnitudeText, type Numbers, numeral } from "./numeral.ts";

export function nodeLabel(node: Expr, numbers: Numbers): string {
  if (node.kind === "var") return node.name;
  if (node.kind === "const") {
    const n = numeral(node.value, numbers);
    return `${n.negative ? "-" : ""}${magnitudeText(n)}`;
  }
  const { notation, name } = node.op;
  return notation.kind === "infix" || notation.kind === "prefix" || notation.kind === "postfix"
    ? notation.symbol
    : name;
}
