// The entry `gradtree/nn`: networks as formulas. Explicit names, in the order in which a newcomer meets them; formulas
// show themselves once this is loaded, as with `gradtree`.
import { installDisplay } from "../expr/print/display.ts";

// Arrays of numbers and of formulas.
export type { Entry } from "./arrays/arithmetic.ts";
export { type GradientsOptions, gradients, matmulGradients, unbroadcast } from "./arrays/gradients.ts";
export {
  type ArrayOrNested,
  array,
  type NdArray,
  type Operand,
  ones,
  type ReduceOptions,
  zeros,
} from "./arrays/ndarray.ts";
export type { Nested } from "./arrays/nested.ts";
export { he, normal, uniform, xavier } from "./arrays/random.ts";
export type { Selector, Slice } from "./arrays/select.ts";
export type { Shape } from "./arrays/shape.ts";
export { variables } from "./arrays/variables.ts";
// Data.
export { Batches, type BatchesOptions } from "./data/batches.ts";
export { type CsvOptions, readCsv } from "./data/csv.ts";
export { Dataset, type DatasetNames, trainTest } from "./data/dataset.ts";
export {
  circle,
  circles,
  type DataOptions,
  datasetNamed,
  datasets,
  diag,
  type MakeData,
  moons,
  simple,
  spiral,
  split,
  xor,
} from "./data/generate.ts";
export {
  absolute,
  checkTargets,
  crossEntropy,
  distance,
  type Formulas,
  hinge,
  huber,
  type Loss,
  l1,
  l2,
  logistic,
  losses,
  lossNamed,
  softmaxCrossEntropy,
  squared,
  type TargetKind,
} from "./losses.ts";
export {
  inputVariables,
  type LossOptions,
  lossFormula,
  type Penalty,
  targetVariables,
} from "./lossFormula.ts";
// Networks.
export { type Activation, activations } from "./modules/activation.ts";
export type { Init, LayerOptions, MLPOptions } from "./modules/build.ts";
export { Layer } from "./modules/layer.ts";
export { MLP } from "./modules/mlp.ts";
export { Module } from "./modules/module.ts";
export { Neuron } from "./modules/neuron.ts";
export { Parameters } from "./modules/parameters.ts";
export { loadModel, saveModel } from "./modules/savedModel.ts";
// Optimizers.
export {
  type AdamOptions,
  type AdamwOptions,
  adam,
  adamw,
  type RmspropOptions,
  rmsprop,
} from "./optimizers/adaptive.ts";
export {
  type DescentOptions,
  gradientDescent,
  type MomentumOptions,
  momentum,
  nesterov,
} from "./optimizers/descent.ts";
export { type LbfgsOptions, lbfgs } from "./optimizers/lbfgs.ts";
export type { Evaluate, Optimizer } from "./optimizers/optimizer.ts";
export { type RandomSearchOptions, randomSearch } from "./optimizers/randomSearch.ts";
export {
  constantRate,
  cosineDecay,
  type DecayOptions,
  linearDecay,
  type Rate,
} from "./optimizers/schedules.ts";
export { type MakeOptimizer, optimizerNamed, optimizers } from "./optimizers/table.ts";
// Chance.
export { type Chance, Random, type RandomState } from "./random.ts";
// Training.
export { DivergedError } from "./train/fault.ts";
export type { Evaluation } from "./train/objective.ts";
export { type Predictions, predictions } from "./train/predict.ts";
export { Scaling } from "./train/scaling.ts";
export {
  type Ended,
  type RunOptions,
  type Stepped,
  type Trainer,
  type TrainerOptions,
  trainer,
} from "./train/trainer.ts";

installDisplay(); // a user may import only this
