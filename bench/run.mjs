// The bench: one table of rows, each a time (or a ratio, or a count) with its floor, which must
// hold, and its goal. A row's cases are run in interleaved rounds, so that a slow moment of the
// machine meets all of them; medians and maxima are shown. Exits 1 when a row is below its floor.
// `--json` prints the rows as JSON; `--only NAME` runs the rows whose name contains NAME; `--quick` leaves out those
// that take minutes.
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: { json: { type: "boolean" }, only: { type: "string" }, quick: { type: "boolean" } },
});
const folder = new URL("./rows/", import.meta.url);
const results = [];

for (const file of readdirSync(folder).sort()) {
  if (!file.endsWith(".mjs")) continue;
  const { rows } = await import(new URL(file, folder));
  for (const row of rows) {
    if (options.only !== undefined && !row.name.includes(options.only)) continue;
    if (options.quick && row.isSlow) continue;
    const { measured, detail } = await row.measure();
    const result = { name: row.name, unit: row.unit, measured, floor: row.floor, goal: row.goal, detail };
    results.push({ ...result, verdict: verdict(result) });
    if (!options.json) console.log(line(results[results.length - 1]));
  }
}

if (options.json) console.log(JSON.stringify(results, null, 2));
if (results.length === 0) {
  console.error(`no row's name contains '${options.only}'`);
  process.exitCode = 2;
} else if (results.some((result) => result.verdict === "below floor")) process.exitCode = 1;

/** Every row's number is better when it is smaller. A row without a floor is there to be read; nan: not measured. */
function verdict({ measured, floor, goal }) {
  if (Number.isNaN(measured)) return "skipped";
  if (floor !== undefined && !(measured <= floor)) return "below floor";
  if (goal !== undefined && measured <= goal) return "goal reached";
  return floor === undefined ? "shown" : "floor held";
}

function line({ name, unit, measured, floor, goal, detail, verdict }) {
  const number = (x) => (x === undefined ? "-" : `${Number(x.toPrecision(3))} ${unit}`);
  const cells = [
    number(measured).padStart(10),
    `floor ${number(floor)}`.padEnd(16),
    `goal ${number(goal)}`.padEnd(15),
  ];
  return `${name.padEnd(34)}${cells.join("  ")}  ${verdict.padEnd(13)}${detail ?? ""}`.trimEnd();
}
