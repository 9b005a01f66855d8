// The variables that rules are written in.
import { type Expr, variable } from "../../expr/node.ts";

export const a: Expr = variable("a");
export const b: Expr = variable("b");
export const c: Expr = variable("c");
