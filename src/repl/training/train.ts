// `gradtree train`: a network trained step by step, with progress, pictures, checkpoints and a model file. Nothing is
// written before it is whole, and nothing at all by a run that fails but the checkpoints that it had reached.
import { UsageError } from "../../expr/errors.ts";
import { grouped } from "../../expr/print/grouped.ts";
import { regionOf } from "../../insight/plot/region.ts";
import { Curve } from "../../nn/train/curve.ts";
import type { Evaluation } from "../../nn/train/objective.ts";
import type { Ended, RunOptions } from "../../nn/train/trainer.ts";
import { oneOf } from "../commands/clauses.ts";
import { type Json, jsonText, object } from "../json.ts";
import { type Assembled, assemble, checkDigest, digestOf } from "./assemble.ts";
import { type Checkpoint, checkpointText, readCheckpoint } from "./checkpoint.ts";
import type { Given, Outside, TrainingHost } from "./host.ts";
import { modelText } from "./modelFile.ts";
import { Progress, percent, short } from "./progress.ts";
import { fileText, integerOf, numberOf, textOf, writing } from "./read.ts";
import { ENDING, KEPT, type Settings, settingsFrom } from "./settings.ts";

const OK = 0;

/** Milliseconds of steps between two looks at what else has happened. */
const BREATH = 50;

const MOST = 1_000_000_000;

/** What a run was asked for, a fresh one's or a resumed one's. */
interface Asked {
  /** The options that it is made from. */
  readonly options: Given;
  readonly settings: Settings;
  /** The steps that are to be done in all. */
  readonly steps: number;
  readonly resumed: Checkpoint | undefined;
  readonly every: number | undefined;
  readonly checkpoint: string | undefined;
  readonly save: string | undefined;
  readonly plot: string | undefined;
  readonly format: "text" | "json";
  readonly isQuiet: boolean;
  readonly ends: Omit<RunOptions, "steps">;
}

/** How a run has ended. */
interface Outcome {
  readonly ended: Ended;
  readonly trained: Evaluation;
  readonly tested: Evaluation | undefined;
}

/** Resolves to the exit code. @throws {GradtreeError} with what is wrong */
export async function train(words: readonly string[], given: Given, host: Outside): Promise<number> {
  if (words.length > 0) {
    throw new UsageError(
      "many-words",
      `got '${words[0].slice(0, 40)}', expected options only: --data ${words[0].slice(0, 40)}`,
    );
  }
  const world = await host.training();
  if (given.has("compare")) {
    const { compare } = await import("./compare.ts");
    host.out(compare(given, world.now));
    return OK;
  }
  const asked = await askedFrom(given, host);
  checkPlaces(asked, world);
  const { settings, resumed } = asked;
  const assembled = assemble(settings, settings.isFile ? await fileText(host, settings.data) : undefined);
  const digest = digestOf(assembled.train);
  if (resumed !== undefined) {
    checkDigest(digest, resumed.digest, settings.data);
    assembled.training.load(resumed.trainer);
  }
  if (!asked.isQuiet && asked.format === "text") host.out(`${heading(asked, assembled)}\n\n`);
  const curve = resumed?.curve ?? new Curve();
  const checkpoint = (): void => {
    const { checkpoint: path, options, steps } = asked;
    if (path === undefined) return;
    const text = checkpointText({ options, steps, digest, trainer: assembled.training.save(), curve });
    writing(path, () => world.writeFile(path, text));
  };
  const ended = await runSteps(asked, assembled, curve, checkpoint, host, world);
  checkpoint();
  if (typeof ended === "number") {
    const { steps: done } = assembled.training;
    const how =
      asked.checkpoint === undefined
        ? "; nothing was saved (--checkpoint FILE would have)"
        : `; go on with gradtree train --resume ${asked.checkpoint}`;
    host.err(`stopped after step ${grouped(done)}${how}\n`);
    return ended;
  }
  const outcome = {
    ended,
    trained: assembled.training.evaluate(),
    tested: assembled.test && assembled.training.evaluate(assembled.test),
  };
  await answer(asked, assembled, curve, outcome, host, world);
  return OK;
}

/** @throws {UsageError} for two files in one place, and one that can't be written: found out before the work */
function checkPlaces({ checkpoint, save, plot }: Asked, world: TrainingHost): void {
  const places = new Map<string, string>();
  for (const [option, path] of Object.entries({ checkpoint, save, plot })) {
    if (path === undefined) continue;
    const other = places.get(path);
    if (other !== undefined) {
      throw new UsageError("one-file", `--${other} and --${option} are both '${path}', expected a file each`);
    }
    places.set(path, option);
    writing(path, () => world.checkWritable(path));
  }
}

