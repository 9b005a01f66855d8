// The decision boundary, as a panel of a picture: each class's region filled up to where its margin is 0, and the
// points. The door to d3-contour.
import { contours } from "d3-contour";
import { element, escaped, place } from "./markup.ts";
import { axes, border, type Frame, INK } from "./panel.ts";
import type { Extent, Region } from "./region.ts";
import { linearScale, type Scale } from "./scales.ts";

/** Colours that people who see few of them tell apart too. Tol, Colour schemes, 2021: bright. */
const COLOURS = ["#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#bbbbbb"];
const colourOf = (kind: number): string => COLOURS[kind % COLOURS.length];

export function boundaryPanel(region: Region, frame: Frame): string {
  const { left, top, width, height } = frame;
  const x = linearScale([region.x.from, region.x.to], [left, left + width]);
  const y = linearScale([region.y.from, region.y.to], [top + height, top]);
  const areas = region.margins.map((margins, k) =>
    element("path", {
      d: area(region, margins, x, y),
      fill: colourOf(k),
      "fill-opacity": 0.25,
      "fill-rule": "evenodd",
      stroke: INK,
      "stroke-width": 1,
    }),
  );
  const points = region.points.map((point) => {
    const isRight = point.class === point.predicted;
    return element("circle", {
      cx: place(x.place(point.x)),
      cy: place(y.place(point.y)),
      r: isRight ? 3 : 3.5,
      fill: colourOf(point.class),
      stroke: isRight ? "#ffffff" : "#000000",
      "stroke-width": isRight ? 0.5 : 1.5,
    });
  });
  const clip = { left: place(left), top: place(top) };
  return [
    axes(frame, { scale: x, name: region.x.name }, { scale: y, name: region.y.name }, "decision boundary"),
    element("clipPath", { id: "plane" }, element("rect", { x: clip.left, y: clip.top, width, height })),
    element("g", { "clip-path": "url(#plane)" }, ...areas, ...points),
    border(frame),
    legend(region, frame),
  ].join("\n");
}

/** The edge of where the margins are over 0, as a path. */
function area({ across, up, x: spanX, y: spanY }: Region, margins: Float64Array, x: Scale, y: Scale): string {
  const finite = Array.from(margins, (margin) => (Number.isNaN(margin) ? 0 : margin));
  const { coordinates } = contours().size([across, up]).contour(finite, 0);
  const at = ([column, row]: readonly number[]): string =>
    `${place(x.place(along(spanX, column / across)))},${place(y.place(along(spanY, row / up)))}`;
  return coordinates
    .flat()
    .map((ring) => `M${ring.map(at).join("L")}Z`)
    .join("");
}

const along = ({ from, to }: Extent, share: number): number => from + share * (to - from);

function legend({ classes, points }: Region, { left, top, width }: Frame): string {
  const hasWrong = points.some((point) => point.class !== point.predicted);
  const lines = classes.map((name, k) => ({ name, fill: colourOf(k), stroke: "#ffffff" }));
  if (hasWrong) lines.push({ name: "predicted wrong", fill: "#ffffff", stroke: "#000000" });
  return lines
    .map(({ name, fill, stroke }, i) => {
      const y = top + 6 + 18 * i;
      return (
        element("circle", { cx: left + width + 16, cy: y, r: 4, fill, stroke, "stroke-width": 1.5 }) +
        element("text", { x: left + width + 26, y: y + 4 }, escaped(name.slice(0, 16)))
      );
    })
    .join("\n");
}
