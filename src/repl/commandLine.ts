// The command line: which commands and options there are, and what is printed where. The world
// outside comes in as a Host, so that all of this runs in a test. Answers go to stdout, everything
// about them to stderr. Exit codes: 0, 1 for a bad formula, 2 for bad usage.
import { Command, CommanderError, Option } from "commander";
import { GradtreeError, UsageError } from "../expr/errors.ts";
import { renderError } from "../expr/parse/render.ts";
import { detailed } from "./answer.ts";
import { separate } from "./arguments.ts";
import { readAt } from "./at.ts";
import {
  type Definition,
  definitions,
  type OptionRow,
  type Options,
  oneOf,
  sharedOptions,
} from "./commands.ts";
import { jsonText, object } from "./json.ts";
import { understand } from "./understand.ts";
import { readWrt } from "./wrt.ts";

/** The world outside. Text is written whole, newlines included. */
export interface Host {
  readonly version: () => string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly stdinIsTerminal: () => boolean;
  readonly readStdin: () => Promise<string>;
  /** Rejects with an Error whose message says why the file can't be read. */
  readonly readFile: (path: string) => Promise<string>;
  /** The REPL; resolves to its exit code. */
  readonly converse: () => Promise<number>;
}

const OK = 0;
const BAD_FORMULA = 1;
const BAD_USAGE = 2;

/** Runs the command with these arguments. Resolves to the exit code. */
export async function run(args: readonly string[], host: Host): Promise<number> {
  if (args.length === 0) return host.converse();
  if (args[0] === "--version") {
    host.out(`${host.version()}\n`);
    return OK;
  }
  let exitCode = OK;
  const program = new Command("gradtree")
    .description("Derivatives of formulas. Without a command: a prompt to try them at.")
    .option("--version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", examplesText(definitions.map(({ examples }) => examples[0])))
    .configureOutput({ writeOut: host.out, writeErr: () => {} }) // errors are printed below
    .exitOverride();
  for (const definition of definitions) {
    const command = program
      .command(definition.name)
      .summary(definition.about)
      .description(`${definition.about[0].toUpperCase()}${definition.about.slice(1)}.`)
      .argument("[formula]", "the formula, in quotes; - or nothing reads it from stdin")
      .allowExcessArguments()
      .helpOption("-h, --help", "print this help")
      .addHelpText("after", examplesText(definition.examples));
    for (const row of [...definition.options, ...sharedOptions]) command.addOption(optionFrom(row));
    command.action(async (_formula: unknown, options: Options) => {
      exitCode = await answerTo(
        definition,
        command.args,
        { ...options, format: options.format ?? definition.defaultFormat ?? "text" },
        host,
      );
    });
  }
  addBlowup(program, host);
  const [name, ...rest] = args;
  const named = program.commands.find((command) => command.name() === name);
  try {
    const valued = named?.options.map(({ long }) => long ?? "");
    await program.parseAsync(valued === undefined ? args : [name, ...separate(rest, valued)], {
      from: "user",
    });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return OK; // help or version
    return complain(usageError(error), { command: named?.name(), json: asksForJson(args) }, host);
  }
}

const optionFrom = ({ flags, about, read = String, repeats, otherwise }: OptionRow): Option =>
  new Option(flags, about)
    .argParser<string | number | undefined>((value, before) =>
      repeats && before !== undefined ? `${before}, ${value}` : read(value),
    )
    .default(otherwise);

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
    .addOption(
      new Option("--format <name>", "how to answer: text, json").argParser(oneOf("format", ["text", "json"])),
    )
    .addHelpText("after", examplesText(["gradtree blowup", 'gradtree blowup --family nested --sizes "4, 8"']))
    .action(async ({ family, sizes, format }: { family?: string; sizes?: string; format?: string }) => {
      const { blowupAnswer } = await import("./blowup.ts");
      const answer = blowupAnswer({ family, sizes, format: format === "json" ? "json" : "text" });
      host.out(`${answer}\n`);
    });
}

const examplesText = (examples: readonly string[]): string =>
  `\nExamples:\n${examples.map((example) => `  ${example}`).join("\n")}\n`;

async function answerTo(
  definition: Definition,
  formulas: readonly string[],
  options: Options,
  host: Host,
): Promise<number> {
  const json = options.format === "json";
  let text = "";
  try {
    const wrts = options.wrt === undefined ? undefined : readWrt(options.wrt);
    const at = options.at === undefined ? undefined : readAt(options.at);
    text = await formulaText(formulas, options, host);
    const variables = new Set([...(wrts ?? []).flat(), ...(at?.keys() ?? [])]);
    const formula = understand(text, { variables, syntax: options.syntax });
    const shown = options.format === "json" ? "text" : options.format;
    const answer = definition.answer({ formula, wrts, at, options, syntax: shown });
    host.out(`${json ? jsonText(answer.json()) : answer.text()}\n`);
    if (!json) for (const remark of answer.remarks) host.err(`${remark}\n`);
    return OK;
  } catch (error) {
    if (error instanceof GradtreeError)
      return complain(error, { text, command: definition.name, json }, host);
    throw error;
  }
}

async function formulaText(formulas: readonly string[], options: Options, host: Host): Promise<string> {
  if (formulas.length > 1) {
    throw new UsageError(
      "many-formulas",
      `got ${formulas.length} formulas, expected one: put it in quotes, "${formulas.join(" ")}"`,
    );
  }
  const [given] = formulas;
  if (options.file !== undefined) {
    if (given !== undefined)
      throw new UsageError("two-formulas", "got a formula and --file, expected one of them");
    const path = options.file;
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

interface Complaint {
  /** The text that the error's span is in. */
  readonly text?: string;
  readonly command?: string | undefined;
  readonly json: boolean;
}

/** Prints an error where it belongs. Returns the exit code. */
function complain(error: GradtreeError, { text = "", command = "", json }: Complaint, host: Host): number {
  if (json) host.out(`${jsonText(object([["error", detailed(error)]]))}\n`);
  else if (error instanceof UsageError)
    host.err(`${error.message}\nsee gradtree ${command}${command && " "}--help\n`);
  else host.err(`${renderError(error, text)}\n`);
  return error instanceof UsageError ? BAD_USAGE : BAD_FORMULA;
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
