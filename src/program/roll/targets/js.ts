// Rolled programs as JavaScript: a function for each block, loops over typed arrays. The inputs are read from
// the caller's own array where they stand in its order. The code holds numbers only: nothing that a user has
// written.

import { instructions } from "../../instructions.ts";
import type { Runner } from "../../interpret.ts";
import { expression, isCalled, literal } from "../../targets/js.ts";
import { copying, type LoadedStep, loaded } from "../loads.ts";
import { reachOf } from "../reach.ts";
import {
  areResultsInOrder,
  type Carried,
  type Operand,
  type Place,
  type Rolled,
  type Step,
} from "../rolled.ts";

/** The JavaScript of a rolled program of one kind of inputs, and what it is made with. */
export interface RolledCode {
  readonly body: string;
  /** The opcodes of the functions f7, f8, ... that it calls. */
  readonly called: readonly number[];
  readonly tables: readonly Int32Array[];
}

/**
 * The code of a function of x, the inputs as they are laid out, and y, to which the results go; with `skip` 1 the first
 * of them goes to r[0] and the others to y.
 */
export function rolledCode(rolled: Rolled, skip: number): RolledCode {
  const called = new Set<number>();
  const tables: Int32Array[] = [];
  const arrays = new Map([
    ["input0", "x"],
    ["constants", "k"],
    ["values", "v"],
    ["outputs", "y"],
  ]);
  const reference = (place: Place): string => {
    const isFirst = skip === 1 && place.space === "outputs" && isOutputZero(place);
    if (isFirst) return "r[0]";
    const { space, base, strides, table } = skip === 1 ? withoutFirst(place) : place;
    const terms = strides.flatMap((stride, d) =>
      stride === 0 ? [] : [stride === 1 ? `i${d}` : `${stride < 0 ? `(${stride})` : stride}*i${d}`],
    );
    const sum = [...terms, ...(base === 0 && terms.length > 0 ? [] : [`${base}`])].join("+");
    const index = terms.length === 0 || sum === terms[0] ? sum : `(${sum})|0`;
    if (table === undefined) return `${arrays.get(space)}[${index}]`;
    return `${arrays.get(space)}[t${tables.push(table) - 1}[${index}]]`;
  };
  const value = (operand: Operand): string => {
    if (operand.kind === "local") return `s${operand.local}`;
    return operand.kind === "constant" ? literal(operand.value) : reference(operand.place);
  };
  const text: string[] = [];
  const stores = (places: readonly Place[], local: number): void => {
    for (const place of places) text.push(`${reference(place)}=s${local};`);
  };
  const walk = (steps: readonly LoadedStep[], depth: number): void => {
    for (const step of steps) {
      if (step.kind === "load") {
        text.push(`const s${step.local}=${reference(step.place)};`);
        stores(step.stores, step.local);
      } else if (step.kind === "operation") {
        if (isCalled(step.opcode)) called.add(step.opcode);
        const [a, b = "", c = ""] = step.operands.map(value);
        text.push(`const s${step.local}=${expression(step.opcode, a, b, c)};`);
        stores(step.stores, step.local);
      } else {
        for (const { local, init } of step.carried) text.push(`let s${local}=${value(init)};`);
        const i = `i${depth}`;
        text.push(`for(let ${i}=0;${i}<${step.count};${i}++){`);
        walk(step.body, depth + 1);
        text.push(handedOn(step.carried), "}");
        for (const { local, stores: places } of step.carried) stores(places, local);
      }
    }
  };
  const names = rolled.blocks.map((block, b) => {
    text.push(`function b${b}(x,y){`);
    walk(loaded(block), 0);
    text.push("}\n");
    return `b${b}`;
  });
  const copies = copying(rolled.copies);
  for (let from = 0; from < copies.length; from += COPIES) {
    const name = `d${from}`;
    names.push(name);
    text.push(`function ${name}(x,y){`);
    walk(copies.slice(from, from + COPIES), 0);
    text.push("}\n");
  }
  const calls = names.map((name) => `${name}(x,y);`).join("");
  const body = `"use strict";\n${text.join("")}return function(x,y){${calls}};`;
  return { body, called: [...called], tables };
}

const isOutputZero = ({ base, strides, table }: Place): boolean =>
  table === undefined && base === 0 && strides.every((stride) => stride === 0);

/** A place of results as one of those after the first. */
function withoutFirst(place: Place): Place {
  if (place.space !== "outputs") return place;
  const { base, table } = place;
  return table === undefined ? { ...place, base: base - 1 } : { ...place, table: table.map((k) => k - 1) };
}

/** Whether the first result stands in a place of its own, not in a loop's even walk over results. */
function isFirstAlone({ blocks, copies }: Rolled): boolean {
  const isAlone = (place: Place, counts: readonly number[]): boolean => {
    if (place.space !== "outputs" || isOutputZero(place)) return true;
    return place.table === undefined ? reachOf(place, counts).low > 0 : !place.table.includes(0);
  };
  const walk = (steps: readonly Step[], counts: readonly number[]): boolean =>
    steps.every((step) => {
      if (step.kind === "operation") return step.stores.every((place) => isAlone(place, counts));
      return (
        step.carried.every(({ stores }) => stores.every((place) => isAlone(place, counts))) &&
        walk(step.body, [...counts, step.count])
      );
    });
  const isCopied = copies.some(({ to, count }) => count > 1 && to.base === 0);
  return !isCopied && blocks.every((block) => walk(block, []));
}

/** The most copies of one function. */
const COPIES = 1000;

/** What is carried from an iteration to the next: what another hands on goes first. */
function handedOn(carried: readonly Carried[]): string {
  return carried
    .map(({ local, next }) => `s${local}=s${next};`)
    .reverse()
    .join("");
}

/** A rolled program of one kind of inputs as a function that runs it; the first result is returned, the others go to `out`. */
export function rolledJavaScript(
  rolled: Rolled,
  skip: number,
): { readonly run: Runner; readonly bytes: number } {
  const isResultInOrder = areResultsInOrder(rolled);
  const isSkipped = skip === 1 && isResultInOrder && isFirstAlone(rolled);
  const { body, called, tables } = rolledCode(rolled, isSkipped ? 1 : 0);
  const names = ["k", "v", "r", ...called.map((opcode) => `f${opcode}`), ...tables.map((_, t) => `t${t}`)];
  const make = new Function(...names, body);
  const values = new Float64Array(rolled.values);
  const { layout, outputs, constants, results: places } = rolled;
  const results = new Float64Array(isSkipped ? 1 : outputs);
  const functions = called.map((opcode) => instructions[opcode].value);
  const code: (x: Float64Array, y: Float64Array) => void = make(
    constants,
    values,
    results,
    ...functions,
    ...tables,
  );
  const isDirect = isSkipped || (skip === 0 && isResultInOrder);
  const isInOrder = rolled.isInOrder.every((is) => is);
  const moved = new Float64Array(isInOrder ? 0 : layout.length);
  const run: Runner = (inputs, out) => {
    if (!isInOrder) for (let i = 0; i < layout.length; i++) moved[layout[i]] = inputs[i];
    const x = isInOrder ? inputs : moved;
    if (isDirect) code(x, out);
    else {
      code(x, results);
      for (let k = skip; k < outputs; k++) out[k - skip] = results[places[k]];
    }
    return outputs === 0 ? Number.NaN : skip === 0 ? out[0] : results[places[0]];
  };
  const tableBytes = tables.reduce((sum, { length }) => sum + 4 * length, 0);
  const numbers = values.length + constants.length + results.length + moved.length;
  return { run, bytes: body.length + 8 * numbers + tableBytes };
}
