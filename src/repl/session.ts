// A conversation: a line in, an outcome out. It knows no console and no Node, so that a terminal, a
// browser and a test hold the same one. What it remembers is in state.ts; a line that is in error leaves
// it as it was.
import type { Budget } from "../expr/budget.ts";
import { CancelledError, GradtreeError, UsageError } from "../expr/errors.ts";
import type { Expr } from "../expr/node.ts";
import { TEXT_LENGTH_LIMIT } from "../expr/parse/parse.ts";
import { renderError } from "../expr/parse/render.ts";
import { Source } from "../expr/parse/source.ts";
import { constants, specialForms } from "../expr/parse/vocabulary.ts";
import type { Warning } from "../expr/parse/warning.ts";
import { functions as tableFunctions } from "../expr/primitives/table.ts";
import { familyNames } from "../insight/blowup.ts";
import { methods } from "../methods.ts";
import { assumable, checkValueAssumed, follows } from "./assumptions.ts";
import { checkBare, checkLength, firstWordNote } from "./bare.ts";
import { blowupAnswer } from "./commands/blowup.ts";
import { type ClauseName, clauses, efforts, formats } from "./commands/clauses.ts";
import type { Context, Definition } from "./commands/definition.ts";
import { type MemoryCommand, type MemoryName, memoryCommands } from "./commands/memory.ts";
import { formatAsked, requestFrom } from "./commands/request.ts";
import { definitionsByName } from "./commands/table.ts";
import { conditionRemarks, echo } from "./echo.ts";
import { entriesIn } from "./entries.ts";
import { help, topics } from "./help.ts";
import { hinted } from "./hints.ts";
import { jsonText } from "./json.ts";
import { type Line, readLine } from "./line.ts";
import type { Names } from "./names.ts";
import * as remember from "./remember.ts";
import { checkScript, fileWork, HEADER, pathFrom } from "./scriptFile.ts";
import { State } from "./state.ts";
import { Echo, isPrompted, withoutPrompts } from "./transcript.ts";

export interface Outcome {
  /** The answer, without a newline at the end; empty where there is nothing to say. */
  readonly text: string;
  /** Warnings, conditions and notes, a line each. */
  readonly remarks: readonly string[];
  /** What is wrong with the line, rendered, instead of an answer. */
  readonly error?: string;
  /** What the answer took: nodes, visits, time and method, a line. */
  readonly cost?: string;
  /** The names that the formulas of the answer have from now on: ans3. */
  readonly answers?: readonly string[];
  /** Whether the conversation is over. */
  readonly over?: boolean;
}

/** Files as load and save use them. An Error that is thrown says why, in words. */
export interface Files {
  readonly read: (path: string) => string;
  /** Writes a file whole or not at all. */
  readonly write: (path: string, text: string) => void;
}

export interface SessionOptions {
  /** Bounds each line; `cancelled` stops one. */
  readonly budget?: Budget | undefined;
  readonly files?: Files | undefined;
}

type Command = Extract<Line, { kind: "command" }>;

const NOTHING: Outcome = { text: "", remarks: [] };

/** An outcome, and whether it only says what is defined now. */
interface Said extends Outcome {
  readonly isDefinition?: boolean;
}

export class Session {
  readonly #state: State;
  readonly #files: Files | undefined;
  readonly #budget: Budget | undefined;
  readonly #context: Context;
  /** Warnings that were shown: each is said once. */
  readonly #warned = new Set<string>();
  readonly #echo = new Echo();
  /** The paths of the files being loaded, one by another. */
  readonly #loading: string[] = [];

