// Makes src/expr/parse/formula.generated.js from grammar/formula.ohm: the grammar as a recipe that
// loads in a fraction of a millisecond, where the text would take several. Does nothing when the
// recipe is up to date, so that it can stand before every check, test and build.
import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(root, "src", "expr", "parse", "formula.generated");
const source = readFileSync(join(root, "grammar", "formula.ohm"), "utf8");
const version = JSON.parse(
  readFileSync(join(root, "node_modules", "ohm-js", "package.json"), "utf8"),
).version;
const script = readFileSync(fileURLToPath(import.meta.url), "utf8");
const digest = createHash("sha256").update(version).update(script).update(source).digest("hex");
const stamp = `// From grammar/formula.ohm by scripts/grammar.mjs: ${digest}\n`;

if (!isFresh()) {
  const ohm = await import("ohm-js");
  // Without the grammar's text and the places in it, which only Ohm's own messages would quote.
  const recipe = JSON.parse(ohm.grammar(source).toRecipe(), (key, value) =>
    key === "source" || key === "sourceInterval" ? undefined : value,
  );
  write(
    ".d.ts",
    `${stamp}import type { Grammar } from "ohm-js";\n\nexport declare const formulaGrammar: Grammar;\n`,
  );
  write(
    ".js",
    `${stamp}import { makeRecipe } from "ohm-js";\n\nexport const formulaGrammar = makeRecipe(${JSON.stringify(recipe)});\n`,
  );
}

function isFresh() {
  try {
    return [".d.ts", ".js"].every((extension) => readFileSync(target + extension, "utf8").startsWith(stamp));
  } catch {
    return false;
  }
}

// Whole or not at all: another process may be reading it.
function write(extension, text) {
  const temporary = `${target}.${process.pid}${extension}`;
  writeFileSync(temporary, text);
  renameSync(temporary, target + extension);
}
