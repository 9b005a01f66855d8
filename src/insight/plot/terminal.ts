// The same pictures in characters, for a terminal: the loss curve and the decision boundary. The door to asciichart.
import asciichart from "asciichart";
import { type CurvePoints, isWide } from "./curvePanel.ts";
import { classAt, type Extent, type Region } from "./region.ts";

/** The columns of a curve, and its rows. */
const WIDTH = 60;
const HEIGHT = 10;
/** The columns of labels at its left. */
const LABEL = 10;

/** What points of a class look like, and where it is predicted. */
const POINTS = "ox+*#%&@$=";
const AREAS = " .:-~'^,;_";
const WRONG = "!";

/** The grid that `boundaryText` takes. */
export const TEXT_GRID = { across: 60, up: 24 };

/** The loss curve in some lines; of no points, none. */
export function curveText({ steps, losses }: CurvePoints): string {
  if (losses.length === 0) return "";
  const width = Math.min(WIDTH, losses.length);
  // Each column is the mean of its share of the points.
  const columns = Array.from({ length: width }, (_, i) => {
    const from = Math.floor((i * losses.length) / width);
    const part = losses.slice(from, Math.floor(((i + 1) * losses.length) / width));
    return part.reduce((sum, loss) => sum + loss, 0) / part.length;
  });
  const least = Math.min(...columns);
  const most = Math.max(...columns);
  const [to, back] = isWide(least, most) ? [Math.log, Math.exp] : [same, same];
  const span = to(most) - to(least) || 1;
  // From 0 to 1: asciichart counts in steps of its rows, which must not vanish beside the losses themselves.
  const heights = columns.map((loss) => (to(loss) - to(least)) / span);
  const label = (loss: number): string => Number(loss.toPrecision(3)).toString().padStart(LABEL);
  const chart =
    least === most
      ? `${label(least)} ┤${"─".repeat(width)}`
      : asciichart.plot(heights, {
          height: HEIGHT,
          format: (share) => label(back(to(least) + share * span)),
        });
  const last = String(steps[steps.length - 1]);
  const axis = `${" ".repeat(LABEL + 2)}1${last.padStart(Math.max(last.length + 1, width - 1))}`;
  return [`${"loss".padStart(LABEL)} by step`, ...chart.split("\n").map((line) => line.trimEnd()), axis].join(
    "\n",
  );
}

/** The decision boundary in some lines: a region of the size TEXT_GRID. */
export function boundaryText(region: Region): string {
  const { across, up, classes, points, x, y } = region;
  const cells = Array.from({ length: across * up }, (_, cell) => symbol(AREAS, classAt(region, cell)));
  for (const point of points) {
    const column = Math.min(across - 1, Math.floor(share(x, point.x) * across));
    const row = Math.min(up - 1, Math.floor(share(y, point.y) * up));
    const isRight = point.class === point.predicted;
    const at = row * across + column;
    if (cells[at] !== WRONG) cells[at] = isRight ? symbol(POINTS, point.class) : WRONG;
  }
  const lines = Array.from({ length: up }, (_, i) => {
    const row = up - 1 - i;
    return `│${cells.slice(row * across, (row + 1) * across).join("")}│`;
  });
  const edge = "─".repeat(across);
  const legend = classes.map(
    (name, k) =>
      `${symbol(POINTS, k)} ${plain(name)}${symbol(AREAS, k) === " " ? "" : ` (predicted: ${symbol(AREAS, k)})`}`,
  );
  if (points.some((point) => point.class !== point.predicted)) legend.push(`${WRONG} predicted wrong`);
  const range = ({ name, from, to }: Extent): string => `${plain(name)} from ${short(from)} to ${short(to)}`;
  return [
    `decision boundary: ${range(x)}, up ${range(y)}`,
    `┌${edge}┐`,
    ...lines,
    `└${edge}┘`,
    legend.join("   "),
  ].join("\n");
}

/** A name from a file, without what would move the cursor. */
const plain = (name: string): string => name.replace(/\p{Cc}/gu, "?").slice(0, 30);
const same = (value: number): number => value;
const symbol = (symbols: string, k: number): string => symbols[k % symbols.length];
const share = ({ from, to }: Extent, value: number): number => (value - from) / (to - from);
const short = (value: number): string => String(Number(value.toPrecision(3)));
