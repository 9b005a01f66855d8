import { expect, test } from "vitest";
import { variables } from "../../../src/nn/arrays/variables.ts";

test("variables('w', [2, 2]) are named by their place from 1", () => {
  expect(String(variables("w", [2, 2]))).toBe("[[w_1_1, w_1_2], [w_2_1, w_2_2]]");
  expect(String(variables("b", []))).toBe("b");
  expect(variables("w", [0]).size).toBe(0);
});

test("a name that no variable may have is refused", () => {
  expect(() => variables("2w", [1])).toThrow("'2w_1' is no variable's name");
  // @ts-expect-error a number where a name is due
  expect(() => variables(2, [1])).toThrow("the name of an array of variables is 2, expected a text");
  expect(() => variables("w", [1.5])).toThrow("shape holds 1.5, expected an integer from 0");
});
