// CONTRIBUTING shows the whole diff that adds a function. It is applied to a copy of the sources:
// with nothing else changed the function is read, differentiated, evaluated and printed.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { finish } from "./built.ts";
import { root } from "./imports.ts";

const page = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");
const diff = /^```diff\n(.*?)^```$/msu.exec(page)?.[1] ?? "";

test("the diff fits on a screen", () => {
  expect(diff.split("\n").length).toBeLessThan(45);
});

test("the diff adds a function everywhere", async () => {
  const folder = mkdtempSync(join(tmpdir(), "gradtree-contributing-"));
  cpSync(join(root, "src"), join(folder, "src"), { recursive: true });
  cpSync(join(root, "package.json"), join(folder, "package.json"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "added.diff"), diff);
  expect(finish("git", ["apply", "added.diff"], { cwd: folder })).toEqual({ code: 0, out: "", err: "" });
  writeFileSync(
    join(folder, "use.mjs"),
    `import { diff, evaluate, format, Haversine, parse } from "./src/index.ts";
     const f = parse("2*haversine(x)");
     console.log([f, diff(f, "x"), evaluate(f, { x: Math.PI }), format(Haversine(0), "sexpr")].join("\\n"));`,
  );
  await build({
    absWorkingDir: folder,
    entryPoints: ["use.mjs"],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: "out.mjs",
  });
  expect(finish(process.execPath, [join(folder, "out.mjs")])).toEqual({
    code: 0,
    out: "2*haversine(x)\nsin(x)\n2\n(haversine 0)\n",
    err: "",
  });
  rmSync(folder, { recursive: true });
});
