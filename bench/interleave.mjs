// Rounds in which every case runs once, one after the other: what disturbs the machine for a
// while disturbs all cases alike. Medians are compared; maxima are shown.
import { performance } from "node:perf_hooks";

/**
 * The times in milliseconds of each case, a function that does the work once.
 * A case shorter than the clock is good for repeats itself and says so by `repeats`.
 * @returns {Promise<Map<string, { median: number, min: number, max: number }>>}
 */
export async function interleave(cases, { rounds = 15, warmUp = 2, repeats = {} } = {}) {
  const times = new Map(Object.keys(cases).map((name) => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const [name, work] of Object.entries(cases)) {
      const count = repeats[name] ?? 1;
      const started = performance.now();
      for (let i = 0; i < count; i++) await work();
      const time = (performance.now() - started) / count;
      if (round >= 0) times.get(name).push(time);
    }
  }
  return new Map([...times].map(([name, all]) => [name, summary(all)]));
}

function summary(times) {
  const sorted = times.toSorted((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)], min: sorted[0], max: sorted[sorted.length - 1] };
}
