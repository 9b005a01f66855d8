// Law 3 for formulas read from text: alpha, beta and forward print the same derivatives, and the gradient
// has what diff gives. The texts themselves are a file that is read line by line.
import { describe, expect, test } from "vitest";
import { variables } from "../../src/expr/measure.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { format } from "../../src/expr/print/format.ts";
import { derivative, diff, type FormulaMethod, gradient } from "../../src/methods.ts";
import { formatCondition } from "../../src/simplify/condition.ts";
import { formulaGroups, formulas } from "./formulas.ts";

const METHODS: readonly FormulaMethod[] = ["alpha", "beta", "forward"];

test("there are more than 200 formulas, each once", () => {
  expect(formulas.length).toBeGreaterThan(200);
  expect(new Set(formulas).size).toBe(formulas.length);
});

describe.each(["tidy", "search"] as const)("with simplify: %s", (simplify) => {
  test("derivatives print alike under alpha, beta and forward, but for these", () => {
    const unlike: string[] = [];
    for (const text of formulas) {
      const f = parse(text);
      const partials = METHODS.map((method) => gradient(f, { method, simplify }));
      for (const name of variables(f)) {
        const texts = partials.map((map) => format(map.get(name) ?? f));
        if (new Set(texts).size > 1) unlike.push(`d/d${name} ${text}: ${texts.join(" | ")}`);
      }
    }
    expect(unlike).toMatchInlineSnapshot(`[]`);
  });

  test.each(METHODS)("gradient(f).get(x) prints as diff(f, x), by method %s", (method) => {
    for (const text of formulas) {
      const f = parse(text);
      for (const [name, partial] of gradient(f, { method, simplify })) {
        expect([text, name, format(partial)]).toEqual([
          text,
          name,
          format(diff(f, name, { method, simplify })),
        ]);
      }
    }
  });
});

describe("the derivatives of", () => {
  test.each(Object.entries(formulaGroups))("%s are the ones in the file", async (group, texts) => {
    const lines: string[] = [];
    for (const text of texts) {
      const f = parse(text);
      lines.push(text);
      for (const name of variables(f)) {
        const { expr, conditions, notes } = derivative(f, name, { simplify: "search" });
        const rests = conditions.length > 0 ? `    where ${conditions.map(formatCondition).join(", ")}` : "";
        lines.push(`    d/d${name} = ${format(expr)}${rests}`, ...notes.map((note) => `        ${note}`));
      }
    }
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`derivatives/${group.replace(" ", "-")}.txt`);
  });
});
