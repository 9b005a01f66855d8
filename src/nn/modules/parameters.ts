// What is trained: named numbers and their gradients, in one store. Formulas name parameters and never hold their
// values, so trees stay as they are while training goes on. The parts of a network see parts of the same store.
import { NameError, ShapeError, UsageError } from "../../expr/errors.ts";
import { type Expr, variable } from "../../expr/node.ts";
import { checkValue, described, list, number } from "../../expr/options.ts";
import { suggestion } from "../../expr/suggest.ts";
import { variableName } from "../../expr/var.ts";

const namesRule = list("names");

/** The parameters from one place up to another. */
class Share {
  readonly whole: Parameters;
  readonly from: number;
  readonly to: number;

  constructor(whole: Parameters, from: number, to: number) {
    this.whole = whole;
    this.from = from;
    this.to = to;
  }
}

/** Named numbers and their gradients, in one order. */
export class Parameters {
  readonly names: readonly string[];
  /** The numbers themselves, in the order of the names: to be read and written. */
  readonly values: Float64Array;
  /** What has been added up for each since it was last cleared. */
  readonly gradients: Float64Array;
  /** The parameters as variables of formulas: the same nodes in every formula of a network. */
  readonly variables: readonly Expr[];
  #places: ReadonlyMap<string, number> | undefined;

  /**
   * @param names each once, as variables may be named
   * @param values their numbers, 0 where left out: copied
   * @throws {NameError} for a name that no variable may have; {UsageError} for one that is there twice; {ShapeError}
   * for another number of values.
   * @example new Parameters(["w", "b"], [0.5, 0]).get("w")  // 0.5
   */
  constructor(names: readonly string[], values?: ArrayLike<number>);
  /** @internal */
  constructor(share: Share);
  constructor(names: readonly string[] | Share, values?: ArrayLike<number>) {
    if (names instanceof Share) {
      const { whole, from, to } = names;
      this.names = Object.freeze(whole.names.slice(from, to));
      this.variables = Object.freeze(whole.variables.slice(from, to));
      this.values = whole.values.subarray(from, to);
      this.gradients = whole.gradients.subarray(from, to);
      return;
    }
    checkValue("names", names, namesRule);
    this.names = Object.freeze(names.map(variableName));
    const seen = new Set<string>();
    for (const name of this.names) {
      if (seen.has(name)) throw new UsageError("bad-names", `names holds '${name}' twice, expected it once`);
      seen.add(name);
    }
    if (values !== undefined && values.length !== names.length) {
      throw new ShapeError(
        "wrong-length",
        `${values.length} values of ${names.length} names, expected one each`,
      );
    }
    this.variables = Object.freeze(this.names.map(variable));
    this.values = values === undefined ? new Float64Array(names.length) : Float64Array.from(values);
    this.gradients = new Float64Array(names.length);
  }

  get size(): number {
    return this.names.length;
  }

  /** Where a name is in the order. @throws {NameError} for one that is no parameter: the nearest is offered. */
  indexOf(name: string): number {
    this.#places ??= new Map(this.names.map((one, i) => [one, i]));
    const place = this.#places.get(name);
    if (place !== undefined) return place;
    const near = typeof name === "string" ? suggestion(name, this.names) : undefined;
    const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
    throw new NameError("unknown-parameter", `${described(name)} is no parameter${hint}`, {
      suggestion: near,
    });
  }

  get(name: string): number {
    return this.values[this.indexOf(name)];
  }

  set(name: string, value: number): void {
    checkValue("value", value, number);
    this.values[this.indexOf(name)] = value;
  }

  gradient(name: string): number {
    return this.gradients[this.indexOf(name)];
  }

  /** Values by name, for `evaluate` and kernels; those of `inputs` beside them. */
  bindings(inputs: Readonly<Record<string, number>> = {}): Map<string, number> {
    const bindings = new Map(Object.entries(inputs));
    for (const [i, name] of this.names.entries()) bindings.set(name, this.values[i]);
    return bindings;
  }

  /**
   * Adds contributions to the gradients by name: what `gradientAt` gives, or the entries of an Accumulator. Names that
   * are no parameters, the inputs', are passed over.
   */
  accumulate(contributions: Iterable<readonly [string, number]>): void {
    this.#places ??= new Map(this.names.map((one, i) => [one, i]));
    for (const [name, contribution] of contributions) {
      const place = this.#places.get(name);
      if (place !== undefined) this.gradients[place] += contribution;
    }
  }

  /** Clears the gradients: all 0. */
  zeroGrad(): void {
    this.gradients.fill(0);
  }

  /** The parameters from one place up to another: the same numbers, not copies. */
  part(from: number, to: number): Parameters {
    return new Parameters(new Share(this, from, to));
  }
}
