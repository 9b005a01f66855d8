// Loads the built command: dist/cli.cjs and, when a command for networks is run, dist/training.cjs. Most of a short run
// would be V8 compiling them, so the build leaves V8's compiled code beside each for the Node that built; V8 itself
// refuses code that is not its own, and where there is none the file is loaded like any other.
"use strict";

const { readFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { Script } = require("node:vm");

/** The compiled code of a file is good for one Node on one kind of machine. */
const cacheOf = (name) => `${name}-${process.version}-${process.platform}-${process.arch}.cache`;

/** The file `name`.cjs in `folder` as a script; what it exports comes from `exportsOf`, which takes the same folder. */
function scriptIn(folder, name, cachedData) {
  const filename = join(folder, `${name}.cjs`);
  const source = readFileSync(filename, "latin1"); // the build leaves ASCII only
  return new Script(`(function (exports, require, module) {${source}\n})`, { filename, cachedData });
}

/** Built files ask for one another by ./name.cjs; whatever else they require is Node's. */
function exportsOf(script, folder, beside = load) {
  const module = { exports: {} };
  const requireFrom = (path) => (path.startsWith("./") ? beside(folder, path.slice(2, -4)) : require(path));
  script.runInThisContext()(module.exports, requireFrom, module);
  return module.exports;
}

/** A file's exports, from compiled code where there is some. */
function load(folder, name) {
  let compiled;
  try {
    compiled = readFileSync(join(folder, cacheOf(name)));
  } catch {
    return require(join(folder, `${name}.cjs`));
  }
  return exportsOf(scriptIn(folder, name, compiled), folder);
}

function start() {
  const root = dirname(__dirname);
  let command;
  try {
    command = load(join(root, "dist"), "cli");
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
const serve = () => load(join(dirname(__dirname), "dist"), "cli").serve();

module.exports = { cacheOf, exportsOf, scriptIn, serve, start };
