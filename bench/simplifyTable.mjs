// The inputs of the simplifier's comparison one by one: operations of ours, of mathjs's and of the best form known,
// and what is said of each; last what it comes to. `--json` prints the same as JSON, sources included; `--lost` shows
// the inputs alone where mathjs's result is shorter or ours is not at the best form known; `--more` takes the further
// inputs, of which no best form is noted.
import { parseArgs } from "node:util";
import { comparison, isGood, summary } from "./formulas/simplifyCompare.mjs";
import { more } from "./formulas/simplifyMore.mjs";

const flag = { type: "boolean" };
const { values: options } = parseArgs({ options: { json: flag, lost: flag, more: flag } });
const rows = await comparison(options.more ? more : undefined);
const isLost = (row) =>
  (isGood(row) && row.ours.operations > row.theirs.operations) ||
  row.ours.operations > row.best ||
  row.ours.wrong > 0;

if (options.json) console.log(JSON.stringify(rows, null, 2));
else {
  console.log("ours mathjs best    ms  input: ours | mathjs's");
  for (const row of options.lost ? rows.filter(isLost) : rows) console.log(line(row));
  const found = summary(rows);
  const { known, atBest, theirsAtBest, good, lost, notBest, notShorter, operations, theirs, milliseconds } =
    found;
  console.log(`
${found.inputs} inputs                      gradtree   mathjs
wrong at some of 40 points       ${cell(found.wrong.length)}${cell(theirs.wrong.length)}
no answer                        ${cell(0)}${cell(theirs.late.length)}
decimals for exact numbers       ${cell(0)}${cell(theirs.inexact.length)}
domain grown and not said        ${cell(found.grown.length)}${cell(theirs.grown.length)}
at the best form, of ${String(known.length).padEnd(4)}        ${cell(atBest.length)}${cell(theirsAtBest.length)}
operations, where mathjs is good ${cell(operations.ours)}${cell(operations.theirs)}
longer than the other            ${cell(lost.length)}${cell(good.filter(({ ours, theirs }) => theirs.operations > ours.operations).length)}
shorter, of ${notBest.length} where mathjs is not at the best form: ${notBest.length - notShorter.length}
time, ms: median ${milliseconds.median.toPrecision(3)}, max ${milliseconds.max.toPrecision(3)}, in all ${milliseconds.total.toPrecision(3)}, mathjs ${milliseconds.theirs.toPrecision(3)}`);
}

function cell(value) {
  return String(value).padStart(9);
}

function line(row) {
  const { text, best = "", ours, theirs } = row;
  const counts = [ours.operations, theirs.operations ?? "-", best]
    .map((n) => String(n).padStart(4))
    .join("  ");
  const said = ours.conditions.length > 0 ? ` [${ours.conditions.join(", ")}]` : "";
  const marks = [ours.wrong > 0 && "WRONG", ours.grown > 0 && "GROWN"].filter(Boolean).join(" ");
  const other =
    theirs.error ?? `${theirs.text}${theirs.wrong > 0 ? " (wrong)" : theirs.isExact ? "" : " (inexact)"}`;
  return `${counts}  ${ours.milliseconds.toFixed(1).padStart(6)}  ${text}: ${ours.text}${said} | ${other} ${marks}`.trimEnd();
}
