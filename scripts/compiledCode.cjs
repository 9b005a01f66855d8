// Writes V8's compiled code of the command in a folder, for bin/load.cjs. The command is run on the
// usual cases first, so that the functions they use are compiled code too.
"use strict";

const { writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { cacheName, exportsOf, scriptIn } = require("../bin/load.cjs");

const [folder] = process.argv.slice(2);
const script = scriptIn(folder);
const { run } = exportsOf(script);
const silent = { version: () => "", out: () => {}, err: () => {}, stdinIsTerminal: () => true };
const cases = [
  ["diff", "x*y + sin(y)"],
  ["diff", "(x^2 - 1)/sqrt(2*x + 1)", "--wrt", "x x", "--format", "json"],
  ["diff", "x*y", "--at", "x=1, y=pi/2"],
  ["diff", "2*(x+"],
  ["eval", "2*ln(3)^2"],
  ["tree", "x*y"],
  ["format", "x/y", "--format", "latex"],
];

async function warmUp() {
  for (const args of cases) await run(args, silent);
  writeFileSync(join(folder, cacheName), script.createCachedData());
}

warmUp();
