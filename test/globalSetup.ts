// Before any test: the grammar's generated recipe, which src/ imports, is brought up to date.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

export function setup(): void {
  if (existsSync("scripts/grammar.mjs"))
    execFileSync(process.execPath, ["scripts/grammar.mjs"], { stdio: "inherit" });
}
