// How the examples show things: headings, tables, pictures, and the one meaning of "near".
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const heading = (text) => console.log(`\n${text}\n${"-".repeat(text.length)}`);

/** A number with so many digits behind the point; shorter ones stand below each other too. */
export const fixed = (value, digits = 4) => value.toFixed(digits);

const isNumber = (text) => /^-?\d+(\.\d+)?(e[+-]\d+)?( %)?$/u.test(text);

/** Rows in columns: numbers aligned right, the rest left. */
export function table(head, rows) {
  const texts = rows.map((row) => row.map(String));
  const columns = head.map((title, c) => {
    const cells = texts.map((row) => row[c]);
    const width = Math.max(...[title, ...cells].map((text) => text.length));
    return cells.every(isNumber) ? (text) => text.padStart(width) : (text) => text.padEnd(width);
  });
  const line = (row) => row.map((text, c) => columns[c](text)).join("  ");
  console.log([head, ...texts].map((row) => line(row).trimEnd()).join("\n"));
}

/** A shape as the library writes it: (2, 3), (3,), (). */
export const shapeText = (shape) => `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;

/** Asserts |actual - expected| <= tolerance*max(1, |expected|), and gives the number back. */
export function near(actual, expected, tolerance) {
  const error = Math.abs(actual - expected);
  assert.ok(error <= tolerance * Math.max(1, Math.abs(expected)), `${actual} is not near ${expected}`);
  return actual;
}

/** The folder after --out, where pictures are written; without it none are. */
const place = process.argv.indexOf("--out");
const folder = place > 0 ? process.argv[place + 1] : undefined;

/** Writes a picture where pictures are asked for; only then is it drawn. */
export async function picture(name, draw) {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, await draw());
  console.log(`wrote ${file}`);
}

/** A graph in Graphviz text as SVG. The package that draws it is large, and loaded only here. */
export async function drawn(dot) {
  const { instance } = await import("@viz-js/viz");
  return (await instance()).renderString(dot, { format: "svg" });
}
