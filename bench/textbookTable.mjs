// The textbook formulas one by one: operations of the derivative, beside those of mathjs's simplified
// one, the least favourable first. `--json` prints the same as JSON, sources included.
import { parseArgs } from "node:util";
import { comparison } from "./formulas/compare.mjs";

const { values: options } = parseArgs({ options: { json: { type: "boolean" } } });
const behind = (row) => row.ours.operations - row.theirs.operations;
const rows = comparison().sort((a, b) => behind(b) - behind(a));

if (options.json) console.log(JSON.stringify(rows, null, 2));
else {
  const total = (side) => rows.reduce((sum, row) => sum + row[side].operations, 0);
  console.log(`ours mathjs  formula: ours | mathjs's`);
  for (const { text, ours, theirs } of rows) {
    const counts = `${String(ours.operations).padStart(4)} ${String(theirs.operations).padStart(6)}`;
    console.log(`${counts}  ${text}: ${ours.text} | ${theirs.text}`);
  }
  console.log(`${String(total("ours")).padStart(4)} ${String(total("theirs")).padStart(6)}  in all`);
}
