// A network's answers for rows: its scores and what they say, by one kernel.
import { ShapeError } from "../../expr/errors.ts";
import { compile } from "../../program/compile.ts";
import type { TargetKind } from "../losses.ts";
import { inputVariables } from "../lossFormula.ts";
import type { Module } from "../modules/module.ts";
import { decision } from "./decision.ts";

export interface Predictions {
  /** The scores by row, an array for each output. */
  readonly scores: readonly Float64Array[];
  /** The target predicted, by row. */
  readonly targets: Float64Array;
}

/**
 * What a model says of rows, given as columns of features.
 * @param kind what its targets are: "signs", "bits", "class" or "numbers"
 * @throws {ShapeError} for another number of columns than the model has inputs, or columns that are not of one length.
 * @example [...predictions(MLP(1, [1], { seed: 1 }), [Float64Array.of(0)], "numbers").targets]  // [0]
 */
export function predictions(model: Module, columns: readonly Float64Array[], kind: TargetKind): Predictions {
  if (columns.length !== model.nin) {
    throw new ShapeError(
      "wrong-length",
      `${columns.length} columns into a model of ${model.nin}, expected as many`,
    );
  }
  const [{ length }] = columns;
  if (columns.some((column) => column.length !== length)) {
    throw new ShapeError(
      "wrong-length",
      "the columns are not all of one length, expected as many rows in each",
    );
  }
  const inputs = inputVariables(model);
  const outputs = model.forward(inputs);
  const { names, values } = model.parameters;
  const kernel = compile([...outputs, decision(outputs, kind)], { inputs: [...inputs, ...names] });
  const given = new Float64Array(inputs.length + names.length);
  given.set(values, inputs.length);
  const out = new Float64Array(outputs.length + 1);
  const found = Array.from(out, () => new Float64Array(length));
  for (let row = 0; row < length; row++) {
    for (let c = 0; c < columns.length; c++) given[c] = columns[c][row];
    kernel.into(given, out);
    for (let k = 0; k < out.length; k++) found[k][row] = out[k];
  }
  return { scores: found.slice(0, -1), targets: found[outputs.length] };
}
