// What arrays can do while a function is traced: lengths and indices are known, entries are formulas.
import {
  type Call,
  callable,
  kindOf,
  known,
  type List,
  list,
  type Namespace,
  NOTHING,
  type Value,
} from "./value.ts";

/** The longest array that is made at once: of more, what is done with it would pass the limit of steps. */
export const LONGEST_ARRAY = 1_000_000;

type Fail = (message: string) => never;

/** A whole number that is known; `expected` says what for. */
export function knownInteger(value: Value | undefined, expected: string, fail: Fail): number {
  if (value?.kind !== "number" || value.known === undefined) {
    return fail(`${expected} must be known while tracing, it depends on a parameter`);
  }
  if (!Number.isInteger(value.known)) return fail(`${expected} is ${value.known}, expected an integer`);
  return value.known;
}

const functionOf = (value: Value | undefined, method: string, fail: Fail): Call =>
  value?.kind === "function"
    ? value.call
    : fail(`${method} is given ${value === undefined ? "nothing" : kindOf(value)}, expected a function`);

/** A predicate's answers, one for each entry: known ones alone. */
function answers(self: List, args: readonly Value[], method: string, fail: Fail): boolean[] {
  const call = functionOf(args[0], method, fail);
  return self.entries.map((entry, i) => {
    const answer = call([entry, known(i), self], fail);
    if (answer.kind === "number" && answer.known === undefined) {
      return fail(
        `${method} asks what depends on a parameter: which entries there are must be known while tracing`,
      );
    }
    return answer.kind === "number" ? Boolean(answer.known) : answer.kind !== "undefined";
  });
}

function reduced(
  entries: readonly Value[],
  indices: readonly number[],
  self: List,
  args: readonly Value[],
  name: string,
  fail: Fail,
): Value {
  const call = functionOf(args[0], name, fail);
  const hasFirst = args.length > 1;
  if (!hasFirst && entries.length === 0) return fail(`${name} of an empty array needs a first value`);
  let sum = hasFirst ? args[1] : entries[0];
  for (let i = hasFirst ? 0 : 1; i < entries.length; i++)
    sum = call([sum, entries[i], known(indices[i]), self], fail);
  return sum;
}

type Method = (self: List, args: readonly Value[], fail: Fail) => Value;

const slice: Method = (self, args, fail) => {
  const bounds = args
    .filter((arg) => arg.kind !== "undefined")
    .map((arg) => knownInteger(arg, "where a slice begins and ends", fail));
  return list(self.entries.slice(...bounds));
};

const at: Method = (self, args, fail) => self.entries.at(knownInteger(args[0], "an index", fail)) ?? NOTHING;

const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  [
    "map",
    (self, args, fail) => {
      const call = functionOf(args[0], "map", fail);
      return list(self.entries.map((entry, i) => call([entry, known(i), self], fail)));
    },
  ],
  [
    "forEach",
    (self, args, fail) => {
      const call = functionOf(args[0], "forEach", fail);
      for (const [i, entry] of [...self.entries].entries()) call([entry, known(i), self], fail);
      return NOTHING;
    },
  ],
  [
    "reduce",
    (self, args, fail) => reduced(self.entries, [...self.entries.keys()], self, args, "reduce", fail),
  ],
  [
    "reduceRight",
    (self, args, fail) =>
      reduced(
        [...self.entries].reverse(),
        [...self.entries.keys()].reverse(),
        self,
        args,
        "reduceRight",
        fail,
      ),
  ],
  [
    "filter",
    (self, args, fail) => {
      const kept = answers(self, args, "filter", fail);
      return list(self.entries.filter((_, i) => kept[i]));
    },
  ],
  ["slice", slice],
  ["at", at],
  [
    "concat",
    (self, args) =>
      list([...self.entries, ...args.flatMap((arg) => (arg.kind === "array" ? arg.entries : [arg]))]),
  ],
  [
    "fill",
    (self, args, fail) => {
      if (args.length > 1)
        return fail("fill takes one argument where it is traced: the value of all entries");
      self.entries.fill(args[0] ?? NOTHING);
      return self;
    },
  ],
  [
    "push",
    (self, args) => {
      self.entries.push(...args);
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
  [
    "flat",
    (self) => list(self.entries.flatMap((entry) => (entry.kind === "array" ? entry.entries : [entry]))),
  ],
]);

/** The methods that change the array itself. */
const CHANGING: ReadonlySet<string> = new Set(["fill", "push", "reverse"]);

/** A member of an array: its length, or a method; `mayChange` refuses where its entries may not be set. */
export function memberOfArray(self: List, name: string, mayChange: () => void): Value | undefined {
  if (name === "length") return known(self.entries.length);
  const method = methods.get(name);
  if (method === undefined) return undefined;
  return callable(name, (args, fail) => {
    if (CHANGING.has(name)) mayChange();
    return method(self, args, fail);
  });
}

/** The names of what arrays have, for "did you mean". */
export const ARRAY_MEMBERS: readonly string[] = ["length", ...methods.keys()];

function ofLength(length: number, fail: Fail): Value[] {
  if (length < 0 || length > LONGEST_ARRAY)
    return fail(`an array of ${length} entries is asked for, expected 0 to ${LONGEST_ARRAY}`);
  return Array.from({ length }, () => NOTHING);
}

/** Array(n), Array.of(...), Array.from(array, f). */
export const ARRAY: Namespace = {
  kind: "namespace",
  name: "Array",
  members: new Map<string, Value>([
    ["of", callable("Array.of", (args) => list([...args]))],
    ["isArray", callable("Array.isArray", ([value]) => known(value?.kind === "array" ? 1 : 0))],
    [
      "from",
      callable("Array.from", ([source, each], fail) => {
        if (source?.kind !== "array")
          return fail("Array.from is traced of arrays and of { length: n } alone");
        if (each === undefined) return list([...source.entries]);
        const call = functionOf(each, "Array.from", fail);
        return list(source.entries.map((entry, i) => call([entry, known(i)], fail)));
      }),
    ],
  ]),
};

/** Array(n): n empty entries; of other arguments these are the entries. */
export const arrayOf: Call = (args, fail) => {
  const [only] = args;
  if (args.length !== 1 || only.kind !== "number") return list([...args]);
  return list(ofLength(knownInteger(only, "an array's length", fail), fail));
};

/** { length: n }, which Array.from takes. */
export const emptyOf = (length: Value, fail: Fail): List =>
  list(ofLength(knownInteger(length, "an array's length", fail), fail));
