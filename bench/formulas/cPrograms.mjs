// Programs as C: straight-line code in functions of some 200 operations, which hand values on through an array, as the
// bench's opponents have it; and as the arrays that a switch runs through, one operation after the other.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const infix = { add: "+", sub: "-", mul: "*", div: "/" };
const called = {
  sin: "sin",
  cos: "cos",
  tanh: "tanh",
  sqrt: "sqrt",
  exp: "exp",
  ln: "log",
  abs: "fabs",
  cosh: "cosh",
  sinh: "sinh",
};

/** How each operation is written; those of the bench's formulas only. */
function expression(name, a, b) {
  if (infix[name] !== undefined) return `${a} ${infix[name]} ${b}`;
  if (name === "neg") return `-${a}`;
  if (called[name] !== undefined) return `${called[name]}(${a})`;
  throw new Error(`the bench has no C for '${name}'`);
}

const isLeaf = (opcode) => opcode <= 1;

/** Where the operands of a slot are, as many as it has. */
const operandsOf = ({ first, second, third }, arity, slot) =>
  [first[slot], second[slot], third[slot]].slice(0, arity);

/**
 * A program in the layout of `compact` as the text that nativeLoop takes: `work` gives the value, and puts the other
 * outputs into y.
 */
export function straightLine(program, { instructions, arities }, inputs, perFunction = 200) {
  const { opcodes, constants, first, outputs } = program;
  const start = program.inputs.length + constants.length;
  const chunkOf = (slot) => Math.floor((slot - start) / perFunction);
  const handed = new Set(outputs);
  for (let slot = start; slot < opcodes.length; slot++) {
    for (const operand of operandsOf(program, arities[opcodes[slot]], slot)) {
      if (!isLeaf(opcodes[operand]) && chunkOf(operand) < chunkOf(slot)) handed.add(operand);
    }
  }
  const places = new Map([...handed].map((slot, i) => [slot, i]));
  const lines = [];
  let calls = 0;
  for (let from = start; from < opcodes.length; from += perFunction) {
    const to = Math.min(from + perFunction, opcodes.length);
    lines.push(`static void __attribute__((noinline)) c${calls++}(void) {`);
    const loaded = new Set();
    const use = (slot) => {
      if (opcodes[slot] === 1) return `(${constants[first[slot]]})`;
      if (slot < from && !loaded.has(slot)) {
        loaded.add(slot);
        lines.push(
          `  const double s${slot} = ${opcodes[slot] === 0 ? `x[${slot}]` : `m[${places.get(slot)}]`};`,
        );
      }
      return `s${slot}`;
    };
    for (let slot = from; slot < to; slot++) {
      const operands = operandsOf(program, arities[opcodes[slot]], slot).map(use);
      lines.push(`  const double s${slot} = ${expression(instructions[opcodes[slot]].name, ...operands)};`);
      if (places.has(slot)) lines.push(`  m[${places.get(slot)}] = s${slot};`);
    }
    lines.push("}");
  }
  const value = (slot) =>
    opcodes[slot] === 0
      ? `x[${slot}]`
      : opcodes[slot] === 1
        ? constants[first[slot]]
        : `m[${places.get(slot)}]`;
  return `#include <math.h>
static double m[${handed.size + 1}];
static double x[] = {${[...inputs].join(", ")}};
static double y[${outputs.length}];
static void prepare(void) {}
${lines.join("\n")}
static double work(void) {
  ${Array.from({ length: calls }, (_, i) => `c${i}();`).join(" ")}
  ${[...outputs.subarray(1)].map((slot, k) => `y[${k}] = ${value(slot)};`).join(" ")}
  return ${value(outputs[0])};
}
`;
}

/**
 * A program as what a switch runs through: `work` as above, of arrays that `prepare` reads from a file of the bench's
 * cache: int32 operands and outputs, constants and inputs as doubles, opcodes as bytes.
 */
export function switchInterpreter(program, { instructions, arities }, inputs) {
  const { opcodes, constants, first, second, outputs } = program;
  const used = [...new Set(opcodes)].filter((opcode) => !isLeaf(opcode));
  const cases = used.map((opcode) => {
    const operands = ["v[a[k]]", "v[b[k]]"].slice(0, arities[opcode]);
    return `      case ${opcode}: v[k] = ${expression(instructions[opcode].name, ...operands)}; break;`;
  });
  const parts = [first, second, outputs, constants, inputs, opcodes];
  const path = fileURLToPath(new URL("../../node_modules/.cache/gradtree-bench-switch.bin", import.meta.url));
  writeFileSync(
    path,
    Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))),
  );
  const [slots, inputCount, start] = [opcodes.length, inputs.length, inputs.length + constants.length];
  return `#include <math.h>
#include <stdio.h>
#include <stdlib.h>
static int a[${slots}], b[${slots}], out[${outputs.length}];
static unsigned char op[${slots}];
static double v[${slots}], x[${inputCount}], y[${outputs.length}];
static void take(FILE *file, void *into, size_t size) {
  if (fread(into, 1, size, file) != size) exit(1);
}
static void prepare(void) {
  FILE *file = fopen(${JSON.stringify(path)}, "rb");
  if (!file) exit(1);
  take(file, a, sizeof a);
  take(file, b, sizeof b);
  take(file, out, sizeof out);
  take(file, v + ${inputCount}, ${constants.length} * sizeof(double));
  take(file, x, sizeof x);
  take(file, op, sizeof op);
  fclose(file);
}
static double work(void) {
  for (int k = 0; k < ${inputCount}; k++) v[k] = x[k];
  for (int k = ${start}; k < ${slots}; k++) {
    switch (op[k]) {
${cases.join("\n")}
    }
  }
  for (int k = 1; k < ${outputs.length}; k++) y[k] = v[out[k]];
  return v[out[0]];
}
`;
}
