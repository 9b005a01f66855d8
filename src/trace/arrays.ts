// What arrays can do while a function is traced: lengths and indices are known, entries are formulas.
import {
  boolean,
  type Call,
  callable,
  kindOf,
  known,
  type List,
  list,
  type Namespace,
  NOTHING,
  type Site,
  truth,
  type Value,
} from "./value.ts";

/** A whole number that is known; `what` it is. */
export function knownInteger(value: Value | undefined, what: string, fail: Site["fail"]): number {
  if (value?.kind !== "number") {
    return fail(`${what} is ${value === undefined ? "missing" : kindOf(value)}, expected an integer`);
  }
  if (value.known === undefined) {
    return fail(`${what} must be known while tracing, it depends on a parameter`);
  }
  if (!Number.isInteger(value.known)) return fail(`${what} is ${value.known}, expected an integer`);
  return value.known;
}

/** The function that a method is given, for an entry, its index and the array. */
function callbackOf(value: Value | undefined, method: string, self: List, site: Site) {
  if (value?.kind !== "function") {
    return site.fail(
      `${method} is given ${value === undefined ? "nothing" : kindOf(value)}, expected a function`,
    );
  }
  return (entry: Value, i: number): Value => value.call([entry, known(i), self], site);
}

/** Whether a predicate holds for an entry: known answers alone. */
function predicateOf(value: Value | undefined, method: string, self: List, site: Site) {
  const call = callbackOf(value, method, self, site);
  return (entry: Value, i: number): boolean =>
    truth(call(entry, i)) ??
    site.fail(
      `${method} asks what depends on a parameter: which entries there are must be known while tracing`,
    );
}

type Method = (self: List, args: readonly Value[], site: Site) => Value;

/** reduce and reduceRight, which differ in the direction alone. */
const reduction =
  (name: "reduce" | "reduceRight"): Method =>
  (self, [given, ...first], site) => {
    if (given?.kind !== "function") return callbackOf(given, name, self, site)(NOTHING, 0);
    const step = (sum: Value, entry: Value, i: number): Value =>
      given.call([sum, entry, known(i), self], site);
    if (first.length > 0) return self.entries[name](step, first[0]);
    if (self.entries.length === 0) return site.fail(`${name} of an empty array needs a first value`);
    return self.entries[name](step);
  };

const bounds = (args: readonly Value[], { fail }: Site): number[] =>
  args
    .filter((arg) => arg.kind !== "undefined")
    .map((arg) => knownInteger(arg, "where a slice begins or ends", fail));

const spread = (value: Value): readonly Value[] => (value.kind === "array" ? value.entries : [value]);

const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["map", (self, [f], site) => list(self.entries.map(callbackOf(f, "map", self, site)))],
  [
    "forEach",
    (self, [f], site) => {
      self.entries.forEach(callbackOf(f, "forEach", self, site));
      return NOTHING;
    },
  ],
  ["reduce", reduction("reduce")],
  ["reduceRight", reduction("reduceRight")],
  ["filter", (self, [f], site) => list(self.entries.filter(predicateOf(f, "filter", self, site)))],
  ["slice", (self, args, site) => list(self.entries.slice(...bounds(args, site)))],
  ["at", (self, [i], { fail }) => self.entries.at(knownInteger(i, "an index", fail)) ?? NOTHING],
  ["concat", (self, args) => list([self, ...args].flatMap(spread))],
  ["flat", (self) => list(self.entries.flatMap(spread))],
]);

/** The methods that change the array itself. */
const changing: ReadonlyMap<string, Method> = new Map<string, Method>([
  [
    "fill",
    (self, args, { fail }) => {
      if (args.length !== 1) {
        return fail("fill takes one argument where it is traced: the value of all entries");
      }
      self.entries.fill(args[0]);
      return self;
    },
  ],
  [
    "push",
    (self, args) => {
      for (const arg of args) self.entries.push(arg);
      return known(self.entries.length);
    },
  ],
  [
    "reverse",
    (self) => {
      self.entries.reverse();
      return self;
    },
  ],
]);

/** Methods that take the same time for arrays of any length. */
const SHORT: ReadonlySet<string> = new Set(["at", "push"]);

/** A member of an array: its length, or a method; `mayChange` refuses where its entries may not be set. */
export function memberOfArray(self: List, name: string, mayChange: () => void): Value | undefined {
  if (name === "length") return known(self.entries.length);
  const method = methods.get(name) ?? changing.get(name);
  if (method === undefined) return undefined;
  return callable(name, (args, site) => {
    if (!SHORT.has(name)) site.spend(self.entries.length);
    if (changing.has(name)) mayChange();
    const value = method(self, args, site);
    if (value.kind === "array") site.spend(value.entries.length);
    return value;
  });
}

/** The names of what arrays have, for "did you mean". */
export const ARRAY_MEMBERS: readonly string[] = ["length", ...methods.keys(), ...changing.keys()];

function ofLength(length: Value | undefined, { fail, spend }: Site): Value[] {
  const count = knownInteger(length, "an array's length", fail);
  if (count < 0) return fail(`an array's length is ${count}, expected 0 or more`);
  spend(count); // refuses what is too long
  return Array.from({ length: count }, () => NOTHING);
}

/** Array(n): n empty entries; of other arguments these are the entries. */
export const arrayOf: Call = (args, site) =>
  list(args.length === 1 && args[0].kind === "number" ? ofLength(args[0], site) : [...args]);

/** { length: n }, which Array.from takes. */
export const emptyOf = (length: Value, site: Site): List => list(ofLength(length, site));

/** Array(n), Array.of(...), Array.from(array, f). */
export const ARRAY: Namespace = {
  kind: "namespace",
  name: "Array",
  members: new Map<string, Value>([
    ["of", callable("Array.of", (args) => list([...args]))],
    ["isArray", callable("Array.isArray", ([value]) => boolean(value?.kind === "array"))],
    [
      "from",
      callable("Array.from", ([source, each], site) => {
        if (source?.kind !== "array") {
          return site.fail("Array.from is traced of arrays and of { length: n } alone");
        }
        site.spend(source.entries.length);
        if (each === undefined) return list([...source.entries]);
        return list(source.entries.map(callbackOf(each, "Array.from", source, site)));
      }),
    ],
  ]),
};
