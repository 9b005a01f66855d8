// The examples run as users run them, a process each with the package's entries, and print the numbers that they are
// known for. That these are right they assert themselves. The entries are made here, from the sources.
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { finish } from "../built.ts";
import { importsOf, root } from "../imports.ts";

const entries = {
  index: "src/index.ts",
  nn: "src/nn/index.ts",
  insight: "src/insight/index.ts",
  trace: "src/trace/index.ts",
};
const specifiers = Object.keys(entries).map((name) => (name === "index" ? "gradtree" : `gradtree/${name}`));

let folder = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gradtree-examples-"));
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: join(folder, "dist"),
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["import", "module"],
    logLevel: "error",
  });
  const exports = Object.fromEntries(
    Object.keys(entries).map((name) => [name === "index" ? "." : `./${name}`, `./dist/${name}.js`]),
  );
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "gradtree", type: "module", exports }));
  cpSync(join(root, "examples"), join(folder, "examples"), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isExample = (file: string): boolean => file.endsWith(".mjs");
const files = readdirSync(join(root, "examples"), { recursive: true, encoding: "utf8" }).filter(isExample);

/** What each prints, among other things. */
const printed: readonly [example: string, ...texts: string[]][] = [
  ["tiny-machine-learner", "eps = 2.220446049250313e-16", "value, x set to 2: 6", "21891", "RMSProp"],
  ["micrograd", "24.7041", "138.8338", "645.5773", "q: value 3, gradient -4", "accuracy 100.0 %"],
  ["zautograd", "11.652", "5.5", "2 - 0.284 = 1.716, and not 1.762", "scores"],
  ["minitorch", "p gets 7 q gets 5", "derivatives: 12 7 5", "82 functions", "spiral"],
  [
    "mytensor",
    "x.grad = 10",
    "entries kept 0",
    "along axis -1",
    "(5, 4, 3)  (3, 2)  (5, 4, 2)",
    "within 1e-12",
  ],
];

describe.each(printed)("examples/%s.mjs", (name, ...texts) => {
  test("runs to its end, and prints its numbers", () => {
    const draws = name === "micrograd" ? ["--out", join(folder, "pictures")] : [];
    const args = [`examples/${name}.mjs`, ...draws];
    const { code, out, err } = finish(process.execPath, args, { cwd: folder });
    expect(err).toBe("");
    expect(code).toBe(0);
    for (const text of texts) expect(out).toContain(text);
  });

  test("names all of its parts, each of which runs by itself", () => {
    const parts = files.filter((file) => file.startsWith(`${name}/`)).map((file) => `./${file}`);
    const imported = importsOf(read(`${name}.mjs`)).map(({ specifier }) => specifier);
    const within = parts.flatMap((part) => importsOf(read(part)).map(({ specifier }) => specifier));
    const unused = parts.filter(
      (part) => !imported.includes(part) && !within.includes(part.replace(`/${name}/`, "/")),
    );
    expect(unused).toEqual([]);
    expect(imported.filter((part) => !parts.includes(part))).toEqual([]);
  });
});

const read = (file: string): string => readFileSync(join(root, "examples", file), "utf8");

test("--out writes pictures", () => {
  const pictures = readdirSync(join(folder, "pictures")).filter((file) => file.endsWith(".svg"));
  expect(pictures).toContain("moons.svg");
  for (const picture of pictures) {
    expect(readFileSync(join(folder, "pictures", picture), "utf8")).toMatch(/<svg .*<\/svg>\n$/su);
  }
});

test("an example imports the package, Node and its neighbours, nothing else", () => {
  const others = files.flatMap((file) =>
    importsOf(read(file))
      .map(({ specifier }) => specifier)
      .filter((specifier) => !/^(?:node:|\.\.?\/)/u.test(specifier) && !specifiers.includes(specifier)),
  );
  expect(others).toEqual(["@viz-js/viz"]); // draws graphs, loaded where one is drawn
});

test("the entries are the package's", () => {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const own = Object.keys(exports).map((name) => name.replace(".", "gradtree"));
  expect(specifiers.filter((specifier) => !own.includes(specifier))).toEqual([]);
});

test("the folder's README names every example", () => {
  const readme = read("README.md");
  const examples = files.filter((file) => !file.includes("/") && file !== "show.mjs");
  expect(examples).toHaveLength(printed.length);
  for (const example of examples) expect(readme).toContain(`[${example}](${example})`);
});

test("docs/ancestors.md names files that there are, and every part of an example", () => {
  const page = readFileSync(join(root, "docs/ancestors.md"), "utf8");
  const named = new Set([...page.matchAll(/\b(?:src|test|examples)\/[\w./-]*\w/gu)].map(([path]) => path));
  expect([...named].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  const commands = [...page.matchAll(/node (examples\/[\w/-]+\.mjs)/gu)].map(([, path]) => path);
  const missing = files.filter((file) => !commands.includes(`examples/${file}`));
  expect(missing.sort()).toEqual(["minitorch/scalar.mjs", "mytensor/tape.mjs", "show.mjs"]); // run by others
});
