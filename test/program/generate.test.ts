// Source code as people read it: its shape in each language, whose names stand in it, and what is refused.
// That it computes what it says is tested beside, by compilers.
import { describe, expect, test } from "vitest";
import { TargetError, UsageError } from "../../src/expr/errors.ts";
import { Const, type Expr, variable } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { Var } from "../../src/expr/var.ts";
import { type GenerateOptions, generate, type Language, languages } from "../../src/program/generate.ts";

test("C names constants once, keeps the variables' names, and selects as the formula does", () => {
  expect(
    generate(parse("x*rate + max(x*rate, 2)"), { target: "c", name: "area", gradient: ["rate"] }),
  ).toMatchInlineSnapshot(`
    "#include <math.h>

    static double gradtree_max(double x, double y) {
      if (x != x) return x;
      if (y != y) return y;
      if (x == y) return signbit(x) ? y : x;
      return x > y ? x : y;
    }

    /* x*rate + max(x*rate, 2)
       inputs: rate, x
       derivatives by rate */
    double area(const double *inputs, double *gradient) {
      const double rate = inputs[0];
      const double x = inputs[1];
      const double t1 = rate * x;
      const double t2 = t1 > 2.0 ? 1.0 : (t1 < 2.0 ? 0.0 : 0.5);
      gradient[0] = x * (1.0 + t2);
      return t1 + gradtree_max(t1, 2.0);
    }
    "
  `);
});

test("JavaScript is a module, a list has values and a Jacobian", () => {
  expect(generate([parse("x^2"), parse("x mod 3")], { target: "js", gradient: true })).toMatchInlineSnapshot(`
    "const mod = (x, y) => {
      const r = x % y;
      return r !== 0 && r < 0 !== y < 0 ? r + y : r;
    };

    /* x^2
       x mod 3
       inputs: x
       derivatives by x */
    export function f(inputs, values, jacobian) {
      const x = inputs[0];
      values[0] = x * x;
      values[1] = mod(x, 3);
      jacobian[0] = 2 * x;
      jacobian[1] = 1;
    }
    "
  `);
});

test("Python takes arrays one by one, broadcasts them, and selects with np.where", () => {
  expect(
    generate(parse("if(x > 0 and y < 1, sqrt(x), y)"), { target: "python", gradient: true }),
  ).toMatchInlineSnapshot(`
    "import numpy as np


    # if(x > 0 and y < 1, sqrt(x), y)
    # inputs: x, y
    # derivatives by x, y
    def f(x, y):
        x, y = np.broadcast_arrays(*(np.asarray(each, dtype=float) for each in (x, y)))
        with np.errstate(all="ignore"):
            t1 = (x > 0.0) & (y < 1.0)
            t2 = np.sqrt(x)
            t3 = np.where(t1, 1.0, 0.0) / (2.0 * np.abs(t2))
            return np.where(t1, t2, y), np.array([np.where(t1, t3, 0.0), np.where(t1, 0.0, 1.0)])
    "
  `);
});

test("Rust takes arrays of the inputs' length, by reference", () => {
  expect(
    generate([parse("sqrt(x)*y"), parse("if(x > 0, -x, 1)")], { target: "rust", gradient: true }),
  ).toMatchInlineSnapshot(`
    "// sqrt(x)*y
    // if(x > 0, -x, 1)
    // inputs: x, y
    // derivatives by x, y
    #[allow(non_snake_case)]
    pub fn f(inputs: &[f64; 2], values: &mut [f64; 2], jacobian: &mut [f64; 4]) {
        let x = inputs[0];
        let y = inputs[1];
        let t1 = x.sqrt();
        let t2 = x > 0.0;
        values[0] = y * t1;
        values[1] = if t2 { -x } else { 1.0 };
        jacobian[0] = y / (2.0 * t1.abs());
        jacobian[1] = t1;
        jacobian[2] = -(if t2 { 1.0 } else { 0.0 });
        jacobian[3] = 0.0;
    }
    "
  `);
});

test("GLSL takes numbers one by one and writes to out arrays, in 32 bits", () => {
  expect(
    generate(parse("if(x > inf, x/3, atan2(y, 0.1))"), { target: "glsl", gradient: true }),
  ).toMatchInlineSnapshot(`
    "float gradtree_bits(uint bits) {
      return uintBitsToFloat(bits);
    }

    float gradtree_hypot(float x, float y) {
      float larger = max(abs(x), abs(y));
      float smaller = min(abs(x), abs(y));
      if (larger == 0.0 || larger > 3e38) { return larger; }
      float ratio = smaller / larger;
      return larger * sqrt(1.0 + ratio * ratio);
    }

    // if(x > inf, x/3, atan2(y, 1/10))
    // inputs: x, y
    // derivatives by x, y
    float f(float x, float y, out float gradient[2]) {
      bool t1 = x > gradtree_bits(0x7f800000u);
      float t2 = gradtree_hypot(y, 0.1);
      float t3 = !t1 ? (t1 ? 0.0 : 1.0) * (0.1 / t2 / t2) : 0.0;
      gradient[0] = 0.333333333 * (t1 ? 1.0 : 0.0);
      gradient[1] = t3;
      return t1 ? x / 3.0 : atan(y, 0.1);
    }
    "
  `);
});

