// A product as a flat list of factors. Here a call of a name that is a variable comes apart:
// x(y + 1)^2 is x times (y + 1)^2, 2^x(y + 1) is 2^x times (y + 1); and here the warnings belong
// about juxtaposition after a quotient, a power or a root, where tools disagree.
import { Div } from "../primitives/operators.ts";
import type { CallForm, Factor, Form, PowerForm, PowerItem } from "./form.ts";
import type { Source } from "./source.ts";
import { misreadable, type Warning } from "./warning.ts";

/** The most juxtaposed factors that a warning lists. */
const SHOWN = 5;

/** The factors of a product, power or call, calls of variables taken apart; a single one for anything else. */
export function factorsOf(form: Form, isVariable: (call: CallForm) => boolean): readonly Factor[] {
  if (form.kind !== "product") return split(form, isVariable).map((part) => ({ op: undefined, form: part }));
  const factors: Factor[] = [];
  for (const { op, form: factor } of [{ op: undefined, form: form.first }, ...form.rest]) {
    split(factor, isVariable).forEach((part, i) => {
      factors.push({ op: i === 0 ? op : undefined, form: part });
    });
  }
  return factors;
}

function split(form: Form, isVariable: (call: CallForm) => boolean): readonly Form[] {
  if (form.kind === "call") return isVariable(form) ? [form.callee, form.group] : [form];
  if (form.kind !== "power") return [form];
  if (!form.items.some(({ operand }) => operand.kind === "call" && isVariable(operand))) return [form];
  const parts: Form[] = [];
  let items: PowerItem[] = [];
  let { minuses, start } = form;
  for (const item of form.items) {
    const { operand } = item;
    if (operand.kind !== "call" || !isVariable(operand)) {
      items.push(item);
      continue;
    }
    const { callee, group } = operand;
    items.push({ ...item, end: callee.end, operand: callee, marks: [] });
    parts.push(power(start, callee.end, minuses, items));
    items = [{ start: group.start, end: item.end, minuses: 0, roots: 0, operand: group, marks: item.marks }];
    minuses = 0;
    start = group.start;
  }
  parts.push(power(start, form.end, minuses, items));
  return parts;
}

/** A power, or the only operand that it would have. */
function power(start: number, end: number, minuses: number, items: readonly PowerItem[]): Form {
  const [{ operand, roots, marks }] = items;
  const bare = items.length === 1 && minuses === 0 && roots === 0 && marks.length === 0;
  return bare ? operand : { kind: "power", start, end, minuses, items };
}

/** What is worth a warning about a list of factors. */
export function productWarnings(factors: readonly Factor[], source: Source): readonly Warning[] {
  const warnings: Warning[] = [];
  const text = (start: number, end: number): string => source.excerpt(start, end);
  const begin = factors[0].form.start;
  for (let i = 0; i + 1 < factors.length; i++) {
    const { op, form } = factors[i];
    const next = factors[i + 1];
    if (next.op !== undefined) continue;
    if (op === Div) {
      let last = i + 1;
      while (last + 1 < factors.length && factors[last + 1].op === undefined) last++;
      const run = factors
        .slice(i + 1, Math.min(last, i + SHOWN) + 1)
        .map((factor) => text(factor.form.start, factor.form.end));
      if (last > i + SHOWN) run.push("…");
      const before = factors[i - 1].form.end;
      const divisor = [text(form.start, form.end), ...run].join("*");
      warnings.push(
        misreadable(
          source,
          "ambiguous-quotient",
          { start: begin, end: factors[last].form.end },
          [`(${text(begin, form.end)})`, ...run].join("*"),
          "the other reading",
          `${text(begin, before)}/(${divisor})`,
        ),
      );
      i = last - 1;
    } else if (form.kind === "power" && form.end === next.form.start) {
      const warning = attached(form, next.form, source);
      if (warning !== undefined) warnings.push(warning);
    }
  }
  return warnings;
}

/** x^2y and √2x: a factor without a blank after an exponent or a root's operand. */
function attached(power: PowerForm, next: Form, source: Source): Warning | undefined {
  const last = power.items[power.items.length - 1];
  if (last.operand.kind !== "number" && last.operand.kind !== "name") return undefined;
  const place = { start: power.start, end: next.end };
  const factor = source.excerpt(next.start, next.end);
  const reading = `(${source.excerpt(power.start, power.end)})*${factor}`;
  const before = source.excerpt(power.start, last.start);
  const operand = source.excerpt(last.operand.start, last.operand.end);
  if (last.roots > 0 && last.marks.length === 0) {
    const signs = source.excerpt(last.start, last.operand.start);
    return misreadable(
      source,
      "ambiguous-root",
      place,
      reading,
      "the root of the product",
      `${before}${signs}(${operand}*${factor})`,
    );
  }
  if (power.items.length === 1 || last.marks.length > 0) return undefined;
  const exponent = source.excerpt(last.start, last.end);
  return misreadable(
    source,
    "ambiguous-power",
    place,
    reading,
    "the other reading",
    `${before}(${exponent}*${factor})`,
  );
}

/** √x² is (√x)². */
export function powerWarning(power: PowerForm, source: Source): Warning | undefined {
  for (const [i, item] of power.items.entries()) {
    const raised = i === 0 && power.items.length > 1 ? power.items[power.items.length - 1].end : item.end;
    const operandEnd = item.operand.end;
    if (item.roots === 0 || raised === operandEnd) continue;
    if (item.operand.kind === "group" || item.operand.kind === "bars") continue;
    const root = source.excerpt(item.start, operandEnd);
    const after = source.excerpt(operandEnd, raised);
    const sign = source.excerpt(item.start, item.operand.start);
    const whole = source.excerpt(item.operand.start, raised);
    const place = { start: item.start, end: raised };
    return misreadable(
      source,
      "ambiguous-root",
      place,
      `(${root})${after}`,
      "the root of the power",
      `${sign}(${whole})`,
    );
  }
  return undefined;
}
