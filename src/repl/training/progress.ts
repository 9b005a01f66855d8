// How far a training has come: on a terminal one line that is written over, elsewhere a line now and then.
import { grouped } from "../../expr/print/grouped.ts";
import type { Evaluation } from "../../nn/train/objective.ts";
import type { TrainingHost } from "./host.ts";

/** Milliseconds from one picture of the line to the next. */
const PAUSE = 100;
/** Elsewhere than on a terminal: so many lines in all. */
const LINES = 10;
/** Evaluating for the line takes at most this share of the time. */
const SHARE = 0.1;
const BAR = 24;

export interface Stage {
  readonly step: number;
  readonly steps: number;
  readonly evaluate: () => Evaluation;
}

export class Progress {
  readonly #host: TrainingHost;
  readonly #write: (text: string) => void;
  readonly #columns: number | undefined;
  #shownAt: number;
  #shownStep: number;
  #nextAt: number;
  #isOpen = false;

  /** @param step the steps done before */
  constructor(host: TrainingHost, write: (text: string) => void, step: number) {
    this.#host = host;
    this.#write = write;
    this.#columns = host.columns();
    this.#shownAt = host.now();
    this.#shownStep = step;
    this.#nextAt = this.#shownAt + PAUSE;
  }

  /** A step has been done: the line is shown anew where it is time. */
  stepped(stage: Stage): void {
    const { step, steps } = stage;
    if (this.#columns === undefined) {
      if (Math.floor((step * LINES) / steps) > Math.floor(((step - 1) * LINES) / steps)) this.#show(stage);
    } else if (this.#host.now() >= this.#nextAt || step === steps) this.#show(stage);
  }

  #show(stage: Stage): void {
    const now = this.#host.now();
    const { loss, accuracy } = stage.evaluate();
    const took = this.#host.now() - now;
    const rate = ((stage.step - this.#shownStep) / Math.max(1e-3, now - this.#shownAt)) * 1000;
    const text = [
      `step ${grouped(stage.step)}/${grouped(stage.steps)}`,
      `loss ${short(loss)}`,
      ...(accuracy === undefined ? [] : [`accuracy ${percent(accuracy)}`]),
      `${grouped(Math.round(rate))} steps/s`,
    ].join("  ");
    if (this.#columns === undefined) this.#write(`${text}\n`);
    else {
      const room = this.#columns - text.length - 4; // the brackets, a blank, and the last column, where lines break
      const line = `${bar(stage.step / stage.steps, room)} ${text}`
        .trim()
        .slice(0, Math.max(10, this.#columns - 1));
      this.#write(`\r${line}\u001B[K`);
      this.#isOpen = true;
    }
    this.#shownAt = this.#host.now();
    this.#shownStep = stage.step;
    this.#nextAt = this.#shownAt + Math.max(PAUSE, took / SHARE);
  }

  /** Ends the line, so that what is written next stands below it. */
  close(): void {
    if (this.#isOpen) this.#write("\n");
    this.#isOpen = false;
  }
}

/** A bar of the usual width, or of the room that there is; none where it would say nothing. */
function bar(share: number, room: number): string {
  const width = Math.min(BAR, room);
  if (width < 5) return "";
  const done = Math.round(share * width);
  return `[${"#".repeat(done)}${"-".repeat(width - done)}]`;
}

/** A loss with the digits that matter. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "nan";
  return Math.abs(value) >= 1e-3 || value === 0
    ? String(Number(value.toPrecision(4)))
    : value.toExponential(2);
}

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
