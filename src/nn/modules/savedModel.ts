// Models as JSON text and back, with exact doubles. An activation of the user's is saved as its formula.
import { NameError, ParseError } from "../../expr/errors.ts";
import { parse } from "../../expr/parse/parse.ts";
import { format } from "../../expr/print/format.ts";
import { substitute } from "../../expr/substitute.ts";
import { exactNumber, readNumber } from "../exactNumbers.ts";
import { integerOf, listOf, membersOf, readSaved, savedText } from "../saved.ts";
import { type Activation, activations } from "./activation.ts";
import { MLP } from "./mlp.ts";

const FORMAT = "gradtree model";
const VERSION = 1;

/**
 * A network as JSON text: its widths, activations, and every parameter by name with all its digits.
 * @example saveModel(MLP(1, [1])).slice(0, 49)  // {"format":"gradtree model","version":1,"inputs":1
 */
export function saveModel(model: MLP): string {
  const { names, values } = model.parameters;
  return savedText(FORMAT, VERSION, {
    inputs: model.nin,
    layers: model.layers.map(({ nout, neurons: [{ activation }] }) => {
      const { saved } = activation;
      return typeof saved === "string"
        ? { neurons: nout, activation: saved }
        : { neurons: nout, activation: "formula", formula: format(saved, "sexpr") };
    }),
    parameters: Object.fromEntries(names.map((name, i) => [name, exactNumber(values[i])])),
  });
}

/**
 * The network that `saveModel` wrote.
 * @throws {ParseError} for text that is cut off or no saved model, that is of another version, or whose parameters are
 * not those of its layers: what is wrong is named.
 * @example String(loadModel(saveModel(MLP(1, [1]))))  // MLP of [Layer of [LinearNeuron(1)]]
 */
export function loadModel(text: string): MLP {
  const members = readSaved(text, FORMAT, VERSION);
  const nin = integerOf("inputs of the saved model", members.get("inputs"), 1);
  const layers = listOf("layers of the saved model", members.get("layers")).map(readLayer);
  if (layers.length === 0)
    throw new ParseError("not-saved", "the saved model has no layers, expected at least one");
  const nouts = layers.map(({ nout }) => nout);
  const model = new MLP(nin, nouts, { activation: layers.map(({ activation }) => activation) });
  const saved = membersOf("parameters of the saved model", members.get("parameters"));
  const { names, values } = model.parameters;
  for (const [i, name] of names.entries()) {
    if (!saved.has(name)) {
      throw new ParseError(
        "wrong-parameters",
        `the saved model has no parameter '${name}', expected the ${names.length} of its layers`,
      );
    }
    values[i] = readNumber(`parameter '${name}' of the saved model`, saved.get(name));
  }
  if (saved.size > names.length) {
    const known = new Set(names);
    const other = [...saved.keys()].find((name) => !known.has(name)) ?? "";
    throw new ParseError(
      "wrong-parameters",
      `the saved model has a parameter '${other.slice(0, 40)}', expected only the ${names.length} of its layers`,
    );
  }
  return model;
}

function readLayer(value: unknown, i: number): { nout: number; activation: Activation } {
  const layer = membersOf(`layer ${i + 1} of the saved model`, value);
  const nout = integerOf(`neurons of layer ${i + 1} of the saved model`, layer.get("neurons"), 1);
  const activation = layer.get("activation");
  if (activation === "formula") return { nout, activation: readFormula(layer.get("formula"), i) };
  if (typeof activation === "string" && activations.includes(activation)) return { nout, activation };
  throw new NameError(
    "unknown-activation",
    `layer ${i + 1} of the saved model has an activation that is unknown: ${JSON.stringify(activation)?.slice(0, 40)}`,
  );
}

function readFormula(text: unknown, i: number): Activation {
  if (typeof text !== "string") {
    throw new ParseError("not-saved", `the activation of layer ${i + 1} of the saved model has no formula`);
  }
  const formula = parse(text, { syntax: "sexpr" });
  return (x) => substitute(formula, { x });
}
