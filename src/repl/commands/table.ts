// The commands on formulas, a row each: the prompt, the command line, help and completion all read this
// list. To add one, write a file beside this with a Definition (see definition.ts; diff.ts is an example)
// and put it into the list below; a clause that no command has yet is a row of clauses.ts.

import { check } from "./check.ts";
import { collect } from "./collect.ts";
import { cse } from "./cse.ts";
import type { Definition } from "./definition.ts";
import { diff } from "./diff.ts";
import { directional } from "./directional.ts";
import { equivalent } from "./equivalent.ts";
import { evaluation } from "./eval.ts";
import { expand } from "./expand.ts";
import { factor } from "./factor.ts";
import { curl, divergence, laplacian } from "./fields.ts";
import { formatting, tree, writings } from "./format.ts";
import { grad } from "./grad.ts";
import { implicit } from "./implicit.ts";
import { normal, tangent } from "./lines.ts";
import { hessian, jacobian } from "./matrices.ts";
import { hvp, jvp, vjp } from "./products.ts";
import { simplify } from "./simplify.ts";
import { taylor } from "./taylor.ts";
import { time } from "./time.ts";
import { apart, together } from "./together.ts";
import { total } from "./total.ts";
import { trig } from "./trig.ts";

/** In the order in which help shows them. */
export const definitions: readonly Definition[] = [
  diff,
  grad,
  jacobian,
  hessian,
  divergence,
  curl,
  laplacian,
  directional,
  tangent,
  normal,
  taylor,
  implicit,
  total,
  jvp,
  vjp,
  hvp,
  check,
  evaluation,
  simplify,
  expand,
  factor,
  collect,
  together,
  apart,
  trig,
  cse,
  equivalent,
  time,
  tree,
  formatting,
  ...writings,
];

/** Every command on formulas by its name. */
export const definitionsByName: ReadonlyMap<string, Definition> = new Map(
  definitions.map((definition) => [definition.name, definition]),
);
