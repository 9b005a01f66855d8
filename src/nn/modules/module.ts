// What neurons, layers and networks have in common: inputs of a number, outputs as formulas of them, and parameters in
// one store. A module is made once; training changes its parameters' values alone.
import { ShapeError, UsageError } from "../../expr/errors.ts";
import { type Expr, type ExprLike, toExpr } from "../../expr/node.ts";
import { described } from "../../expr/options.ts";
import type { Parameters } from "./parameters.ts";

export abstract class Module {
  /** The number of inputs. */
  readonly nin: number;
  /** The number of outputs. */
  readonly nout: number;
  /** Every parameter by name, its value and its gradient. */
  readonly parameters: Parameters;

  protected constructor(nin: number, nout: number, parameters: Parameters) {
    this.nin = nin;
    this.nout = nout;
    this.parameters = parameters;
  }

  /**
   * The outputs as formulas of the inputs and the parameters.
   * @throws {ShapeError} for another number of inputs; {UsageError} for what is no list of formulas.
   */
  forward(inputs: readonly ExprLike[]): Expr[] {
    if (!Array.isArray(inputs)) {
      throw new UsageError("bad-inputs", `inputs is ${described(inputs)}, expected a list of formulas`);
    }
    if (inputs.length !== this.nin) {
      const given = `${inputs.length} ${inputs.length === 1 ? "input" : "inputs"}`;
      throw new ShapeError("wrong-length", `${given} into a module of ${this.nin}, expected as many`);
    }
    return this.outputs(inputs.map(toExpr));
  }

  /** The outputs of as many inputs as there are. */
  abstract outputs(inputs: readonly Expr[]): Expr[];

  /** Clears the gradients of every parameter; formulas hold none, so they stay as they are. */
  zeroGrad(): void {
    this.parameters.zeroGrad();
  }

  abstract toString(): string;
}