async function askedFrom(given: Given, host: Outside): Promise<Asked> {
  const path = textOf(given, "resume");
  const beside = KEPT.find((name) => name !== "steps" && given.has(name));
  if (path !== undefined && beside !== undefined) {
    const option = beside === "learningRate" ? "learning-rate" : beside;
    throw new UsageError(
      "resumed",
      `--${option} beside --resume, expected it only where a training begins: it goes on as it began`,
    );
  }
  const resumed = path === undefined ? undefined : readCheckpoint(await fileText(host, path));
  const settings = settingsFrom(resumed?.options ?? given);
  const steps = integerOf(given, "steps", 1, MOST) ?? resumed?.steps ?? settings.steps;
  const every = integerOf(given, "every", 1, MOST);
  if (every !== undefined && !given.has("checkpoint")) {
    throw new UsageError(
      "bad-every",
      "--every without --checkpoint, expected both: the file to write so often",
    );
  }
  for (const name of ["widths", "depths"]) {
    if (given.has(name)) throw new UsageError(`bad-${name}`, `--${name} without --compare, expected both`);
  }
  const endings = [...given].filter(([name]) => ENDING.includes(name));
  const options = new Map([...(resumed?.options ?? given), ...endings]);
  return {
    options,
    settings,
    steps,
    resumed,
    every,
    checkpoint: textOf(given, "checkpoint"),
    save: textOf(given, "save"),
    plot: textOf(given, "plot"),
    format: oneOf("format", ["text", "json"], textOf(given, "format") ?? "text"),
    isQuiet: given.has("quiet"),
    ends: {
      patience: integerOf(options, "patience", 1, MOST),
      loss: numberOf(options, "targetLoss", Number.isFinite, "a number"),
      accuracy: numberOf(
        options,
        "targetAccuracy",
        (value) => value >= 0 && value <= 1,
        "a share from 0 to 1",
      ),
    },
  };
}

/** The steps of a run, with progress and checkpoints, until they are done or something ends them; an interrupt is its exit code. */
async function runSteps(
  { steps, every, isQuiet, ends }: Asked,
  { training, test }: Assembled,
  curve: Curve,
  checkpoint: () => void,
  host: Outside,
  world: TrainingHost,
): Promise<Ended | number> {
  const progress = isQuiet ? undefined : new Progress(world, host.err, training.steps);
  const interrupts = world.watch();
  let breath = world.now();
  try {
    const run = training.run({ ...ends, steps, watch: test });
    for (;;) {
      const next = run.next();
      if (next.done === true) return next.value;
      const { step, loss } = next.value;
      curve.add(step, loss);
      progress?.stepped({ step, steps, evaluate: () => training.evaluate() });
      if (every !== undefined && step % every === 0 && step < steps) checkpoint();
      if (world.now() - breath < BREATH) continue;
      await world.breathe();
      const code = interrupts.come();
      if (code !== undefined) return code;
      breath = world.now();
    }
  } finally {
    progress?.close();
    interrupts.close();
  }
}

async function answer(
  asked: Asked,
  assembled: Assembled,
  curve: Curve,
  outcome: Outcome,
  host: Outside,
  world: TrainingHost,
): Promise<void> {
  const { save, plot, format, isQuiet } = asked;
  const { trained, train } = assembled;
  const model = assembled.result();
  const isDrawn = model.nin === 2 && trained.kind !== "numbers";
  const region = (across: number, up: number) =>
    isDrawn
      ? regionOf(model, train, { kind: trained.kind, classes: trained.classes, across, up })
      : undefined;
  if (plot !== undefined) {
    const { trainingPicture } = await import("../../insight/plot/picture.ts");
    const [title, subtitle] = [heading(asked, assembled), summary(assembled, outcome)];
    const svg = trainingPicture({ title, subtitle, curve, region: region(120, 120) });
    writing(plot, () => world.writeFile(plot, svg));
  }
  if (save !== undefined) writing(save, () => world.writeFile(save, modelText(model, trained)));
  if (format === "json") {
    host.out(`${jsonText(report(assembled, outcome))}\n`);
    return;
  }
  if (!isQuiet) {
    const { boundaryText, curveText, TEXT_GRID } = await import("../../insight/plot/terminal.ts");
    const drawn = region(TEXT_GRID.across, TEXT_GRID.up);
    const pictures = [curveText(curve), ...(drawn === undefined ? [] : [boundaryText(drawn)])];
    host.out(`${pictures.map((picture) => `${picture}\n\n`).join("")}`);
  }
  host.out(`${summary(assembled, outcome)}\n`);
}

/** "moons, 100 rows; 2-16-16-1, relu, 337 parameters; hinge by sgd" */
function heading({ settings }: Asked, { model, train, test, trained }: Assembled): string {
  const tested = test === undefined ? "" : ` and ${grouped(test.size)} to test with`;
  return [
    `${settings.data.split(/[/\\]/u).at(-1)}, ${grouped(train.size)} rows${tested}`,
    `${model.widths.join("-")}, ${settings.activation}, ${grouped(model.parameters.size)} parameters`,
    `${trained.loss} by ${settings.optimizer}`,
  ].join("; ");
}

const WHY: Readonly<Record<Ended, string>> = {
  steps: "",
  loss: ", ended by the target loss",
  accuracy: ", ended by the target accuracy",
  patience: ", ended by patience: the loss fell no more",
};

function summary({ training }: Assembled, { ended, trained, tested }: Outcome): string {
  const test = tested === undefined ? "" : `; test ${found(tested)}`;
  return `${grouped(training.steps)} steps${WHY[ended]}: ${found(trained)}${test}`;
}

const found = ({ loss, accuracy }: Evaluation): string =>
  `loss ${short(loss)}${accuracy === undefined ? "" : `, accuracy ${percent(accuracy)}`}`;

const evaluated = ({ loss, accuracy }: Evaluation): (readonly [string, Json])[] => [
  ["loss", loss],
  ["accuracy", accuracy ?? null],
];

const report = ({ training, model, trained, train, test }: Assembled, outcome: Outcome): Json =>
  object([
    ["steps", training.steps],
    ["ended", outcome.ended],
    ["parameters", model.parameters.size],
    ["classes", trained.classes],
    ["train", object([["rows", train.size], ...evaluated(outcome.trained)])],
    [
      "test",
      test === undefined || outcome.tested === undefined
        ? null
        : object([["rows", test.size], ...evaluated(outcome.tested)]),
    ],
  ]);
