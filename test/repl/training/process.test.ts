// Training in processes of their own: checkpoints from one to the next, files whole or not there, interrupts.
import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeHost } from "../../../src/repl/training/node.ts";
import { bin, build, command } from "../../built.ts";

const folder = mkdtempSync(join(tmpdir(), "gradtree-train-"));
const at = (name: string): string => join(folder, name);
const train = (line: string) => command(["train", ...line.split(" ")]);

beforeAll(build);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("30 steps are 10 steps and 20 more in another process: the same bytes of the model file", () => {
  const options = "--samples 40 --layers 4,1 --loss logistic --optimizer adam --batch 16 --seed 5 --quiet";
  expect(train(`${options} --steps 30 --save ${at("whole.json")}`).code).toBe(0);
  expect(train(`${options} --steps 10 --checkpoint ${at("c.json")}`).code).toBe(0);
  expect(train(`--resume ${at("c.json")} --steps 30 --quiet --save ${at("resumed.json")}`).code).toBe(0);
  const text = readFileSync(at("whole.json"), "utf8");
  expect(readFileSync(at("resumed.json"), "utf8")).toBe(text);
  expect(text.length).toBeGreaterThan(500);
});

test("a failed run leaves the files that were there, and no others", () => {
  mkdirSync(at("kept"));
  writeFileSync(at("kept/m.json"), "before");
  const { code, err } = train(
    `--layers 2,1 --loss squared --learning-rate 1e4 --quiet --save ${at("kept/m.json")}`,
  );
  expect([code, err]).toEqual([1, expect.stringContaining("the learning rate is probably too large")]);
  expect(readFileSync(at("kept/m.json"), "utf8")).toBe("before");
  expect(readdirSync(at("kept"))).toEqual(["m.json"]);
  const { checkWritable } = nodeHost(process.stderr); // asked before the work, not after it
  expect(() => checkWritable(at("nowhere/m.json"))).toThrow("no such file");
  expect(() => checkWritable(at("kept"))).toThrow("it is a folder");
  expect(() => checkWritable(at("kept/m.json"))).not.toThrow();
});

test("Ctrl-C ends it after a step, with the checkpoint saved, and exit code 130", async () => {
  const args = `train --samples 20 --layers 2,1 --steps 1000000000 --checkpoint ${at("stopped.json")} --every 1000`;
  const child = spawn(process.execPath, [bin, ...args.split(" ")], { stdio: ["ignore", "ignore", "pipe"] });
  let err = "";
  child.stderr.on("data", (text) => {
    err += text;
  });
  while (!existsSync(at("stopped.json"))) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill("SIGINT");
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect([code, err]).toEqual([
    130,
    expect.stringMatching(/^stopped after step [\d,]+; go on with gradtree train --resume \S+\n$/u),
  ]);
  const steps = Number(/step ([\d,]+);/u.exec(err)?.[1].replaceAll(",", ""));
  expect(JSON.parse(JSON.parse(readFileSync(at("stopped.json"), "utf8")).trainer).steps).toBe(steps);
});
