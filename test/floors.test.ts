// The floors of the house: a file imports from its own floor, without a cycle, or from floors
// below. What a floor may bring in from outside is listed too.
import { describe, expect, test } from "vitest";
import { type Import, importsOf, resolveFrom, sourceImports } from "./imports.ts";

const FLOORS: readonly (readonly string[])[] = [
  ["expr/"],
  ["simplify/"],
  ["backprop/"],
  ["calculus/"],
  ["program/"],
  ["trace/", "nn/"],
  ["insight/"],
  ["methods.ts"],
  ["index.ts"],
  ["interop/"],
  ["repl/"],
];

/** Packages, and the only places that import them. */
const DOORS: ReadonlyMap<string, (path: string) => boolean> = new Map([
  ["node:", (path: string) => path.startsWith("repl/")],
  ["ohm-js", (path: string) => path.startsWith("expr/parse/")],
  ["fraction.js", (path: string) => path === "expr/rational.ts"],
  ["@stdlib/", (path: string) => path.startsWith("expr/primitives/")],
  ["mathjs", (path: string) => path.startsWith("interop/")],
  ["commander", (path: string) => path === "repl/commandLine.ts"],
  ["acorn", (path: string) => path === "trace/source.ts"],
  ["pure-rand/", (path: string) => path === "nn/random.ts"],
  ["csv-parse/", (path: string) => path === "nn/data/csv.ts"],
  ["d3-scale", (path: string) => path === "insight/plot/scales.ts"],
  ["d3-shape", (path: string) => path === "insight/plot/curvePanel.ts"],
  ["d3-contour", (path: string) => path === "insight/plot/boundaryPanel.ts"],
  ["asciichart", (path: string) => path === "insight/plot/terminal.ts"],
  ["string-width", (path: string) => path === "repl/terminal/graphemes.ts"],
]);

const floorOf = (path: string): number =>
  FLOORS.findIndex((places) =>
    places.some((place) => path === place || (place.endsWith("/") && path.startsWith(place))),
  );

const files = sourceImports();
const isRelative = ({ specifier }: Import): boolean => specifier.startsWith(".");

/** Every import that breaks a rule, as "importer -> imported". */
function offenders(breaks: (path: string, imported: Import) => boolean): string[] {
  return [...files].flatMap(([path, imports]) =>
    imports.filter((imported) => breaks(path, imported)).map(({ specifier }) => `${path} -> ${specifier}`),
  );
}

describe("the floors", () => {
  test("every source file stands on a floor", () => {
    expect([...files.keys()].filter((path) => floorOf(path) < 0)).toEqual([]);
    expect(files.size).toBeGreaterThan(10);
  });

  test("no file imports from a floor above its own", () => {
    const above = offenders(
      (path, imported) =>
        isRelative(imported) && floorOf(resolveFrom(path, imported.specifier)) > floorOf(path),
    );
    expect(above).toEqual([]);
  });

  test("no imports form a cycle; of types, only a node and its primitive name each other", () => {
    expect(cycles(false)).toEqual([]);
    const known = [["expr/node.ts", "expr/primitive.ts"]];
    expect(
      cycles(true).filter((cycle) => !known.some((pair) => cycle.every((path) => pair.includes(path)))),
    ).toEqual([]);
  });

  test("packages come in by their doors", () => {
    const besides = offenders((path, imported) => {
      if (isRelative(imported)) return false;
      const door = [...DOORS].find(([name]) =>
        /[:/]$/u.test(name) ? imported.specifier.startsWith(name) : imported.specifier === name,
      );
      return door === undefined || !door[1](path);
    });
    expect(besides).toEqual([]);
  });

  test("the command imports the files it uses, not the whole library", () => {
    expect(
      offenders((path, { specifier }) => path.startsWith("repl/") && specifier.endsWith("/index.ts")),
    ).toEqual([]);
  });

  test("relative imports name a file that is there", () => {
    const missing = offenders(
      (path, imported) =>
        isRelative(imported) &&
        !imported.specifier.includes(".generated.") &&
        !files.has(resolveFrom(path, imported.specifier)),
    );
    expect(missing).toEqual([]);
  });
});

test("importsOf sees values, types, re-exports, side effects and calls", () => {
  const text = [
    'import { a, type B } from "./a.ts";',
    'import type { C } from "./c.ts";',
    'import * as d from "./d.ts";',
    "import {\n  e,\n  f,\n} from './no.ts';".replaceAll("'", '"'),
    'export { g } from "./g.ts";',
    'import "./h.ts";',
    'const i = await import("./i.ts");',
    'const text = "nothing from here";',
  ].join("\n");
  expect(importsOf(text).map(({ specifier, typeOnly }) => [specifier, typeOnly])).toEqual([
    ["./a.ts", false],
    ["./c.ts", true],
    ["./d.ts", false],
    ["./no.ts", false],
    ["./g.ts", false],
    ["./h.ts", false],
    ["./i.ts", false],
  ]);
});

/** Groups of files that reach one another (Tarjan's strongly connected components of two or more). */
function cycles(withTypes: boolean): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (path: string): number => {
    const mine = index.size;
    index.set(path, mine);
    low.set(path, mine);
    stack.push(path);
    for (const imported of files.get(path) ?? []) {
      if (!isRelative(imported) || (imported.typeOnly && !withTypes)) continue;
      const next = resolveFrom(path, imported.specifier);
      const reached = index.has(next) ? (stack.includes(next) ? index.get(next) : undefined) : visit(next);
      if (reached !== undefined) low.set(path, Math.min(low.get(path) ?? mine, reached));
    }
    if (low.get(path) === mine) {
      const component = stack.splice(stack.indexOf(path));
      if (component.length > 1) found.push(component.sort());
    }
    return low.get(path) ?? mine;
  };
  for (const path of files.keys()) if (!index.has(path)) visit(path);
  return found;
}
