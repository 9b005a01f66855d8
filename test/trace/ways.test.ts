// Element library, operator style, template and source transformation build the same trees.
import { describe, expect, test } from "vitest";
import { exportedRows, primitives } from "../../src/expr/primitives/table.ts";
import * as gradtree from "../../src/index.ts";
import {
  Add,
  ArityError,
  Atan2,
  Const,
  Div,
  Exp,
  type Expr,
  equal,
  Gt,
  If,
  Ln,
  Max,
  Mul,
  NameError,
  Neg,
  ParseError,
  Pow,
  parse,
  Sin,
  Sub,
  UsageError,
  Var,
} from "../../src/index.ts";
import { fluent, formula, trace } from "../../src/trace/index.ts";

const [x, y] = [Var("x"), Var("y")];
const [fx, fy] = [fluent(x), fluent(y)];

const fourWays: readonly [
  written: string,
  library: Expr,
  style: { expr: Expr },
  template: Expr,
  source: Expr,
][] = [
  [
    "x*y + sin(y)",
    Add(Mul(x, y), Sin(y)),
    fx.mul(fy).add(fy.sin()),
    formula`x*${y} + sin(${fy})`,
    trace((x, y) => x * y + Math.sin(y)),
  ],
  [
    "ln(x) + x*y - sin(y)",
    Sub(Add(Ln(x), Mul(x, y)), Sin(y)),
    fx.ln().add(fx.mul(y)).sub(fy.sin()),
    formula`ln(${x}) + x*y - sin(y)`,
    trace((x, y) => Math.log(x) + x * y - Math.sin(y)),
  ],
  [
    "-x^2/0.5",
    Div(Neg(Pow(x, 2)), Const(0.5)),
    fx.pow(2).neg().div(0.5),
    formula`-x^2/${0.5}`,
    trace((x) => -(x ** 2) / 0.5),
  ],
  [
    "x > y ? exp(x) : max(x, y, 3)",
    If(Gt(x, y), Exp(x), Max(x, y, 3)),
    fx.gt(y).if(fx.exp(), fx.max(y, 3)),
    formula`x > y ? exp(${fx}) : max(x, y, ${3})`,
    trace((x, y) => (x > y ? Math.exp(x) : Math.max(x, y, 3))),
  ],
  [
    "atan2(y, x)*2",
    Mul(Atan2(y, x), 2),
    fy.atan2(x).mul(2n),
    formula`atan2(y, x)*${2}`,
    trace((x, y) => Math.atan2(y, x) * 2),
  ],
];

test.each(fourWays)("%s is the same tree in all ways", (written, library, style, template, source) => {
  expect(`${library}`).toBe(`${parse(written)}`);
  for (const built of [style.expr, template, source]) {
    expect(equal(built, library), `${built} and ${library}`).toBe(true);
  }
});

describe("operator style", () => {
  test("every row of the table is a method, and every method a row", () => {
    const rows = [...primitives].filter(([, row]) => row.arity > 0).map(([name]) => name);
    const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(fx));
    expect(methods.filter((name) => name !== "constructor" && name !== "toString").sort()).toEqual(
      rows.sort(),
    );
  });

  test("methods are typed by the rows' exported names, which are their names", () => {
    const others = exportedRows.filter(
      ([exported, { name }]) => exported[0].toLowerCase() + exported.slice(1) !== name,
    );
    expect(others.map(([exported, { name }]) => [exported, name])).toEqual([["EulerBeta", "beta"]]);
    expect(Object.keys(gradtree)).toEqual(expect.arrayContaining(exportedRows.map(([exported]) => exported)));
  });

  test.each([...primitives.values()].filter(({ arity }) => arity > 0).map((row) => [row.name, row] as const))(
    "%s builds what its constructor does",
    (name, row) => {
      const args = [x, Const(3), y].slice(0, row.arity);
      const method = Reflect.get(fx, name) as (...more: unknown[]) => { readonly expr: Expr };
      expect(equal(method.apply(fx, args.slice(1)).expr, row(...args))).toBe(true);
    },
  );

  test("it begins with a name, a formula, a number or itself, and what it built doesn't change", () => {
    expect([fluent("x"), fluent(x), fluent(2), fluent(2n), fluent(fx)].map(String)).toEqual([
      "x",
      "x",
      "2",
      "2",
      "x",
    ]);
    const sum = fx.add(1);
    sum.mul(y);
    expect(`${sum} ${fx}`).toBe("x + 1 x");
    expect(Object.isFrozen(sum)).toBe(true);
    expect(`${fx.hypot(y).clamp(0, 1)} ${fx.beta(2)}`).toBe("clamp(hypot(x, y), 0, 1) beta(x, 2)");
  });

  test("bad arguments are errors", () => {
    const loose = fx as unknown as Record<string, (...args: unknown[]) => unknown>;
    expect(() => loose.mul()).toThrow(new ArityError("wrong-arity", "mul takes 2 or more arguments, got 1"));
    expect(() => loose.sin(1)).toThrow(new ArityError("wrong-arity", "sin takes 1 argument, got 2"));
    expect(() => loose.add("y")).toThrow(
      new UsageError("not-a-formula", "a string is no formula; parse(text) reads one"),
    );
    expect(() => fluent("sin")).toThrow(NameError);
    for (const given of [undefined, null, {}, []]) expect(() => fluent(given as never)).toThrow(UsageError);
    expect(() => fluent({ expr: x } as never)).toThrow(UsageError);
  });
});

