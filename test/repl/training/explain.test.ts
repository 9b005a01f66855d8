// A trained network as formulas, each beside loops over the numbers of the model file.
import { beforeAll, describe, expect, test } from "vitest";
import { evaluate } from "../../../src/expr/evaluate.ts";
import { parse } from "../../../src/expr/parse/parse.ts";
import { near } from "../../near.ts";
import { gradtree } from "../testHost.ts";

const files = new Map<string, string>();
const explain = (...args: string[]) => gradtree(["explain", ...args], { files });
let weights = new Map<string, number>();

beforeAll(async () => {
  const line =
    "train --data moons --samples 50 --layers 3,2,1 --activation tanh --loss logistic --penalty l2:0.01 --steps 50 --quiet --save model.json";
  await gradtree(line.split(" "), { files });
  weights = new Map(Object.entries(JSON.parse(files.get("model.json") ?? "").parameters));
});

const w = (name: string): number => weights.get(name) ?? Number.NaN;

/** The signals of each layer by hand: tanh, tanh, linear. */
function signals(x: readonly number[]): number[][] {
  const found: number[][] = [[...x]];
  for (const [layer, width] of [3, 2, 1].entries()) {
    const before = found[layer];
    found.push(
      Array.from({ length: width }, (_, j) => {
        const name = `${layer + 1}_${j + 1}`;
        const sum = before.reduce((sum, input, i) => sum + w(`w${name}_${i + 1}`) * input, w(`b${name}`));
        return layer === 2 ? sum : Math.tanh(sum);
      }),
    );
  }
  return found;
}

const POINTS = Array.from({ length: 10 }, (_, i) => ({
  x1: Math.sin(3 * i),
  x2: Math.cos(5 * i) / 2,
  y: i % 2 ? 1 : -1,
}));

