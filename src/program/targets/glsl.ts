// Target glsl: a function for shaders of OpenGL 3.3, OpenGL ES 3.0 and WebGL 2 or later, in numbers of 32 bits.
// GLSL leaves to the hardware whether nan and infinities are kept.
import { Atan2 } from "../../expr/primitives/geometry.ts";
import { rowOpcode } from "../instructions.ts";
import { indented } from "./arrays.ts";
import type { Body, Dialect } from "./dialect.ts";
import { operators } from "./operators.ts";
import { lacking, shaderHelpers, shared, single } from "./shader.ts";
import { words } from "./words/glsl.ts";
import { call, calling, decimal, ternary, type Written } from "./written.ts";

const helpers = shaderHelpers({
  head: (name, parameters, result) =>
    `${result === "bool" ? "bool" : "float"} ${name}(${parameters.map((one) => `${one === "bits" ? "uint" : "float"} ${one}`).join(", ")}) {`,
  let: "float",
  var: "float",
  declareInteger: "uint",
  integer: (text) => `uint(${text})`,
  choose: (condition, a, b) => `${condition} ? ${a} : ${b}`,
  fromBits: (bits) => `uintBitsToFloat(${bits})`,
  toBits: (text) => `floatBitsToUint(${text})`,
  loop: (from) => `for (int bit = ${from}; bit >= 0; bit--) {`,
});

function write({ name, inputs, statements, values, derivatives, isScalar, hasGradient }: Body): string {
  const outputs: readonly (readonly [string, readonly Written[]])[] = [
    ...(isScalar ? [] : [["values", values] as const]),
    ...(hasGradient ? [[isScalar ? "gradient" : "jacobian", derivatives] as const] : []),
  ];
  const filled = outputs.filter(([, all]) => all.length > 0); // GLSL has no arrays of no entries
  const parameters = [
    ...inputs.map((input) => `float ${input}`),
    ...filled.map(([array, all]) => `out float ${array}[${all.length}]`),
  ];
  return [
    `${isScalar ? "float" : "void"} ${name}(${parameters.join(", ")}) {`,
    ...indented([
      ...statements.map(
        ({ name, text, isCondition }) => `${isCondition ? "bool" : "float"} ${name} = ${text};`,
      ),
      ...filled.flatMap(([array, all]) => all.map(({ text }, k) => `${array}[${k}] = ${text};`)),
      ...(isScalar ? [`return ${values[0].text};`] : []),
    ]),
    "}",
  ].join("\n");
}

export const glsl: Dialect = {
  name: "glsl",
  title: "GLSL",
  operations: new Map([
    ...operators,
    ...shared.map(([row, name]) => call(row, name)),
    ...lacking.map(([row, name]) => call(row, name)),
    [rowOpcode(Atan2), calling("atan")],
  ]),
  helpers,
  words,
  refuses: /__|^gl_/u,
  truth: calling("gradtree_true"),
  number: (condition) => ternary(condition, decimal(1), decimal(0)),
  literal: (value) => single(value, (bits) => `gradtree_bits(${bits})`),
  comment: (lines) => lines.map((line) => `// ${line}`).join("\n"),
  write,
};
