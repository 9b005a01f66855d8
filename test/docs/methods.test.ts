// Every transcript of the documentation is answered alike by every method: formulas are the same text, numbers are near.
// What differs all the same is a snapshot.
import { expect, test } from "vitest";
import { pages, renewed } from "../../scripts/docs/pages.ts";
import { type Exchange, isCost, type Part, replayed, withoutTimes } from "../../scripts/docs/transcripts.ts";
import { methods } from "../../src/methods.ts";
import { definitionsByName } from "../../src/repl/commands/table.ts";
import { readLine } from "../../src/repl/line.ts";
import { near } from "../near.ts";

/** Rounding: the methods add and multiply in different orders. */
const ROUNDING = 1e-12;
/** What finite differences promise. */
const DIFFERENCES = 1e-6;

/** Whether a line of the prompt is a command that takes a method and names none: diff x^2, latex diff x^2. */
function takesMethod(text: string): boolean {
  const line = readLine(text);
  const definition = line.kind === "command" ? definitionsByName.get(line.word) : undefined;
  if (line.kind !== "command" || definition === undefined) return false;
  if (definition.clauses.includes("using")) return !line.clauses.some(({ word }) => word === "using");
  return definition.format !== undefined && takesMethod(text.slice(line.about.start));
}

/** The same entry by another method. */
function byMethod({ prompt, typed }: Exchange, method: string): string {
  if (prompt === ">") return takesMethod(typed) ? `${typed} using ${method}` : typed;
  const command = /npx gradtree (\w+)/u.exec(typed)?.[1] ?? "";
  const takes = definitionsByName.get(command)?.clauses.includes("using") ?? false;
  return takes && !typed.includes("--method") ? `${typed} --method ${method}` : typed;
}

const hasPoint = ({ typed }: Exchange): boolean => /(?<!\w)(?:--)?at\b/u.test(typed);

const NUMBER = /\d+(?:\.\d+)?(?:e[+-]?\d+)?/gu;

const answerOf = (exchange: Exchange): string =>
  withoutTimes(exchange)
    .filter((line) => !isCost(line))
    .join("\n");

/** Whether two answers are the same text, at a point with numbers in it that are near. */
function isSame(a: Exchange, b: Exchange, tolerance: number): boolean {
  const [x, y] = [answerOf(a), answerOf(b)];
  if (x === y || !hasPoint(a)) return x === y;
  if (x.replace(NUMBER, "#") !== y.replace(NUMBER, "#")) return false;
  const [ours, theirs] = [x, y].map((text) => (text.match(NUMBER) ?? []).map(Number));
  return ours.every((number, i) => near(number, theirs[i], tolerance));
}

/** The entries that are answered otherwise, with what is answered. */
function different(
  parts: readonly Part[],
  others: readonly Part[],
  method: string,
  tolerance: number,
): string[] {
  return parts.flatMap((part, i) => {
    const other = others[i];
    if (typeof part === "string" || typeof other === "string" || isSame(part, other, tolerance)) return [];
    return `${byMethod(part, method)}\n${answerOf(other)}`;
  });
}

const isTyped = (part: Part): boolean => typeof part !== "string" && byMethod(part, "beta") !== part.typed;
const renewals = await Promise.all(pages.map(renewed));
const transcripts = renewals.filter((parts) => parts.some(isTyped));

/** All that a method answers otherwise in any page. */
async function exceptions(
  method: string,
  tolerance: number,
  isAsked: (exchange: Exchange) => boolean = () => true,
): Promise<string[]> {
  const found: string[] = [];
  for (const parts of transcripts) {
    const others = await replayed(parts, (exchange) =>
      isAsked(exchange) ? byMethod(exchange, method) : exchange.typed,
    );
    found.push(...different(parts, others, method, tolerance));
  }
  return found;
}

test("there are many derivatives in the pages", () => {
  expect(transcripts.flat().filter(isTyped).length).toBeGreaterThan(60);
});

const names = [...methods.keys()].filter((name) => name !== "alpha");
const ofFormulas = names.filter((name) => methods.get(name)?.gradient !== undefined);
const ofNumbers = names.filter((name) => !ofFormulas.includes(name));

test.each(ofFormulas)("%s gives the same formulas and numbers", async (method) => {
  expect(await exceptions(method, ROUNDING)).toMatchSnapshot();
});

test.each(ofNumbers)("%s gives the same numbers", async (method) => {
  expect(await exceptions(method, method === "finite" ? DIFFERENCES : ROUNDING, hasPoint)).toMatchSnapshot();
});
