// The reader of MathJSON: ["Add", ["Multiply", "x", "y"], ["Sin", "y"]], with compute-engine's
// names (Log of one argument is to the base 10, Ln is natural). Numbers are read from their digits,
// so 0.1 is exactly 1/10. Iterative: as deep as memory allows, and linear in the text. Objects
// are never built, so keys such as __proto__ mean nothing.
import { type Budget, checkCancelled } from "../budget.ts";
import { constant, constValue, type Expr } from "../node.ts";
import type { Primitive } from "../primitive.ts";
import { Log10 } from "../primitives/exponential.ts";
import { Div } from "../primitives/operators.ts";
import { exportedRows, rowsByMathjson } from "../primitives/table.ts";
import { numberSymbols, VARIABLE_COMMENT } from "../print/mathjson.ts";
import { type Rational, rational } from "../rational.ts";
import { applyFirst, type InterchangeOptions, InterchangeSource, type Place, quoted } from "./interchange.ts";
import { JsonTokens, type Token } from "./json.ts";

/** A function being read: its name, then its arguments. */
interface ArrayFrame {
  readonly kind: "array";
  readonly start: number;
  readonly head: Token;
  readonly args: Expr[];
}

/** An object being read: {"num": ...}, {"sym": ...} or {"fn": [...]}, with any further keys ignored. */
interface ObjectFrame {
  readonly kind: "object";
  readonly start: number;
  /** Whether a key has been read. */
  begun: boolean;
  value: Expr | undefined;
  symbol: Token | undefined;
  comment: string | undefined;
}

