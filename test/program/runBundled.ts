// A script that uses the sources, bundled and run by a process of its own.
import { execFileSync } from "node:child_process";
import { build } from "esbuild";
import { root } from "../imports.ts";

/** What the script prints; `flags` are Node's. */
export async function runBundled(script: string, ...flags: string[]): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: root, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    write: false,
    logLevel: "error",
  });
  const input = outputFiles[0].text;
  return execFileSync(process.execPath, [...flags, "--input-type=module"], { encoding: "utf8", input });
}
