// What to differentiate by, as people write it: `x, y` are two derivatives, `x x y` is one mixed
// derivative, twice by x and once by y. The text is also the key of a JSON answer.
import { GradtreeError, UsageError } from "../expr/errors.ts";
import { latexName } from "../expr/print/latexName.ts";
import { mathmlName } from "../expr/print/mathml.ts";
import { variableName } from "../expr/var.ts";

/** One derivative: the variables to differentiate by, in order. */
export type Wrt = readonly string[];

/**
 * The derivatives asked for, each once.
 * @throws {UsageError} for what is no list of variables.
 */
export function readWrt(text: string): readonly Wrt[] {
  const entries = text.split(",").map((entry) => entry.trim());
  if (entries.includes("")) {
    throw new UsageError(
      "bad-wrt",
      `'${text}' names no variable where one is due, expected "x", "x, y" or "x x y"`,
    );
  }
  const wrts = new Map<string, Wrt>();
  for (const entry of entries) {
    const names = entry.split(/\s+/u).map(readName);
    wrts.set(wrtKey(names), names);
  }
  return [...wrts.values()];
}

function readName(name: string): string {
  try {
    return variableName(name);
  } catch (error) {
    if (error instanceof GradtreeError)
      throw new UsageError("bad-wrt", `can't differentiate by it: ${error.message}`);
    throw error;
  }
}

/** Every name `order` times: `x, x y` of order 2 is `x x, x x y y`. */
export const ofOrder = (wrts: readonly Wrt[], order: number): readonly Wrt[] =>
  wrts.map((names) => names.flatMap((name) => Array.from({ length: order }, () => name)));

/** `x x y`, as in --wrt. */
export const wrtKey = (names: Wrt): string => names.join(" ");

/** `d/dx`, `d2/dx2`, `d3/dx2dy`. */
export function wrtLabel(names: Wrt): string {
  const by = runs(names).map(({ name, times }) => `d${name}${times === 1 ? "" : times}`);
  return `d${names.length === 1 ? "" : names.length}/${by.join("")}`;
}

/**
 * The same in LaTeX: `\frac{d^{3}}{dx^{2}\,dy}`.
 * @param isPartial whether there are other variables: `\frac{\partial}{\partial x}`.
 */
export function latexLabel(names: Wrt, isPartial: boolean): string {
  const sign = isPartial ? "\\partial" : "d";
  const power = (times: number): string => (times === 1 ? "" : `^{${times}}`);
  const by = runs(names).map(
    ({ name, times }) => `${sign}${isPartial ? " " : ""}${latexName(name)}${power(times)}`,
  );
  return `\\frac{${sign}${power(names.length)}}{${by.join("\\,")}}`;
}

/** The same in MathML. */
export function mathmlLabel(names: Wrt, isPartial: boolean): string {
  const sign = `<mo>${isPartial ? "∂" : "d"}</mo>`;
  const power = (base: string, times: number): string =>
    times === 1 ? base : `<msup>${base}<mn>${times}</mn></msup>`;
  const by = runs(names).map(({ name, times }) => sign + power(mathmlName(name), times));
  return `<mfrac>${power(sign, names.length)}<mrow>${by.join("")}</mrow></mfrac>`;
}

/** Neighbours of one name drawn together. */
function runs(names: Wrt): readonly { readonly name: string; readonly times: number }[] {
  const found: { name: string; times: number }[] = [];
  for (const name of names) {
    const last = found.at(-1);
    if (last?.name === name) last.times++;
    else found.push({ name, times: 1 });
  }
  return found;
}
