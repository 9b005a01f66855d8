import { init } from "gmp-wasm";
import { expect, test } from "vitest";
import { exportedRows, functions } from "../../src/expr/primitives/table.ts";
import { Polygamma } from "../../src/expr/primitives/special.ts";
test("x", async () => {
  const g = await init();
  const ctx = g.getContext({ precisionBits: 300 });
  console.log(ctx.Float(2).sqrt().toString(), exportedRows.length, [...functions.keys()].join(" "));
  console.log(Polygamma(2, 3), ctx.Float("0.5").erf().toNumber(), Polygamma.value(2, -7.493086337807163),Polygamma.value(120, -7.4),Polygamma.value(100, -7.4),Polygamma.value(101, -7.4));
  expect(1).toBe(1);
});
