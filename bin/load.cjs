// Loads the built command, dist/cli.cjs. Most of a short run would be V8 compiling it, so the build
// leaves V8's compiled code beside it for the Node that built; V8 itself refuses code that is not
// its own, and where there is none the file is loaded like any other.
"use strict";

const { readFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { Script } = require("node:vm");

/** The compiled code is good for one Node on one kind of machine. */
const cacheName = `cli-${process.version}-${process.platform}-${process.arch}.cache`;

/** The command in `folder` as a script; what it exports comes from `exportsOf`. */
function scriptIn(folder, cachedData) {
  const filename = join(folder, "cli.cjs");
  const source = readFileSync(filename, "utf8"); // names and signs of the language are not ASCII
  return new Script(`(function (exports, require, module) {${source}\n})`, { filename, cachedData });
}

function exportsOf(script) {
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module);
  return module.exports;
}

/** The command's exports, from compiled code where there is some. */
function load(folder) {
  let compiled;
  try {
    compiled = readFileSync(join(folder, cacheName));
  } catch {
    return require(join(folder, "cli.cjs"));
  }
  return exportsOf(scriptIn(folder, compiled));
}

function start() {
  const root = dirname(__dirname);
  let command;
  try {
    command = load(join(root, "dist"));
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    process.stderr.write(`gradtree is not built yet: run npm install in ${root}\n`);
    process.exitCode = 2;
    return undefined;
  }
  return command.main(process.argv.slice(2), {
    version: () => require("../package.json").version,
    worker: join(__dirname, "worker.cjs"),
  });
}

/** In a thread of its own: answers the terminal that started it. */
const serve = () => load(join(dirname(__dirname), "dist")).serve();

module.exports = { cacheName, exportsOf, scriptIn, serve, start };
