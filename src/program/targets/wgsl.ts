// Target wgsl: a function for WebGPU's shaders, in numbers of 32 bits. WGSL leaves to the hardware whether nan and
// infinities are kept.
import { Atan2 } from "../../expr/primitives/geometry.ts";
import { IF, rowOpcode } from "../instructions.ts";
import { indented } from "./arrays.ts";
import type { Body, Dialect } from "./dialect.ts";
import { operators } from "./operators.ts";
import { lacking, shaderHelpers, shared, single } from "./shader.ts";
import { words } from "./words/wgsl.ts";
import { call, calling, decimal, type Operation, type Written } from "./written.ts";

const helpers = shaderHelpers({
  head: (name, parameters, result) =>
    `fn ${name}(${parameters.map((one) => `${one}: ${one === "bits" ? "u32" : "f32"}`).join(", ")}) -> ${result === "bool" ? "bool" : "f32"} {`,
  let: "let",
  var: "var",
  declareInteger: "let",
  integer: (text) => `u32(${text})`,
  choose: (condition, a, b) => `select(${b}, ${a}, ${condition})`,
  fromBits: (bits) => `bitcast<f32>(${bits})`,
  toBits: (text) => `bitcast<u32>(${text})`,
  loop: (from) => `for (var bit = ${from}u; bit < 6u; bit--) {`, // below 0 it wraps around
});

/** select(other, chosen, condition): both are computed, one is taken. */
const choice: Operation = (condition, a, b) => calling("select")(b, a, condition);

function write({ name, inputs, statements, values, derivatives, isScalar, hasGradient }: Body): string {
  const outputs: readonly (readonly [string, readonly Written[]])[] = [
    ...(isScalar ? [] : [["values", values] as const]),
    ...(hasGradient ? [[isScalar ? "gradient" : "jacobian", derivatives] as const] : []),
  ];
  const filled = outputs.filter(([, all]) => all.length > 0); // WGSL has no arrays of no entries
  const parameters = [
    ...inputs.map((input) => `${input}: f32`),
    ...filled.map(([array, all]) => `${array}: ptr<function, array<f32, ${all.length}>>`),
  ];
  return [
    `fn ${name}(${parameters.join(", ")})${isScalar ? " -> f32" : ""} {`,
    ...indented([
      ...statements.map(({ name, text }) => `let ${name} = ${text};`),
      ...filled.flatMap(([array, all]) => all.map(({ text }, k) => `(*${array})[${k}] = ${text};`)),
      ...(isScalar ? [`return ${values[0].text};`] : []),
    ]),
    "}",
  ].join("\n");
}

export const wgsl: Dialect = {
  name: "wgsl",
  title: "WGSL",
  operations: new Map([
    ...operators,
    [IF, choice],
    ...shared.map(([row, name]) => call(row, name)),
    ...lacking.map(([row, name]) => call(row, name)),
    [rowOpcode(Atan2), calling("atan2")],
  ]),
  helpers,
  words,
  mostInputs: 253, // a function has at most 255 parameters, two of which are results
  truth: calling("gradtree_true"),
  number: (condition) => choice(condition, decimal(1), decimal(0)),
  literal: (value) => single(value, (bits) => `gradtree_bits(${bits})`),
  comment: (lines) => lines.map((line) => `// ${line}`).join("\n"),
  write,
};
