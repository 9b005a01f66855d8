// Makes the parsers' recipes from grammar/: each loads in a fraction of a millisecond, where the text of the
// grammar would take several. Does nothing for a recipe that is up to date, so that it can stand before
// every check, test and build. A grammar that extends another is read after it and built on its recipe.
import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const grammars = [
  { source: "formula", target: "src/expr/parse/formula" },
  { source: "latex", target: "src/expr/parse/latex/latex", lazy: true }, // a function that loads it at first use
  {
    source: "command",
    target: "src/repl/command",
    base: { source: "formula", target: "src/expr/parse/formula" },
  },
];

const version = JSON.parse(
  readFileSync(join(root, "node_modules", "ohm-js", "package.json"), "utf8"),
).version;
const script = readFileSync(fileURLToPath(import.meta.url), "utf8");

for (const grammar of grammars) await generate(grammar);

async function generate({ source, target, base, lazy }) {
  const texts = [base?.source, source].filter(Boolean).map((name) => read(`grammar/${name}.ohm`));
  const digest = createHash("sha256").update(version).update(script).update(texts.join("\n")).digest("hex");
  const stamp = `// From grammar/${source}.ohm by scripts/grammar.mjs: ${digest}\n`;
  if (isFresh(target, stamp)) return;
  const ohm = await import("ohm-js");
  const made = Object.values(ohm.grammars(texts.join("\n"))).at(-1);
  const name = `${source}Grammar`;
  const imports = ['import { makeRecipe } from "ohm-js";\n'];
  if (base !== undefined) {
    const path = relative(dirname(target), base.target);
    imports.unshift(`import { ${base.source}Grammar } from "${path}.generated.js";\n`);
  }
  const recipe = `makeRecipe(${recipeOf(made, base)})`;
  write(
    `${target}.generated.d.ts`,
    `${stamp}import type { Grammar } from "ohm-js";\n\nexport declare const ${name}: ${lazy ? "() => " : ""}Grammar;\n`,
  );
  write(
    `${target}.generated.js`,
    `${stamp}${imports.join("")}\n${lazy ? `let made;\nexport const ${name} = () => (made ??= ${recipe});` : `export const ${name} = ${recipe};`}\n`,
  );
}

/** The recipe without the grammar's text and the places in it, which only Ohm's own messages would quote. */
function recipeOf(grammar, base) {
  const recipe = JSON.parse(grammar.toRecipe(base && "null"), (key, value) =>
    key === "source" || key === "sourceInterval" ? undefined : value,
  );
  const parts = recipe.map((part) => JSON.stringify(part));
  if (base !== undefined) parts[3] = `${base.source}Grammar`; // the place of the grammar that it extends
  return `[${parts.join(",")}]`;
}

function read(path) {
  return readFileSync(join(root, path), "utf8");
}

function isFresh(target, stamp) {
  try {
    return [".d.ts", ".js"].every((extension) => read(`${target}.generated${extension}`).startsWith(stamp));
  } catch {
    return false;
  }
}

// Whole or not at all: another process may be reading it.
function write(path, text) {
  const temporary = join(root, path.replace(/\.generated/, `.generated.${process.pid}`));
  writeFileSync(temporary, text);
  renameSync(temporary, join(root, path));
}
