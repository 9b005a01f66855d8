// A batch: 10,000 formulas of 50 characters through the command, each differentiated by its variables.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("../../bin/gradtree.cjs", import.meta.url));
const LINES = 10_000;
const LENGTH = 50;

/** The n-th formula: one of a few shapes, with a number and a name of its own, filled up with terms. */
function formula(n) {
  const x = `x${n % 97}`;
  const shapes = [
    `${n}*${x}*y + sin(y)*exp(-${x}^2/2)`,
    `sqrt(${x}^2 + y^2)/(${n} + z)`,
    `ln(1 + ${x}^4)*cos(${n}*y) - z^3`,
    `(${x} + y)^3*(y - ${n})^2/(1 + ${x}^2)`,
    `tanh(${x}*y + ${n})*atan2(y, ${x})`,
  ];
  const text = shapes[n % shapes.length];
  const filled = `${text} + ${"z".repeat(LENGTH)}`.slice(0, LENGTH);
  return filled.length === LENGTH && /z$/u.test(filled) ? filled : text.padEnd(LENGTH);
}

export const rows = [
  {
    name: "diff of 10,000 lines of 50 B",
    unit: "s",
    floor: 10,
    goal: 3,
    measure() {
      const input = Array.from({ length: LINES }, (_, n) => `${formula(n)}\n`).join("");
      const started = performance.now();
      const { status, stdout, stderr } = spawnSync(process.execPath, [command, "diff", "--json-lines"], {
        encoding: "utf8",
        input,
        maxBuffer: 2 ** 28,
      });
      const seconds = (performance.now() - started) / 1000;
      const answered = stdout.split("\n").length - 1;
      if (status !== 0 || answered !== LINES)
        throw new Error(`exit ${status}, ${answered} answers: ${stderr}`);
      return { measured: seconds, detail: `${Math.round((seconds / LINES) * 1e6)} µs a line` };
    },
  },
];
