// MathJSON as a plain JSON value: what a formula's toJSON() gives. print/mathjson.ts writes it,
// parse/mathjson.ts reads its text; the type stands apart because the nodes name it.

export type MathJson =
  | number
  | string
  | { readonly num: string }
  | { readonly sym: string; readonly comment: string }
  | readonly MathJson[];
