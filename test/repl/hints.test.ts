// What to do about an error is said in the words of the place where it is met.
import { expect, test } from "vitest";
import { overBudget } from "../../src/expr/budget.ts";
import { BudgetError, type GradtreeError } from "../../src/expr/errors.ts";
import { hinted, type Where } from "../../src/repl/hints.ts";
import { Session } from "../../src/repl/session.ts";

const messages = (error: GradtreeError): string[] =>
  (["prompt", "command line"] satisfies Where[]).map((where) => hinted(error, where).message);

test.each([
  ["raise budget.nodes, or use method alpha", "; differentiate using alpha", "; use --method alpha"],
  [
    "raise budget.nodes, or give powers: the highest to be opened",
    "; order 9 opens powers up to 9 alone",
    "; --order 9 opens powers up to 9 alone",
  ],
  ["ask for a lower order, or raise budget.nodes", "; ask for a lower order", "; ask for a lower order"],
  [
    'format(expr, "let") names shared parts once',
    "; to let names shared parts once",
    "; --format let names shared parts once",
  ],
  [
    "raise budget.nodes",
    ", expected a smaller formula or a lower order",
    ", expected a smaller formula or a lower order",
  ],
])("work over its budget: '%s'", (instead, prompt, commandLine) => {
  const what = "the work would take 9, over the budget of 5";
  expect(messages(overBudget("the work", "9", 5, instead))).toEqual([what + prompt, what + commandLine]);
});

test("an error without anything to add is the error itself", () => {
  const error = new BudgetError("text-too-long", "text of 9 characters is over the limit of 5");
  expect(hinted(error, "prompt")).toBe(error);
});

test("what the prompt says of a large derivative names no option of the library", () => {
  const session = new Session();
  for (const line of ["q(x) = x*x - x", "q4(x) = q(q(q(q(x))))", "F = q4(q4(q4(x)))"]) session.line(line);
  expect(session.line("diff F at x=0.1 using beta").error).toMatch(/; differentiate using alpha$/u);
});
