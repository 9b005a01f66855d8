// Builds dist/: index.js (the library), mathjs.js (its door to mathjs), nn.js (networks),
// trace.js (ordinary functions as formulas), insight.js (tables and pictures of what is done), cli.cjs (the
// command, one file that starts quickly) with V8's compiled code beside it, training.cjs (its commands for
// networks), the types, and the licences of what is bundled. Everything is written to a temporary folder that then takes dist's
// place, so that nobody meets half a build.
// `--if-stale` builds only where a source is newer than the last build (tests ask for that).
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const STAMP = ".built";
const SOURCES = ["src", "grammar", "scripts", "bin", "package.json", "package-lock.json", "tsconfig.json"];

async function build() {
  const esbuild = await import("esbuild");
  const started = new Date();
  await run("scripts/grammar.mjs");
  const out = join(root, "node_modules", ".cache", `gradtree-build-${process.pid}`);
  mkdirSync(out, { recursive: true });
  try {
    const [library, command, training] = await Promise.all([
      esbuild.build({ ...bundled(out), ...libraryOptions }),
      esbuild.build({ ...bundled(out), ...commandOptions }),
      esbuild.build({ ...bundled(out), ...trainingOptions }),
      types(join(out, "types")),
    ]);
    for (const name of ["cli.cjs", "training.cjs"]) writeAsciiOnly(join(out, name));
    await run("scripts/compiledCode.cjs", [out]);
    writeFileSync(
      join(out, "THIRD-PARTY.md"),
      thirdParty([library, command, training].map(({ metafile }) => metafile)),
    );
    writeFileSync(join(out, STAMP), started.toISOString());
    replaceDist(out);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function bundled(outdir) {
  return {
    absWorkingDir: root,
    outdir,
    bundle: true,
    mainFields: ["module", "main"],
    conditions: ["import", "module"],
    target: "es2022",
    external: ["node:*", "mathjs"],
    metafile: true,
    legalComments: "none", // dist/THIRD-PARTY.md holds the licences whole
    logLevel: "warning",
  };
}

// Nothing in the library is Node's: it runs in a browser as it is.
const libraryOptions = {
  entryPoints: {
    index: "src/index.ts",
    mathjs: "src/interop/mathjs.ts",
    nn: "src/nn/index.ts",
    trace: "src/trace/index.ts",
    insight: "src/insight/index.ts",
  },
  format: "esm",
  splitting: true,
  platform: "neutral",
  chunkNames: "chunks/[name]-[hash]",
};

// commander can start stand-alone subcommands, which gradtree has none of; loading node:child_process
// for that would cost each start several milliseconds.
const commanderWithoutSubprocesses = {
  name: "commander without subprocesses",
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, ({ path, importer }) =>
      /node_modules[\\/]commander[\\/]/.test(importer) ? { path, namespace: "absent" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "absent" }, () => ({ contents: "module.exports = {};" }));
  },
};

// The commands for networks are loaded when one of them is run, from a file of their own.
const trainingApart = {
  name: "training apart",
  setup(build) {
    build.onResolve({ filter: /^\.\/commands\.ts$/ }, ({ importer }) =>
      importer.endsWith(join("training", "options.ts"))
        ? { path: "./training.cjs", external: true }
        : undefined,
    );
  },
};

const nodeOptions = {
  format: "cjs",
  platform: "node",
  outExtension: { ".js": ".cjs" },
  supported: { "dynamic-import": false }, // bin/load.cjs makes a script of the file, and scripts have require only
  // The time that a file takes to start grows with its length. Names are kept: errors print theirs.
  minifyWhitespace: true,
  minifySyntax: true,
};

const commandOptions = {
  ...nodeOptions,
  entryPoints: { cli: "src/repl/cli.ts" },
  plugins: [commanderWithoutSubprocesses, trainingApart],
};

const trainingOptions = { ...nodeOptions, entryPoints: { training: "src/repl/training/commands.ts" } };

/**
 * Escapes what is not ASCII: text of one byte a letter is read in a fraction of the time. esbuild escapes it in
 * strings, so what is left stands in regular expressions, which read the same escapes.
 */
function writeAsciiOnly(path) {
  const text = readFileSync(path, "utf8");
  const escaped = text.replace(
    /[^\0-\x7F]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  writeFileSync(path, escaped);
}

/** Declarations, with specifiers that resolve under nodenext and bundler alike. */
async function types(outDir) {
  await run("node_modules/typescript/bin/tsc", ["-p", "tsconfig.build.json", "--outDir", outDir]);
  for (const file of files(outDir)) {
    const text = readFileSync(file, "utf8");
    const rewritten = text.replace(/((?:from|import)\s*\(?\s*"\.{1,2}\/[^"]*)\.ts"/g, '$1.js"');
    if (rewritten !== text) writeFileSync(file, rewritten);
  }
}

/** Every package of which some file is in the bundle, with its licence in full; a text that several share stands once. */
function thirdParty(metafiles) {
  const folders = new Set();
  for (const output of metafiles.flatMap(({ outputs }) => Object.values(outputs))) {
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  }
  const packagesOf = new Map(); // by the text of their licence
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const texts = readdirSync(join(root, folder)).filter((file) => /^(licen[cs]e|notice)/i.test(file));
    if (typeof license !== "string" || texts.length === 0) throw new Error(`${name} comes without a licence`);
    const text = texts.map((file) => readFileSync(join(root, folder, file), "utf8").trim()).join("\n\n");
    packagesOf.set(text, [...(packagesOf.get(text) ?? []), `- ${name} ${version} (${license})`]);
  }
  const sections = [...packagesOf].map(
    ([text, packages]) => `${packages.join("\n")}\n\n\`\`\`\n${text}\n\`\`\`\n`,
  );
  return `# Software bundled with gradtree\n\ngradtree itself is under the MIT licence (LICENSE).\n\n${sections.join("\n")}`;
}

function replaceDist(out) {
  const old = `${out}-old`;
  // Somebody else's build may have taken dist away or put theirs there meanwhile: then theirs goes too.
  for (let attempt = 1; ; attempt++) {
    try {
      renameSync(dist, old);
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
    try {
      renameSync(out, dist);
      break;
    } catch (error) {
      if (attempt === 10 || !["ENOTEMPTY", "EEXIST", "EPERM"].includes(error.code)) throw error;
    } finally {
      rmSync(old, { recursive: true, force: true });
    }
  }
}

function isFresh() {
  try {
    const built =
      statSync(join(dist, STAMP)).birthtimeMs && Date.parse(readFileSync(join(dist, STAMP), "utf8"));
    return SOURCES.every((source) => newest(join(root, source)) < built);
  } catch {
    return false; // no build yet
  }
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return /\.generated\./.test(path) ? 0 : stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) yield* files(join(folder, entry.name));
    else yield join(folder, entry.name);
  }
}

/** A Node script, run from the root; what it prints is shown. */
function run(script, args = []) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, script), ...args], { cwd: root, stdio: "inherit" });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`${relative(root, script) || script} failed with exit code ${code}`)),
    );
  });
}

if (!(process.argv.includes("--if-stale") && isFresh())) await build();