describe("gradtree explain", () => {
  test.each([
    ["1.3", 1, 2],
    ["2.1", 2, 0],
    ["3.1", 3, 0],
  ])("neuron %s is its formula, the same as loops at 10 points", async (number, layer, place) => {
    const { code, out } = await explain("model.json", "neuron", number);
    expect(code).toBe(0);
    const formula = parse(out);
    for (const { x1, x2, y } of POINTS) {
      const expected = signals([x1, x2])[layer][place];
      expect(near(evaluate(formula, { x1, x2, y }), expected, 1e-13)).toBe(true); // sums in another order
    }
  });

  test("--symbolic leaves the parameters as variables", async () => {
    const { out } = await explain("model.json", "neuron", "1.3", "--symbolic");
    expect(out).toBe("tanh(w1_3_1*x1 + w1_3_2*x2 + b1_3)\n");
  });

  test("--weight is the loss's derivative by it, the same as loops and the chain rule by hand at 10 points", async () => {
    const { code, out } = await explain("model.json", "--weight", "w2_1_3");
    expect(code).toBe(0);
    const formula = parse(out);
    for (const { x1, x2, y } of POINTS) {
      const [, first, second, [score]] = signals([x1, x2]);
      // softplus(-y*score) + 0.01*w^2: by score -y*sigmoid(-y*score), by the neuron's sum 1 - tanh^2.
      const byScore = -y / (1 + Math.exp(y * score));
      const expected = byScore * w("w3_1_1") * (1 - second[0] ** 2) * first[2] + 0.02 * w("w2_1_3");
      expect(near(evaluate(formula, { x1, x2, y }), expected, 1e-12)).toBe(true); // 1 - tanh^2 loses a few digits
    }
  });

  test("--at gives the value too, and --format json both", async () => {
    const { out } = await explain("model.json", "neuron", "1.2", "--at", "x1=0.5, x2=-1");
    expect(Number(/\n= (.*)\n$/u.exec(out)?.[1])).toBeCloseTo(signals([0.5, -1])[1][1], 14);
    const json = JSON.parse(
      (await explain("model.json", "--weight", "b3_1", "--at", "x1=1,x2=0,y=-1", "--format=json")).out,
    );
    const [, , , [score]] = signals([1, 0]);
    expect(json.variables).toEqual(["x1", "x2", "y"]);
    expect(json.value).toBeCloseTo(1 / (1 + Math.exp(-score)) + 0.02 * w("b3_1"), 12);
    expect(evaluate(parse(json.formula), { x1: 1, x2: 0, y: -1 })).toBe(json.value);
  });

  test("--digits rounds the numbers", async () => {
    const { out } = await explain("model.json", "neuron", "1.1", "--digits", "2");
    expect(out).toMatch(/^tanh\([^a-z]*\d\*x[12]/u);
    for (const [digits] of out.replace(/x\d/gu, "").matchAll(/\d[\d.]*/gu))
      expect(digits.replace(/^0?\.?0*/u, "").replace(".", "").length).toBeLessThanOrEqual(2);
  });

  test("without a question it says what there is to ask about", async () => {
    const { out } = await explain("model.json");
    expect(out).toBe(
      [
        "2-3-2-1, 20 parameters; trained by logistic to tell 'y' from x1, x2; classes -1, 1",
        "layer 1: neurons 1.1 to 1.3, tanh; weights w1_1_1 to w1_3_2, biases b1_1 to b1_3",
        "layer 2: neurons 2.1 to 2.2, tanh; weights w2_1_1 to w2_2_3, biases b2_1 to b2_2",
        "layer 3: neuron 3.1, linear; weights w3_1_1 to w3_1_2, bias b3_1",
        "",
      ].join("\n"),
    );
  });

  test.each([
    [
      ["model.json", "neuron", "4.1"],
      1,
      "'4.1' is no neuron of 2-3-2-1, expected layer and neuron counted from 1: 1.1 to 3.1",
    ],
    [["model.json", "neuron", "1.0"], 1, "'1.0' is no neuron"],
    [
      ["model.json", "neuron"],
      2,
      "got 'neuron' behind the model, expected neuron and its number: neuron 1.3",
    ],
    [["model.json", "layer", "1"], 2, "got 'layer 1' behind the model"],
    [["model.json", "--weight", "w1_3_9"], 1, "'w1_3_9' is no parameter (did you mean 'w1_3_1'?)"],
    [
      ["model.json", "neuron", "1.1", "--weight", "b1_1"],
      2,
      "got a neuron and --weight, expected one of them",
    ],
    [["model.json", "neuron", "1.1", "--at", "x1=1"], 1, "unbound variable 'x2'"],
    [["model.json", "neuron", "1.1", "--at", "x1"], 2, "'x1' gives no variable a value"],
    [["model.json", "--at", "x1=1"], 2, "--at without a neuron or --weight"],
    [
      ["model.json", "neuron", "1.1", "--digits", "0"],
      2,
      "--digits is '0', expected an integer from 1 to 17",
    ],
    [["model.json", "neuron", "1.1", "--format", "tex"], 2, "unknown format 'tex'"],
    [["none.json"], 2, "can't read 'none.json': no such file"],
    [[], 2, "got no file, expected a model"],
  ])("%j", async (args, code, message) => {
    const found = await explain(...args);
    expect(found.err).toContain(message);
    expect([found.code, found.out]).toEqual([code, ""]);
  });
});

test("a formula of columns with names of their own says which input is which", async () => {
  files.set("pets.csv", "length,weight,kind\n1,5,cat\n2,6,cat\n9,9,dog\n8,7,dog\n");
  await gradtree("train --data pets.csv --layers 1 --steps 1 --quiet --save pets.json".split(" "), { files });
  const { err } = await explain("pets.json", "neuron", "1.1");
  expect(err).toBe("x1 is length, x2 is weight\n");
});

describe("a model file", () => {
  const error = async (text: string) => {
    files.set("bad.json", text);
    return (await explain("bad.json", "--weight", "b3_1")).err;
  };

  test("that is cut off, of another version, or does not fit itself is refused", async () => {
    const text = files.get("model.json") ?? "";
    expect(await error(text.slice(0, 100))).toContain("the text of the saved model ends too early");
    expect(await error("")).toContain("it is empty or cut off");
    expect(await error(text.replace('"version":1', '"version":9'))).toContain("has version 9, expected 1");
    expect(await error(text.replace('"features":["x1","x2"]', '"features":["x1"]'))).toContain(
      "does not fit its layers",
    );
    expect(await error(text.replace('"kind":"signs"', '"kind":"class"'))).toContain(
      "does not fit its layers",
    );
    expect(await error(text.replace('"loss":"logistic"', '"loss":"logistc"'))).toContain(
      "unknown loss 'logistc'",
    );
    expect(await error(text.replace(/"training":\{.*\}\}/u, '"training":[]}'))).toContain(
      "training of the saved model is a list",
    );
  });

  test("that the library saved has no loss to explain", async () => {
    const text = files.get("model.json") ?? "";
    expect(await error(text.replace(/,"training":.*\}\}/u, "}"))).toContain(
      "does not say which loss it was trained with",
    );
  });
});
