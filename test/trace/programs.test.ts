// Random programs: branches within loops within branches, early returns, names written on some ways and not on others.
// Each is run as it is, and its formula evaluated.
import { expect, test } from "vitest";
import { type Expr, evaluate, UsageError } from "../../src/index.ts";
import { type AnyFunction, trace } from "../../src/trace/index.ts";
import { expectNear } from "../near.ts";
import { fromText } from "./samples.ts";

class Writer {
  #state: number;
  #loops = 0;

  constructor(seed: number) {
    this.#state = seed;
  }

  random(): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return this.#state / 2 ** 32;
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)];
  }

  /** Of x and y, the names a and b, which are written to, and the array t. */
  number(depth: number): string {
    const inner = (): string => this.number(depth - 1);
    if (depth === 0) return this.#pick(["x", "y", "a", "b", "1", "2", "0.5", "t[0]", "t[1]"]);
    return this.#pick([
      () => `(${inner()} ${this.#pick(["+", "-", "*", "+", "-"])} ${inner()})`,
      () => `Math.${this.#pick(["sin", "cos", "atan", "abs", "tanh", "floor", "round"])}(${inner()})`,
      () => `Math.${this.#pick(["max", "min", "hypot"])}(${inner()}, ${inner()})`,
      () => `(${this.condition(depth - 1)} ? ${inner()} : ${inner()})`,
      () => `(${this.#pick(["a", "b"])} ${this.#pick(["=", "+=", "-="])} ${inner()})`,
      () => `f(${inner()})`,
      () => `(${inner()} % 3)`,
      () => `([x, ${inner()}].forEach(g), a)`,
      () => `-${inner()}`.replace("--", "- -"),
      () => this.#pick(["a++", "--b", "f(t[0])", "(x && y)", "(0 + (x > 0 || y))"]),
    ])();
  }

  condition(depth: number): string {
    const compares = `${this.number(depth)} ${this.#pick(["<", "<=", ">", ">=", "===", "!=="])} ${this.number(depth)}`;
    if (depth === 0) return compares;
    return this.#pick([
      () => compares,
      () => `(${this.condition(depth - 1)} ${this.#pick(["&&", "||"])} ${this.condition(depth - 1)})`,
      () => `!(${this.condition(depth - 1)})`,
      () => this.number(depth - 1),
    ])();
  }

  statements(depth: number): string {
    return Array.from({ length: 1 + Math.floor(this.random() * 3) }, () => this.#statement(depth)).join(" ");
  }

  #statement(depth: number): string {
    const write = (): string =>
      `${this.#pick(["a", "b"])} ${this.#pick(["=", "+=", "-="])} ${this.number(2)};`;
    if (depth === 0) return write();
    const block = (): string => `{ ${this.statements(depth - 1)} }`;
    const i = `i${this.#loops++}`;
    return this.#pick([
      write,
      () => `if (${this.condition(1)}) ${block()}`,
      () => `if (${this.condition(1)}) ${block()} else ${block()}`,
      () => `if (${this.condition(1)}) { ${this.statements(depth - 1)} return ${this.number(1)}; }`,
      () => `if (${this.condition(1)}) return ${this.number(1)}; else ${block()}`,
      () =>
        `for (let ${i} = 0; ${i} < 3; ${i}++) { if (${i} === 1) continue; ${this.statements(depth - 1)} a -= ${i}; }`,
      () =>
        `for (const [${i}, v] of [[0, x], [1, 2], [2, a]]) { ${this.statements(depth - 1)} b += v; if (${i} === 1) break; }`,
      () => `{ const c = ${this.number(1)}; { let a = c; ${this.statements(depth - 1)} b += a; } }`,
      () => `t[${this.#pick(["0", "1"])}] ${this.#pick(["=", "+="])} ${this.number(1)};`,
      () => `u = ${this.#pick(["t", "[...t]", "[a, b]", "(x > 0 ? t : u)", "[t[1], x]", "h(t)", "h(u)"])};`,
      () => `u[${this.#pick(["0", "1"])}] = ${this.number(1)};`,
      () => "a += u[0] * h(u)[1];",
      () => `for (const v of t) { b += v; ${this.statements(depth - 1)} }`,
      () => `[a, b] = [b, ${this.number(1)}];`,
    ])();
  }

  program(): string {
    const body = this.statements(3);
    const f =
      "(v) => { if (v < 0) return 1; b += 1; if (v > 1) { a -= 1; return a } else if (v > 0.5) { b += v; return b } a += b; return v * b }";
    const g = "(v) => { if (v > y) return; a += v; b -= f(v) }";
    const h = "(z) => { if (y > 0) return z; if (z[0] > 1) return t; u = [z[1], 2]; return u }";
    return `(x, y) => { let a = x, b = 1, u = [x, 1]; const t = [y, a], f = ${f}, g = ${g}, h = ${h}; ${body} return a + b }`;
  }
}

const PROGRAMS = 150;

/** The formula of a program; undefined where it is refused because of what it does with an array. */
function formulaOf(fn: AnyFunction): Expr | undefined {
  try {
    return trace(fn);
  } catch (error) {
    if (error instanceof UsageError && error.message.includes("an array is changed")) return undefined;
    throw error;
  }
}

test(`what ${PROGRAMS} random programs give when they are run is what their formulas give`, () => {
  let traced = 0;
  for (let seed = 1; seed <= PROGRAMS; seed++) {
    const writer = new Writer(seed);
    const text = writer.program();
    const fn = fromText(text) as (x: number, y: number) => number;
    const expr = formulaOf(fn);
    if (expr === undefined) continue;
    traced++;
    for (let i = 0; i < 12; i++) {
      const [x, y] = [writer.random() * 6 - 3, writer.random() * 6 - 3].map((v) =>
        i % 3 === 0 ? Math.round(v) : v,
      );
      // A hypot of two is as JavaScript's to a rounding; a sum of some dozen terms carries it on.
      expectNear(evaluate(expr, { x, y }), fn(x, y), 1e-10, `program ${seed} at (${x}, ${y}): ${text}`);
    }
  }
  expect(traced).toBeGreaterThan(PROGRAMS / 2);
});
