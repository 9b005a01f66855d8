// Programs for tests, each pass checked: what holds of every program holds after every step.
import { variables } from "../../src/expr/measure.ts";
import type { Expr } from "../../src/expr/node.ts";
import { withDerivatives } from "../../src/program/adjoint.ts";
import { linearize } from "../../src/program/linearize.ts";
import { compact, fold } from "../../src/program/passes.ts";
import { checkProgram, type Program } from "../../src/program/program.ts";

const checked = (program: Program): Program => {
  checkProgram(program);
  return program;
};

/** The optimized program of the values of `formulas` and, where `wrt` is given, of their derivatives. */
export function programOf(formulas: readonly Expr[], wrt?: readonly string[]): Program {
  const inputs = [...new Set([...formulas.flatMap(variables), ...(wrt ?? [])])].sort();
  const values = checked(linearize(formulas, inputs));
  const whole =
    wrt === undefined
      ? values
      : checked(
          withDerivatives(
            values,
            wrt.map((name) => inputs.indexOf(name)),
          ),
        );
  return checked(compact(checked(fold(whole))));
}
