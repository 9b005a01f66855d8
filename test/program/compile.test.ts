import { afterEach, describe, expect, test, vi } from "vitest";
import { BudgetError, NameError, ShapeError, UsageError } from "../../src/expr/errors.ts";
import type { Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Tanh } from "../../src/expr/primitives/hyperbolic.ts";
import { Add, Div, Mul, Sub } from "../../src/expr/primitives/operators.ts";
import { Cos, Sin } from "../../src/expr/primitives/trigonometric.ts";
import { Var } from "../../src/expr/var.ts";
import { type CompileOptions, compile } from "../../src/program/compile.ts";
import type { Target } from "../../src/program/kernel.ts";
import { runBundled } from "./runBundled.ts";

const f = parse("x*y + sin(y)");
const options = (text: string): CompileOptions => JSON.parse(text);

describe("a kernel", () => {
  const kernel = compile(f, { gradient: true });

  test("has the value at a point by name, and at inputs in their order", () => {
    expect(kernel.inputs).toEqual(["x", "y"]);
    expect(kernel({ x: 2, y: 0 })).toBe(0);
    expect(kernel(new Map(Object.entries({ x: 2, y: 3 })))).toBe(6 + Math.sin(3));
    expect(kernel.value(Float64Array.of(2, 3))).toBe(6 + Math.sin(3));
  });

  test("writes its gradient over what was there", () => {
    const gradient = Float64Array.of(7, 7);
    expect(kernel.valueAndGradient(Float64Array.of(2, 0), gradient)).toBe(0);
    expect([...gradient]).toEqual([0, 3]);
  });

  test("says what it runs, and why", () => {
    const { target, operations, why } = kernel.plan;
    expect([target, operations]).toEqual(["js", 5]); // x*y, sin, +; cos, +
    expect(why).toBe("at most 300 operations and results: generated JavaScript is the fastest");
    expect(compile(f, { target: "interpret" }).plan).toMatchObject({ target: "interpret", why: "asked for" });
  });

  test("runs what its size calls for: JavaScript or WebAssembly; or what is asked for", () => {
    const functions = [Sin, Cos, Tanh];
    const kindOf = irregular(3);
    const long = Array.from({ length: 400 }).reduce<Expr>((sum) => functions[kindOf()](sum), Var("x"));
    expect(compile(long).plan).toMatchObject({
      target: "wasm",
      why: "at most 500,000 operations and results: WebAssembly is the fastest",
    });
    for (const target of ["js", "wasm", "interpret"] as const) {
      expect(compile(long, { target }).plan).toMatchObject({ target, why: "asked for" });
      expect(compile(f, { target }).plan).toMatchObject({ target, why: "asked for" });
    }
  });

  test("hands the way of compiling to WebAssembly, for value and gradient alike", () => {
    let count = 0;
    const eager = <T>(make: () => T): T => {
      count++;
      return make();
    };
    const eagerly = compile(f, { gradient: true, target: "wasm", host: { eager } });
    expect(eagerly({ x: 2, y: 3 })).toBeCloseTo(6 + Math.sin(3), 15);
    expect(count).toBe(2);
  });

  test("takes inputs in the order given, unused ones among them, and differentiates by those asked for", () => {
    const swapped = compile(f, { inputs: ["y", "t", Var("x")], gradient: ["x", "t"] });
    const gradient = new Float64Array(2);
    expect(swapped.valueAndGradient(Float64Array.of(0, Number.NaN, 2), gradient)).toBe(0);
    expect([...gradient]).toEqual([0, 0]);
    expect(swapped.wrt).toEqual(["x", "t"]);
    expect(swapped({ x: 2, y: 3 })).toBe(6 + Math.sin(3)); // t is not read
  });

  test("without variables has a value and an empty gradient", () => {
    const none = new Float64Array(0);
    expect(compile(7).value(none)).toBe(7);
    expect(compile(parse("pi/2"), { gradient: true }).valueAndGradient(none, none)).toBe(Math.PI / 2);
  });

  test("lets infinities and nan flow", () => {
    const product = compile(parse("x*y"), { gradient: true });
    const gradient = new Float64Array(2);
    expect(product.valueAndGradient(Float64Array.of(Number.POSITIVE_INFINITY, 0), gradient)).toBeNaN();
    expect([...gradient]).toEqual([0, Number.POSITIVE_INFINITY]);
  });

  test("is frozen, and two kernels do not disturb each other", () => {
    expect(Object.isFrozen(kernel)).toBe(true);
    const [a, b] = [compile(parse("x + 1")), compile(parse("x + 2"))];
    expect([a({ x: 1 }), b({ x: 1 }), a({ x: 5 })]).toEqual([2, 3, 6]);
  });
});

