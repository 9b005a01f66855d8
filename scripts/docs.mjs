// Renews the documentation: docs/commands.md, docs/functions.md and docs/latex.md from the tables and the grammar,
// and in every page, README.md among them, the answers of its transcripts. Read the difference before you keep it:
// test/docs compares these pages with what is answered, so an answer that got worse would go unnoticed here.
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);
await import("./grammar.mjs");
const outfile = join(root, "node_modules", ".cache", `gradtree-docs-${process.pid}.mjs`);
try {
  await build({
    entryPoints: ["scripts/docs/renew.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    outfile,
    logLevel: "warning",
  });
  await import(pathToFileURL(outfile).href);
} finally {
  rmSync(outfile, { force: true });
}
