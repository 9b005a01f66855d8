// What is trained: named numbers and their gradients, in one store. Formulas name parameters and never hold their
// values, so trees stay as they are while training goes on. The parts of a network see parts of the same store.
import { NameError, ShapeError, UsageError } from "../../expr/errors.ts";
import { type Expr, variable } from "../../expr/node.ts";
import { checkValue, described, list, number } from "../../expr/options.ts";
import { suggestion } from "../../expr/suggest.ts";
import { variableName } from "../../expr/var.ts";

const namesRule = list("names");

/** Named numbers and their gradients, in one order. */
export class Parameters {
  readonly names: readonly string[];
  /** The numbers themselves, in the order of the names: to be read and written. */
  readonly values: Float64Array;
  /** What has been added up for each since it was last cleared. */
  readonly gradients: Float64Array;
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
  constructor(names: readonly string[], values: Float64Array, gradients: Float64Array);
  constructor(names: readonly string[], values?: ArrayLike<number>, gradients?: Float64Array) {
    if (gradients !== undefined && values instanceof Float64Array) {
      this.names = Object.freeze(names);
      this.values = values;
      this.gradients = gradients;
      return;
    }
    checkValue("names", names, namesRule);
    this.names = Object.freeze(names.map(variableName));
    if (new Set(this.names).size < this.names.length) {
      const twice = this.names.find((name, i) => this.names.indexOf(name) < i);
      throw new UsageError("bad-names", `names holds ${described(twice)} twice, expected it once`);
    }
    if (values !== undefined && values.length !== names.length) {
      throw new ShapeError(
        "wrong-length",
        `${values.length} values of ${names.length} names, expected one each`,
      );
    }
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

  /** The parameters as variables of formulas. */
  variables(): Expr[] {
    return this.names.map(variable);
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
    return new Parameters(
      this.names.slice(from, to),
      this.values.subarray(from, to),
      this.gradients.subarray(from, to),
    );
  }
}
