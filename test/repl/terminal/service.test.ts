import { expect, test } from "vitest";
import type { Budget } from "../../../src/expr/budget.ts";
import type { Conversation } from "../../../src/repl/conversation.ts";
import { noNames } from "../../../src/repl/names.ts";
import { type Answers, type Reply, type Request, service } from "../../../src/repl/terminal/service.ts";

/** A conversation that remembers its lines, works until cancelled at `work`, and counts at `count`. */
function conversation(budget: Budget, before: readonly string[] = []): Conversation {
  const lines = [...before];
  return {
    line(text) {
      if (text === "quit") return { text: "", remarks: [], over: true };
      if (text === "wrong") return { text: "", remarks: [], error: "wrong" };
      if (text === "work") {
        let polls = 0;
        while (budget.cancelled?.() !== true) polls++;
        return { text: "", remarks: [], error: `cancelled after ${polls}` };
      }
      if (text === "derive") return { text: "", remarks: [], answers: ["ans8", "ans9"] };
      if (text === "count") return { text: String(lines.length), remarks: [] };
      lines.push(text);
      return { text: `read ${text}`, remarks: [] };
    },
    pending: (text) => text.split("(").length > text.split(")").length,
    saved: () => lines.join("\n"),
    answerScript: (name) => (name === "ans9" ? undefined : `text of ${name}`),
    recall: (answers) => void lines.push(...answers.keys()),
    copy: () => conversation(budget, lines),
    names: () => ({ ...noNames, variables: [...lines] }),
  };
}

/** What a service replies to requests; `cancelled` and the clock may be told. */
function replies(
  requests: readonly Request[],
  options: {
    saved?: string;
    answers?: Answers;
    cancelled?: (id: number) => boolean;
    now?: () => number;
  } = {},
): readonly Reply[] {
  const posted: Reply[] = [];
  const answer = service({
    open: (budget) => conversation(budget),
    post: (reply) => posted.push(reply),
    cancelled: options.cancelled ?? (() => false),
    now: options.now ?? (() => 0),
    held: { saved: options.saved ?? "", answers: options.answers ?? new Map() },
  });
  for (const request of requests) answer(request);
  return posted;
}

const kinds = (posted: readonly Reply[]): readonly string[] => posted.map(({ kind }) => kind);
const answers = (posted: readonly Reply[]): readonly string[] =>
  posted.flatMap((reply) => (reply.kind === "outcome" ? [reply.outcome.error ?? reply.outcome.text] : []));

test("an entry begins, has an outcome and is done, and the state is told before", () => {
  const posted = replies([{ id: 1, kind: "answer", text: "x" }]);
  expect(kinds(posted)).toEqual(["state", "begun", "state", "outcome", "done"]);
  expect(posted[2]).toMatchObject({ saved: "x", names: { variables: ["x"] } });
});

test("an open entry is pending and nothing is done, unless it is wanted as a whole", () => {
  expect(kinds(replies([{ id: 1, kind: "answer", text: "(1 +" }]))).toEqual(["state", "pending"]);
  expect(answers(replies([{ id: 1, kind: "whole", text: "(1 +" }]))).toEqual(["read (1 +"]);
});

test("a text of several lines is as many entries, up to the one that quits", () => {
  const text = "x\n(1 +\n2)\n\nquit\ny";
  expect(answers(replies([{ id: 1, kind: "answer", text }]))).toEqual(["read x", "read (1 +\n2)", ""]);
});

test("a saved session is restored before anything is answered", () => {
  const posted = replies([{ id: 1, kind: "answer", text: "count" }], { saved: "x\n(y\n)" });
  expect(answers(posted)).toEqual(["2"]);
  expect(posted[0]).toMatchObject({ kind: "state", saved: "x\n(y\n)" });
});

test("answers are told as texts, those too large left out, and taken up again", () => {
  const posted = replies(
    [
      { id: 1, kind: "answer", text: "derive" },
      { id: 2, kind: "answer", text: "count" },
    ],
    { answers: new Map([["ans7", "x"]]) },
  );
  const told = posted.flatMap((reply) => (reply.kind === "state" ? [...reply.answers] : []));
  expect(told).toEqual([["ans8", "text of ans8"]]);
  expect(answers(posted)).toEqual(["", "1"]);
});

test("work is cancelled by its id, while it goes on", () => {
  let asked = 0;
  const cancelled = (id: number): boolean => id <= 1 && ++asked > 3;
  const posted = replies(
    [
      { id: 1, kind: "answer", text: "work\nx" },
      { id: 2, kind: "answer", text: "y" },
    ],
    { cancelled },
  );
  expect(answers(posted)).toEqual([expect.stringContaining("cancelled"), "read y"]);
});

test("a preview leaves the session as it is, and comes from what it holds", () => {
  const posted = replies([
    { id: 1, kind: "answer", text: "x" },
    { id: 2, kind: "preview", text: "y" },
    { id: 3, kind: "preview", text: "count" },
    { id: 4, kind: "answer", text: "count" },
  ]);
  expect(posted.filter(({ kind }) => kind === "preview")).toEqual([
    { kind: "preview", id: 2, text: "read y" },
    { kind: "preview", id: 3, text: "1" },
  ]);
  expect(answers(posted)).toEqual(["read x", "1"]);
});

test("errors and open entries have no preview", () => {
  const shown = replies([
    { id: 1, kind: "preview", text: "wrong" },
    { id: 2, kind: "preview", text: "(1" },
  ]).filter(({ kind }) => kind === "preview");
  expect(shown.map((reply) => "text" in reply && reply.text)).toEqual(["", ""]);
});

test("a preview ends when its time is up; one cancelled before it begins is not made", () => {
  let time = 0;
  const posted = replies([{ id: 1, kind: "preview", text: "work" }], { now: () => ++time });
  expect(posted.at(-1)).toEqual({ kind: "preview", id: 1, text: "" });
  expect(kinds(replies([{ id: 1, kind: "preview", text: "x" }], { cancelled: (id) => id <= 1 }))).toEqual([
    "state",
  ]);
});
