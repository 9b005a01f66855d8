// What the grammar saw, before names have a meaning: lists of operands and operators with their
// places in the text, as flat as the grammar's rules are. A form knows rows only by their signs;
// meaning.ts decides what a name is and builds the formula.
import type { Primitive } from "../primitive.ts";

export interface Place {
  readonly start: number;
  readonly end: number;
}

export type Form =
  | NumberForm
  | NameForm
  | CallForm
  | GroupForm
  | BarsForm
  | PowerForm
  | ProductForm
  | ChainForm
  | NotForm
  | ConditionalForm;

export interface NumberForm extends Place {
  readonly kind: "number";
}

export interface NameForm extends Place {
  readonly kind: "name";
  /** In its canonical form (NFC, `x₁` as `x_1`). */
  readonly name: string;
}

/** name(arguments), with a derivative between them or not; whether it is a call or a product is the scope's say. */
export interface CallForm extends Place {
  readonly kind: "call";
  readonly callee: NameForm;
  readonly derivative: Derivative | undefined;
  readonly group: GroupForm;
}

/** f'(x) has one prime, f'[1,0](x, y) orders. */
export interface Derivative extends Place {
  readonly primes: number;
  readonly orders: readonly number[] | undefined;
}

/** ( ... ): one form, or several between commas. */
export interface GroupForm extends Place {
  readonly kind: "group";
  readonly items: readonly Form[];
}

export interface BarsForm extends Place {
  readonly kind: "bars";
  readonly inside: Form;
}

/** -a^-b^c: signs, then operands of ^ from left to right. */
export interface PowerForm extends Place {
  readonly kind: "power";
  readonly minuses: number;
  readonly items: readonly PowerItem[];
}

export interface PowerItem extends Place {
  /** Signs between ^ and this item; of the first item none. */
  readonly minuses: number;
  readonly roots: number;
  readonly operand: Form;
  readonly marks: readonly Mark[];
}

/** `!`, or a superscript in ASCII digits ("2", "-1"). */
export interface Mark extends Place {
  readonly superscript: string | undefined;
}

export interface ProductForm extends Place {
  readonly kind: "product";
  readonly first: Form;
  readonly rest: readonly Factor[];
}

export interface Factor {
  /** Undefined where nothing is written: juxtaposition. */
  readonly op: Primitive | undefined;
  readonly form: Form;
}

/** a op b op c to the left: sums, comparisons, and, or. */
export interface ChainForm extends Place {
  readonly kind: "chain";
  readonly first: Form;
  readonly rest: readonly { readonly op: Primitive; readonly symbol: string; readonly form: Form }[];
}

export interface NotForm extends Place {
  readonly kind: "not";
  readonly count: number;
  readonly inside: Form;
}

/** c ? a : d ? b : e as the list c a d b e. */
export interface ConditionalForm extends Place {
  readonly kind: "conditional";
  readonly parts: readonly Form[];
}
