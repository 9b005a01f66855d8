// The textbook formulas differentiated by both: beforehand read, afterwards counted and compared in
// value, since a short answer that is wrong would be no achievement.
import * as mathjs from "mathjs";
import { diff, evaluate, format, operations, parse, variables } from "../../dist/index.js";
import { mathjsOperations } from "./mathjsOperations.mjs";
import { textbook } from "./textbook.mjs";

/** Each formula read by gradtree and by mathjs. */
export const readings = () =>
  textbook.map(({ text, source }) => ({ text, source, ours: parse(text), theirs: mathjs.parse(text) }));

export const differentiateOurs = ({ ours }) => diff(ours, "x");
export const differentiateTheirs = ({ theirs }, simplify = false) =>
  mathjs.derivative(theirs, "x", { simplify });

/**
 * For each formula its text, both derivatives as text, and their operations; mathjs's is simplified.
 * @throws {Error} where ours disagrees in value with mathjs's unsimplified derivative.
 */
export function comparison() {
  return readings().map((reading) => {
    const ours = differentiateOurs(reading);
    const theirs = differentiateTheirs(reading, true);
    checkValues(reading, ours);
    return {
      text: reading.text,
      source: reading.source,
      ours: { text: format(ours), operations: operations([ours]) },
      theirs: { text: theirs.toString(), operations: mathjsOperations(theirs) },
    };
  });
}

const POINTS = [0.3, 0.7, 1.6, 2.9];

function checkValues(reading, ours) {
  const raw = differentiateTheirs(reading).compile();
  const names = variables(reading.ours);
  let compared = 0;
  for (const x of POINTS) {
    const at = Object.fromEntries(names.map((name, i) => [name, name === "x" ? x : 1.1 + i / 7]));
    const expected = raw.evaluate({ ...at });
    if (typeof expected !== "number" || !Number.isFinite(expected)) continue; // complex, or outside the domain
    const got = evaluate(ours, at);
    if (!(Math.abs(got - expected) <= 1e-9 * Math.max(1, Math.abs(expected)))) {
      throw new Error(`d/dx ${reading.text} at x = ${x}: got ${got}, mathjs has ${expected}`);
    }
    compared++;
  }
  if (compared === 0) throw new Error(`d/dx ${reading.text} was compared nowhere`);
}
