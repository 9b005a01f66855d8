import { describe, expect, test } from "vitest";
import { compared } from "../../../src/repl/training/compare.ts";
import { gradtree, trainingHost } from "../testHost.ts";

let time = 0;
/** A clock on which everything takes long, so that nothing is done again to be timed. */
const clock = (): number => {
  time += 1000;
  return time;
};
const compare = (line: string) =>
  gradtree(["train", "--compare", ...line.split(" ")], {
    host: { training: async () => ({ ...trainingHost(new Map()), now: clock }) },
  });

describe("gradtree train --compare", () => {
  test("counts what each method does: visits by hand for 2-2-1", () => {
    const { parameters, nodes, unfolded, beta, forward, alpha, finite, difference } = compared(
      [2, 2, 1],
      () => 0,
    );
    expect(parameters).toBe(9);
    // tanh(w*x1 + w*x2 + b) is 10 nodes as a tree; two of them, their weights and a bias, less y, squared: 31.
    expect(unfolded).toBe(2 * (10 + 2) + 1 + 2 + 4);
    expect(nodes).toBe(31 - 2); // x1 and x2 are shared by both neurons
    expect([beta.counted, forward.counted, alpha.counted]).toEqual([9 * 31, 9 * 29, 29]);
    expect(finite.counted).toBe(18);
    expect(difference).toBeLessThan(1e-15);
  });

  test("Beta explodes with the depth, Alpha grows as the network does", () => {
    const rows = [1, 2, 3].map((depth) => compared([2, ...new Array(depth).fill(4), 1], clock));
    const beta = rows.map((row) => row.beta.predicted / row.parameters);
    const alpha = rows.map((row) => row.alpha.counted ?? 0);
    // Each layer more writes the one before out four times.
    for (let d = 1; d < 3; d++) expect(beta[d] / beta[d - 1]).toBeGreaterThan(3.9);
    expect(alpha[2] - alpha[1]).toBe(alpha[1] - alpha[0]);
    for (const row of rows) expect(row.beta.counted).toBe(row.beta.predicted);
  });

  test("prints the table in at most 85 columns; over the budget the prediction stands in brackets", async () => {
    const { code, out } = await compare("--widths 2,12 --depths 1,3");
    expect(code).toBe(0);
    // A neuron of n inputs of size s unfolds to n*(3 + s) + 2: 10, 158, 1934; the last has no tanh, and 4 more square it.
    const beta = (361 * (12 * (3 + 1934) + 1 + 4)).toLocaleString("en");
    expect(out).toMatch(
      new RegExp(`^2-12-12-12-1 +361 +1,051 +23,249 +\\(${beta}\\) +379,411 +1,051 +722$`, "mu"),
    );
    expect(out).toMatch(/^2-12-12-12-1 +refused /mu);
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(85);
  });

  test("--format json has the same as numbers", async () => {
    const { out } = await compare("--widths 2 --depths 1 --format json");
    expect(JSON.parse(out).rows).toMatchObject([
      { widths: [2, 2, 1], parameters: 9, beta: { predicted: 279, counted: 279 }, alpha: { counted: 29 } },
    ]);
  });

  test.each([
    ["--widths 0", "--widths is '0', expected integers from 1 to 256"],
    ["--depths 1000", "--depths is '1000', expected integers from 1 to 100"],
    ["--widths 256 --depths 100", "expected at most 200,000"],
    ["--layers 1", "--layers beside --compare, expected --widths, --depths and --format alone"],
  ])("%s is bad usage", async (line, message) => {
    const { code, err } = await compare(line);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});
