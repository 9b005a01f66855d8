// The options of train, predict and explain, as the command line offers them. What they may be is said here once; the
// commands themselves are loaded when one is run, and built as a file of their own: other commands start without them.
import type { Given, Outside } from "./host.ts";

export interface TrainingOption {
  readonly flags: string;
  readonly about: string;
}

export interface TrainingCommand {
  readonly name: "train" | "predict" | "explain";
  readonly about: string;
  /** How its arguments are shown. */
  readonly argument: string | undefined;
  readonly options: readonly TrainingOption[];
  readonly examples: readonly string[];
  /** Resolves to the exit code. */
  readonly run: (words: readonly string[], given: Given, host: Outside) => Promise<number>;
}

const format = (names: string): TrainingOption => ({
  flags: "--format <name>",
  about: `how to answer: ${names}`,
});

export const trainingCommands: readonly TrainingCommand[] = [
  {
    name: "train",
    about: "train a network, every weight of which is a variable of one formula",
    argument: undefined,
    options: [
      {
        flags: "--data <name>",
        about: "moons, circles, circle, xor, spiral, split, diag, simple, or a CSV file; default moons",
      },
      {
        flags: "--label <column>",
        about: "the CSV file's column of targets, its name or number; default the last",
      },
      { flags: "--samples <n>", about: "the rows of a made data set; default 100" },
      { flags: "--noise <deviation>", about: "what is added to the points of a made data set" },
      { flags: "--test <share>", about: "the share of rows kept to test with; default none" },
      { flags: "--standardise", about: "train with every feature brought to mean 0 and deviation 1" },
      {
        flags: "--layers <widths>",
        about: "the neurons of each layer, the outputs last; default 16,16 and what the loss takes",
      },
      {
        flags: "--activation <name>",
        about: "what the hidden layers' neurons do, relu, tanh, ...; default relu",
      },
      { flags: "--init <name>", about: "where weights start: uniform (the default), normal, xavier, he" },
      {
        flags: "--loss <name>",
        about:
          "hinge, logistic, crossentropy, distance, softmax, squared, absolute, huber; default hinge for two classes, softmax for more, squared for numbers",
      },
      { flags: "--penalty <strengths>", about: 'on the size of parameters: l2:1e-4, or "l1:1e-3, l2:1e-4"' },
      {
        flags: "--optimizer <name>",
        about: "sgd, momentum, nesterov, rmsprop, adam, adamw, lbfgs, random; default sgd",
      },
      {
        flags: "--learning-rate <rate>",
        about: "default 1 of sgd, 0.1 of momentum, nesterov and random, else 0.02",
      },
      {
        flags: "--schedule <name>",
        about: "constant, linear (down to a tenth), cosine (down to 0), over all steps; default constant",
      },
      { flags: "--steps <n>", about: "the steps of the optimizer; default 100" },
      { flags: "--batch <rows>", about: "the rows of a step, shuffled anew each epoch; default all" },
      { flags: "--seed <n>", about: "of all that is left to chance; default 0" },
      {
        flags: "--target-loss <loss>",
        about: "end when the loss is no higher; looked at after each epoch, as the next two are",
      },
      {
        flags: "--target-accuracy <share>",
        about:
          "end when at least this share of rows is predicted right: of the test rows, where there are any",
      },
      {
        flags: "--patience <n>",
        about: "end when n epochs in a row gave no lower loss",
      },
      { flags: "--plot <file>", about: "draw the loss curve and the decision boundary as SVG" },
      { flags: "--save <file>", about: "save the model, for predict and explain" },
      {
        flags: "--checkpoint <file>",
        about: "save all that is needed to go on: at the end, at Ctrl-C, and every so many steps",
      },
      { flags: "--every <steps>", about: "the steps from one checkpoint to the next; default only the last" },
      { flags: "--resume <file>", about: "go on from a checkpoint; --steps may be more than before" },
      {
        flags: "--compare",
        about: "instead: the work of each method on networks of growing width and depth",
      },
      { flags: "--widths <numbers>", about: 'of --compare; default "2, 4, 8, 16"' },
      { flags: "--depths <numbers>", about: 'of --compare: hidden layers; default "1, 2, 3"' },
      { flags: "--quiet", about: "no progress and no pictures" },
      format("text, json"),
    ],
    examples: [
      "gradtree train --data moons --schedule linear --save model.json",
      'gradtree train --data spiral --samples 200 --layers "32, 32, 1" --optimizer adam --steps 2000 --plot spiral.svg',
      "gradtree train --data flowers.csv --label kind --loss softmax --test 0.2",
    ],
    run: async (words, given, host) => (await import("./commands.ts")).train(words, given, host),
  },
  {
    name: "predict",
    about: "say what a trained model makes of the rows of a CSV file",
    argument: "<model> <data>",
    options: [format("csv, json")],
    examples: ["gradtree predict model.json points.csv"],
    run: async (words, given, host) => (await import("./commands.ts")).predict(words, given, host),
  },
  {
    name: "explain",
    about: "show a trained neuron, or the loss's derivative by a weight, as a formula",
    argument: "<model> [neuron] [number]",
    options: [
      {
        flags: "--weight <name>",
        about: "the derivative of one row's loss by this parameter: w1_3_2 (layer, neuron, input), b1_3",
      },
      {
        flags: "--symbolic",
        about: "leave the parameters as variables; else their numbers stand in the formula",
      },
      { flags: "--digits <n>", about: "round the parameters' numbers to so many digits" },
      { flags: "--at <values>", about: 'also its value: "x1=0.5, x2=1", and y of a loss' },
      format("text, let, latex, sexpr, mathjson, tree, json"),
    ],
    examples: [
      "gradtree explain model.json",
      "gradtree explain model.json neuron 1.3",
      "gradtree explain model.json --weight w1_3_2 --symbolic --format let",
    ],
    run: async (words, given, host) => (await import("./commands.ts")).explain(words, given, host),
  },
];
