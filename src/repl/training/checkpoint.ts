// A checkpoint: the options of a training as they were typed, and where it is. With the same data another process goes
// on from it as if it had not been interrupted, bit for bit.
import { ParseError } from "../../expr/errors.ts";
import { described } from "../../expr/options.ts";
import { integerOf, membersOf, readSaved, savedText } from "../../nn/saved.ts";
import { Curve } from "../../nn/train/curve.ts";
import type { Given } from "./host.ts";
import { ENDING, KEPT } from "./settings.ts";

export interface Checkpoint {
  readonly options: Given;
  /** The steps that are to be done in all. */
  readonly steps: number;
  readonly digest: string;
  /** What the trainer saved. */
  readonly trainer: string;
  readonly curve: Curve;
}

const isKept = (name: string): boolean => KEPT.includes(name) || ENDING.includes(name);

const FORMAT = "gradtree checkpoint";
const VERSION = 1;

export const checkpointText = ({ options, steps, digest, trainer, curve }: Checkpoint): string =>
  savedText(FORMAT, VERSION, {
    options: Object.fromEntries([...options].filter(([name]) => isKept(name))),
    steps,
    digest,
    trainer,
    curve: curve.saved(),
  });

/** @throws {ParseError} for text that is cut off or no checkpoint, or that is of another version */
export function readCheckpoint(text: string): Checkpoint {
  const members = readSaved(text, FORMAT, VERSION);
  const options = new Map<string, string | true>();
  for (const [name, value] of membersOf("options of the saved checkpoint", members.get("options"))) {
    if (!isKept(name) || (typeof value !== "string" && value !== true)) {
      throw new ParseError(
        "not-saved",
        `option '${name.slice(0, 40)}' of the saved checkpoint is none that is kept there`,
      );
    }
    options.set(name, value);
  }
  const textOf = (name: string): string => {
    const value = members.get(name);
    if (typeof value === "string") return value;
    throw new ParseError(
      "not-saved",
      `${name} of the saved checkpoint is ${described(value)}, expected a text`,
    );
  };
  return {
    options,
    steps: integerOf("steps of the saved checkpoint", members.get("steps"), 1),
    digest: textOf("digest"),
    trainer: textOf("trainer"),
    curve: Curve.from(membersOf("curve of the saved checkpoint", members.get("curve"))),
  };
}
