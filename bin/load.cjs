// Loads the built command, or says what to do where it is not built yet.
"use strict";

import("../dist/cli.js").then(
  (cli) => cli.main(process.argv.slice(2)),
  (error) => {
    if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
    const folder = require("node:path").dirname(__dirname);
    process.stderr.write(`gradtree is not built yet: run npm install in ${folder}\n`);
    process.exitCode = 2;
  },
);
