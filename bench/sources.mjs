// The sources, bundled: what is no part of the public API can be measured too.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../", import.meta.url));

/** The exports of some files of src, by their paths without ending; `name` is the bundle's. */
export async function sources(name, paths) {
  const outfile = `${root}node_modules/.cache/gradtree-bench-${name}.mjs`;
  mkdirSync(`${root}node_modules/.cache`, { recursive: true });
  await build({
    stdin: {
      contents: paths.map((path) => `export * from "./src/${path}.ts";`).join("\n"),
      resolveDir: root,
    },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    logLevel: "error",
  });
  return import(outfile);
}