describe("a vector kernel", () => {
  test("writes the values, and then the Jacobian row by row", () => {
    const kernel = compile([parse("x*y"), parse("x - y"), 3], { gradient: true });
    const out = new Float64Array(kernel.length);
    kernel.into(Float64Array.of(2, 5), out);
    expect([...out]).toEqual([10, -3, 3, 5, 2, 1, -1, 0, 0]);
  });

  test("of no formulas writes nothing; of one without gradient its value", () => {
    expect(compile([], { gradient: true }).length).toBe(0);
    const out = new Float64Array(1);
    compile([parse("x^2")]).into(Float64Array.of(3), out);
    expect([...out]).toEqual([9]);
  });
});

describe("bad input", () => {
  const kernel = compile(f, { gradient: true });
  const pair = new Float64Array(2);

  test.each<[string, () => unknown, new (...args: never[]) => Error, string]>([
    [
      "an unknown target",
      () => compile(f, options('{"target": "wat"}')),
      UsageError,
      "target is 'wat', expected js, wasm or interpret",
    ],
    [
      "an unknown option",
      () => compile(f, options('{"grad": true}')),
      UsageError,
      "unknown option 'grad' of compile",
    ],
    [
      "a gradient by a text",
      () => compile(f, options('{"gradient": "x"}')),
      UsageError,
      "gradient is 'x', expected",
    ],
    [
      "a variable that is no input",
      () => compile(f, { inputs: ["x"] }),
      NameError,
      "variable 'y' is not among the inputs: add it to them",
    ],
    [
      "a derivative by no input",
      () => compile(f, { gradient: ["z"] }),
      NameError,
      "gradient holds 'z', which is not among the inputs: add it to them",
    ],
    ["a derivative by a constant", () => compile(f, { gradient: ["pi"] }), NameError, "pi"],
    ["an input twice", () => compile(f, { inputs: ["x", "y", "x"] }), UsageError, "inputs holds 'x' twice"],
    [
      "a derivative twice",
      () => compile(f, { gradient: ["x", "x"] }),
      UsageError,
      "gradient holds 'x' twice",
    ],
    [
      "a number among the inputs",
      () => compile(f, options('{"inputs": ["x", 2]}')),
      UsageError,
      "inputs holds 2, expected a variable or its name",
    ],
    [
      "a formula among what is differentiated by",
      () => compile(f, { gradient: [f] }),
      UsageError,
      "gradient holds a formula, expected a variable or its name",
    ],
    ["a name that is none", () => compile(f, { inputs: ["x", "y", "a b"] }), NameError, "a b"],
    ["a missing value", () => kernel({ x: 1 }), NameError, "unbound variable 'y'"],
    ["a value that is no number", () => kernel(JSON.parse('{"x": 1, "y": "2"}')), NameError, "the text '2'"],
    [
      "too few inputs",
      () => kernel.value(new Float64Array(1)),
      ShapeError,
      "inputs has 1 entry, expected 2: one for each of the inputs",
    ],
    [
      "too long a gradient",
      () => kernel.valueAndGradient(pair, new Float64Array(3)),
      ShapeError,
      "gradient has 3 entries, expected 2: one for each of the variables differentiated by",
    ],
    [
      "a list of inputs",
      () => kernel.value(JSON.parse("[1, 2]")),
      UsageError,
      "inputs is a list, expected a Float64Array",
    ],
    [
      "numbers of half the size",
      () => Reflect.apply(kernel.value, undefined, [new Float32Array(2)]),
      UsageError,
      "inputs is a Float32Array, expected a Float64Array",
    ],
    [
      "a gradient of a kernel without one",
      () => compile(f).valueAndGradient(pair, pair),
      UsageError,
      "this kernel has no gradient: compile it with { gradient: true }",
    ],
    [
      "a host that is none",
      () => compile(f, options('{"host": {"eager": true}}')),
      UsageError,
      "host.eager is true, expected a function",
    ],
    [
      "a host that gives something else back",
      () => compile(f, { target: "wasm", host: { eager: () => JSON.parse("5") } }),
      UsageError,
      "host.eager gave back 5, expected what the function that it is given gives",
    ],
    [
      "a host's unknown member",
      () => compile(f, options('{"host": {"eagre": true}}')),
      UsageError,
      "unknown option 'eagre' of host (did you mean 'eager'?)",
    ],
    ["a text", () => compile(JSON.parse('"x"')), UsageError, "a string is no formula; parse(text) reads one"],
    [
      "a Jacobian of 56 million numbers",
      () =>
        compile(
          Array.from({ length: 8000 }, () => Var("x")),
          { inputs: ["x", ...Array.from({ length: 6999 }, (_, i) => `x_${i}`)], gradient: true },
        ),
      BudgetError,
      "compiling the derivatives would take 56,008,000 instructions, over the budget of 20,000,000",
    ],
    [
      "more than budget.nodes",
      () => compile(f, { budget: { nodes: 4 } }),
      BudgetError,
      "over the budget of 4",
    ],
  ])("%s is an error that says what to do", (_what, act, kind, message) => {
    expect(act).toThrow(kind);
    expect(act).toThrow(message);
  });

  test("names of a prototype are ordinary inputs", () => {
    const names = ["__proto__", "constructor", "toString"];
    const sum = names.map(Var).reduce<Expr>((a, b) => Add(a, b), parse("0"));
    const hostile = compile(sum, { gradient: names });
    expect(hostile(new Map(names.map((name, i) => [name, i + 1])))).toBe(6);
    expect(() => hostile({})).toThrow("unbound variable '__proto__'");
  });
});

