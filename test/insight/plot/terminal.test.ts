import { describe, expect, test } from "vitest";
import { regionOf } from "../../../src/insight/plot/region.ts";
import { boundaryText, curveText } from "../../../src/insight/plot/terminal.ts";
import { Dataset, MLP } from "../../../src/nn/index.ts";

const data = new Dataset([Float64Array.of(0, 1, 1), Float64Array.of(0, 1, 0)], Float64Array.of(-1, 1, -1));
const model = MLP(2, [1]);
model.parameters.values.set([1, 0, -0.5]);

describe("the loss curve in characters", () => {
  test("has the highest and the lowest loss at its left, and the steps below", () => {
    const lines = curveText({ steps: [1, 2, 3, 4], losses: [4, 3, 2, 1] }).split("\n");
    expect(lines[0]).toBe("      loss by step");
    expect(lines[1]).toBe("         4 ┼╮");
    expect(lines.at(-2)).toBe("         1 ┤  ╰");
    expect(lines.at(-1)).toBe("            1  4");
  });

  test.each([[[1, 1, 1]], [[5]], [[1e17, 1e17 + 32, 1e17 + 64]], [[1e300, 1e-300]], [[0, -1e-320, 0]]])(
    "of %j is some lines of numbers",
    (losses) => {
      const text = curveText({ steps: losses.map((_, i) => i + 1), losses });
      expect(text.split("\n").length).toBeLessThanOrEqual(13);
      expect(text).not.toMatch(/NaN|Infinity|undefined/u);
    },
  );

  test("of no steps is nothing", () => {
    expect(curveText({ steps: [], losses: [] })).toBe("");
  });
});

test("the decision boundary in characters: areas, points, and what was predicted wrong", () => {
  const region = regionOf(model, data, { kind: "signs", classes: ["no", "yes"], across: 10, up: 4 });
  expect(boundaryText(region)).toBe(
    [
      "decision boundary: x1 from -0.08 to 1.08, up x2 from -0.08 to 1.08",
      "┌──────────┐",
      "│     ....x│",
      "│     .....│",
      "│     .....│",
      "│o    ....!│",
      "└──────────┘",
      "o no   x yes (predicted: .)   ! predicted wrong",
    ].join("\n"),
  );
});
