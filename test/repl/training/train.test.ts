import { describe, expect, test } from "vitest";
import { gradtree, trainingHost } from "../testHost.ts";

const run = (line: string, files = new Map<string, string>(), host = {}) =>
  gradtree(["train", ...(line.match(/"[^"]*"|\S+/gu) ?? []).map((word) => word.replaceAll('"', ""))], {
    files,
    host,
  });

/** A row for each of two classes, apart by x. */
const CSV = "x,y,kind\n0,1,cat\n0.2,3,cat\n0.1,2,cat\n1,1,dog\n1.2,2,dog\n1.1,3,dog\n";

describe("gradtree train", () => {
  test("moons with max-margin: progress to stderr, both pictures and the result to stdout", async () => {
    const files = new Map<string, string>();
    const line =
      "--data moons --layers 8,1 --loss hinge --optimizer sgd --schedule linear --seed 1 --plot out.svg --save model.json --test 0.2";
    const { code, out, err } = await run(line, files);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^moons, 80 rows and 20 to test with; 2-8-1, relu, 33 parameters; hinge by sgd\n\n {6}loss by step\n/u,
    );
    expect(out).toContain("decision boundary: x1 from -");
    expect(out).toMatch(
      /\n100 steps: loss [\d.]+, accuracy \d+\.\d %; test loss [\d.]+, accuracy \d+\.\d %\n$/u,
    );
    expect(Number(/accuracy ([\d.]+) %/u.exec(out)?.[1])).toBeGreaterThanOrEqual(85);
    const lines = err.trimEnd().split("\n");
    expect(lines.length).toBe(10);
    expect(lines[9]).toMatch(/^step 100\/100 {2}loss [\d.]+ {2}accuracy [\d.]+ % {2}[\d,]+ steps\/s$/u);
    expect([...files.keys()]).toEqual(["out.svg", "model.json"]);
    expect(files.get("out.svg")).toMatch(/^<svg .*<\/svg>\n$/su);
    expect(JSON.parse(files.get("model.json") ?? "").training).toEqual({
      loss: "hinge",
      penalty: {},
      kind: "signs",
      features: ["x1", "x2"],
      label: "y",
      classes: ["-1", "1"],
    });
  });

  test("--quiet leaves the result alone, --format json gives it as numbers", async () => {
    const { out, err } = await run("--quiet --layers 2,1 --steps 3 --data simple");
    expect(out).toMatch(/^3 steps: loss [\d.]+, accuracy [\d.]+ %\n$/u);
    expect(err).toBe("");
    const json = JSON.parse((await run("--format json --layers 2,1 --steps 3 --data simple --test 0.1")).out);
    expect(json).toMatchObject({ steps: 3, ended: "steps", parameters: 9, classes: ["-1", "1"] });
    expect([json.train.rows, json.test.rows]).toEqual([90, 10]);
  });

  test("a CSV file: classes by name, the loss by how many there are", async () => {
    const files = new Map([["pets.csv", CSV]]);
    const { code, out } = await run("--data pets.csv --label kind --layers 2,1 --quiet --save m.json", files);
    expect([code, out]).toEqual([0, expect.stringContaining("accuracy 100.0 %")]);
    expect(JSON.parse(files.get("m.json") ?? "").training).toMatchObject({
      loss: "hinge",
      features: ["x", "y"],
      classes: ["cat", "dog"],
    });
    files.set("three.csv", `${CSV}5,5,fish\n5,6,fish\n`);
    const three = await run(
      "--data three.csv --layers 4,3 --optimizer adam --steps 200 --format json --quiet",
      files,
    );
    expect(JSON.parse(three.out).classes).toEqual(["cat", "dog", "fish"]);
    files.set("line.csv", "x,y\n1,3\n2,5\n3,7.5\n");
    const line = await run("--data line.csv --layers 1 --optimizer lbfgs --steps 20 --quiet", files);
    expect(line.out).toMatch(/^20 steps: loss 0\.01389\n$/u); // 1/72: the least squares of 3, 5, 7.5, by hand
  });

  test("--standardise: what doesn't learn as it is does, and the saved model takes the file as it is", async () => {
    const rows = Array.from({ length: 20 }, (_, i) =>
      i < 10 ? `${2000 + i},${i * 1e-4},old` : `${2020 + i},${i * 1e-4},new`,
    );
    const files = new Map([["years.csv", `year,share,kind\n${rows.join("\n")}\n`]]);
    const line = "--data years.csv --layers 1 --loss logistic --steps 40 --batch 8 --test 0.2 --quiet";
    expect((await run(`${line}`, files)).out).not.toContain("accuracy 100.0 %");
    expect((await run(`${line} --standardise --save m.json --plot p.svg`, files)).out).toMatch(
      /accuracy 100\.0 %; test loss [\d.]+, accuracy 100\.0 %/u,
    );
    const predicted = await gradtree(["predict", "m.json", "years.csv"], { files });
    expect(predicted.err).toBe("accuracy 100.0 % of 20 rows with a label\n");
    expect(files.get("p.svg")).toContain(">2,010<");
    await run(`${line} --standardise --checkpoint c.json --steps 15`.replace("--steps 40", ""), files);
    await run("--resume c.json --steps 40 --save resumed.json --quiet", files);
    expect(files.get("resumed.json")).toBe(files.get("m.json"));
  });

  test("features that are too large for the steps: what to do is said", async () => {
    const files = new Map([["far.csv", "x,y,kind\n1e200,0,cat\n-1e200,1,dog\n"]]);
    const line = "--data far.csv --loss logistic --penalty l2:1e-4 --layers 2,1 --quiet";
    const { code, err } = await run(line, files);
    expect([code, err]).toEqual([1, expect.stringContaining("scale the features to about 1: --standardise")]);
    expect((await run(`${line} --standardise`, files)).out).toContain("accuracy 100.0 %");
  });

  test("two files in one place are refused before anything is done", async () => {
    const files = new Map<string, string>();
    const { code, err } = await run("--save x --plot x --quiet", files);
    expect([code, err]).toEqual([
      2,
      "--save and --plot are both 'x', expected a file each\nsee gradtree train --help\n",
    ]);
    expect(files.size).toBe(0);
  });

  test("ends early by accuracy, and says so", async () => {
    const { out } = await run("--data simple --layers 4,1 --steps 2000 --target-accuracy 0.9 --quiet");
    expect(out).toMatch(/^[\d,]+ steps, ended by the target accuracy: /u);
  });

  test("on a terminal one line is written over and ended", async () => {
    let time = 0;
    const training = async () => ({
      ...trainingHost(new Map()),
      columns: () => 100,
      now: () => {
        time += 1;
        return time;
      },
    });
    const { err } = await run("--data simple --layers 2,1 --steps 200", new Map(), { training });
    expect(err.replaceAll("\u001B[K", "<")).toMatch(
      /^\r\[#{6}-{18}\] step 50\/200 {2}loss [\d.]+ {2}accuracy [\d.]+ % {2}\d+ steps\/s<\r/u,
    );
    expect(err).toMatch(/\r\[#{24}\] step 200\/200 [^\r\n]*\n$/u);
    for (const drawn of err.split("\r"))
      expect(drawn.replace("\u001B[K", "").trimEnd().length).toBeLessThan(100);
  });
});

describe("checkpoints", () => {
  const options = "--samples 40 --layers 3,1 --loss logistic --optimizer momentum --batch 16 --seed 7";

  test("written every so many steps, each goes on to the same model, bit for bit, its schedule too", async () => {
    const files = new Map<string, string>();
    const kept: string[] = [];
    const training = async () => ({
      ...trainingHost(files),
      writeFile: (path: string, text: string) => {
        if (path === "c.json") kept.push(text);
        files.set(path, text);
      },
    });
    const whole = `${options} --schedule linear --steps 30 --quiet --checkpoint c.json --every 10 --save whole.json --plot whole.svg`;
    await run(whole, files, { training });
    expect(kept.length).toBe(3); // after 10, 20 and 30
    for (const text of kept) {
      files.set("from.json", text);
      const { code } = await run("--resume from.json --quiet --save resumed.json --plot resumed.svg", files);
      expect(code).toBe(0);
      expect(files.get("resumed.json")).toBe(files.get("whole.json"));
      expect(files.get("resumed.svg")).toBe(files.get("whole.svg"));
    }
  });

  test("an interrupt stops after a step, saves the checkpoint and no model, and exits as shells expect", async () => {
    const files = new Map<string, string>();
    let time = 0;
    const training = async () => ({
      ...trainingHost(files),
      now: () => {
        time += 20;
        return time;
      },
      watch: () => ({ come: () => (time > 300 ? 130 : undefined), close: () => {} }),
    });
    const { code, err } = await run(`${options} --steps 1000000 --checkpoint c.json --save m.json`, files, {
      training,
    });
    expect(code).toBe(130);
    expect(err).toMatch(/stopped after step \d+; go on with gradtree train --resume c\.json\n$/u);
    expect([...files.keys()]).toEqual(["c.json"]);
    const more = await run("--resume c.json --steps 30 --quiet", files);
    expect([more.code, more.out]).toEqual([0, expect.stringMatching(/^30 steps: /u)]);
  });

  test("what ends a training early is kept, and may be given anew", async () => {
    const files = new Map<string, string>();
    await run(
      "--data simple --layers 2,1 --steps 3 --patience 2000 --target-loss 0.3 --checkpoint c.json --quiet",
      files,
    );
    const kept = await run("--resume c.json --steps 1000 --quiet", files);
    expect(kept.out).toMatch(/^[\d,]+ steps, ended by the target loss: /u);
    const anew = await run("--resume c.json --steps 1000 --target-loss 0.1 --quiet", files);
    expect(Number.parseInt(anew.out, 10)).toBeGreaterThan(Number.parseInt(kept.out, 10));
  });

  test("of other data, cut off, of another version or with options beside it is refused", async () => {
    const files = new Map([["d.csv", CSV]]);
    await run("--data d.csv --layers 2,1 --steps 2 --checkpoint c.json --quiet", files);
    const text = files.get("c.json") ?? "";
    const error = async (line: string) => (await run(line, files)).err;
    expect(await error("--resume c.json --seed 3")).toContain(
      "--seed beside --resume, expected it only where a training begins",
    );
    files.set("d.csv", CSV.replace("0.2", "0.3"));
    expect(await error("--resume c.json")).toContain(
      "'d.csv' is not the data that the checkpoint was trained with",
    );
    files.set("d.csv", CSV);
    files.set("c.json", text.slice(0, 300));
    expect(await error("--resume c.json")).toContain("the text of the saved checkpoint ends too early");
    files.set("c.json", text.replace('"version":1', '"version":2'));
    expect(await error("--resume c.json")).toContain("the saved checkpoint has version 2, expected 1");
    files.set("c.json", text.replace('"layers":"2,1"', '"layers":"2,,1"'));
    expect(await error("--resume c.json")).toContain("--layers is '2,,1'");
    files.set("c.json", text.replace('"layers"', '"save"'));
    expect(await error("--resume c.json")).toContain(
      "option 'save' of the saved checkpoint is none that is kept there",
    );
  });
});

describe("what train does not take", () => {
  const files = () =>
    new Map([
      ["one.csv", "x,k\n1,a\n2,a\n"],
      ["three.csv", "x,k\n1,a\n2,b\n3,c\n"],
      ["same.csv", "x,z,k\n1,2,a\n1,2,b\n"],
      ["ragged.csv", "x,k\n1,a\n2\n"],
      ["text.csv", "x,k\n1,a\ntwo,b\n"],
      ["empty.csv", ""],
    ]);

  test.each([
    [
      "--data moonz",
      2,
      "unknown dataset 'moonz' (did you mean 'moons'?): expected moons, circles, circle, xor, spiral, split, diag, simple, or the path of a CSV file",
    ],
    ["--loss hing", 2, "unknown loss 'hing' (did you mean 'hinge'?)"],
    ["--activation rleu", 2, "unknown activation 'rleu' (did you mean 'relu'?)"],
    ["--optimizer adm", 2, "unknown optimizer 'adm' (did you mean 'adam'?)"],
    ["--schedule linaer", 2, "unknown schedule 'linaer' (did you mean 'linear'?)"],
    ["--init xaver", 2, "unknown init 'xaver' (did you mean 'xavier'?)"],
    ["--sead 1", 2, "unknown option '--sead' (did you mean '--seed'?)"],
    ["--batch 0", 2, "--batch is '0', expected an integer from 1 to 10000000"],
    ["--samples 0", 2, "--samples is '0', expected an integer from 1"],
    ["--steps 1.5", 2, "--steps is '1.5', expected an integer from 1"],
    ["--learning-rate fast", 2, "--learning-rate is 'fast', expected a number over 0"],
    ["--learning-rate -1", 2, "--learning-rate is '-1', expected a number over 0"],
    [
      "--learning-rate 1 --optimizer lbfgs",
      2,
      "--learning-rate with optimizer 'lbfgs', which finds its own way: leave it out",
    ],
    ["--test 1", 2, "--test is '1', expected a share between 0 and 1"],
    [
      "--layers 0,1",
      2,
      "--layers is '0,1', expected integers from 1 to 1000000 separated by commas, as in 16,16,1, its 1st number is '0'",
    ],
    ["--layers -1", 2, "--layers is '-1', expected integers"],
    ["--layers 16,,1", 2, "its 2nd number is missing"],
    ['--layers ""', 2, "--layers is '', expected integers"],
    ["--layers 16,2", 1, "the layers end in 2, expected 1 there: loss 'hinge' takes one score"],
    ["--layers 3000,3000,1", 1, "parameters, over the limit of 5,000,000"],
    ["--penalty l3:1", 2, "--penalty is 'l3:1', expected l1 or l2 with a strength, as in l2:1e-4"],
    ["--widths 3", 2, "--widths without --compare, expected both"],
    ["--every 3", 2, "--every without --checkpoint, expected both"],
    ["--label y", 2, "--label with a made data set, expected it only with a CSV file"],
    ["--data one.csv --samples 3", 2, "--samples with a CSV file, expected it only with a made data set"],
    ["--data none.csv", 2, "can't read 'none.csv': no such file"],
    [
      "--data one.csv",
      1,
      "label 'k' has one class only ('a'), expected two or more: there is nothing to learn",
    ],
    [
      "--data three.csv --loss hinge",
      1,
      "label 'k' has 3 classes (a, b, c), and loss 'hinge' takes two: use --loss softmax",
    ],
    [
      "--data three.csv --loss softmax --layers 4,1",
      1,
      "the layers end in 1, expected 3 there: one for each class (a, b, c)",
    ],
    [
      "--data three.csv --loss squared",
      1,
      "label 'k' has classes (a, b, c), and loss 'squared' takes numbers",
    ],
    ["--data same.csv", 1, "the features are the same in every row (x is 1): nothing tells one from another"],
    ["--data ragged.csv", 1, "line 3 has 1 field, expected 2 as line 1 has"],
    ["--data text.csv", 1, "line 3, column 1 ('x') is 'two', expected a number"],
    ["--data empty.csv", 1, "the CSV text is empty, expected lines of numbers"],
    ["--data one.csv --label knd", 2, "no column is called 'knd': expected x, k"],
    ["moons", 2, "got 'moons', expected options only: --data moons"],
    ["--format yaml", 2, "unknown format 'yaml': expected text, json"],
    ["--resume one.csv", 1, "the text of the saved checkpoint"],
    [
      "--layers 4,1 --learning-rate 1e3 --loss squared",
      1,
      "the learning rate is probably too large, try a tenth of it",
    ],
  ])("%s", async (line, expected, message) => {
    const before = files();
    const { code, out, err } = await run(`${line} --quiet --save m.json --plot p.svg`, before);
    expect(err).toContain(message);
    expect([code, out]).toEqual([expected, ""]);
    expect([...before.keys()]).toEqual([...files().keys()]); // nothing written
  });

  test("a file that can't be written is found out before the training", async () => {
    const training = async () => ({
      ...trainingHost(new Map()),
      checkWritable: () => {
        throw new Error("no permission");
      },
    });
    const { code, out, err } = await run("--steps 1000000000 --save m.json", new Map(), { training });
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("can't write 'm.json': no permission");
  });
});