/** What is used of it here; the library's types name no environment. */
declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => object };

/** Numbers below n without a pattern, so that what is made by them does not repeat itself. */
function irregular(n: number): () => number {
  let seed = 1;
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
    return Math.floor(((seed >>> 0) / 2 ** 32) * n);
  };
}

describe("where code may not be generated", () => {
  afterEach(() => vi.unstubAllGlobals());

  const links: readonly ((sum: Expr) => Expr)[] = [
    (sum) => Add(Mul(sum, 0.5), Mul(Var("x"), 1.5)),
    (sum) => Div(Add(sum, Mul(Var("x"), 3)), 2),
    (sum) => Sub(Mul(Var("x"), 4.5), Mul(sum, 0.5)),
  ];
  const chain = (n: number): Expr => {
    const kindOf = irregular(3);
    return Array.from({ length: n }).reduce<Expr>((sum) => links[kindOf()](sum), parse("x^2"));
  };
  const [short, long, longer] = [chain(0), chain(400), chain(3000)];

  /** What a kernel runs, and why; at x = 3 the chains are 9, and their derivatives settle at 3. */
  function planOf(f: Expr, target?: Target): string {
    const kernel = compile(f, { gradient: true, target });
    const gradient = new Float64Array(1);
    expect(kernel.valueAndGradient(Float64Array.of(3), gradient)).toBe(9);
    expect(gradient[0]).toBeCloseTo(f === short ? 6 : 3, 12);
    return `${kernel.plan.target}: ${kernel.plan.why}`;
  }
  const plans = (): string[] => [planOf(short), planOf(short, "wasm"), planOf(long), planOf(longer)];
  const forbidCode = (): void => {
    vi.stubGlobal("Function", () => {
      throw new EvalError("a policy");
    });
  };
  const allowModules = (most: number): void => {
    const { Module } = WebAssembly;
    vi.stubGlobal("WebAssembly", {
      ...Object.fromEntries(
        Object.getOwnPropertyNames(WebAssembly).map((name) => [name, Reflect.get(WebAssembly, name)]),
      ),
      Module: new Proxy(Module, {
        construct(target, [bytes]: [Uint8Array]) {
          if (bytes.length > most) throw new RangeError("too large");
          return new target(bytes);
        },
      }),
    });
  };
  const TAKES_LONG = "and generated JavaScript of so many operations would take long to be optimised";

  test("of no WebAssembly there is JavaScript, up to 6,000 operations, and beyond the loop", () => {
    vi.stubGlobal("WebAssembly", undefined);
    expect(plans()).toEqual([
      "js: at most 300 operations and results: generated JavaScript is the fastest",
      "js: there is no WebAssembly here",
      "js: there is no WebAssembly here",
      `interpret: there is no WebAssembly here, ${TAKES_LONG}`,
    ]);
  });

  test("a policy against WebAssembly is the same", () => {
    allowModules(0);
    expect(plans().slice(1)).toEqual([
      "js: WebAssembly may not be compiled here",
      "js: WebAssembly may not be compiled here",
      `interpret: WebAssembly may not be compiled here, ${TAKES_LONG}`,
    ]);
  });

  test("a module that is refused for its size, as on a browser's main thread, is replaced", () => {
    allowModules(2048);
    expect(plans().slice(1)).toEqual([
      "wasm: asked for",
      "js: WebAssembly refuses the module here (too large)",
      `interpret: WebAssembly refuses the module here (too large), ${TAKES_LONG}`,
    ]);
  });

  test("a policy against generated JavaScript leaves WebAssembly; one against both leaves the loop", () => {
    forbidCode();
    const fastest = "wasm: at most 500,000 operations and results: WebAssembly is the fastest";
    expect(plans()).toEqual([
      "wasm: generating JavaScript is forbidden here",
      "wasm: asked for",
      fastest,
      fastest,
    ]);
    vi.stubGlobal("WebAssembly", undefined);
    const neither = "interpret: there is no WebAssembly here, and generating code is forbidden here";
    expect(plans()).toEqual([neither, neither, neither, neither]);
  });

  test("a policy of the process's own is noticed", async () => {
    const out = await runBundled(
      `import { compile, parse } from "./src/index.ts";
       const kernel = compile(parse("x^2"), { gradient: true, target: "js" });
       const gradient = new Float64Array(1);
       console.log(kernel.valueAndGradient(Float64Array.of(3), gradient), gradient[0], kernel.plan.target, kernel.plan.why);`,
      "--disallow-code-generation-from-strings",
    );
    expect(out).toBe("9 6 interpret generating code is forbidden here\n");
  });
});