describe("the template", () => {
  test("a hole is one operand, whatever it is", () => {
    const g = parse("a + b");
    expect(`${formula`${g}^2`}`).toBe("(a + b)^2");
    expect(`${formula`2${g}`}`).toBe("2*(a + b)");
    expect(`${formula`${-2}^2`}`).toBe("(-2)^2");
    expect(`${formula`${g}${g}`} | ${formula`sin${g}`} | ${formula`x^${2}`}`).toBe(
      "(a + b)*(a + b) | sin(a + b) | x^2",
    );
    expect(`${formula`x + y`}`).toBe("x + y");
  });

  test("numbers are exact", () => {
    expect(equal(formula`${0.1}*x`, Mul(Const("1/10"), x))).toBe(true);
    expect(equal(formula`${10n ** 30n} + x`, Add(Const(10n ** 30n), x))).toBe(true);
  });

  test("no name of the text is a hole's", () => {
    expect(`${formula`_1 + ${x} + hole1 + 一1`}`).toBe("_1 + x + hole1 + 一1");
    expect(`${formula`x₁*_ + ${y}`}`).toBe("x_1*_ + y");
    const letters = Array.from({ length: 0x9fff - 0x4e00 + 1 }, (_, i) => String.fromCharCode(0x4e00 + i));
    const texts = [`_ # ${letters.join("")}\n+`, ""] as unknown as TemplateStringsArray;
    expect(() => formula(texts, x)).toThrow("the template uses every letter that could stand for its holes");
  });

  const hole = (n: number): string => `\${${n}}`;

  const errorOf = (build: () => unknown): { message: string; span?: { start: number; column: number } } => {
    try {
      build();
    } catch (error) {
      return error as Error;
    }
    return expect.fail("no error");
  };

  test("errors point into the text, its holes written as their numbers", () => {
    const bracket = errorOf(() => formula`x*y + sin(${x}`);
    expect(bracket).toBeInstanceOf(ParseError);
    expect(bracket).toMatchObject({
      message: "expected ')' to close the '(' at 1:10",
      span: { start: 14, line: 1, column: 15 },
    });
    expect(errorOf(() => formula`x_1*y + sni(${x}) + ${3}`)).toMatchObject({
      message: "unknown function 'sni' (did you mean 'sin'?)",
      span: { start: 8, end: 11 },
    });
    expect(errorOf(() => formula`x*y + ${x} ${3} * * 2`)).toMatchObject({ span: { start: 18, end: 19 } });
    expect(errorOf(() => formula`f${x}`).message).toBe(
      `unknown function 'f': for a product write f*${hole(1)}; for a call declare f as a function`,
    );
    expect(errorOf(() => formula`${x}!! + x_1`)).toMatchObject({
      message: `'!' after '!', expected an operator: for the factorial of a factorial write (${hole(1)}!)!`,
    });
    expect(errorOf(() => formula`sum(k, 1, ${3}, k)`).message).toBe(
      `'${hole(1)}' as a bound of sum, expected an integer constant`,
    );
  });

  test("what is no tag's use, and what is no formula in a hole, are errors", () => {
    const tag = formula as unknown as (...args: unknown[]) => unknown;
    for (const args of [["x"], [], [["x"], 1], [["x", "y"]]]) {
      expect(() => tag(...args)).toThrow(
        "formula is a tag: write formula`x + 1`; a text is read by parse(text)",
      );
    }
    expect(() => formula`x + ${"y" as never}`).toThrow("a string is no formula; parse(text) reads one");
    expect(() => formula`\u{zz} + ${x}`).toThrow("the template has an escape that is none");
  });
});
