// The help of train names what there is.
import { expect, test } from "vitest";
import { datasets, losses, optimizers } from "../../../src/nn/index.ts";
import { trainingCommands } from "../../../src/repl/training/options.ts";
import { gradtree } from "../testHost.ts";

const train = trainingCommands.find(({ name }) => name === "train");
const about = (option: string): string =>
  train?.options.find(({ flags }) => flags.startsWith(`${option} `))?.about ?? "";

test.each([
  ["--data", datasets],
  ["--loss", losses],
  ["--optimizer", optimizers],
])("%s names every one", (option, known) => {
  for (const name of known.keys()) expect(about(option)).toMatch(new RegExp(`\\b${name}\\b`, "u"));
});

test.each(trainingCommands)(
  "gradtree $name --help shows its options and examples",
  async ({ name, options, examples }) => {
    const { code, out } = await gradtree([name, "--help"]);
    expect(code).toBe(0);
    for (const { flags } of options) expect(out).toContain(flags);
    for (const example of examples) expect(out).toContain(example);
  },
);
