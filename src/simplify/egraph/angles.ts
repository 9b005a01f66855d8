// Sines and cosines of multiples of pi/12, and of what is shifted by quarter turns.
import { type ConstValue, constValue } from "../../expr/node.ts";
import { Pi } from "../../expr/primitives/constants.ts";
import { floorRational } from "../../expr/primitives/exact.ts";
import { Cos, Cot, Csc, Sec, Sin, Tan } from "../../expr/primitives/trigonometric.ts";
import { rational } from "../../expr/rational.ts";
import { addValues, divValues, isInteger, mulValues, toRational } from "../exact.ts";
import * as ranges from "../facts/range.ts";
import type { EGraph } from "./egraph.ts";
import type { Id } from "./node.ts";

const half = constValue(rational(1n, 2n));

/** A class as r·pi + rest; the rest is undefined where there is none. */
function splitAngle(graph: EGraph, angle: Id): { turns: ConstValue; rest: Id | undefined } | undefined {
  if (Pi.kind !== "apply") return undefined;
  if (graph.value(angle) === 0) return { turns: 0, rest: undefined };
  const pi = graph.call(Pi.op, []);
  if (graph.find(angle) === pi) return { turns: 1, rest: undefined };
  const multiple = graph.multiple(angle);
  if (multiple !== undefined && graph.find(multiple.of) === pi)
    return { turns: multiple.by, rest: undefined };
  for (const { node, by } of graph.sums(angle)) {
    const at = node.args.findIndex((arg) => graph.find(arg) === pi);
    const turns = at < 0 ? undefined : mulValues(node.coefficients[at], by);
    // Whole half turns go, and quarter turns.
    if (turns === undefined || !isInteger(mulValues(turns, 2) ?? half)) continue;
    const keep = <T>(list: readonly T[]): T[] => list.filter((_, i) => i !== at);
    const rest = graph.sum(0, [by], [graph.sum(node.constant, keep(node.coefficients), keep(node.args))]);
    return { turns, rest };
  }
  return undefined;
}

/** sin(n·pi/12) for n = 0 ... 6 as k·sqrt(p) + l·sqrt(q), all over 4. */
const SINES: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [
    [1, 6],
    [-1, 2],
  ],
  [[2, 1]],
  [[2, 2]],
  [[2, 3]],
  [
    [1, 6],
    [1, 2],
  ],
  [[4, 1]],
];

const quarter = constValue(rational(1n, 4n));

function sineOfTwelfths(graph: EGraph, twelfths: number): Id {
  const around = ((twelfths % 24) + 24) % 24;
  const sign = around >= 12 ? -1 : 1;
  const within = around % 12;
  const terms = SINES[within > 6 ? 12 - within : within];
  const roots = terms.map(([, radicand]) => graph.product(1, [graph.number(radicand)], [half]));
  const sum = graph.sum(
    0,
    terms.map(([k]) => k),
    roots,
  );
  return graph.product(mulValues(quarter, sign) ?? 1, [sum], [1]);
}

/** sin or cos of r·pi, or of rest + r·pi for whole or half r; undefined where nothing is known. */
function sineOf(graph: EGraph, angle: Id, cosine: boolean): Id | undefined {
  const split = splitAngle(graph, angle);
  if (split === undefined) return undefined;
  const { rest } = split;
  const turns = cosine ? addValues(split.turns, half) : split.turns;
  if (turns === undefined) return undefined;
  if (rest === undefined) {
    const twelfths = mulValues(turns, 12);
    if (twelfths === undefined || !isInteger(twelfths) || typeof twelfths !== "number") return undefined;
    return sineOfTwelfths(graph, twelfths);
  }
  const quarters = mulValues(turns, 2);
  if (quarters === undefined) return undefined;
  const whole = floorRational(toRational(divValues(quarters, 1) ?? 0));
  const around = Number(((whole % 4n) + 4n) % 4n);
  const base = graph.call(around % 2 === 0 ? Sin : Cos, [rest]);
  return around < 2 ? base : graph.sum(0, [-1], [base]);
}

/** The value of a trigonometric function at a multiple of pi, or shifted by some; undefined where nothing is known. */
export function atAngle(
  graph: EGraph,
  node: { readonly op: unknown; readonly args: readonly Id[] },
): Id | undefined {
  const [angle] = node.args;
  if (node.op === Sin || node.op === Cos) return sineOf(graph, angle, node.op === Cos);
  const parts = QUOTIENTS.get(node.op);
  if (parts === undefined) return undefined;
  const above = parts[0] === undefined ? graph.number(1) : sineOf(graph, angle, parts[0]);
  const below = parts[1] === undefined ? graph.number(1) : sineOf(graph, angle, parts[1]);
  if (above === undefined || below === undefined) return undefined;
  const range = graph.range(below);
  if (!ranges.isNonzero(range) || !ranges.isReal(range)) return undefined;
  return graph.product(1, [above, below], [1, -1]);
}

/** The functions as sine or cosine over sine or cosine: true where it is the cosine. */
const QUOTIENTS = new Map<unknown, readonly [boolean | undefined, boolean | undefined]>([
  [Tan, [false, true]],
  [Cot, [true, false]],
  [Sec, [undefined, true]],
  [Csc, [undefined, false]],
]);
