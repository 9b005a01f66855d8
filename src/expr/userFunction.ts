// Functions that a user has declared or defined, and their derivatives, as primitives outside the
// table: f(x), f'(x), g'[1,0](x, y). A derivative is named by how often it is taken by each
// argument, so a partial of such an application is again one, of any order. Each name with its
// number of arguments and orders is one primitive: equal formulas stay equal. A scope that knows the
// body puts it in place of the application (`resolve`) before anything is evaluated.
import { NameError } from "./errors.ts";
import { apply, type Expr } from "./node.ts";
import { type PartialRule, type Primitive, userFunction } from "./primitive.ts";

/** A function that a user has defined; its body is a formula of its parameters. */
export interface UserFunction {
  readonly parameters: readonly string[];
  readonly body: Expr;
}

/** What a primitive of a user's function stands for. */
export interface UserFunctionFacts {
  /** The function's own name, without primes. */
  readonly name: string;
  /** How often it is differentiated by each argument; all 0 for the function itself. */
  readonly orders: readonly number[];
}

const byText = new Map<string, Primitive>();
const facts = new WeakMap<Primitive, UserFunctionFacts>();

/** The function of this name that takes `orders.length` arguments, differentiated `orders[i]` times by the i-th. */
export function userPrimitive(name: string, orders: readonly number[]): Primitive {
  const key = `${name} ${orders.join()}`;
  const known = byText.get(key);
  if (known !== undefined) return known;
  const written = writtenName(name, orders);
  const primitive = userFunction(
    {
      name: written,
      about: `${written}, declared by the user`,
      mathjson: written,
      value: () => {
        throw new NameError(
          "undefined-function",
          `function '${written}' is declared without a definition: it has no value`,
        );
      },
      partials: orders.map((_, i) => partial(name, orders, i)),
      samples: [],
    },
    orders.length,
  );
  byText.set(key, primitive);
  facts.set(primitive, { name, orders });
  return primitive;
}

/** What a primitive that `userPrimitive` made stands for; undefined for a row of the table. */
export const userFunctionFacts = (op: Primitive): UserFunctionFacts | undefined => facts.get(op);

const partial =
  (name: string, orders: readonly number[], by: number): PartialRule =>
  (...argsThenSelf) =>
    apply(
      userPrimitive(
        name,
        orders.map((order, i) => (i === by ? order + 1 : order)),
      ),
      argsThenSelf.slice(0, orders.length),
    );

/** f, f', f'', f'[4]; of several arguments g'[1,0]: as the reader takes it. */
function writtenName(name: string, orders: readonly number[]): string {
  if (orders.every((order) => order === 0)) return name;
  return orders.length === 1 && orders[0] <= 3 ? name + "'".repeat(orders[0]) : `${name}'[${orders.join()}]`;
}
