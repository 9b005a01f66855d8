// How long the command takes from nothing: a cold process that differentiates, beside a cold
// process that does nothing.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { interleave } from "../interleave.mjs";

const command = fileURLToPath(new URL("../../bin/gradtree.cjs", import.meta.url));

function start(...args) {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${args.join(" ")} exited with ${status}: ${stderr}`);
}

export const rows = [
  {
    name: "cold start of diff, in node -e 0",
    unit: "x",
    floor: 2.5,
    goal: 1.5,
    async measure() {
      const times = await interleave({
        node: () => start("-e", "0"),
        diff: () => start(command, "diff", "x*y + sin(y)"),
      });
      const { node, diff } = { node: times.get("node"), diff: times.get("diff") };
      return {
        measured: diff.median / node.median,
        detail: `${diff.median.toFixed(0)} ms (max ${diff.max.toFixed(0)}) beside ${node.median.toFixed(0)} ms (max ${node.max.toFixed(0)})`,
      };
    },
  },
];
