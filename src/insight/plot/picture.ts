// The picture of a training: its loss curve and, of two features, its decision boundary, as SVG text.
import { boundaryPanel } from "./boundaryPanel.ts";
import { type CurvePoints, curvePanel } from "./curvePanel.ts";
import { element, escaped } from "./markup.ts";
import { INK } from "./panel.ts";
import type { Region } from "./region.ts";

export interface Training {
  /** Two lines above the picture: what was trained, and what came of it. */
  readonly title: string;
  readonly subtitle: string;
  readonly curve: CurvePoints;
  readonly region?: Region | undefined;
}

const SIDE = 320;
const TOP = 104;
const LEFT = 70;
const SECOND = 480;

/** The picture as an SVG document. */
export function trainingPicture({ title, subtitle, curve, region }: Training): string {
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
    `\n${element("title", {}, escaped(`${title}: ${subtitle}`))}\n`,
    `${element("rect", { width, height, fill: "#ffffff" })}\n`,
    `${element("text", { x: 20, y: 24, "font-weight": "bold" }, escaped(title))}\n`,
    `${element("text", { x: 20, y: 42 }, escaped(subtitle))}\n`,
    `${panels.join("\n")}\n`,
  );
  return `${svg}\n`;
}
