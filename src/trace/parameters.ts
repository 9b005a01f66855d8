// The parameters of a traced function as variables: numbers, and arrays of numbers whose lengths `names` says.
import { NameError } from "../expr/errors.ts";
import { Var } from "../expr/var.ts";
import { namesIn } from "./pattern.ts";
import type { ParameterName, Shape } from "./signature.ts";
import type { Fail, FunctionNode, Node, Pattern } from "./source.ts";
import { formula, list, NOTHING, type Value } from "./value.ts";

export interface Parameters {
  /** One for each parameter that is to be given; those with defaults, unless they are named, are not. */
  readonly shapes: readonly Shape[];
  /** What the function is applied to. */
  readonly values: readonly Value[];
  /** The variables, in order. */
  readonly inputs: readonly string[];
  /** The parameters whose names are no variables' here, each with the variable that stands for it. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** The most variables of one function. */
const MOST_VARIABLES = 1_000_000;

class Names {
  /** The variables, in order. */
  readonly inputs = new Set<string>();
  readonly renamed = new Map<string, string>();
  readonly #taken: Set<string>;
  readonly #fail: Fail;

  constructor(fail: Fail, taken: Iterable<string>) {
    this.#fail = fail;
    this.#taken = new Set(taken);
  }

  /** The variable of a parameter: its own name where that is one, else the nearest that is free. */
  ofParameter(name: string, at: Node): Shape {
    let free = name.normalize("NFC").replace(/[^\p{L}\p{Nd}_]/gu, "_");
    while (!isVariable(free) || (free !== name && this.#taken.has(free))) free += "_";
    if (free !== name) this.renamed.set(name, free);
    return this.variable(free, at);
  }

  variable(name: string, at: Node): Shape {
    if (this.inputs.has(name)) this.#fail(at, `the variable '${name}' stands for two parameters`);
    this.#taken.add(name);
    this.inputs.add(name);
    return { kind: "number", name };
  }

  array(stem: string, lengths: readonly number[], at: Node): Shape {
    const count = lengths.reduce((product, length) => product * length, 1);
    const isLength = lengths.every((length) => Number.isSafeInteger(length) && length >= 0);
    if (!isLength || count > MOST_VARIABLES || lengths.length > 8) {
      this.#fail(
        at,
        `names gives '${stem}' the lengths ${lengths.join(", ")}, expected up to 8 whole numbers, and ${MOST_VARIABLES} entries at most`,
      );
    }
    return this.#nested(stem, lengths, at);
  }

  #nested(stem: string, [length, ...inner]: readonly number[], at: Node): Shape {
    const entry = (i: number): Shape =>
      inner.length === 0
        ? this.ofParameter(`${stem}${i + 1}`, at)
        : this.#nested(`${stem}${i + 1}_`, inner, at);
    return { kind: "array", entries: Array.from({ length }, (_, i) => entry(i)) };
  }
}

/** Whether a text is a variable's name: constants, functions and words of the language are not. */
function isVariable(name: string): boolean {
  try {
    return Var(name).name === name;
  } catch (error) {
    if (error instanceof NameError) return false;
    throw error;
  }
}

export function parametersOf(
  { params }: FunctionNode,
  names: Readonly<Record<string, ParameterName>>,
  fail: Fail,
): Parameters {
  const made = new Names(fail, params.flatMap(namesIn));
  const given = (name: string): ParameterName | undefined =>
    Object.hasOwn(names, name) ? names[name] : undefined;

  const named = (name: string, at: Node): Shape => {
    const as = given(name);
    if (as === undefined) return made.ofParameter(name, at);
    if (typeof as === "string") {
      return isVariable(as)
        ? made.variable(as, at)
        : fail(at, `names gives '${name}' the name '${as}', which is no variable's`);
    }
    if (typeof as === "number") return made.array(name, [as], at);
    if (as.every((entry) => typeof entry === "number")) return made.array(name, as as readonly number[], at);
    return { kind: "array", entries: (as as readonly string[]).map((entry) => named(entry, at)) };
  };

  const shapeOf = (pattern: Pattern): Shape => {
    if (pattern.type === "Identifier") return named(pattern.name, pattern);
    if (pattern.type === "ArrayPattern") {
      const entries = pattern.elements.map((part) =>
        part ? shapeOf(part) : fail(pattern, "a parameter's array has an empty place"),
      );
      return { kind: "array", entries };
    }
    return fail(pattern, "a parameter is taken apart as an object: write (x, y) or ([x, y])");
  };

  const shapes: Shape[] = [];
  const values: Value[] = [];
  let byDefault: Node | undefined; // the first parameter that its default stands for
  for (const pattern of params) {
    const isGiven =
      pattern.type !== "AssignmentPattern" || namesIn(pattern).some((name) => given(name) !== undefined);
    if (!isGiven) {
      byDefault ??= pattern;
      values.push(NOTHING);
      continue;
    }
    if (byDefault !== undefined) {
      return fail(byDefault, 'a parameter with a default comes last, or is named: { names: { k: "k" } }');
    }
    if (pattern.type !== "RestElement") {
      const shape = shapeOf(pattern.type === "AssignmentPattern" ? pattern.left : pattern);
      shapes.push(shape);
      values.push(variablesOf(shape));
      continue;
    }
    const { argument } = pattern;
    const shape =
      argument.type === "Identifier" && given(argument.name) !== undefined
        ? named(argument.name, argument)
        : undefined;
    if (shape?.kind !== "array") {
      return fail(pattern, "how many there are is not known: say it as names: { xs: 3 }");
    }
    for (const entry of shape.entries) {
      shapes.push(entry);
      values.push(variablesOf(entry));
    }
  }
  return { shapes, values, inputs: [...made.inputs], renamed: made.renamed };
}

const variablesOf = (shape: Shape): Value =>
  shape.kind === "number"
    ? formula(Var(shape.name))
    : list(shape.entries.map(variablesOf), "it comes from outside the function");
