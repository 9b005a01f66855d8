import { describe, expect, test } from "vitest";
import { Add, Mul, Sub } from "../../../src/expr/primitives/operators.ts";
import { Sin } from "../../../src/expr/primitives/trigonometric.ts";
import { format } from "../../../src/expr/print/format.ts";
import { Var } from "../../../src/expr/var.ts";

const [x, y] = ["x", "y"].map(Var);

describe("the outline", () => {
  test("branches are drawn with box characters", () => {
    expect(format(Add(Mul(x, y), Sin(y)), "tree")).toBe(
      ["+", "├─ *", "│  ├─ x", "│  └─ y", "└─ sin", "   └─ y"].join("\n"),
    );
  });

  test("a leaf is a line", () => {
    expect(format(x, "tree")).toBe("x");
  });

  test("a shared subformula is drawn once and then referred to", () => {
    const s = Sin(x);
    expect(format(Sub(Mul(s, y), s), "tree")).toBe(
      ["-", "├─ *", "│  ├─ #1 = sin", "│  │  └─ x", "│  └─ y", "└─ (see #1)"].join("\n"),
    );
  });
});
