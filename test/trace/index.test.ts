import { readdirSync, readFileSync } from "node:fs";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import * as gradtree from "../../src/index.ts";
import * as door from "../../src/trace/index.ts";

test("gradtree/trace exports these names", () => {
  expect(Object.keys(door).sort().join(" ")).toBe("fluent formula grad hessian trace traced valueAndGrad");
});

const examples = readdirSync("src/trace").flatMap((file) =>
  [...readFileSync(`src/trace/${file}`, "utf8").matchAll(/@example (.*?)(?: {2}\/\/ (.*))?$/gmu)].map(
    ([, code, said]) => [code, said] as const,
  ),
);

test("there are examples", () => expect(examples.length).toBeGreaterThan(8));

const scope = { ...gradtree, ...door, g: gradtree.Var("z") };

const shown = (value: unknown): string =>
  inspect(value)
    .replaceAll("'", '"')
    .replaceAll(/(?<=\[) | (?=\])/gu, "");

test.each(examples)("the example %s gives what its comment says", (code, said) => {
  const value = new Function("scope", `const { ${Object.keys(scope).join(", ")} } = scope; return ${code}`)(
    scope,
  );
  if (said === undefined) expect(gradtree.isExpr(value)).toBe(true);
  else expect(gradtree.isExpr(value) ? `${value}` : shown(value)).toBe(said);
});
