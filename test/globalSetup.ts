// Before any test: the grammar's generated recipe, which src/ imports, is brought up to date.
import { execFileSync } from "node:child_process";

export function setup(): void {
  execFileSync(process.execPath, ["scripts/grammar.mjs"], { stdio: "inherit" });
}
