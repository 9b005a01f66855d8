// Programs as C: straight-line code in functions of some 200 operations, which hand values on through an array, as the
// bench's opponents have it; and as the arrays that a switch runs through, one operation after the other.

const infix = { add: "+", sub: "-", mul: "*", div: "/" };
const called = { sin: "sin", cos: "cos", tanh: "tanh", sqrt: "sqrt", exp: "exp", ln: "log", abs: "fabs", cosh: "cosh", sinh: "sinh" };

/** How each operation is written; those of the bench's formulas only. */
function expression(name, a, b) {
  if (infix[name] !== undefined) return `${a} ${infix[name]} ${b}`;
  if (name === "neg") return `-${a}`;
  if (called[name] !== undefined) return `${called[name]}(${a})`;
  throw new Error(`the bench has no C for '${name}'`);
}

const isLeaf = (opcode) => opcode <= 1;

/** Where the operands of a slot are, as many as it has. */
const operandsOf = ({ first, second, third }, arity, slot) => [first[slot], second[slot], third[slot]].slice(0, arity);

/**
 * A program in the layout of `compact` as `double work(void)` of the globals x and y: value, and the other outputs
 * into y.
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
        lines.push(`  const double s${slot} = ${opcodes[slot] === 0 ? `x[${slot}]` : `m[${places.get(slot)}]`};`);
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
  const value = (slot) => (opcodes[slot] === 0 ? `x[${slot}]` : opcodes[slot] === 1 ? constants[first[slot]] : `m[${places.get(slot)}]`);
  return `#include <math.h>
static double m[${handed.size + 1}];
double x[] = {${[...inputs].join(", ")}};
double y[${outputs.length}];
${lines.join("\n")}
double work(void) {
  ${Array.from({ length: calls }, (_, i) => `c${i}();`).join(" ")}
  ${[...outputs.subarray(1)].map((slot, k) => `y[${k}] = ${value(slot)};`).join(" ")}
  return ${value(outputs[0])};
}
`;
}

/**
 * A program as the arrays of a switch interpreter, read from a file: int32 counts of slots, inputs, constants and
 * outputs, opcodes as int32, both operands, outputs, then constants and inputs as doubles.
 */
export function switchInterpreter(program, { instructions, arities }, inputs) {
  const used = [...new Set(program.opcodes)].filter((opcode) => !isLeaf(opcode));
  const cases = used.map((opcode) => {
    const operands = ["v[a[k]]", "v[b[k]]"].slice(0, arities[opcode]);
    return `      case ${opcode}: v[k] = ${expression(instructions[opcode].name, ...operands)}; break;`;
  });
  const header = Int32Array.of(program.opcodes.length, program.inputs.length, program.constants.length, program.outputs.length);
  const parts = [header, Int32Array.from(program.opcodes), program.first, program.second, program.outputs, program.constants, inputs];
  const arrays = Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)));
  const source = `#include <math.h>
#include <stdio.h>
#include <stdlib.h>
static int n[4], *op, *a, *b, *out;
static double *v, *x, y[1000];
static void *array(FILE *file, size_t count, size_t size) {
  void *found = malloc((count + 1) * size);
  if (fread(found, size, count, file) != count) exit(1);
  return found;
}
static void load(void) {
  FILE *file = fopen("ARRAYS", "rb");
  if (!file || fread(n, 4, 4, file) != 4) exit(1);
  op = array(file, n[0], 4); a = array(file, n[0], 4); b = array(file, n[0], 4); out = array(file, n[3], 4);
  double *constants = array(file, n[2], 8);
  x = array(file, n[1], 8);
  v = malloc(n[0] * sizeof(double));
  for (int k = 0; k < n[2]; k++) v[n[1] + k] = constants[k];
}
double work(void) {
  if (!v) load();
  for (int k = 0; k < n[1]; k++) v[k] = x[k];
  for (int k = n[1] + n[2]; k < n[0]; k++) {
    switch (op[k]) {
${cases.join("\n")}
    }
  }
  for (int k = 1; k < n[3]; k++) y[k - 1] = v[out[k]];
  return v[out[0]];
}
`;
  return { source, arrays };
}
