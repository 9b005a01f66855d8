// Reading: text of several sizes, beside mathjs.parse; S-expressions and MathJSON of a megabyte.
import { format, parse } from "../../dist/index.js";
import { firstText } from "../firstText.mjs";
import { formulaOfLength } from "../formulas.mjs";
import { interleave } from "../interleave.mjs";

const SIZES = [
  { bytes: 50, rounds: 15, repeats: 200 },
  { bytes: 1000, floor: 12, goal: 6, rounds: 15, repeats: 10 },
  { bytes: 10_000, rounds: 9, repeats: 1 },
  { bytes: 100_000, floor: 4000, goal: 2000, rounds: 3, repeats: 1 },
];

const beside = ({ bytes, floor, goal, rounds, repeats }) => ({
  name: `parse ${bytes.toLocaleString("en")} B`,
  unit: "ms",
  floor,
  goal,
  async measure() {
    const mathjs = await import("mathjs");
    const text = formulaOfLength(bytes);
    const times = await interleave(
      { ours: () => parse(text), mathjs: () => mathjs.parse(text) },
      { rounds, repeats: { ours: repeats, mathjs: repeats } },
    );
    const { ours, mathjs: theirs } = Object.fromEntries(times);
    return {
      measured: ours.median,
      detail: `max ${ours.max.toPrecision(3)}; mathjs.parse ${theirs.median.toPrecision(3)} (max ${theirs.max.toPrecision(3)})`,
    };
  },
});

const machineText = (syntax) => ({
  name: `read 1 MB of ${syntax}`,
  unit: "ms",
  floor: 300,
  async measure() {
    const text = machineFormula(syntax, 1_000_000);
    const times = await interleave({ ours: () => parse(text, { syntax }) }, { rounds: 7 });
    const { median, max } = times.get("ours");
    return {
      measured: median,
      detail: `max ${max.toPrecision(3)}, ${text.length.toLocaleString("en")} characters`,
    };
  },
});

/** A sum of equal terms, built as text: the printers refuse what is over their limit. */
function machineFormula(syntax, length) {
  const term = format(parse("3*x^2*sin(x + y)/7"), syntax);
  const terms = Array.from({ length: Math.floor(length / (term.length + 2)) }, () => term);
  return syntax === "sexpr" ? `(+ ${terms.join(" ")})` : `["Add",${terms.join(",")}]`;
}

export const rows = [
  {
    name: "first text of a process",
    unit: "ms",
    floor: 60,
    measure: firstText,
  },
  ...SIZES.map(beside),
  machineText("sexpr"),
  machineText("mathjson"),
];
