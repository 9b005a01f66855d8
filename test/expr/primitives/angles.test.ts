import { expect, test } from "vitest";
import { parse } from "../../../src/expr/parse/parse.ts";
import { format } from "../../../src/expr/print/format.ts";
import { tidy } from "../../../src/simplify/tidy.ts";

const tidied = (text: string): string => format(tidy(parse(text)));

test("sin, cos and tan of multiples of pi are folded where they are rational", () => {
  expect(
    ["sin(pi)", "sin(-pi/6)", "sin(13*pi/6)", "cos(pi/2)", "cos(2*pi/3)", "cos(tau)"].map(tidied),
  ).toEqual(["0", "-1/2", "1/2", "0", "-1/2", "1"]);
  expect(["tan(pi/4)", "tan(-5*pi/4)", "tan(1000001*pi)"].map(tidied)).toEqual(["1", "-1", "0"]);
});

test("where they are not, or there is no value, they stay", () => {
  expect(["sin(pi/4)", "cos(1)", "tan(pi/2)", "sin(pi/7)", "cos(pi*x)"].map(tidied)).toEqual([
    "sin(1/4*pi)",
    "cos(1)",
    "tan(1/2*pi)",
    "sin(1/7*pi)",
    "cos(pi*x)",
  ]);
});
