// `gradtree explain`: a trained network as the formula that it is: a neuron's, or the derivative of the loss by a weight.
import { NameError, UsageError } from "../../expr/errors.ts";
import { evaluate } from "../../expr/evaluate.ts";
import { variables } from "../../expr/measure.ts";
import { Const, type Expr } from "../../expr/node.ts";
import { format, type Syntax } from "../../expr/print/format.ts";
import { grouped } from "../../expr/print/grouped.ts";
import { substitute } from "../../expr/substitute.ts";
import { diff } from "../../methods.ts";
import { inputVariables, lossFormula } from "../../nn/lossFormula.ts";
import type { MLP } from "../../nn/modules/mlp.ts";
import { tidy } from "../../simplify/tidy.ts";
import { readAt } from "../at.ts";
import { oneOf } from "../commands/clauses.ts";
import { jsonText, object } from "../json.ts";
import type { Given, Outside } from "./host.ts";
import { type ModelFile, readModel } from "./modelFile.ts";
import { fileText, integerOf, textOf } from "./read.ts";

const FORMATS = ["text", "let", "latex", "sexpr", "mathjson", "tree", "json"] as const;

/** Resolves to the exit code. @throws {GradtreeError} with what is wrong */
export async function explain(words: readonly string[], given: Given, host: Outside): Promise<number> {
  const [path, what, which, ...more] = words;
  if (path === undefined)
    throw new UsageError("no-model", "got no file, expected a model: gradtree explain model.json");
  if (what !== undefined && (what !== "neuron" || which === undefined || more.length > 0)) {
    const got = words.slice(1).join(" ").slice(0, 40);
    throw new UsageError(
      "wrong-words",
      `got '${got}' behind the model, expected neuron and its number: neuron 1.3`,
    );
  }
  const weight = textOf(given, "weight");
  if (what !== undefined && weight !== undefined) {
    throw new UsageError("two-questions", "got a neuron and --weight, expected one of them");
  }
  const shown = oneOf("format", FORMATS, textOf(given, "format") ?? "text");
  const digits = integerOf(given, "digits", 1, 17);
  const at = textOf(given, "at");
  const file = readModel(await fileText(host, path));
  const { model } = file;
  if (what === undefined && weight === undefined) {
    if (at !== undefined)
      throw new UsageError("bad-at", "--at without a neuron or --weight, expected one of them");
    host.out(overview(file));
    return 0;
  }
  const symbolic = weight === undefined ? neuronOf(model, which) : derivativeBy(file, weight);
  const formula = tidy(given.has("symbolic") ? symbolic : withNumbers(symbolic, model, digits));
  const value = at === undefined ? undefined : valueAt(formula, model, at);
  if (shown === "json") {
    host.out(
      `${jsonText(
        object([
          ["formula", format(formula, { syntax: "text", numbers: "decimal" })],
          ["variables", variables(formula)],
          ...(value === undefined ? [] : [["value", value] as const]),
        ]),
      )}\n`,
    );
    return 0;
  }
  const syntax: Syntax = shown;
  host.out(`${format(formula, { syntax, numbers: "decimal" })}\n`);
  if (value !== undefined) host.out(`= ${value}\n`);
  const { trained } = file;
  if (trained?.features.some((name, i) => name !== `x${i + 1}`)) {
    const named = trained.features.slice(0, 10).map((name, i) => `x${i + 1} is ${name}`);
    host.err(`${named.join(", ")}${trained.features.length > 10 ? ", ..." : ""}\n`);
  }
  return 0;
}

/** A neuron's output as a formula of the network's inputs and the parameters; "1.3" is the third of the first layer. */
function neuronOf(model: MLP, number: string): Expr {
  const [, layer, neuron] = /^(\d{1,7})\.(\d{1,7})$/u.exec(number) ?? [];
  const found = model.layers[Number(layer) - 1]?.neurons[Number(neuron) - 1];
  if (found === undefined) {
    const last = `${model.layers.length}.${model.nout}`;
    throw new NameError(
      "unknown-neuron",
      `'${number.slice(0, 20)}' is no neuron of ${model.widths.join("-")}, expected layer and neuron counted from 1: 1.1 to ${last}`,
    );
  }
  let signals: readonly Expr[] = inputVariables(model);
  for (const before of model.layers.slice(0, Number(layer) - 1)) signals = before.outputs(signals);
  return found.forward(signals)[0];
}

/** The derivative of one row's loss by a parameter. */
function derivativeBy({ model, trained }: ModelFile, weight: string): Expr {
  model.parameters.indexOf(weight); // an error where there is none
  if (trained === undefined) {
    throw new UsageError(
      "no-loss",
      "the model file does not say which loss it was trained with, expected one that gradtree train saved",
    );
  }
  const { loss, penalty } = trained;
  return diff(lossFormula({ model, loss, penalty }), weight);
}

/** The numbers of the parameters in their places, all their digits or so many. */
function withNumbers(formula: Expr, model: MLP, digits: number | undefined): Expr {
  const { names, values } = model.parameters;
  const rounded = (value: number): number =>
    digits === undefined ? value : Number(value.toPrecision(digits));
  return substitute(formula, new Map(names.map((name, i) => [name, Const(rounded(values[i]))])));
}

function valueAt(formula: Expr, model: MLP, at: string): number {
  const { numbers } = readAt(at, {
    scope: {},
    values: { numbers: new Map(), exact: new Map() },
    resolve: (expr) => expr,
  });
  return evaluate(formula, new Map([...model.parameters.bindings(), ...numbers]));
}

function overview({ model, trained }: ModelFile): string {
  const lines = model.layers.map(({ nin, nout, neurons }, i) => {
    const names = nout === 1 ? `neuron ${i + 1}.1` : `neurons ${i + 1}.1 to ${i + 1}.${nout}`;
    const biases = nout === 1 ? `bias b${i + 1}_1` : `biases b${i + 1}_1 to b${i + 1}_${nout}`;
    const weights = `weights w${i + 1}_1_1 to w${i + 1}_${nout}_${nin}, ${biases}`;
    return `layer ${i + 1}: ${names}, ${neurons[0].activation.title.toLowerCase()}; ${weights}`;
  });
  const about = [`${model.widths.join("-")}, ${grouped(model.parameters.size)} parameters`];
  if (trained !== undefined) {
    about.push(
      `trained by ${trained.loss} to tell '${trained.label}' from ${trained.features.slice(0, 10).join(", ")}`,
    );
    if (trained.classes.length > 0) about.push(`classes ${trained.classes.slice(0, 10).join(", ")}`);
  }
  return `${about.join("; ")}\n${lines.join("\n")}\n`;
}
