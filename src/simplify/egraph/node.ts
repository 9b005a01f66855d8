// What an e-graph is made of: sums and products of any length, in order and with exact coefficients and
// exponents, so that + and * need no rules of commutativity and associativity; and functions applied.
import type { ConstValue, Expr } from "../../expr/node.ts";
import type { Primitive } from "../../expr/primitive.ts";

/** The number of a class of equal formulas. */
export type Id = number;

/** constant + coefficients[0]·terms[0] + ... */
export interface SumNode {
  readonly kind: "sum";
  readonly constant: ConstValue;
  readonly coefficients: readonly ConstValue[];
  readonly args: readonly Id[];
}

/** args[0]^exponents[0] · args[1]^exponents[1] · ... */
export interface ProductNode {
  readonly kind: "product";
  readonly exponents: readonly ConstValue[];
  readonly args: readonly Id[];
}

export interface CallNode {
  readonly kind: "call";
  readonly op: Primitive;
  readonly args: readonly Id[];
}

/** A number, or a variable. inf and nan stand for themselves, as variables do. */
export interface LeafNode {
  readonly kind: "leaf";
  readonly expr: Expr;
  readonly args: readonly Id[];
}

export type ENode = SumNode | ProductNode | CallNode | LeafNode;

export const keyOfValue = (v: ConstValue): string =>
  typeof v === "number" ? `${v}` : `${v.numerator}/${v.denominator}`;

/** A text that equal nodes alone have in common. */
export function keyOf(node: ENode): string {
  switch (node.kind) {
    case "sum": {
      let key = `+${keyOfValue(node.constant)}`;
      for (let i = 0; i < node.args.length; i++)
        key += ` ${keyOfValue(node.coefficients[i])}*${node.args[i]}`;
      return key;
    }
    case "product": {
      let key = "*";
      for (let i = 0; i < node.args.length; i++) key += ` ${node.args[i]}^${keyOfValue(node.exponents[i])}`;
      return key;
    }
    case "call":
      return `${node.op.name}(${node.args.join(" ")}`;
    case "leaf":
      return node.expr.kind === "const"
        ? `#${keyOfValue(node.expr.value)}`
        : node.expr.kind === "var"
          ? `$${node.expr.name}`
          : "";
  }
}
