// The command line: which commands and options there are, and what is printed where. The world
// outside comes in as a Host, so that all of this runs in a test. Answers go to stdout, everything
// about them to stderr. Exit codes: 0, 1 for a bad formula, 2 for bad usage.

import { Command, CommanderError, Option } from "commander";
import { resolve } from "../calculus/resolve.ts";
import { GradtreeError, UsageError } from "../expr/errors.ts";
import { unknownName } from "../expr/options.ts";
import { renderError } from "../expr/parse/render.ts";
import { grouped } from "../expr/print/grouped.ts";
import { appliesUserFunctions } from "../expr/userFunction.ts";
import { detailed } from "./answer.ts";
import { separate } from "./arguments.ts";
import { type ClauseName, clauseNamed, oneOf } from "./commands/clauses.ts";
import type { Context, Definition } from "./commands/definition.ts";
import { shellExample } from "./commands/example.ts";
import { formatAsked, requestFrom } from "./commands/request.ts";
import { definitions } from "./commands/table.ts";
import { hinted } from "./hints.ts";
import { jsonText, object } from "./json.ts";
import { entryCount, trimmed } from "./split.ts";
import type { TrainingHost } from "./training/host.ts";
import { trainingCommands } from "./training/options.ts";
import { syntaxes } from "./understand.ts";

/** The world outside. Text is written whole, newlines included. */
export interface Host {
  readonly version: () => string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly stdinIsTerminal: () => boolean;
  readonly readStdin: () => Promise<string>;
  /** Rejects with an Error whose message says why the file can't be read. */
  readonly readFile: (path: string) => Promise<string>;
  /** The bytes of a file as they come, or of stdin. Fails with a UsageError that says why they can't be read. */
  readonly bytes: (path: string | undefined) => AsyncIterable<Buffer | string>;
  /** Writes to stdout no faster than is read; resolves to false where nobody reads any more. */
  readonly write: (text: string) => Promise<boolean>;
  /** The REPL; resolves to its exit code. */
  readonly converse: () => Promise<number>;
  /** A script in a file, or on stdin; resolves to its exit code. */
  readonly runScript: (script: {
    readonly path: string | undefined;
    readonly stops: boolean;
  }) => Promise<number>;
  /** What training needs beside. */
  readonly training: () => Promise<TrainingHost>;
}

const OK = 0;
const BAD_FORMULA = 1;
const BAD_USAGE = 2;

