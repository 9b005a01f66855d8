// Noise at the prompt: whatever is typed is answered or refused, and what is remembered can always be written
// down and read again.
import fc from "fast-check";
import { expect, test } from "vitest";
import { Session } from "../../src/repl/session.ts";

const PIECES =
  "x y 2 0.5 F G f(x) f(2) g(x) g'(x) h(x,y) h'[1,0](x,y) f''(2) diff(F,x) ans ans1 pi sin( ( ) [ ] , = == + - * / ^ ' # > ... ? : \n wrt at using by about to where order simplify none beta json text let declare assume del vars diff grad tree time latex x=1 integer __proto__ constructor \u0000 x₁ é".split(
    " ",
  );
const noise = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join(" "));
const formula = fc
  .array(fc.constantFrom("x", "y", "F", "G", "2", "f(x)", "g(x)", "g'(2)", "diff(F, x)", "ans", "tree"), {
    minLength: 1,
    maxLength: 4,
  })
  .map((operands) => operands.join("*"));
const line = fc.oneof(
  noise,
  formula,
  fc
    .tuple(
      fc.constantFrom(
        "x = ",
        "F = ",
        "G = ",
        "f(x) = ",
        "h(x, y) = ",
        "g'(x) = ",
        "trees = ",
        "diff ",
        "grad ",
        "eval ",
      ),
      formula,
    )
    .map((parts) => parts.join("")),
  fc.constantFrom(
    "declare g(x)",
    "del f",
    "del F, G",
    "clear",
    "assume x > 0",
    "vars",
    "functions",
    "f(F) = F",
  ),
);

/** A session's script as a set: which of two functions stands first does not matter. */
const linesOf = (session: Session): string[] => session.saved().split("\n").sort();

test("no line throws, and saved() restores the session", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const session = new Session({ budget: { nodes: 100_000 } });
      for (const each of lines) if (!session.pending(each)) session.line(each);
      const again = new Session();
      for (const each of session.saved().split("\n")) expect(again.line(each).error).toBeUndefined();
      expect(linesOf(again)).toEqual(linesOf(session));
    }),
    { numRuns: 60, seed: 7 },
  );
});