// Languages without a compiler here: what they are given is kept.
test.each<Language>(["julia", "wgsl", "cuda"])("%s of a formula with everything", (target) => {
  const f = parse(
    "if(x > 0 and y < 1, sqrt(x), max(x*y, 2)) + n^2.5 - n^(-3) + nthroot(y, 5)/(x - (y - 1)) mod n",
  );
  expect(generate(f, { target, name: "area", gradient: true })).toMatchSnapshot();
  expect(generate([f, parse("sin(x)")], { target, gradient: ["y"] })).toMatchSnapshot();
});

describe("names", () => {
  const named = (target: Language, ...names: string[]): string =>
    generate(
      names.map((name) => Mul(2, variable(name))),
      { target, inputs: names },
    );

  test("what is no plain ASCII, a word of the language, or one of the code's own is v0, v1, ... by its place", () => {
    const code = named("c", "λ", "double", "x_1", "inputs", "_y", "gradtree_max");
    expect(code).not.toMatch(/λ|_y/u);
    expect(code).toContain("/* inputs: v0, v1, x_1, v3, v4, v5 */");
    expect(code).toContain("const double v5 = inputs[5];");
    expect(code).toContain("const double x_1 = inputs[2];");
  });

  test("names that the code gives out make room for the user's", () => {
    const sum = Add(Sin(variable("t1")), Sin(variable("v1")));
    const code = generate(Mul(Add(sum, variable("λ")), Mul(sum, sum)), {
      target: "c",
      inputs: ["t1", "λ", "v1"],
    });
    expect(code).toContain("const double t1 = inputs[0];\n  const double v2 = inputs[1];");
    expect(code).toContain("const double t2 = sin(t1) + sin(v1);");
  });

  test("a function and a variable of one name are told apart", () => {
    expect(generate(parse("2*f"), { target: "c" })).toContain("const double v0 = inputs[0];");
  });

  test.each<[Language, string]>([
    ["c", "register"],
    ["c", "M_PI"],
    ["cuda", "class"],
    ["python", "lambda"],
    ["python", "np"],
    ["rust", "fn"],
    ["rust", "f64"],
    ["julia", "end"],
    ["js", "await"],
    ["glsl", "highp"],
    ["glsl", "a__b"],
    ["glsl", "gl_x"],
    ["wgsl", "fn"],
    ["wgsl", "f32"],
  ])("%s has no variable called %s", (target, name) => {
    expect(named(target, name)).toContain("inputs: v0");
    expect(() => generate(2, { target, name })).toThrow(UsageError);
  });

  test("a user's text stands nowhere, in no language, where it isn't plain", () => {
    const hostile = ["constructor", "__proto__", "toString", "ﬀ", "x".repeat(1000)];
    for (const target of languages) {
      const code = generate(
        hostile.map((name) => Sin(variable(name))),
        { target, gradient: true, inputs: hostile },
      );
      expect(code).not.toMatch(/__proto__|ﬀ|xxx/u);
    }
  });
});

