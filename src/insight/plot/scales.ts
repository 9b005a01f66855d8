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

/** From numbers in a domain to places in a range, in proportion. */
export function linearScale(domain: Interval, range: Interval): Scale {
  const scale = scaleLinear(domain, range);
  const text = scale.tickFormat(TICKS);
  return { place: scale, ticks: scale.ticks(TICKS).map((at) => ({ at, text: text(at) })) };
}

/** The same by the logarithm, of positive numbers; where powers of 10 are few, ticks stand between them too. */
export function logScale(domain: Interval, range: Interval): Scale {
  const scale = scaleLog(domain, range);
  const powers = scale.ticks(TICKS).filter((at) => Number.isInteger(Math.log10(at)));
  const shown = powers.length >= 2 ? powers : scale.ticks(TICKS);
  return { place: scale, ticks: shown.map((at) => ({ at, text: String(Number(at.toPrecision(3))) })) };
}
