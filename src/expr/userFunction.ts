// Functions that a user has declared or defined, and their derivatives, as primitives outside the
// table: f(x), f'(x), g'[1,0](x, y). A derivative is named by how often it is taken by each
// argument, so a partial of such an application is again one, of any order. Each name with its
// number of arguments and orders is one primitive: equal formulas stay equal. A scope that knows the
// body puts it in place of the application (`resolve`) before anything is evaluated.
import { NameError } from "./errors.ts";
import { apply, type Expr } from "./node.ts";
import { type PartialRule, type Primitive, userFunction } from "./primitive.ts";
import { postorder } from "./walk.ts";

/** A function that a user has defined by a body, or only declared; both are formulas of its parameters. */
export interface UserFunction {
  readonly parameters: readonly string[];
  /** What it is; left out of a function that is only declared. */
  readonly body?: Expr | undefined;
  /** Of a declared function: its derivative by each parameter, where the user has given one. */
  readonly partials?: readonly (Expr | undefined)[] | undefined;
}

/** What a primitive of a user's function stands for. */
export interface UserFunctionFacts {
  /** The function's own name, without primes. */
  readonly name: string;
  /** How often it is differentiated by each argument; all 0 for the function itself. */
  readonly orders: readonly number[];
}

const byText = new Map<string, WeakRef<Primitive>>();
/** Lets go of the names of functions that no formula holds any more: a long batch may declare millions. */
const released = new FinalizationRegistry<string>((key) => {
  if (byText.get(key)?.deref() === undefined) byText.delete(key);
});
const facts = new WeakMap<Primitive, UserFunctionFacts>();

/** The function of this name that takes `orders.length` arguments, differentiated `orders[i]` times by the i-th. */
export function userPrimitive(name: string, orders: readonly number[]): Primitive {
  const key = `${name} ${orders.join()}`;
  const known = byText.get(key)?.deref();
  if (known !== undefined) return known;
  const primitive = made({ name, orders }, []);
  byText.set(key, new WeakRef(primitive));
  released.register(primitive, key);
  return primitive;
}

/**
 * A declared function whose partials the user gives, where `rules` has them; each call makes another primitive, so
 * a scope makes one and keeps it.
 */
export const ruledPrimitive = (name: string, rules: readonly (PartialRule | undefined)[]): Primitive =>
  made({ name, orders: rules.map(() => 0) }, rules);

/** What a primitive that stands for a user's function is; undefined for a row of the table. */
export const userFunctionFacts = (op: Primitive): UserFunctionFacts | undefined => facts.get(op);

/** The names of users' functions that a formula applies, derivatives by the function's name. */
export function* userFunctionsIn(expr: Expr): Generator<string> {
  for (const node of postorder([expr])) {
    const name = node.kind === "apply" ? facts.get(node.op)?.name : undefined;
    if (name !== undefined) yield name;
  }
}

/** Whether a formula applies functions outside the table: until they are resolved it may have no value. */
export const appliesUserFunctions = (expr: Expr): boolean => userFunctionsIn(expr).next().done === false;

function made(fact: UserFunctionFacts, rules: readonly (PartialRule | undefined)[]): Primitive {
  const { name, orders } = fact;
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
      partials: orders.map((_, i) => rules[i] ?? partial(name, orders, i)),
      samples: [],
    },
    orders.length,
  );
  facts.set(primitive, fact);
  return primitive;
}

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
export function writtenName(name: string, orders: readonly number[]): string {
  if (orders.every((order) => order === 0)) return name;
  return orders.length === 1 && orders[0] <= 3 ? name + "'".repeat(orders[0]) : `${name}'[${orders.join()}]`;
}
