// What a traced function is called with: the user's side of it, numbers and arrays of numbers.

/** A function of any kind. It is read, never called. */
export type AnyFunction = (...args: never[]) => unknown;

/** A function of numbers, so that an arrow's parameters need no types. */
export type NumberFunction<R = unknown> = (...args: number[]) => R;

/**
 * What a parameter is: the variable's name; of an array its length (the variables are w1, w2 ...), its lengths by
 * axis (w1_1, w1_2 ...), or the names of its entries.
 */
export type ParameterName = string | number | readonly number[] | readonly string[];

/** A parameter as it is called: one number, or an array of parameters. */
export type Shape =
  | { readonly kind: "number"; readonly name: string }
  | { readonly kind: "array"; readonly entries: readonly Shape[] };
