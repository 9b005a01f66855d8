import { expect, test } from "vitest";
import { Session } from "../../src/repl/session.ts";

test("a copy knows what the session knows, and changes nothing of it", () => {
  const session = new Session();
  for (const entry of ["x = 2", "f(t) = t^2", "x*y"]) session.line(entry);
  const copy = session.copy();
  expect(copy.line("f(x) + ans").text).toBe(session.line("f(x) + ans").text);
  copy.line("x = 3");
  expect(session.line("x").text).toBe("x = 2");
});

test("answers taken up again have their names, and further ones are numbered on", () => {
  const session = new Session();
  session.line("declare g(x)");
  for (const entry of ["sin(x)", "diff g(x^2) wrt x"]) session.line(entry);
  const next = new Session();
  for (const entry of session.saved().split("\n")) next.line(entry);
  next.recall(new Map(["ans1", "ans2"].map((name) => [name, session.answerScript(name) ?? ""])));
  expect(next.line("ans1").text).toBe(session.line("ans1").text);
  expect(next.line("ans2").answers).toEqual(["ans4"]);
});

test("an answer that can't be read any more is left out", () => {
  const session = new Session();
  session.recall(
    new Map([
      ["ans1", "2*("],
      ["ans2", "x"],
    ]),
  );
  expect(session.line("ans1").error).toContain("no answer is called 'ans1'");
  expect([session.line("ans2").error, session.line("vars").error]).toEqual([undefined, undefined]);
});