/** Runs the command with these arguments. Resolves to the exit code. */
export async function run(args: readonly string[], host: Host): Promise<number> {
  if (args.length === 0) return host.converse();
  if (args.length === 1 && args[0] === "--stop") return host.runScript({ path: undefined, stops: true });
  if (args[0] === "--version") {
    host.out(`${host.version()}\n`);
    return OK;
  }
  let exitCode = OK;
  const program = new Command("gradtree")
    .description("Derivatives of formulas. Without a command: a prompt to try them at.")
    .option("--version", "print the version")
    .option("--stop", "end at the first error of a script on stdin")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", () => examplesText(definitions.map(({ examples }) => shellExample(examples[0]))))
    .configureOutput({ writeOut: host.out, writeErr: () => {} }) // errors are printed below
    .exitOverride();
  for (const definition of definitions) {
    const command = program
      .command(definition.name)
      .summary(definition.about)
      .description(`${definition.about[0].toUpperCase()}${definition.about.slice(1)}.`)
      .argument(ARGUMENT[definition.takes], "in quotes; - or nothing reads it from stdin")
      .allowExcessArguments()
      .helpOption("-h, --help", "print this help")
      .addHelpText("after", () => examplesText(definition.examples.map(shellExample)));
    for (const name of definition.clauses) command.addOption(clauseOption(name));
    command
      .option("--syntax <name>", `how the formula is written: ${syntaxes.join(", ")}`)
      .option("--file <path>", "read the formula from a file")
      .option("--json-lines", "answer every line of stdin or of the file, each by a line of JSON")
      .addOption(clauseOption("to"))
      .action(async (_formula: unknown, options: Readonly<Record<string, string>>) => {
        const answering = "jsonLines" in options ? answerAll : answerTo;
        exitCode = await answering(definition, command.args, new Map(Object.entries(options)), host);
      });
  }
  addRun(program, host, (code) => {
    exitCode = code;
  });
  addBlowup(program, host);
  addTraining(program, host, (code) => {
    exitCode = code;
  });
  addGenerate(program, host, (code) => {
    exitCode = code;
  });
  const [name, ...rest] = args;
  const named = program.commands.find((command) => command.name() === name);
  try {
    const optionsWhere = (takesValue: boolean): string[] =>
      named?.options.filter(({ required }) => required === takesValue).map(({ long }) => long ?? "") ?? [];
    checkHelp(args, [...program.commands.map((command) => command.name()), "help"]);
    const separated = [name, ...separate(rest, optionsWhere(true), optionsWhere(false))];
    await program.parseAsync(named === undefined ? args : separated, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return OK; // help or version
    return complain(usageError(error), { command: named?.name(), json: asksForJson(args) }, host);
  }
}

/** @throws {UsageError} for help of a command that there is not */
function checkHelp([first, name]: readonly string[], commands: readonly string[]): void {
  if (first !== "help" || name === undefined || name.startsWith("-") || commands.includes(name)) return;
  throw unknownName("command", name, commands);
}

/** What a command is asked about, as its help shows it. */
const ARGUMENT = {
  formula: "[formula]",
  formulas: "[formulas]",
  equation: "[equation]",
  claim: "[claim]",
} as const;

/** A clause as an option; one that adds up may be given several times. */
function clauseOption(name: ClauseName): Option {
  const { flags, about, repeats } = clauseNamed(name);
  return new Option(flags, about).argParser<string | undefined>((value, before) =>
    repeats && before !== undefined ? `${before}, ${value}` : value,
  );
}

/** A script of what could be typed at the prompt. */
function addRun(program: Command, host: Host, done: (exitCode: number) => void): void {
  const command = program
    .command("run")
    .summary("answer a script")
    .description("Answer a script: a file of what could be typed at the prompt. The first error ends it.")
    .argument("[file]", "the script; - reads it from stdin")
    .allowExcessArguments()
    .helpOption("-h, --help", "print this help")
    .option("--keep-going", "go on after errors")
    .addHelpText("after", examplesText(["gradtree run script.gt", "gradtree run --keep-going script.gt"]))
    .action(async (_file: unknown, { keepGoing = false }: { keepGoing?: boolean }) => {
      if (command.args.length !== 1) {
        throw new UsageError("no-script", `got ${command.args.length || "no"} files, expected one script`);
      }
      const [file] = command.args;
      const path = file === "-" ? undefined : file;
      done(await host.runScript({ path, stops: !keepGoing }));
    });
}

const textOrJson = (): Option =>
  new Option("--format <name>", "how to answer: text, json").argParser((name) =>
    oneOf("format", ["text", "json"], name),
  );

/** The one command that takes no formula: it brings its own. */
function addBlowup(program: Command, host: Host): void {
  program
    .command("blowup")
    .summary("show how the work of each differentiator grows")
    .description(
      "Show how the work of finite differences, Beta and Alpha grows with a formula: counted beside predicted.",
    )
    .helpOption("-h, --help", "print this help")
    .option("--family <names>", "which families, separated by commas: fib, product, nested, network")
    .option("--sizes <numbers>", 'their sizes, "1, 2, 4"')
    .addOption(textOrJson())
    .addHelpText("after", examplesText(["gradtree blowup", 'gradtree blowup --family nested --sizes "4, 8"']))
    .action(async ({ family, sizes, format }: { family?: string; sizes?: string; format?: string }) => {
      const { blowupAnswer } = await import("./commands/blowup.ts");
      const answer = blowupAnswer({ family, sizes, format: format === "json" ? "json" : "text" });
      host.out(`${answer}\n`);
    });
}

/** Source code of other languages, which is more than a formula's text and has options of its own. */
function addGenerate(program: Command, host: Host, done: (exitCode: number) => void): void {
  const command = program
    .command("generate")
    .summary("write formulas as source code")
    .description(
      "Write a formula, or a list [f, g] of them, as source code of another language, with derivatives where asked for.",
    )
    .argument("[formulas]", "in quotes; - or nothing reads it from stdin")
    .allowExcessArguments()
    .helpOption("-h, --help", "print this help")
    .option("--target <name>", "the language: c, python, rust, julia, js, glsl, wgsl, cuda")
    .option("--name <name>", "the function's name; f where left out")
    .option("--gradient", "with the derivatives by all inputs")
    .option("--wrt <names>", 'with the derivatives by these: "x, y"')
    .option("--inputs <names>", 'the order of the inputs: "x, y"; sorted where left out')
    .option("--syntax <name>", `how the formula is written: ${syntaxes.join(", ")}`)
    .option("--file <path>", "read the formula from a file")
    .addOption(textOrJson())
    .addHelpText(
      "after",
      examplesText([
        'gradtree generate "x*y + sin(y)" --target c --gradient',
        'gradtree generate "[r*cos(t), r*sin(t)]" --target python --name polar --wrt "r, t"',
      ]),
    )
    .action(async (_formula: unknown, given: Readonly<Record<string, string>>) => {
      const { target, name, inputs, gradient, ...others } = given;
      const { generateDefinition } = await import("./commands/generate.ts");
      const definition = generateDefinition({ target, name, inputs, gradient: gradient !== undefined });
      done(await answerTo(definition, command.args, new Map(Object.entries(others)), host));
    });
}

/** The commands for networks: train, predict, explain. */
function addTraining(program: Command, host: Host, done: (exitCode: number) => void): void {
  for (const { name, about, argument, options, examples, run } of trainingCommands) {
    const command = program
      .command(name)
      .summary(about)
      .description(`${about[0].toUpperCase()}${about.slice(1)}.`)
      .allowExcessArguments()
      .helpOption("-h, --help", "print this help")
      .addHelpText("after", examplesText(examples));
    if (argument !== undefined) command.usage(`[options] ${argument}`);
    for (const option of options) command.option(option.flags, option.about);
    command.action(async () => {
      const given = new Map(Object.entries(command.opts<Record<string, string | true>>()));
      const json = given.get("format") === "json";
      const outside = {
        ...host,
        complain: (error: GradtreeError, isUsage: boolean) =>
          complain(error, { command: name, json, isUsage }, host),
      };
      done(await run(command.args, given, outside));
    });
  }
}

const examplesText = (examples: readonly string[]): string =>
  `\nExamples:\n${examples.map((example) => `  ${example}`).join("\n")}\n`;

type Options = ReadonlyMap<string, string>;

/** On the command line nothing is known but what stands on it; diff(F, x) in a formula is a derivative. */
const context: Context = {
  scope: { functions: new Map([["diff", 2]]) },
  values: { numbers: new Map(), exact: new Map() },
  resolve: (expr) => (appliesUserFunctions(expr) ? resolve(expr, {}) : expr),
  assumptions: new Map(),
  isAssumed: () => false,
  checkValue: () => {},
  spelt: (clause, value) => `${clauseNamed(clause).flags.split(" ", 1)[0]} ${value}`,
  hintNames: false,
  budget: undefined,
};

async function answerTo(
  definition: Definition,
  formulas: readonly string[],
  options: Options,
  host: Host,
): Promise<number> {
  let json = options.get("format") === "json";
  let text = "";
  try {
    const clauses = clausesFrom(definition, options);
    json = formatAsked(definition, clauses) === "json";
    const syntax = oneOf("syntax", syntaxes, options.get("syntax") ?? "text");
    const written = { clauses, syntax };
    // Options are read before the formula, which may have to be typed yet.
    const [way, rest] = wayIn(definition, formulas);
    text = way + (await formulaText(rest, options, host));
    if (syntax === "text") checkOneFormula(text, definition.name);
    const answer = definition.answer(
      requestFrom(definition, { ...written, text, formula: trimmed(text, 0, text.length) }, context),
    );
    host.out(`${json ? jsonText(answer.json()) : answer.text()}\n`);
    if (!json) for (const remark of answer.remarks) host.err(`${remark}\n`);
    return OK;
  } catch (error) {
    if (error instanceof GradtreeError)
      return complain(error, { text, command: definition.name, json }, host);
    throw error;
  }
}

/** `trig expand "sin(2*x)"`: a word before the formula may stand by itself. */
function wayIn({ ways }: Definition, formulas: readonly string[]): readonly [string, readonly string[]] {
  const [first, ...rest] = formulas;
  return ways?.includes(first) === true ? [`${first} `, rest] : ["", formulas];
}

/** Answers every line of stdin or of a file. */
async function answerAll(
  definition: Definition,
  formulas: readonly string[],
  options: Options,
  host: Host,
): Promise<number> {
  try {
    if (formulas.length > 0) {
      throw new UsageError(
        "two-formulas",
        "got a formula and --json-lines, expected formulas on stdin or in a --file",
      );
    }
    const format = options.get("format") ?? "json";
    if (format !== "json") {
      throw new UsageError("bad-format", `--json-lines answers in json, got --format ${format}`);
    }
    const { answerLines } = await import("./batch.ts");
    const clauses = clausesFrom(definition, options);
    clauses.delete("to");
    const syntax = oneOf("syntax", syntaxes, options.get("syntax") ?? "text");
    const input = host.bytes(options.get("file"));
    const all = await answerLines({
      input,
      write: host.write,
      asked: { definition, syntax, clauses },
      context,
    });
    return all ? OK : BAD_FORMULA;
  } catch (error) {
    if (error instanceof GradtreeError)
      return complain(error, { command: definition.name, json: true }, host);
    throw error;
  }
}

/** The options that are clauses, by the clause's name. */
function clausesFrom(definition: Definition, options: Options): Map<ClauseName, string> {
  const clauses = new Map<ClauseName, string>();
  for (const name of [...definition.clauses, "to"] as const) {
    const value = options.get(clauseOption(name).attributeName());
    if (value !== undefined) clauses.set(name, value);
  }
  return clauses;
}

async function formulaText(formulas: readonly string[], options: Options, host: Host): Promise<string> {
  if (formulas.length > 1) {
    throw new UsageError(
      "many-formulas",
      `got ${formulas.length} formulas, expected one: put it in quotes, "${formulas.join(" ")}"`,
    );
  }
  const [given] = formulas;
  const path = options.get("file");
  if (path !== undefined) {
    if (given !== undefined)
      throw new UsageError("two-formulas", "got a formula and --file, expected one of them");
    return host.readFile(path).catch((error: Error) => {
      throw new UsageError("no-file", `can't read '${path}': ${error.message}`);
    });
  }
  if (given !== undefined && given !== "-") return given;
  if (given === undefined && host.stdinIsTerminal()) {
    throw new UsageError("no-formula", 'got no formula, expected one such as "x*y + sin(y)"');
  }
  return host.readStdin();
}

/** Lines side by side would be read as a product. @throws {UsageError} for more than one outside brackets */
function checkOneFormula(text: string, command: string): void {
  const count = entryCount(text);
  if (count <= 1) return;
  throw new UsageError(
    "many-lines",
    `got ${grouped(count)} lines, expected one formula (it goes on over lines inside brackets): ` +
      `gradtree ${command} --json-lines answers a formula a line, gradtree run a script`,
  );
}

interface Complaint {
  /** The text that the error's span is in. */
  readonly text?: string;
  readonly command?: string | undefined;
  readonly json: boolean;
  /** Whether the command was used in the wrong way; found out where left out. */
  readonly isUsage?: boolean;
}

/** Prints an error where it belongs. Returns the exit code. */
function complain(error: GradtreeError, complaint: Complaint, host: Host): number {
  const { text = "", command = "", json, isUsage = error instanceof UsageError } = complaint;
  const shown = hinted(error, "command line");
  if (json) host.out(`${jsonText(object([["error", detailed(shown)]]))}\n`);
  else if (isUsage) host.err(`${shown.message}\nsee gradtree ${command}${command && " "}--help\n`);
  else host.err(`${renderError(shown, text)}\n`);
  return isUsage ? BAD_USAGE : BAD_FORMULA;
}

const asksForJson = (args: readonly string[]): boolean =>
  args.some((arg, i) => arg === "--format=json" || (arg === "json" && args[i - 1] === "--format"));

/** Commander's errors as ours: "error: unknown option '--wtr'\n(Did you mean --wrt?)" in our words. */
function usageError(error: unknown): UsageError {
  if (error instanceof UsageError) return error;
  if (!(error instanceof CommanderError)) throw error;
  const near = /\(Did you mean (?:one of )?(.+)\?\)/u.exec(error.message)?.[1];
  const message = error.message.replace(/^error: /u, "").replace(/\n\(Did you mean.*$/u, "");
  const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
  const code = error.code
    .replace(/^commander\./u, "")
    .replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
  return new UsageError(code, `${message}${hint}`, { suggestion: near });
}