  constructor({ budget, files }: SessionOptions = {}) {
    this.#budget = budget;
    this.#files = files;
    const state = new State(budget);
    this.#state = state;
    this.#context = {
      get scope() {
        return state.scope();
      },
      get values() {
        return state.point;
      },
      resolve: (expr, kept) => state.resolve(expr, kept),
      get assumptions() {
        return state.assumptions;
      },
      isAssumed: (condition) => follows(condition, state.assumptions),
      checkValue: (name, value) => checkValueAssumed(state.assumptions, name, value),
      spelt: (clause, value) => `${clause} ${value}`,
      hintNames: true,
      budget,
    };
  }

  /** What an entry comes to: a line, or several where brackets are open. Never throws for what a person types. */
  line(text: string): Outcome {
    if (this.#echo.has(text)) return NOTHING;
    const { isDefinition: _, ...outcome } = this.#said(text);
    const { remarks, error = "" } = outcome;
    this.#echo.expect(isPrompted(text), [outcome.text, ...remarks, error]);
    return outcome;
  }

  /** Whether more lines are due: a bracket is open, and no empty line says that this was all. */
  pending(text: string): boolean {
    if (text.length > TEXT_LENGTH_LIMIT || /\n\s*$/u.test(text) || this.#echo.has(text)) return false;
    let depth = 0;
    for (const [token] of withoutPrompts(text).matchAll(/#.*|[([{]|[)\]}]/gu)) {
      if ("([{".includes(token)) depth++;
      else if (!token.startsWith("#")) depth--;
      if (depth < 0) return false;
    }
    return depth > 0;
  }

  /** A script that defines again what is defined now, a line each. Answers are not in it. */
  saved(): string {
    return this.#state.script();
  }

  /** An answer as text, for `recall`; undefined for one too large to be written down. */
  answerScript(name: string): string | undefined {
    return this.#state.answerScript(name);
  }

  /** Takes up answers of another session, texts by their names, the oldest first. */
  recall(answers: ReadonlyMap<string, string>): void {
    for (const [name, text] of answers) {
      try {
        this.#state.recall(name, remember.formulaIn(this.#state, text, { start: 0, end: text.length }).expr);
      } catch (error) {
        if (!(error instanceof GradtreeError)) throw error; // a name in it means something else by now
      }
    }
  }

  /** A session that begins with what this one remembers, without its files: to try an entry in. */
  copy(): Session {
    const copy = new Session({ budget: this.#budget });
    copy.#state.become(this.#state.copy());
    return copy;
  }

  /** What can be typed, for completion. */
  names(): Names {
    const { variables, functions } = this.#state.scope();
    return {
      variables: [...new Set(variables)],
      functions: [...tableFunctions.keys(), ...specialForms, ...functions.keys()],
      constants: [...constants.keys()],
      commands: new Map<string, readonly string[]>([
        ...[...definitionsByName].map(([name, row]) => [name, [...row.clauses, "to"]] as const),
        ...[...memoryCommands.keys()].map((name) => [name, []] as const),
      ]),
      methods: [...methods.keys()],
      formats,
      efforts,
      assumable,
      families: familyNames,
      topics,
    };
  }

  #said(entry: string): Said {
    const whole = withoutPrompts(entry);
    const text = whole.trimEnd(); // an empty line only says that this was all
    try {
      checkLength(whole);
      const code = codeOf(text);
      return code.trim() === "" ? NOTHING : this.#entry(code);
    } catch (error) {
      if (error instanceof CancelledError) return { ...NOTHING, error: "cancelled" };
      if (error instanceof GradtreeError)
        return { ...NOTHING, error: renderError(hinted(error, "prompt"), text) };
      throw error;
    }
  }

  #entry(text: string): Said {
    const line = readLine(text);
    if (line.kind === "definition") {
      const { text: shown, read, notes } = remember.define(this.#state, text, line);
      const remarks = [...warningRemarks(read.warnings), ...notes];
      return { text: shown, remarks: this.#unsaid(remarks), isDefinition: true };
    }
    // diff(F, x) is a function in formulas.
    if (line.kind === "command" && !(line.isCall && line.word === "diff")) {
      const definition = definitionsByName.get(line.word);
      if (definition !== undefined) return this.#command(text, line, definition);
      const memory = memoryCommands.get(line.word);
      if (memory !== undefined) {
        checkAlone(line, memory);
        return this.#remember(text, line, memory.name);
      }
    }
    return this.#formula(text, line);
  }

  #command(text: string, line: Command, definition: Definition): Outcome {
    const { word, about, clauses: given } = line;
    const inner = commandWithin(text, line);
    if (inner !== undefined) return this.#command(inner.text, inner.line, inner.definition);
    if (about.start === about.end)
      throw new UsageError("no-formula", `${word} needs a formula: ${definition.examples[0]}`);
    const texts = new Map<ClauseName, string>();
    for (const clause of given) {
      const row = clauses.get(clause.word);
      if (row === undefined) continue;
      const value = text.slice(clause.start, clause.end);
      if (value === "") throw new UsageError("no-value", `nothing stands behind '${clause.word}'`);
      const before = texts.get(row.name);
      if (before !== undefined && (row.repeats !== true || row.name === "wrt"))
        throw new UsageError("two-clauses", `'${clause.word}' stands there twice, expected it once`);
      texts.set(row.name, before === undefined ? value : `${before}, ${value}`);
    }
    const written = { text, formula: about, clauses: texts };
    const answer = definition.answer(requestFrom(definition, written, this.#context));
    const isJson = formatAsked(definition, texts) === "json";
    const shown = isJson ? jsonText(answer.json()) : answer.text();
    const { results, remarks, cost } = answer;
    return {
      text: shown,
      remarks: isJson ? [] : this.#unsaid(remarks),
      ...(cost === undefined ? {} : { cost }),
      ...this.#answers(results),
    };
  }

  #answers(results: readonly Expr[]): Pick<Outcome, "answers"> {
    return results.length === 0 ? {} : { answers: results.map((expr) => this.#state.answer(expr)) };
  }

  /** A formula alone is echoed as it was understood, with its value where its names have values. */
  #formula(text: string, line: Line): Outcome {
    const start = text.length - text.trimStart().length;
    const isKnown = (name: string): boolean => this.#state.isKnown(name);
    checkBare(text, line, isKnown);
    const read = remember.formulaIn(this.#state, text, { start, end: text.length });
    const whole = this.#state.resolve(read.expr);
    const {
      text: shown,
      result,
      conditions,
      notes,
    } = echo(read, whole, this.#state.point, { budget: this.#budget });
    const unassumed = conditions.filter((condition) => !follows(condition, this.#state.assumptions));
    const remarks = [
      ...warningRemarks(read.warnings),
      ...conditionRemarks(unassumed),
      ...notes.map((note) => `note: ${note}`),
      ...firstWordNote(text, line, (name) => this.#state.scope().variables.includes(name)),
    ];
    return { text: shown, remarks: this.#unsaid(remarks), ...this.#answers([result]) };
  }

  #remember(text: string, line: Command, name: MemoryName): Said {
    const { start } = line.about;
    const end = line.clauses.at(-1)?.end ?? line.about.end; // words such as at are nothing special here
    const about = text.slice(start, end);
    const state = this.#state;
    const said = (shown: string): Said => ({ text: shown, remarks: [] });
    switch (name) {
      case "quit":
        return { text: "", remarks: [], over: true };
      case "help":
        return said(help(about === "" ? undefined : about));
      case "vars":
        return said(remember.variablesText(state));
      case "functions":
        return said(remember.functionsText(state));
      case "let":
        throw new UsageError(
          "bad-definition",
          `can't define by 'let ${new Source(about).excerpt(0, about.length)}', expected let x = 2, let F = x^2 or let f(x, y) = x^2*y`,
        );
      case "declare":
        return { ...said(remember.declare(state, about)), isDefinition: true };
      case "assume":
        return { ...said(remember.assume(state, text, { start, end })), isDefinition: start < end };
      case "del":
        remember.forget(state, about);
        return NOTHING;
      case "clear":
        state.become(new State(this.#budget));
        this.#warned.clear();
        return NOTHING;
      case "blowup":
        return said(blowupText(about));
      case "save":
        return said(this.#save(about));
      case "load":
        return this.#load(about);
    }
  }

  /** What is left of remarks when warnings that were shown before are left out. */
  #unsaid(remarks: readonly string[]): readonly string[] {
    return remarks.filter((remark) => {
      if (!remark.startsWith("warning: ")) return true;
      const isNew = !this.#warned.has(remark);
      if (this.#warned.size < WARNINGS) this.#warned.add(remark);
      return isNew;
    });
  }

  #save(about: string): string {
    const path = pathFrom("save", about);
    if (this.#loading.length > 0)
      throw new UsageError("no-files", "a file that is loaded can't save another one");
    const files = this.#theFiles();
    const script = this.saved();
    fileWork(`write '${path}'`, () => files.write(path, `${HEADER}\n${script}`));
    const count = script.split("\n").length - 1;
    return `saved ${count} ${count === 1 ? "definition" : "definitions"} to ${path}`;
  }

  /** All of a file or nothing: its lines are tried on a copy of what is remembered. */
  #load(about: string): Said {
    const path = pathFrom("load", about);
    const files = this.#theFiles();
    if (this.#loading.includes(path) || this.#loading.length >= FILES) {
      throw new UsageError(
        "cyclic-load",
        `'${path}' is loaded by itself: ${[...this.#loading, path].join(" → ")}`,
      );
    }
    const script = fileWork(`read '${path}'`, () => files.read(path));
    checkScript(path, script);
    const before = this.#state.copy();
    this.#loading.push(path);
    try {
      const { shown, remarks, count } = this.#runScript(path, script);
      const summary = `loaded ${count} ${count === 1 ? "entry" : "entries"} from ${path}`;
      return { text: [...shown, summary].join("\n"), remarks };
    } catch (error) {
      this.#state.become(before);
      throw error;
    } finally {
      this.#loading.pop();
    }
  }

  #runScript(
    path: string,
    script: string,
  ): { readonly shown: readonly string[]; readonly remarks: readonly string[]; readonly count: number } {
    const shown: string[] = [];
    const remarks: string[] = [];
    let end = 0;
    let count = 0;
    for (const entry of entriesIn(script, (part) => this.pending(part)).texts) {
      const start = script.indexOf(entry, end);
      end = start + entry.length;
      const { text, remarks: more, error, over, isDefinition } = this.#said(entry);
      if (error === "cancelled") throw new CancelledError("cancelled", "cancelled");
      if (error !== undefined) {
        const line = script.slice(0, start).split("\n").length;
        throw new UsageError("bad-line", `${path}, line ${line}: ${error}\nnothing of it was loaded`);
      }
      if (text !== "" && isDefinition !== true) shown.push(text);
      remarks.push(...more);
      if (codeOf(entry).trim() !== "") count++;
      if (over) break;
    }
    return { shown, remarks, count };
  }

  #theFiles(): Files {
    if (this.#files !== undefined) return this.#files;
    throw new UsageError("no-files", "there are no files here to load or save");
  }
}

/** @throws {UsageError} for a command that stands alone where it needs more. */
function checkAlone(
  { word, about, clauses }: Command,
  { standsAlone, usage, examples }: MemoryCommand,
): void {
  if (standsAlone || about.start < about.end || clauses.length > 0) return;
  throw new UsageError("bad-usage", `${word} alone says too little, expected ${usage}: ${examples[0]}`);
}

/** The most warnings that are remembered as shown. */
const WARNINGS = 10_000;
/** The most files that load one another. */
const FILES = 16;

/** An entry without its comments, which become blanks, so that places stay as they are. */
const codeOf = (text: string): string =>
  text.replace(/(?<=^|\s)#.*/gmu, (comment) => " ".repeat(comment.length));

const warningRemarks = (warnings: readonly Warning[]): readonly string[] =>
  warnings.map(({ message }) => `warning: ${message}`);

/** `latex diff x^2 wrt x` is diff x^2 wrt x to latex, and `time diff x^2` is time x^2: the command that is asked. */
function commandWithin(
  text: string,
  { word, about, clauses: given }: Command,
): { readonly text: string; readonly line: Command; readonly definition: Definition } | undefined {
  const outer = definitionsByName.get(word);
  if (outer === undefined || (outer.format === undefined && word !== "time") || word === "tree")
    return undefined;
  const end = given.at(-1)?.end ?? about.end;
  const padded = " ".repeat(about.start) + text.slice(about.start, end); // places stay as they are
  const line = readLine(padded);
  if (line.kind !== "command" || line.about.start === line.about.end) return undefined;
  const inner = definitionsByName.get(line.word);
  if (inner === undefined) return undefined;
  if (word === "time") return { text, line: { ...line, word }, definition: outer };
  return { text, line, definition: { ...inner, format: outer.format } };
}

/** blowup nested 4, 8 */
function blowupText(about: string): string {
  const [, family = "", sizes = ""] = /^([\p{L}\s,]*?)\s*(\d[\d\s,]*)?$/su.exec(about) ?? [];
  if (family === "" && sizes === "" && about !== "") {
    throw new UsageError(
      "bad-usage",
      `can't show a blowup of '${about}', expected one such as blowup nested 4, 8`,
    );
  }
  return blowupAnswer({ family: family || undefined, sizes: sizes || undefined, format: "text" });
}
