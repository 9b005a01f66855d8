// Writes V8's compiled code of the command's files in a folder, for bin/load.cjs. The command is run on the
// usual cases first, so that the functions they use are compiled code too.
"use strict";

const { writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { cacheOf, exportsOf, scriptIn } = require("../bin/load.cjs");

const [folder] = process.argv.slice(2);
const cases = [
  ["diff", "x*y + sin(y)"],
  ["diff", "(x^2 - 1)/sqrt(2*x + 1)", "--wrt", "x x", "--format", "json"],
  ["diff", "x*y", "--at", "x=1, y=pi/2"],
  ["diff", "2*(x+"],
  ["eval", "2*ln(3)^2"],
  ["tree", "x*y"],
  ["format", "x/y", "--format", "latex"],
];
const trainingCases = [["train", "--samples", "10", "--layers", "2,1", "--steps", "3"]];

const silent = {
  version: () => "",
  out: () => {},
  err: () => {},
  stdinIsTerminal: () => true,
  training: async () => ({
    now: () => 0,
    breathe: async () => {},
    watch: () => ({ come: () => undefined, close: () => {} }),
    columns: () => undefined,
  }),
};

/** A command's script with what it exports; the scripts that it loads are kept beside it. */
const scripts = new Map();
function loaded(from, name) {
  const script = scriptIn(from, name);
  scripts.set(name, script);
  return exportsOf(script, from, loaded);
}

/** Compiled code is written before other commands are run, so that it holds what its own use and no more. */
function write(name) {
  writeFileSync(join(folder, cacheOf(name)), scripts.get(name).createCachedData());
}

async function warmUp() {
  const { run } = loaded(folder, "cli");
  for (const args of cases) await run(args, silent);
  write("cli");
  for (const args of trainingCases) await run(args, silent);
  write("training");
}

warmUp();
