#!/usr/bin/env node
// The command's first file: old JavaScript on purpose, so that any Node reads far enough to say
// which one is needed. load.cjs, which is newer JavaScript, then loads what was built.
// biome-ignore-all lint: an old Node must be able to read this file.
"use strict";

var major = Number(process.versions.node.split(".")[0]);

if (major < 20) {
  process.stderr.write("gradtree needs Node 20 or later, this is " + process.version + "\n");
  process.exitCode = 2;
} else {
  require("./load.cjs").start();
}
