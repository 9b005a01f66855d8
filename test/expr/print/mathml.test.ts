// MathML: well-formed, with as many parts in each element as it takes, for every row; brackets where LaTeX has them.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Const, type Expr } from "../../../src/expr/node.ts";
import { parse } from "../../../src/expr/parse/parse.ts";
import { primitives } from "../../../src/expr/primitives/table.ts";
import { format } from "../../../src/expr/print/format.ts";
import { Var } from "../../../src/expr/var.ts";
import { SEED } from "../../randomExpr.ts";
import { allLeaves, randomFormula } from "./randomFormula.ts";

const OPEN = '<math xmlns="http://www.w3.org/1998/Math/MathML">';
const inside = (expr: Expr): string => {
  const text = format(expr, "mathml");
  expect(text.startsWith(OPEN) && text.endsWith("</math>")).toBe(true);
  return text.slice(OPEN.length, -"</math>".length);
};

describe("MathML", () => {
  test.each([
    ["x*y", "<mi>x</mi><mo>&#x2062;</mo><mi>y</mi>"],
    ["2*3", "<mn>2</mn><mo>⋅</mo><mn>3</mn>"],
    ["a - b < c", "<mi>a</mi><mo>−</mo><mi>b</mi><mo>&lt;</mo><mi>c</mi>"],
    ["x/(y + 1)", "<mfrac><mi>x</mi><mrow><mi>y</mi><mo>+</mo><mn>1</mn></mrow></mfrac>"],
    ["x^2", "<msup><mi>x</mi><mn>2</mn></msup>"],
    ["(x + 1)^2", "<msup><mrow><mo>(</mo><mi>x</mi><mo>+</mo><mn>1</mn><mo>)</mo></mrow><mn>2</mn></msup>"],
    ["x^-y", "<msup><mi>x</mi><mrow><mo>−</mo><mi>y</mi></mrow></msup>"],
    ["sqrt(x)", "<msqrt><mi>x</mi></msqrt>"],
    ["nthroot(x, 5)", "<mroot><mi>x</mi><mn>5</mn></mroot>"],
    ["sin(x)", "<mi>sin</mi><mo>&#x2061;</mo><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow>"],
    [
      "log(x, b)",
      "<msub><mi>log</mi><mi>b</mi></msub><mo>&#x2061;</mo><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow>",
    ],
    ["abs(x)", "<mrow><mo>|</mo><mi>x</mi><mo>|</mo></mrow>"],
    ["x!", "<mi>x</mi><mo>!</mo>"],
    ["theta_max + x_1", "<msub><mi>θ</mi><mi>max</mi></msub><mo>+</mo><msub><mi>x</mi><mn>1</mn></msub>"],
    [
      "x > 0 ? 1 : 2",
      '<mrow><mo>{</mo><mtable columnalign="left"><mtr><mtd style="text-align:left"><mn>1</mn></mtd><mtd style="text-align:left"><mtext>if&#xA0;</mtext><mi>x</mi><mo>&gt;</mo><mn>0</mn></mtd></mtr>' +
        '<mtr><mtd style="text-align:left"><mn>2</mn></mtd><mtd style="text-align:left"><mtext>otherwise</mtext></mtd></mtr></mtable></mrow>',
    ],
  ])("of %s", (text, expected) => {
    expect(inside(parse(text))).toBe(expected);
  });
});

/** How many parts an element has; of those that are not here any number. */
const PARTS: ReadonlyMap<string, number> = new Map([
  ["mfrac", 2],
  ["msup", 2],
  ["msub", 2],
  ["mroot", 2],
]);
const LEAVES = new Set(["mi", "mn", "mo", "mtext"]);

/** What is wrong with a text as XML and as MathML, or undefined. */
function fault(text: string): string | undefined {
  const open: { name: string; parts: number; text: string }[] = [];
  for (const [whole, closing, name, words] of text.matchAll(
    /<(\/?)(\w+)(?: \w+="[^"<&]*")*>|((?:[^<>&]|&(?:lt|gt|amp|#x[0-9A-F]+);)+)|[\s\S]/gu,
  )) {
    const around = open.at(-1);
    if (words !== undefined) {
      if (around === undefined || !LEAVES.has(around.name)) return `text '${words}' outside a leaf`;
      around.text += words;
    } else if (name === undefined) return `stray '${whole}'`;
    else if (closing === "") {
      if (around !== undefined) around.parts++;
      open.push({ name, parts: 0, text: "" });
    } else {
      const closed = open.pop();
      if (closed?.name !== name) return `</${name}> closes <${closed?.name}>`;
      if (LEAVES.has(name) ? closed.text === "" || closed.parts > 0 : closed.parts === 0)
        return `empty <${name}>`;
      if (closed.parts !== (PARTS.get(name) ?? closed.parts)) return `<${name}> of ${closed.parts} parts`;
    }
  }
  return open.length > 0 ? `<${open[0].name}> is not closed` : undefined;
}

describe("is well-formed", () => {
  test.each([...primitives.values()].map((row) => [row.name, row] as const))("%s", (_, row) => {
    const args = ["x", "y", "z"].map(Var).slice(0, row.arity);
    const given = args.map((arg, i) => (row.partials[i] === "parameter" ? Const(2) : arg));
    const text = format(row(...given), "mathml");
    expect(fault(text)).toBeUndefined();
    expect(text).not.toContain("\\");
    for (const arg of given)
      expect(text).toContain(arg.kind === "var" ? `<mi>${arg.name}</mi>` : "<mn>2</mn>");
  });

  test("for any formula", () => {
    fc.assert(
      fc.property(randomFormula(allLeaves), fc.constantFrom("fraction", "decimal"), (expr, numbers) => {
        expect(fault(format(expr, { syntax: "mathml", numbers }))).toBeUndefined();
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  test("what fault finds", () => {
    expect(fault("<math><mi>x</mi>")).toBe("<math> is not closed");
    expect(fault("<mfrac><mi>x</mi></mfrac>")).toBe("<mfrac> of 1 parts");
    expect(fault("<mi>a<b</mi>")).toBe("stray '<'");
  });
});