const infinities = new Map<string, number>([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["+Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

const constantSymbols: ReadonlyMap<string, Expr> = new Map<string, Expr>([
  ...[...numberSymbols].map(([name, value]): [string, Expr] => [name, constant(value)]),
  ...exportedRows
    .filter(([, row]) => row.notation.kind === "constant")
    .map(([, row]): [string, Expr] => [row.mathjson, row()]),
]);

/** What is no row's own name, by the number of arguments: undefined where it does not apply. */
const others: ReadonlyMap<string, (args: readonly Expr[]) => Expr | undefined> = new Map([
  ["Rational", (args: readonly Expr[]) => (args.length === 2 ? quotient(args[0], args[1]) : undefined)],
  ["Log", (args: readonly Expr[]) => (args.length === 1 ? Log10(args[0]) : undefined)],
]);

/** p/q as one constant where both are integers; otherwise a quotient of formulas. */
function quotient(p: Expr, q: Expr): Expr {
  const numerator = integerOf(p);
  const denominator = integerOf(q);
  if (numerator === undefined || denominator === undefined || denominator === 0n) return Div(p, q);
  return constant(constValue(rational(numerator, denominator)));
}

function integerOf(expr: Expr): bigint | undefined {
  if (expr.kind !== "const") return undefined;
  const value: number | Rational = expr.value;
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  return value.denominator === 1n ? value.numerator : undefined;
}

/**
 * The formula that a MathJSON text writes; what `format(expr, "mathjson")` wrote is read back exactly.
 * @throws {ParseError} for text that is no MathJSON, {NameError} for an unknown name, {ArityError} for a wrong
 * number of arguments, each with its span; {BudgetError} for text over INTERCHANGE_LIMIT.
 * @example readMathJson('["Add", "x", ["Rational", 1, 3]]')  // x + 1/3
 */
export function readMathJson(text: string, options: InterchangeOptions = {}): Expr {
  return new Reader(text, options).read();
}

class Reader {
  readonly #source: InterchangeSource;
  readonly #tokens: JsonTokens;
  readonly #functions: InterchangeOptions["functions"];
  readonly #budget: Budget | undefined;
  readonly #stack: (ArrayFrame | ObjectFrame)[] = [];
  readonly #symbols = new Map<string, Expr>(constantSymbols);

  constructor(text: string, options: InterchangeOptions) {
    this.#source = new InterchangeSource(text, "MathJSON");
    this.#tokens = new JsonTokens(this.#source, options.start);
    this.#functions = options.functions;
    this.#budget = options.budget;
  }

  read(): Expr {
    let value = this.#begin(this.#tokens.next());
    for (let steps = 0; ; steps++) {
      if ((steps & 4095) === 0) checkCancelled(this.#budget);
      // `value` is complete, or undefined where a frame has just been opened or went on.
      const frame = this.#stack.at(-1);
      if (frame === undefined) {
        if (value !== undefined) return this.#whole(value);
        throw new Error("invariant: a frame is open until its value is complete");
      }
      if (value !== undefined) {
        if (frame.kind === "array") frame.args.push(value);
        else frame.value = value;
      }
      value = frame.kind === "array" ? this.#continueArray(frame) : this.#continueObject(frame);
    }
  }

  /** A value that begins with `token`: a leaf at once; undefined where a frame was opened. */
  #begin(token: Token): Expr | undefined {
    switch (token.kind) {
      case "string":
        return this.#symbol(token);
      case "number":
        return this.#constant(token.text, token, false);
      case "[":
        this.#openArray(token);
        return undefined;
      case "{":
        this.#stack.push({
          kind: "object",
          start: token.start,
          begun: false,
          value: undefined,
          symbol: undefined,
          comment: undefined,
        });
        return undefined;
      default:
        throw this.#unexpected("a formula", token);
    }
  }

  #openArray({ start }: Token): void {
    const head = this.#tokens.next();
    if (head.kind !== "string") throw this.#unexpected("a function's name after '['", head);
    this.#stack.push({ kind: "array", start, head, args: [] });
  }

  #continueArray(frame: ArrayFrame): Expr | undefined {
    const token = this.#tokens.next();
    if (token.kind === ",") return this.#begin(this.#tokens.next());
    if (token.kind !== "]") throw this.#unclosed("]", "[", frame.start, token);
    this.#stack.pop();
    return this.#applied(frame, token.end);
  }

  /** Reads on in an object until it ends (its value) or a function in it begins (undefined). */
  #continueObject(frame: ObjectFrame): Expr | undefined {
    let token = this.#tokens.next();
    while (token.kind !== "}") {
      if (frame.begun) {
        if (token.kind !== ",") throw this.#unclosed("}", "{", frame.start, token);
        token = this.#tokens.next();
      }
      frame.begun = true;
      if (token.kind !== "string") throw this.#unexpected("a key", token);
      const colon = this.#tokens.next();
      if (colon.kind !== ":") throw this.#unexpected("':' after a key", colon);
      if (this.#readKey(frame, token.text)) return undefined;
      token = this.#tokens.next();
    }
    this.#stack.pop();
    return this.#objectValue(frame, { start: frame.start, end: token.end });
  }

  /** Reads what stands under a key; true where that opened a frame of its own. */
  #readKey(frame: ObjectFrame, key: string): boolean {
    const token = this.#tokens.next();
    if (key === "fn") {
      if (token.kind !== "[") throw this.#unexpected("'[' after \"fn\"", token);
      this.#openArray(token);
      return true;
    }
    if (key === "num") {
      if (token.kind !== "string" && token.kind !== "number") throw this.#unexpected("a number", token);
      frame.value = this.#constant(token.text, token, true);
    } else if (key === "sym") {
      if (token.kind !== "string") throw this.#unexpected("a symbol's name", token);
      frame.symbol = token;
    } else if (key === "comment" && token.kind === "string") frame.comment = token.text;
    else this.#skip(token);
    return false;
  }

  /** Passes over a value of any shape. */
  #skip(first: Token): void {
    const open: string[] = [];
    for (let token = first; ; token = this.#tokens.next()) {
      if (token.kind === "[") open.push("]");
      else if (token.kind === "{") open.push("}");
      else if (token.kind === "]" || token.kind === "}") {
        if (open.pop() !== token.kind) throw this.#unexpected("a value", token);
      } else if (token.kind === "end" || (open.length === 0 && (token.kind === "," || token.kind === ":"))) {
        throw this.#unexpected("a value", token);
      }
      if (open.length === 0) return;
    }
  }

  #objectValue({ symbol, comment, value }: ObjectFrame, place: Place): Expr {
    if (symbol !== undefined) {
      return comment === VARIABLE_COMMENT ? this.#source.variable(symbol.text, symbol) : this.#symbol(symbol);
    }
    if (value !== undefined) return value;
    throw this.#source.error("expected-formula", 'expected "num", "sym" or "fn" in the object', place);
  }

  #symbol(token: Token): Expr {
    const known = this.#symbols.get(token.text);
    if (known !== undefined) return known;
    const value = this.#source.variable(token.text, token);
    this.#symbols.set(token.text, value);
    return value;
  }

  #constant(text: string, place: Place, isWord: boolean): Expr {
    const special = isWord ? infinities.get(text) : undefined;
    if (special !== undefined) return constant(special);
    const value = this.#source.number(text, place, false);
    if (value !== undefined) return value;
    throw this.#source.error("bad-constant", `expected a number, found ${quoted(text)}`, place);
  }

  #applied({ start, head, args }: ArrayFrame, end: number): Expr {
    const rows = functionRows.get(head.text) ?? [];
    const value = applyFirst(rows, args) ?? others.get(head.text)?.(args);
    if (value !== undefined) {
      this.#source.checkParameter(value, { start, end });
      return value;
    }
    const own = this.#functions?.(head.text, args.length);
    if (own !== undefined) return own(...args);
    throw rows.length > 0
      ? this.#source.wrongArity(head.text, rows, args.length, { start, end })
      : this.#source.unknownFunction(head.text, head, [...functionRows.keys(), ...others.keys()]);
  }

  #whole(value: Expr): Expr {
    const rest = this.#tokens.next();
    if (rest.kind !== "end") throw this.#unexpected("the end of the text", rest);
    return value;
  }

  #unexpected(expected: string, token: Token): Error {
    const code = token.kind === "end" ? "unexpected-end" : "unexpected-text";
    return this.#source.error(code, `expected ${expected}, found ${this.#source.found(token)}`, token);
  }

  #unclosed(close: string, open: string, start: number, token: Token): Error {
    const expected = `',' or '${close}' to close the '${open}' at ${this.#source.place(start)}`;
    return this.#unexpected(expected, token);
  }
}

const functionRows: ReadonlyMap<string, readonly Primitive[]> = new Map(
  [...rowsByMathjson]
    .map(([name, rows]): [string, Primitive[]] => [name, rows.filter((row) => row.arity > 0)])
    .filter(([, rows]) => rows.length > 0),
);
