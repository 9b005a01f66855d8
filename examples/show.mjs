// How the examples show things: headings, tables, pictures, and the one meaning of "near".
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const heading = (text) => console.log(`\n${text}\n${"-".repeat(text.length)}`);

/** A number with so many digits behind the point; shorter ones stand below each other too. */
export const fixed = (value, digits = 4) => value.toFixed(digits);

/** Rows of texts in columns, the first aligned left and the others right. */
export function table(head, rows) {
  const texts = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, c) => Math.max(...texts.map((row) => row[c].length)));
  const line = (row) =>
    row.map((text, c) => (c === 0 ? text.padEnd(widths[c]) : text.padStart(widths[c]))).join("  ");
  console.log(texts.map((row) => line(row).trimEnd()).join("\n"));
}

/** Asserts |actual - expected| <= tolerance*max(1, |expected|), and gives the number back. */
export function near(actual, expected, tolerance) {
  const error = Math.abs(actual - expected);
  assert.ok(error <= tolerance * Math.max(1, Math.abs(expected)), `${actual} is not near ${expected}`);
  return actual;
}

/** The folder after --out, where pictures are written; without it none are. */
const place = process.argv.indexOf("--out");
const folder = place > 0 ? process.argv[place + 1] : undefined;

/** Writes a picture where pictures are asked for. */
export function picture(name, svg) {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, svg);
  console.log(`wrote ${file}`);
}

/** Draws a graph in Graphviz text as SVG. The package is large, and loaded only here. */
export async function drawn(dot) {
  const { instance } = await import("@viz-js/viz");
  return (await instance()).renderString(dot, { format: "svg" });
}
