// The imports of the source files, read from their text: every specifier, types included, because
// a type that points up a floor is a dependency like any other.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const root: string = join(dirname(fileURLToPath(import.meta.url)), "..");

export interface Import {
  /** As written: "./node.ts", "node:fs", "fraction.js". */
  readonly specifier: string;
  /** `import type` and `export type`: gone when the program runs. */
  readonly typeOnly: boolean;
}

const STATEMENT = /^[ \t]*(?:import|export)\s+(type\s+)?(?:[\w$*{},\s]+?\s+from\s*)?"([^"]+)"/gmu;
const CALL = /\bimport\(\s*"([^"]+)"/gu;

/** The imports of a module's text, in order. */
export function importsOf(text: string): Import[] {
  const statements = [...text.matchAll(STATEMENT)].map(([, type, specifier]) => ({
    specifier,
    typeOnly: type !== undefined,
  }));
  const calls = [...text.matchAll(CALL)].map(([, specifier]) => ({ specifier, typeOnly: false }));
  return [...statements, ...calls];
}

/** Every source file's path from src/, with its imports. */
export function sourceImports(): ReadonlyMap<string, readonly Import[]> {
  const src = join(root, "src");
  const paths = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.includes(".generated."))
    .sort();
  return new Map(
    paths.map((path) => [path.split(sep).join("/"), importsOf(readFileSync(join(src, path), "utf8"))]),
  );
}

/** The path from src/ that a relative specifier means. */
export const resolveFrom = (importer: string, specifier: string): string =>
  posix.normalize(posix.join(posix.dirname(importer), specifier));

export const fromRoot = (path: string): string => relative(root, path).split(sep).join("/");
