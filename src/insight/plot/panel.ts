// What panels of a picture have in common: where they stand, their frame, axes and titles.
import { element, escaped, place } from "./markup.ts";
import type { Scale } from "./scales.ts";

/** A rectangle that is drawn in. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const INK = "#333333";
const LINE = "#dddddd";

/** The frame's axes: ticks with lines across, names, and a title above. */
export function axes(
  { left, top, width, height }: Frame,
  x: { readonly scale: Scale; readonly name: string },
  y: { readonly scale: Scale; readonly name: string },
  title: string,
): string {
  const [right, bottom] = [left + width, top + height];
  const upright = x.scale.ticks.map(({ at, text }) => {
    const where = place(x.scale.place(at));
    return (
      element("line", { x1: where, x2: where, y1: top, y2: bottom, stroke: LINE }) +
      element("text", { x: where, y: bottom + 16, "text-anchor": "middle" }, escaped(text))
    );
  });
  const level = y.scale.ticks.map(({ at, text }) => {
    const where = y.scale.place(at);
    return (
      element("line", { x1: left, x2: right, y1: place(where), y2: place(where), stroke: LINE }) +
      element("text", { x: left - 6, y: place(where + 4), "text-anchor": "end" }, escaped(text))
    );
  });
  const middle = left + width / 2;
  return [
    ...upright,
    ...level,
    element("text", { x: middle, y: bottom + 34, "text-anchor": "middle" }, escaped(x.name)),
    element("text", { x: left, y: top - 10, "text-anchor": "start" }, escaped(y.name)),
    element(
      "text",
      { x: middle, y: top - 26, "text-anchor": "middle", "font-weight": "bold" },
      escaped(title),
    ),
  ].join("\n");
}

/** The line around it. */
export const border = ({ left, top, width, height }: Frame): string =>
  element("rect", { x: left, y: top, width, height, fill: "none", stroke: INK });
