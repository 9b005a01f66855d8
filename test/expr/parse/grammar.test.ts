// The grammar is the definition of the language: its examples are formulas, and the pre-scan that
// stands beside it refuses nothing that the grammar reads.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { GradtreeError } from "../../../src/expr/errors.ts";
import { formulaGrammar } from "../../../src/expr/parse/formula.generated.js";
import { parse } from "../../../src/expr/parse/parse.ts";
import { prescan } from "../../../src/expr/parse/prescan.ts";

const examples = [
  ...readFileSync("grammar/formula.ohm", "utf8").matchAll(/^ *\/\/ Examples: (.*)$/gmu),
].flatMap(([, line]) => line.split(/ {2,}/u));

test("the grammar gives its examples", () => {
  expect(examples.length).toBeGreaterThan(70);
});

for (const example of examples) {
  test(`the grammar's example ${example}`, () => {
    expect(parse(example, { variables: ["r"], functions: { f: 1, g: 2 } }).kind).toMatch(
      /^(?:apply|var|const)$/u,
    );
  });
}

// Every character that the language knows, words, and some that it does not.
const PIECES =
  "x y k e pi sin max sum if mod and or not piecewise d dx diff f f' g'[1,0] 1 2 .5 3. 1e3 2e ( ) ( ) | | , , ? : + - − * / ^ ** ! ² ⁻¹ √ < <= == != ≠ ∞ π x₁ é # \n = & % \\ { } [ ] ' \" ; @ – （ \ue000 \u200b 🙂 _".split(
    " ",
  );
const pieces = fc.constantFrom(...PIECES, " ", " ");
const noise = fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join(""));

/** Texts that are nearly formulas: what the grammar's rules make, with now and then a piece put in or left out. */
const { formula } = fc.letrec<{ formula: string; operand: string }>((tie) => ({
  formula: fc.oneof(
    { depthSize: "small" },
    tie("operand"),
    fc
      .tuple(
        tie("formula"),
        fc.constantFrom("+", "-", "*", "/", "^", " ", "", " mod ", " and ", "<", "==", "−", ","),
        tie("formula"),
      )
      .map((parts) => parts.join("")),
    fc.tuple(tie("formula"), tie("formula"), tie("formula")).map(([c, a, b]) => `${c} ? ${a} : ${b}`),
    fc.tuple(fc.constantFrom("-", "√", "not ", "+"), tie("formula")).map((parts) => parts.join("")),
  ),
  operand: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("x", "y", "k", "e", "pi", "2", "1.5", "1e3", "d", "dx", "xy", "x₁", "∞", "sin"),
    fc.tuple(tie("operand"), fc.constantFrom("!", "²", "⁻¹")).map((parts) => parts.join("")),
    tie("formula").map((inside) => `(${inside})`),
    tie("formula").map((inside) => `|${inside}|`),
    fc
      .tuple(
        fc.constantFrom("sin", "log", "max", "x", "f", "g", "f'", "g'[1,0]", "if", "piecewise", "q", "sum"),
        tie("formula"),
      )
      .map(([name, inside]) => `${name}(${inside})`),
    tie("formula").map((term) => `sum(k, 1, 3, ${term})`),
  ),
}));
const spliced = fc
  .tuple(formula, fc.nat(), fc.nat({ max: 3 }), fc.oneof(fc.constant(""), pieces))
  .map(([whole, at, length, piece]) => {
    const place = at % (whole.length + 1);
    return whole.slice(0, place) + piece + whole.slice(place + length);
  });
const text = fc.oneof(noise, formula, spliced);
const options = { variables: ["x", "d"], functions: { f: 1, g: 2 } } as const;

test("arbitrary text is read, or is an error with a place in the text", () => {
  fc.assert(
    fc.property(text, (input) => {
      try {
        parse(input, options);
      } catch (error) {
        if (!(error instanceof GradtreeError)) throw error;
        const { span } = error;
        expect(span).toBeDefined();
        expect(span?.start).toBeGreaterThanOrEqual(0);
        expect(span?.end).toBeLessThanOrEqual(input.length);
        expect(span?.start).toBeLessThanOrEqual(span?.end ?? -1);
      }
    }),
    { numRuns: 3000 },
  );
});

test("what the pre-scan refuses the grammar does not read", () => {
  fc.assert(
    fc.property(text, (input) => {
      fc.pre(!input.includes("\ue000")); // the grammar's own sign for a bracket that has been read
      const { fault } = prescan(input, 0, input.length);
      fc.pre(fault !== undefined);
      return formulaGrammar.match(input).failed();
    }),
    { numRuns: 2000 },
  );
});
