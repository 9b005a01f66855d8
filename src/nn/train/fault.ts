// What stops training: a loss, a gradient or a parameter that is no finite number. The error names the step, the
// parameter and the likely reason, found from the sizes of what went in.
import { DomainError } from "../../expr/errors.ts";
import type { Rows } from "../../program/rows/rows.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Module } from "../modules/module.ts";
import { predictions } from "./predict.ts";

/** Training that can't go on. The parameters are finite still: as they were before the step that led there. */
export class DivergedError extends DomainError {
  /** The step, counted from 1. */
  readonly step: number;
  /** The parameter that is not finite, whose derivative is not, or, where neither, the largest. */
  readonly parameter: string;

  constructor(message: string, step: number, parameter: string) {
    super("diverged", message);
    this.step = step;
    this.parameter = parameter;
  }
}

export interface Fault {
  readonly model: Module;
  readonly data: Dataset;
  /** The batch, and the places of its rows in the data; undefined: all, in their order. */
  readonly rows: Rows;
  readonly places: Int32Array | undefined;
  readonly step: number;
  readonly loss: number;
  /** The largest size of a parameter before the first step. */
  readonly start: number;
}

const { isFinite: isNumber } = Number;

/** Parameters that have grown so many times have run away. */
const RUNAWAY = 1000;
/** Features so large call for scaling. */
const LARGE_FEATURE = 1e6;
/** From here on exp overflows, and exp of the negative is 0. */
const LARGE_SCORE = 700;

/** Whether every number is finite. Asked twice a step, so it is a loop. */
export function areFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!isNumber(values[i])) return false;
  return true;
}

/** The error for a loss or a gradient that is not finite, or for parameters that a step made so. */
export function diverged(fault: Fault): DivergedError {
  const { model, step, loss } = fault;
  const { names, values, gradients } = model.parameters;
  const badValue = values.findIndex((value) => !isNumber(value));
  const badGradient = gradients.findIndex((gradient) => !isNumber(gradient));
  const largest = places(values).reduce((a, b) => (Math.abs(values[b]) > Math.abs(values[a]) ? b : a), 0);
  const place = badValue >= 0 ? badValue : isNumber(loss) && badGradient >= 0 ? badGradient : largest;
  const what =
    badValue >= 0
      ? `parameter '${names[place]}' became ${shown(values[place])}`
      : isNumber(loss)
        ? `the loss's derivative by '${names[place]}' is ${shown(gradients[place])}`
        : `the loss is ${shown(loss)}${rowText(fault)}`;
  return new DivergedError(
    `step ${step}: ${what}; ${reason(fault, largest)}. The parameters are finite: those before it went wrong`,
    step,
    names[place],
  );
}

/** Which row of the data is the first whose loss is not finite, as the end of a sentence. */
function rowText({ rows, places, data }: Fault): string {
  const count = places?.length ?? data.size;
  for (let row = 0; row < count; row++) {
    if (isNumber(rows.sum(undefined, { from: row, to: row + 1 }))) continue;
    return `, first in row ${(places?.[row] ?? row) + 1}`;
  }
  return "";
}

function reason(fault: Fault, largest: number): string {
  const { model, data, start, loss } = fault;
  const { names, values } = model.parameters;
  const feature = largestOf(data.columns);
  if (feature.size > LARGE_FEATURE) {
    return `'${data.names[feature.column]}' reaches ${shown(feature.size)}: scale the features to about 1`;
  }
  const size = Math.abs(values[largest]);
  if (!(size <= RUNAWAY * Math.max(1, start))) {
    const grown = `parameters grew from at most ${shown(start)} to ${shown(size)} ('${names[largest]}')`;
    return `${grown}: the learning rate is probably too large, try a tenth of it`;
  }
  const { scores } = predictions(model, data.columns, "numbers");
  if (scores.some((column) => column.some(Number.isNaN))) {
    return "scores are nan: an activation has no value there, a logarithm or a root of a negative number, perhaps";
  }
  const score = largestOf(scores).size;
  if (!(score <= LARGE_SCORE)) {
    return `scores reach ${shown(score)}, where exp overflows: use a loss that takes logits (logistic, crossentropy, softmax), or a lower learning rate`;
  }
  return isNumber(loss)
    ? "the loss has no derivative there: a root or a power at 0, perhaps"
    : "the loss has no value there: a logarithm or a root of a negative number or 0, perhaps";
}

/** The largest size among numbers, and the column that it is in. */
function largestOf(columns: readonly Float64Array[]): { size: number; column: number } {
  let found = { size: 0, column: 0 };
  for (const [column, numbers] of columns.entries()) {
    for (const value of numbers) {
      if (Math.abs(value) > found.size) found = { size: Math.abs(value), column };
    }
  }
  return found;
}

const places = (values: Float64Array): number[] => [...values.keys()];

function shown(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!isNumber(value)) return value > 0 ? "inf" : "-inf";
  return String(Number(value.toPrecision(3)));
}
