// The package as another project gets it: packed, installed without a network, compiled against
// with types, imported and run. What the README shows for that is what is tested.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pages } from "../../scripts/docs/pages.ts";
import { build, finish } from "../built.ts";
import { root } from "../imports.ts";

const project = mkdtempSync(join(tmpdir(), "gradtree-package-"));
const installed = join(project, "node_modules", "gradtree");
const readme = readFileSync(join(root, "README.md"), "utf8");
const example = /^```ts\n(.*?)^```$/msu.exec(readme)?.[1] ?? "";

function must(program: string, args: readonly string[], cwd: string): string {
  const { code, out, err } = finish(program, args, { cwd });
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} exited with ${code}:\n${out}${err}`);
  return out;
}

beforeAll(() => {
  build();
  // The build has just been done; npm would do it again before packing.
  const packed = must("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", project], root);
  const [{ filename }] = JSON.parse(packed);
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({ name: "consumer", private: true, type: "module" }),
  );
  must("npm", ["install", "--offline", "--no-audit", "--no-fund", join(project, filename)], project);
}, 120_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe("the package", () => {
  test("has no dependencies", () => {
    expect(JSON.parse(readFileSync(join(installed, "package.json"), "utf8")).dependencies).toBeUndefined();
    expect(readdirSync(join(project, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
      "gradtree",
    ]);
  });

  test("holds what is needed, and the licences", () => {
    expect(readdirSync(installed).sort()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "bin",
      "dist",
      "docs",
      "examples",
      "grammar",
      "package.json",
    ]);
    const licences = readFileSync(join(installed, "dist", "THIRD-PARTY.md"), "utf8");
    for (const name of ["ohm-js", "commander", "fraction.js", "acorn"])
      expect(licences).toContain(`- ${name} `);
  });

  test("the README's example prints what its comments say", () => {
    writeFileSync(join(project, "example.mjs"), example);
    const expected = [...example.matchAll(/\/\/ (.*)$/gmu)].map(([, printed]) => printed);
    expect(expected.length).toBeGreaterThan(0);
    expect(must(process.execPath, ["example.mjs"], project)).toBe(`${expected.join("\n")}\n`);
  });

  test.each([
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ])("the README's example compiles with module %s and resolution %s", (module, moduleResolution) => {
    const folder = join(project, moduleResolution);
    mkdirSync(folder);
    writeFileSync(
      join(folder, "example.ts"),
      [
        example,
        "export const wrong: string = evaluate(f, { x: 1, y: 2 });",
        'import { grad } from "gradtree/trace";',
        "export const slope: string = grad((x) => x * x)(3);",
        "",
      ].join("\n"),
    );
    const options = {
      module,
      moduleResolution,
      strict: true,
      noEmit: true,
      target: "es2022",
      lib: ["es2022", "dom"],
      types: [],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options }));
    const { out } = finish(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", folder]);
    // Only the lines that are wrong on purpose are: the types are there, and they are not `any`.
    const wrong = "error TS2322: Type 'number' is not assignable to type 'string'.";
    expect(out.match(/error TS\d+: .*/gu)).toEqual([wrong, wrong]);
  });

  test("the snippets of the pages compile, strictly, with the package's types checked too", () => {
    const folder = join(project, "snippets");
    mkdirSync(folder);
    const snippets = pages.flatMap((page) => [
      ...readFileSync(join(root, page), "utf8").matchAll(/^```ts\n(.*?)^```$/gmsu),
    ]);
    expect(snippets.length).toBeGreaterThan(40);
    for (const [k, [, code]] of snippets.entries()) writeFileSync(join(folder, `snippet${k}.ts`), code);
    const options = {
      module: "nodenext",
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
      target: "es2022",
      lib: ["es2022", "dom"],
      types: [],
      paths: { mathjs: [join(root, "node_modules/mathjs/types/index.d.ts")] },
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options }));
    const { out } = finish(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", folder]);
    expect(out).toBe("");
  });

  test("declaration files of code that exports what it got can name every type", () => {
    const folder = join(project, "library");
    mkdirSync(folder);
    writeFileSync(
      join(folder, "library.ts"),
      `import * as g from "gradtree";
      import * as insight from "gradtree/insight";
      import * as nn from "gradtree/nn";
      import * as traces from "gradtree/trace";
      export const x = g.Var("x"), c = g.Const(2), product = g.Mul(x, c), most = g.Max(x, 1, 2);
      export const { alpha, beta, forward, finite, methods, operations, primitives } = g;
      export const f = g.parse("x*y"), read = g.read("x"), derivative = g.derivative(f, "x"), gradient = g.gradient(f);
      export const kernel = g.compile(f), kernels = g.compile([f]), pattern = kernels.jacobianPattern;
      export const rows = kernel.rows(2), plans = [kernel.plan, rows.plan], simplified = g.simplified(f), cse = g.cse([f]);
      export const model = nn.MLP(2, [1]), weights = nn.variables("w", [2]), { activations, losses, optimizers } = nn;
      export const training = nn.trainer({ model, data: nn.moons(9), loss: "hinge" }), run = training.run({ steps: 1 });
      export const traced = traces.traced((x) => x), fluent = traces.fluent("x"), slope = traces.grad((x, y) => x * y);
      export const trace = insight.reverseTrace(f, {}), blowup = insight.blowup();
      `,
    );
    const options = {
      module: "nodenext",
      strict: true,
      declaration: true,
      emitDeclarationOnly: true,
      target: "es2022",
      lib: ["es2022", "dom"],
      types: [],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options }));
    const { out } = finish(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", folder]);
    expect(out).toBe("");
    expect(readFileSync(join(folder, "library.d.ts"), "utf8")).toContain("x: g.VarNode, c: g.Const");
  });

  test("the command runs", () => {
    const ran = must("npx", ["--offline", "gradtree", "diff", "x*y + sin(y)"], project);
    expect(ran).toBe("d/dx = y\nd/dy = x + cos(y)\n");
  });

  test("the version is the package's", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(must("npx", ["--offline", "gradtree", "--version"], project)).toBe(`${version}\n`);
  });
});