describe("what repeats itself", () => {
  afterEach(() => vi.unstubAllGlobals());

  const inputs = Array.from({ length: 200 }, (_, i) => `x_${i}`);
  const x = inputs.map((name) => Var(name));
  const terms = Array.from({ length: 199 }, (_, i) => {
    const [a, d] = [Sub(1, x[i]), Sub(x[i + 1], Mul(x[i], x[i]))];
    return Add(Mul(a, a), Mul(100, Mul(d, d)));
  });
  const rosenbrock = terms.reduce((sum, term) => Add(sum, term));
  const at = Float64Array.from(inputs, (_, i) => 1 + (i % 7) / 64);

  /** The plan in words, the value and the gradient. */
  function run(target?: Target): { words: string; value: number; gradient: Float64Array } {
    const kernel = compile(rosenbrock, { inputs, gradient: true, target });
    const gradient = new Float64Array(200);
    const value = kernel.valueAndGradient(at, gradient);
    return { words: `${kernel.plan.target}: ${kernel.plan.why}`, value, gradient };
  }

  test("runs as loops, with the same bits whatever runs it", () => {
    const expected = run("interpret");
    const why = new Map<Target | undefined, string>([
      [undefined, "wasm: what it repeats is written once: 1 loop of 198"],
      ["wasm", "wasm: asked for: 1 loop of 198"],
      ["js", "js: asked for: 1 loop of 198"],
    ]);
    for (const [target, words] of why) expect(run(target)).toEqual({ ...expected, words });
  });

  test("is JavaScript where there is no WebAssembly, and no code where none may be generated", () => {
    vi.stubGlobal("WebAssembly", undefined);
    expect(run().words).toBe("js: what it repeats is written once: 1 loop of 198");
    vi.stubGlobal("Function", () => {
      throw new EvalError("a policy");
    });
    expect(run().words).toBe(
      "interpret: there is no WebAssembly here, and generating code is forbidden here",
    );
  });

  test("has code of one size whatever its length, and several results", () => {
    const squares = x.map((one) => Sub(Mul(one, one), 1));
    const kernel = compile(squares, { inputs });
    const out = new Float64Array(200);
    kernel.into(at, out);
    expect(out).toEqual(at.map((value) => value * value - 1));
    expect(kernel.plan.why).toBe("what it repeats is written once: 1 loop of 200");
  });
});
