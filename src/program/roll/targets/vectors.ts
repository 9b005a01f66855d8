// Instructions on vectors and their lanes that only loops need: where one lane stands by itself.
import { ADD, DIV, MUL, SUB } from "../../instructions.ts";
import { OP } from "../../targets/wasm/encode.ts";
import type { Address, Lanes, Value } from "../../targets/wasm/lanes.ts";

/** The bytes of a vector. */
export const VECTOR = 16;

const [LOAD64_LANE, STORE64_LANE, EXTRACT_LANE, SPLAT, SHUFFLE] = [87, 91, 33, 20, 13];

/** The instructions on numbers that sums are made of. */
export const scalar: ReadonlyMap<number, number> = new Map([
  [ADD, 0xa0],
  [SUB, 0xa1],
  [MUL, 0xa2],
  [DIV, 0xa3],
]);

/** A number. */
export const f64 =
  ({ code }: Lanes, value: number): Value =>
  () => {
    code.byte(OP.f64Const);
    code.double(value);
  };

/** The number in one lane. */
export const laneOf =
  ({ code }: Lanes, value: Value, lane: number): Value =>
  () => {
    value();
    code.byte(OP.vector);
    code.unsigned(EXTRACT_LANE);
    code.byte(lane);
  };

/** A number in both lanes. */
export function splat({ code }: Lanes, value: Value): void {
  value();
  code.byte(OP.vector);
  code.unsigned(SPLAT);
}

/** The second lane of one vector and the first of another. */
export function shuffled({ code }: Lanes, before: Value, current: Value): void {
  before();
  current();
  code.byte(OP.vector);
  code.unsigned(SHUFFLE);
  for (let byte = 8; byte < 24; byte++) code.byte(byte);
}

/** Two numbers of memory as a vector. */
export const gathered =
  (lanes: Lanes, first: Value, address: Address, offset: number): Value =>
  () => {
    address();
    first();
    access(lanes, LOAD64_LANE, offset, 1);
  };

/** Emits that one lane is stored. */
export function storeLane(lanes: Lanes, address: Address, offset: number, value: Value, lane: number): void {
  address();
  value();
  access(lanes, STORE64_LANE, offset, lane);
}

function access({ code }: Lanes, opcode: number, offset: number, lane: number): void {
  code.byte(OP.vector);
  code.unsigned(opcode);
  code.unsigned(3);
  code.unsigned(offset);
  code.byte(lane);
}
