// The picture of a training: its loss curve and, of two features, its decision boundary, as SVG text.
import { boundaryPanel } from "./boundaryPanel.ts";
import { type CurvePoints, curvePanel } from "./curvePanel.ts";
import { element, escaped } from "./markup.ts";
import { INK } from "./panel.ts";
import type { Region } from "./region.ts";

export interface Training {
  /** One line above the picture. */
  readonly title: string;
  readonly curve: CurvePoints;
  readonly region?: Region | undefined;
}

const SIDE = 320;
const TOP = 90;
const LEFT = 70;
const SECOND = 480;

/** The picture as an SVG document. */
export function trainingPicture({ title, curve, region }: Training): string {
  const width = region === undefined ? LEFT + SIDE + 40 : SECOND + SIDE + 140;
  const height = TOP + SIDE + 60;
  const panels = [curvePanel(curve, { left: LEFT, top: TOP, width: SIDE, height: SIDE })];
  if (region !== undefined) {
    panels.push(boundaryPanel(region, { left: SECOND, top: TOP, width: SIDE, height: SIDE }));
  }
  const svg = element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "font-family": "sans-serif",
      "font-size": 12,
      fill: INK,
    },
    `\n${element("title", {}, escaped(title))}\n`,
    `${element("rect", { width, height, fill: "#ffffff" })}\n`,
    `${element("text", { x: LEFT, y: 30, "font-size": 15 }, escaped(title))}\n`,
    `${panels.join("\n")}\n`,
  );
  return `${svg}\n`;
}
