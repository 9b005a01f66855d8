// Scales: from numbers to places in a picture, with ticks at round numbers. The door to d3-scale.
import { scaleLinear, scaleLog } from "d3-scale";

export interface Tick {
  readonly at: number;
  readonly text: string;
}

export interface Scale {
  readonly place: (value: number) => number;
  readonly ticks: readonly Tick[];
}

type Interval = readonly [from: number, to: number];

/** About so many ticks. */
const TICKS = 5;
/** Fewer don't show how a scale goes. */
const FEWEST = 3;

/** From numbers in a domain to places in a range, in proportion. */
export function linearScale(domain: Interval, range: Interval): Scale {
  const scale = scaleLinear(domain, range);
  const text = scale.tickFormat(TICKS);
  return { place: scale, ticks: scale.ticks(TICKS).map((at) => ({ at, text: text(at) })) };
}

/**
 * The same by the logarithm, of positive numbers: ticks are powers of 10; where these are few, twice and five times
 * them too; within less than that, what a linear scale would have. So they never stand in a crowd.
 */
export function logScale(domain: Interval, range: Interval): Scale {
  const scale = scaleLog(domain, range);
  const all = scale.ticks(TICKS);
  const leading = (at: number): string => at.toExponential(0)[0];
  const choices = ["1", "125"].map((digits) => all.filter((at) => digits.includes(leading(at))));
  const shown = choices.find((ticks) => ticks.length >= FEWEST) ?? scaleLinear(domain, range).ticks(TICKS);
  return { place: scale, ticks: shown.map((at) => ({ at, text: String(Number(at.toPrecision(3))) })) };
}
