// The loss step by step, as a panel of a picture. The door to d3-shape.
import { line } from "d3-shape";
import { element, place } from "./markup.ts";
import { axes, border, type Frame } from "./panel.ts";
import { linearScale, logScale } from "./scales.ts";

export interface CurvePoints {
  readonly steps: readonly number[];
  readonly losses: readonly number[];
}

/** Losses that differ by so many times are shown by their logarithm. */
const WIDE = 20;

/** Whether losses are shown by their logarithm: all of them positive, and of different sizes. */
export const isWide = (least: number, most: number): boolean => least > 0 && most > WIDE * least;

/** The curve in a frame; of no points the frame alone. */
export function curvePanel({ steps, losses }: CurvePoints, frame: Frame): string {
  const { left, top, width, height } = frame;
  const least = Math.min(...losses);
  const most = Math.max(...losses);
  const byLog = isWide(least, most);
  const domain = losses.length === 0 ? [0, 1] : byLog ? [least, most] : [Math.min(0, least), most || 1];
  const x = linearScale([1, Math.max(2, steps.at(-1) ?? 2)], [left, left + width]);
  const y = (byLog ? logScale : linearScale)([domain[0], domain[1]], [top + height, top]);
  const path = line<number>(
    (_, i) => Number(place(x.place(steps[i]))),
    (loss) => Number(place(y.place(loss))),
  )([...losses]);
  return [
    axes(frame, { scale: x, name: "step" }, { scale: y, name: "loss" }, "loss by step"),
    element("path", { d: path ?? "", fill: "none", stroke: "#4477aa", "stroke-width": 1.5 }),
    border(frame),
  ].join("\n");
}