describe("the shape of the code", () => {
  test("long sums are several statements, and no line is long", () => {
    const sum = Array.from({ length: 300 }, (_, i) => Sin(variable(`angle_${i}`))).reduce((a, b) =>
      Add(a, b),
    );
    for (const target of languages.filter((one) => one !== "wgsl")) {
      const lines = generate([sum, sum], { target, gradient: true }).split("\n");
      const body = lines.filter(
        (line) => /^ +(?:[a-z ]+ )?t\d+ = |\d\] = |^ {8}/u.test(line) && !line.includes("each"),
      );
      expect(body.length).toBeGreaterThan(50);
      expect(Math.max(...body.map((line) => line.length))).toBeLessThan(130);
    }
  });

  test("a chain of 100,000 is written without recursion", () => {
    let f: Expr = Var("x");
    for (let i = 0; i < 100_000; i++) f = Sin(f);
    expect(generate(f, { target: "js" }).length).toBeGreaterThan(1e6);
  });

  test("sums and products keep the order in which they are written", () => {
    const code = generate(parse("a - (b - c) + (a + (b + c)) - a/(b/c) - -a*(b*c)"), { target: "js" });
    expect(code).toContain("a - (b - c)");
    expect(code).toContain("(a + (b + c))");
    expect(code).toContain("a / (b / c)");
  });

  test("a minus sign is taken into a sum, a number stands first, and a chain needs no brackets", () => {
    const written = (text: string): string | undefined =>
      /return (.*);\n/u.exec(generate(parse(text), { target: "c" }))?.[1];
    expect(written("x + -(y*2)")).toBe("x - 2.0 * y");
    expect(written("x - -3*y")).toBe("x + 3.0 * y");
    expect(written("-x*y + z")).toBe("z - y * x");
    expect(written("z + (-x)*(-y)")).toBe("z + x * y");
    expect(written("b + c + d + a")).toBe("b + c + d + a");
    expect(written("-(x + y)*z")).toBe("-z * (x + y)");
  });

  test("a power of JavaScript stands in brackets behind a sign, and below another power", async () => {
    const value = async (text: string): Promise<number> => {
      const url = `data:text/javascript,${encodeURIComponent(generate(parse(text), { target: "js" }))}`;
      const { f } = await import(/* @vite-ignore */ url);
      return f([4, 9]);
    };
    expect(await value("-(x^1.5)")).toBe(-8);
    expect(await value("-(x^1.5)*y")).toBe(-72);
    expect(await value("-(x^1.5)*(y^1.5)")).toBe(-216);
    expect(await value("(x^0.5)^1.5")).toBe(2 ** 1.5);
    expect(await value("y^(x^-0.5)")).toBe(3);
  });

  test("the formula is said in a comment where it is short and plain", () => {
    expect(generate(parse("x*y"), { target: "python" })).toContain("# x*y\n# inputs: x, y\n");
    expect(generate(parse("λ*y"), { target: "python" })).not.toContain("*λ");
  });

  test("no formulas, no inputs and a result that is an input are no errors in any language", () => {
    for (const target of languages) {
      expect(generate([], { target })).toContain("f(");
      expect(generate([], { target, gradient: true })).toContain("f(");
      expect(generate(2, { target, gradient: true })).toContain("2");
      expect(generate(parse("x"), { target, gradient: true })).toContain("1");
      expect(generate([parse("x"), parse("x + y"), Const(NaN)], { target, gradient: [] })).toContain("x + y");
    }
  });

  test("numbers of 32 bits have no spelling of nan, infinity or what is too large", () => {
    for (const target of ["glsl", "wgsl"] as const) {
      const code = generate(
        [Const(NaN), parse("1e200*x"), parse("-inf*x"), parse("0.1*x"), parse("1e-200*x")],
        {
          target,
        },
      );
      expect(code).not.toMatch(/nan[^(]|NaN|inf\b|Infinity|e\+200/u);
      expect(code).toContain("gradtree_bits(0x7f800000u)");
      expect(code).toMatch(/\b0\.1\b/u);
    }
  });
});

describe("bad input", () => {
  const options = (text: string): GenerateOptions => JSON.parse(text);
  const all = "c, python, rust, julia, js, glsl, wgsl or cuda";
  test.each<[string, GenerateOptions, string]>([
    ["no target", options("{}"), "generate needs a target, expected one of c, python, rust"],
    ["no options", JSON.parse("[]")[0], "generate needs a target, expected one of c, python, rust"],
    ["an unknown target", options('{"target": "cobol"}'), `target is 'cobol', expected ${all}`],
    [
      "a name that is code",
      { target: "c", name: "f(){} int x" },
      "name is 'f(){} int x', expected at most 63",
    ],
    ["a name that is empty", { target: "c", name: "" }, "expected at most 63"],
    ["a word of C", { target: "c", name: "double" }, "no word or function of C"],
    ["a function of C", { target: "c", name: "sin" }, "no word or function of C"],
    ["a function of C's library", { target: "c", name: "j0" }, "no word or function of C"],
    ["a word of Python", { target: "python", name: "def" }, "no word or function of Python"],
  ])("%s is a UsageError", (_what, given, message) => {
    expect(() => generate(parse("x"), given)).toThrow(UsageError);
    expect(() => generate(parse("x"), given)).toThrow(message);
  });

  test("a row that the target lacks is a TargetError that names both", () => {
    expect(() => generate(parse("erf(x)"), { target: "js" })).toThrow(TargetError);
    expect(() => generate(parse("erf(x)"), { target: "js" })).toThrow(
      "target 'js' cannot compute 'erf': it has neither the function nor an expansion of it",
    );
    expect(() => generate(parse("polygamma(21, x)"), { target: "c" })).toThrow("cannot compute 'polygamma'");
  });

  test("a missing input, an unknown name and too many inputs or operations are errors", () => {
    expect(() => generate(parse("x*y"), { target: "c", inputs: ["x"] })).toThrow(
      "'y' is not among the inputs",
    );
    expect(() => generate(parse("x*y"), { target: "c", gradient: ["z"] })).toThrow("not among the inputs");
    const many = Array.from({ length: 300 }, (_, i) => `x_${i}`);
    expect(() => generate(2, { target: "wgsl", inputs: many })).toThrow(
      "target 'wgsl' is given 300 inputs, expected at most 253",
    );
    let f: Expr = Var("x");
    for (let i = 0; i < 250_001; i++) f = Sin(f);
    expect(() => generate(f, { target: "c" })).toThrow("expected at most 250,000");
  });
});
