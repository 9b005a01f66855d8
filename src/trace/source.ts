// A function's own text, read and never run: the one door to acorn. Errors name the place in that text.
import { type AnyNode, type Function as FunctionNode, type Node, type Program, parse } from "acorn";
import { BudgetError, UsageError } from "../expr/errors.ts";
import { described } from "../expr/options.ts";
import { Source } from "../expr/parse/source.ts";

export type {
  ArrowFunctionExpression,
  AssignmentExpression,
  BinaryExpression,
  CallExpression,
  Expression,
  ForOfStatement,
  ForStatement,
  Function as FunctionNode,
  LogicalExpression,
  MemberExpression,
  Node,
  Pattern,
  SpreadElement,
  Statement,
  Super,
  UnaryExpression,
  UpdateExpression,
  VariableDeclaration,
} from "acorn";

/** The text of a function and what it says. */
export interface FunctionSource {
  readonly node: FunctionNode;
  /** Refuses what can't be traced, at its place in the text. */
  readonly fail: Fail;
}

/** Throws an error about a part of the function's text. */
export type Fail = (at: Node, message: string) => never;

/** What the text is put between to be an expression: functions and arrows, then methods. */
const FRAMES = [
  ["(", ")"],
  ["({", "})"],
] as const;

/**
 * Reads a function's text; `name` is what errors call it, where it is not the one that is traced.
 * @throws {UsageError} for what is no function, has no text of its own, or is no plain function;
 * {BudgetError} for text that nests too deep to be read.
 */
export function functionSource(fn: unknown, name?: string): FunctionSource {
  if (typeof fn !== "function") {
    throw new UsageError("no-function", `a function to trace is expected, found ${described(fn)}`);
  }
  const text = Function.prototype.toString.call(fn);
  const which = name === undefined ? "this function" : `function ${name}`;
  const read = FRAMES.map((frame) => readIn(text, frame)).find((found) => found !== undefined);
  if (read === undefined) {
    const [why, instead] = /\[native code\]\s*\}$/u.test(text)
      ? ["has no text to read, being native or bound", "write it as an arrow: (x) => Math.sin(x)"]
      : ["is not plain JavaScript where it is read", "write it as an arrow or a function"];
    throw new UsageError("untraceable", `${which} ${why}; ${instead}`);
  }
  if (read === "too deep") {
    throw new BudgetError(
      "trace-too-deep",
      `${which} nests too deep, or has too long a sum, to be read: take it apart with const, or write a loop`,
    );
  }
  const { node, offset, isAccessor } = read;
  const fail = failAt(text, offset, name);
  if (isClass(node)) return fail(node, "a class can't be traced; give one of its methods");
  if (isAccessor) return fail(node, "a getter or setter can't be traced: write a function");
  if (node.async) return fail(node, "an async function can't be traced: its value comes later");
  if (node.generator) return fail(node, "a generator can't be traced: it gives many values");
  return { node, fail };
}

/** Errors about parts of a text whose nodes are counted from `offset`. */
function failAt(text: string, offset: number, name: string | undefined): Fail {
  const source = new Source(text);
  return (at, message) => {
    const span = source.span(at.start - offset, at.end - offset);
    const where = name === undefined ? "" : `function ${name}, `;
    throw new UsageError("untraceable", `${where}line ${span.line}, column ${span.column}: ${message}`, {
      span,
    });
  };
}

type Found = FunctionNode | ClassNode;
type ClassNode = Extract<AnyNode, { readonly type: "ClassExpression" }>;

interface Read {
  readonly node: Found;
  readonly offset: number;
  readonly isAccessor: boolean;
}

const isClass = (node: Found): node is ClassNode => node.type === "ClassExpression";

function readIn(text: string, [before, after]: readonly [string, string]): Read | "too deep" | undefined {
  const program = parsed(before + text + after);
  if (program === "too deep") return program;
  const statement = program?.body[0];
  if (statement?.type !== "ExpressionStatement") return undefined;
  const { expression } = statement;
  const property = expression.type === "ObjectExpression" ? expression.properties[0] : undefined;
  const node = property?.type === "Property" ? property.value : expression;
  const isAccessor = property?.type === "Property" && property.kind !== "init";
  const isFound =
    node.type === "ArrowFunctionExpression" ||
    node.type === "FunctionExpression" ||
    node.type === "ClassExpression";
  return isFound ? { node, offset: before.length, isAccessor } : undefined;
}

/** A text as a script, or undefined where it is none; acorn recurses, and ends at some thousand brackets or terms. */
function parsed(text: string): Program | "too deep" | undefined {
  try {
    return parse(text, { ecmaVersion: "latest", sourceType: "script" });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return /^Not enough stack space/u.test(error.message) ? "too deep" : undefined;
  }
}
