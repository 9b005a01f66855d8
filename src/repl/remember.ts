// The commands about what a session remembers: definitions, declarations, assumptions, and lists of them.
import { UsageError } from "../expr/errors.ts";
import { variables } from "../expr/measure.ts";
import { canonicalName } from "../expr/names.ts";
import { variable } from "../expr/node.ts";
import type { Place } from "../expr/parse/form.ts";
import type { ScopeOptions } from "../expr/parse/scope.ts";
import { format } from "../expr/print/format.ts";
import { writtenName } from "../expr/userFunction.ts";
import { variableName } from "../expr/var.ts";
import { assumptionsIn, assumptionTexts, phraseAssumption, readPhrase } from "./assumptions.ts";
import { echo } from "./echo.ts";
import { functionNames } from "./help.ts";
import { type Line, readFunctions } from "./line.ts";
import { atCommas } from "./split.ts";
import { functionLines, type State } from "./state.ts";
import { type Understood, understand } from "./understand.ts";
import { wrapped } from "./wrap.ts";

type DefinitionLine = Extract<Line, { kind: "definition" }>;

/** A formula of a line, read with the names that the session knows. */
export const formulaIn = (
  state: State,
  text: string,
  { start, end }: Place,
  scope: ScopeOptions = state.scope(),
): Understood => understand(text.slice(0, end), { start, hintNames: true, ...scope, budget: state.budget });

/** x = 2, F = x^2, f(x) = x^2, g'(x) = cos(x): what is defined now, and the formula as it was read. */
export function define(
  state: State,
  text: string,
  { target, value }: DefinitionLine,
): { readonly text: string; readonly read: Understood; readonly notes: readonly string[] } {
  const { name, parameters, orders } = target;
  if (parameters === undefined) {
    const defined = variableName(name);
    const read = formulaIn(state, text, value);
    state.define(defined, read);
    const { expr, numbers } = state.variables.get(defined) ?? read;
    const shown = echo({ expr, numbers }, state.resolve(expr), state.point, {
      label: defined,
      budget: state.budget,
    });
    return { text: shown.text, read, notes: [] };
  }
  const names = parameters.map(variableName);
  // Its own name is read as a function too, so that one defined by itself is told so.
  const scope = state.scope(names);
  const functions = new Map(scope.functions).set(name, names.length);
  const read = formulaIn(state, text, value, { ...scope, functions });
  if (orders === undefined) state.defineFunction(name, names, read);
  else state.defineRule(name, names, orders, read);
  const head = `${orders === undefined ? name : writtenName(name, orders)}(${names.join(", ")})`;
  return {
    text: `${head} = ${format(read.expr, { numbers: read.numbers })}`,
    read,
    notes: [...sessionsOwn(state, read, name, names)],
  };
}

/** That a name in a function's formula stands for one of variables called as the parameters, but not these. */
function* sessionsOwn(
  state: State,
  { expr }: Understood,
  name: string,
  parameters: readonly string[],
): Generator<string> {
  for (const used of variables(expr)) {
    if (parameters.includes(used) || !state.variables.has(used)) continue;
    const within = variables(state.resolve(variable(used)));
    const shared = parameters.filter((parameter) => within.includes(parameter));
    if (shared.length === 0) continue;
    const own = shared.join(" and ");
    const [is, parameter] = shared.length === 1 ? ["is", "parameter"] : ["are", "parameters"];
    yield `note: ${own} in ${used} ${is} the session's ${own}, not the ${parameter} of ${name}: write the formula of ${used} out for that`;
  }
}

/** declare g(x), h(u, v) */
export function declare(state: State, about: string): string {
  const targets = readFunctions(about);
  if (targets === undefined || targets.some(({ orders }) => orders !== undefined)) {
    throw new UsageError(
      "bad-declaration",
      `can't declare '${about}', expected functions with their parameters: declare g(x), h(u, v)`,
    );
  }
  const trial = state.copy();
  for (const { name, parameters = [] } of targets)
    trial.defineFunction(name, parameters.map(variableName), undefined);
  state.become(trial);
  return `declared ${targets.map(({ name, parameters }) => `${name}(${parameters?.join(", ")})`).join(", ")}`;
}

/** assume x > 0, n integer; alone it lists what is assumed. */
export function assume(state: State, text: string, { start, end }: Place): string {
  if (start === end) {
    const texts = assumptionTexts(state.assumptions);
    return texts.length === 0 ? "nothing is assumed" : texts.map((each) => `assume ${each}`).join("\n");
  }
  const trial = state.copy();
  const before = new Set(assumptionTexts(trial.assumptions));
  for (const place of atCommas(text, start, end)) {
    const phrase = readPhrase(text.slice(place.start, place.end));
    const assumptions =
      phrase === undefined
        ? assumptionsIn(formulaIn(trial, text, place).expr)
        : [phraseAssumption(variableName(phrase.name), phrase.word)];
    for (const assumption of assumptions) trial.assume(assumption);
  }
  state.become(trial);
  const texts = assumptionTexts(state.assumptions).filter((each) => !before.has(each));
  return texts.map((each) => `assume ${each}`).join("\n");
}

/** del x, f: all of them or none. */
export function forget(state: State, about: string): void {
  const trial = state.copy();
  for (const { start, end } of atCommas(about)) {
    const name = canonicalName(about.slice(start, end));
    if (name === "") throw new UsageError("no-name", "del needs names: del x, f");
    for (const each of name.split(/\s+/u)) trial.forget(each);
  }
  state.become(trial);
}

/** The most answers that vars lists. */
const ANSWERS_SHOWN = 5;
/** The most characters of a formula in a list. */
const LENGTH_SHOWN = 200;

export function variablesText(state: State): string {
  const lines: string[] = [];
  for (const [name, written] of state.variables) {
    lines.push(cut(echo(written, state.resolve(written.expr), state.point, { label: name }).text));
  }
  for (const text of assumptionTexts(state.assumptions)) lines.push(`assume ${text}`);
  for (const name of state.answers.slice(-ANSWERS_SHOWN)) {
    lines.push(cut(`${name} = ${state.answerText(name)}`));
  }
  return lines.length === 0 ? "no name has a value yet: x = 2 gives it one" : lines.join("\n");
}

export function functionsText(state: State): string {
  const own: string[] = [];
  for (const [name, written] of state.functions) {
    if (written.body === undefined) own.push(`declare ${name}(${written.parameters.join(", ")})`);
    own.push(...functionLines(name, written).map(cut));
  }
  return [...own, wrapped(functionNames, "always there: ")].join("\n");
}

const cut = (text: string): string => (text.length > LENGTH_SHOWN ? `${text.slice(0, LENGTH_SHOWN)}…` : text);
