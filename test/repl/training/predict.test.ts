import { beforeAll, describe, expect, test } from "vitest";
import { gradtree } from "../testHost.ts";

const files = new Map<string, string>();
const predict = (text: string, ...args: string[]) => {
  files.set("rows.csv", text);
  return gradtree(["predict", "model.json", "rows.csv", ...args], { files });
};

/** A model file of a linear network, the scores by hand. */
const saved = (layers: number, parameters: object, training: object): string =>
  JSON.stringify({
    format: "gradtree model",
    version: 1,
    inputs: Object.keys(parameters).filter((name) => name.startsWith("w1_1_")).length,
    layers: [{ neurons: layers, activation: "linear" }],
    parameters,
    training: { penalty: {}, label: "kind", ...training },
  });

/** The score is 2*length - weight. */
beforeAll(() => {
  files.set(
    "model.json",
    saved(
      1,
      { w1_1_1: 2, w1_1_2: -1, b1_1: 0 },
      { loss: "hinge", kind: "signs", features: ["length", "weight"], classes: ["cat", 'dog, "big"'] },
    ),
  );
});

describe("gradtree predict", () => {
  test("finds the columns by their names, in any order, and quotes what needs it", async () => {
    const { code, out, err } = await predict("weight,length\n1,3\n9,2\n");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toBe('prediction,score\n"dog, ""big""",5\ncat,-5\n');
  });

  test("with the label there says how many are right", async () => {
    const { out, err } = await predict("kind,weight,length\ncat,1,3\ncat,9,2\n");
    expect(out.split("\n").length).toBe(4);
    expect(err).toBe("accuracy 50.0 % of 2 rows with a label\n");
  });

  test("takes rows without a header in the order of the features", async () => {
    expect((await predict("3,1\n2,9\n")).out).toBe('prediction,score\n"dog, ""big""",5\ncat,-5\n');
  });

  test("--format json gives numbers", async () => {
    const { out } = await predict("length,weight\n3,1\n", "--format", "json");
    expect(JSON.parse(out)).toEqual({ rows: [{ prediction: 'dog, "big"', scores: [5] }] });
  });

  test("several classes have a score each", async () => {
    const classes = ["a", "b", "c"];
    const parameters = { w1_1_1: 1, b1_1: 0, w1_2_1: -1, b1_2: 0, w1_3_1: 0, b1_3: 0.5 };
    files.set(
      "three.json",
      saved(3, parameters, { loss: "softmax", kind: "class", features: ["x"], classes }),
    );
    files.set("rows.csv", "x\n2\n-2\n\n0.1\n");
    const { out } = await gradtree(["predict", "three.json", "rows.csv"], { files });
    expect(out).toBe("prediction,score_a,score_b,score_c\na,2,-2,0.5\nb,-2,2,0.5\nc,0.1,-0.1,0.5\n");
  });

  test("numbers are predicted as they are, by a model that the library saved too", async () => {
    const text = saved(1, { w1_1_1: 2, w1_1_2: 0, b1_1: 1 }, {}).replace(/,"training".*\}\}/u, "}");
    files.set("plain.json", text);
    files.set("rows.csv", "a,b\n1,0\n2,0\n");
    expect((await gradtree(["predict", "plain.json", "rows.csv"], { files })).out).toBe(
      "prediction,score\n3,3\n5,5\n",
    );
  });

  test.each([
    [
      "length,wieght\n1,2\n",
      1,
      "the data has no column 'weight', expected those that the model was trained with: length, weight",
    ],
    ["1,2,3,4\n", 1, "the data has 4 columns, expected the 2 features of the model"],
    ["length,weight\n1\n", 1, "line 2 has 1 field, expected 2 as line 1 has"],
    ["length,weight,kind\n1,x,cat\n", 1, "line 2, column 2 ('weight') is 'x', expected a number"],
    ["", 1, "the CSV text is empty"],
  ])("%j is refused", async (text, code, message) => {
    const found = await predict(text);
    expect(found.err).toContain(message);
    expect([found.code, found.out]).toEqual([code, ""]);
  });

  test("without two files, or in a format that there is not, it says so", async () => {
    expect((await gradtree(["predict", "model.json"], { files })).err).toContain("got 1 files, expected two");
    expect((await predict("1,2\n", "--format", "cvs")).err).toContain(
      "unknown format 'cvs' (did you mean 'csv'?)",
    );
  });
});
