// The built command in a process of its own: what only processes have, exit codes and pipes.
import { spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { bin, build, command, finish } from "../built.ts";

beforeAll(build);

describe("the built command", () => {
  test("prints derivatives and exits 0", () => {
    expect(command(["diff", "x*y + sin(y)"])).toEqual({
      code: 0,
      out: "d/dx = y\nd/dy = x + cos(y)\n",
      err: "",
    });
  });

  test("exits 1 for a bad formula and 2 for bad usage", () => {
    expect(command(["diff", "2*(x+1"]).code).toBe(1);
    expect(command(["diff", "x", "--wtr", "x"]).code).toBe(2);
  });

  test("reads the formula from stdin", () => {
    expect(command(["diff"], "x^2\n").out).toBe("2*x\n");
  });

  test("a pipe into it is a conversation without prompt or banner", () => {
    expect(command([], "x = 2\nx^2\n")).toEqual({ code: 0, out: "x = 2\nx^2 = 4\n", err: "" });
  });

  test("a pipe with a line in error exits 1, after answering the others", () => {
    const { code, out, err } = command([], "2*(\n1 + 1\n");
    expect([code, out]).toEqual([1, "1 + 1 = 2\n"]);
    expect(err).not.toBe("");
  });

  // Ten thousand terms: some 1.3 MB, many times what a pipe holds at once.
  const long = [
    "format",
    "sum(k, 1, 10000, sin(k*x)*cos(k*y)*exp(-k*z)*tanh(k*w + k)*sqrt(k + x^2)/(1 + k*y^2 + k*z^2))",
  ];

  test("a megabyte of output arrives whole through a pipe", () => {
    const { code, out } = command(long);
    expect(code).toBe(0);
    expect(out.length).toBeGreaterThan(1_000_000);
    expect(out.endsWith("/(1 + 10000*y^2 + 10000*z^2)\n")).toBe(true);
  });

  test.skipIf(!existsSync("/dev/full"))("a full disk is an error in a line, and exits 1", () => {
    const shell = (line: string) => finish("sh", ["-c", line, process.execPath, bin]);
    const full = '"$0" "$1" diff "x^2" > /dev/full';
    expect(shell(full)).toEqual({
      code: 1,
      out: "",
      err: "can't write the answer: the disk is full\n",
    });
    expect(shell(`{ ${full}; } 2> /dev/full`)).toEqual({ code: 1, out: "", err: "" });
  });

  test("a reader that closes the pipe early is no error", async () => {
    const child = spawn(process.execPath, [bin, ...long]);
    let err = "";
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    child.stdout.once("data", () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });
});

describe("what is not there", () => {
  test("an old Node is told which one is needed", () => {
    const fake = `Object.defineProperty(process, "versions", { value: { node: "16.20.0" } });
      Object.defineProperty(process, "version", { value: "v16.20.0" });
      require(${JSON.stringify(bin)});`;
    expect(finish(process.execPath, ["-e", fake])).toEqual({
      code: 2,
      out: "",
      err: "gradtree needs Node 20 or later, this is v16.20.0\n",
    });
  });

  test("without a build it says what to run", () => {
    const folder = mkdtempSync(join(tmpdir(), "gradtree-unbuilt-"));
    mkdirSync(join(folder, "bin"));
    for (const file of ["gradtree.cjs", "load.cjs"])
      copyFileSync(join(dirname(bin), file), join(folder, "bin", file));
    writeFileSync(join(folder, "package.json"), "{}");
    expect(finish(process.execPath, [join(folder, "bin", "gradtree.cjs"), "diff", "x"])).toEqual({
      code: 2,
      out: "",
      err: `gradtree is not built yet: run npm install in ${folder}\n`,
    });
    rmSync(folder, { recursive: true });
  });

  test("reads what is not ASCII: subscripts, superscripts, letters of any alphabet", () => {
    const diff = (formula: string): string => finish(process.execPath, [bin, "diff", formula]).out;
    expect(diff("x₁^2")).toBe("2*x_1\n");
    expect(diff("größe^2")).toBe("2*größe\n");
    expect(diff("x⁴ + x⁻²")).toBe("4*x^3 - 2/x^3\n");
  });

  test("without compiled code for this Node the command runs all the same", () => {
    const folder = mkdtempSync(join(tmpdir(), "gradtree-uncompiled-"));
    for (const path of ["bin/gradtree.cjs", "bin/load.cjs", "dist/cli.cjs", "dist/training.cjs"]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      copyFileSync(join(dirname(bin), "..", path), join(folder, path));
    }
    const uncompiled = join(folder, "bin", "gradtree.cjs");
    expect(finish(process.execPath, [uncompiled, "diff", "x^2"]).out).toBe("2*x\n");
    expect(finish(process.execPath, [uncompiled, "train", "--data", "mons"])).toEqual({
      code: 2,
      out: "",
      err: expect.stringMatching(
        /^unknown dataset 'mons' \(did you mean 'moons'\?\).*\nsee gradtree train --help\n$/u,
      ),
    });
    rmSync(folder, { recursive: true });
  });

  test("starts without the code for networks, from a file of one byte a letter", () => {
    const text = (file: string): string => readFileSync(join(dirname(bin), "..", "dist", file), "utf8");
    expect(text("cli.cjs")).not.toMatch(/[^\0-\x7F]/u);
    expect(text("training.cjs")).not.toMatch(/[^\0-\x7F]/u);
    const onlyThere = "Quote Not Closed"; // csv-parse
    expect([text("cli.cjs").includes(onlyThere), text("training.cjs").includes(onlyThere)]).toEqual([
      false,
      true,
    ]);
  });
});
