// A step of training MLP(2, [width, width, 1]) by loops in JavaScript, as one would write them by hand: max-margin with a
// penalty on the squares of all parameters, over all samples.

export const SAMPLES = 100;
export const ALPHA = 1e-4;
/** Steps of length 0: the margins that are met, and so the work of loops that skip them, stay the same. */
export const RATE = 0;
export const initial = (i) => Math.sin(i * 78.233 + 1) * 0.7;

/** The step by loops in JavaScript, as one would write them: layers of neurons, forward and back. */
export function handWritten({ x1, x2, t }, width) {
  const count = 3 * width + (width + 1) * width + width + 1;
  const p = Float64Array.from({ length: count }, (_, i) => initial(i));
  const g = new Float64Array(count);
  const [h1, h2, d1, d2] = Array.from({ length: 4 }, () => new Float64Array(width));
  const second = 3 * width;
  const third = second + (width + 1) * width;
  const step = () => {
    let squares = 0;
    for (let i = 0; i < count; i++) {
      squares += p[i] * p[i];
      g[i] = 2 * ALPHA * p[i];
    }
    let loss = 0;
    for (let r = 0; r < t.length; r++) {
      const [a, b] = [x1[r], x2[r]];
      for (let j = 0; j < width; j++) {
        const z = p[3 * j] * a + p[3 * j + 1] * b + p[3 * j + 2];
        h1[j] = z > 0 ? z : 0;
        d1[j] = 0;
      }
      let score = 0;
      for (let j = 0; j < width; j++) {
        const at = second + j * (width + 1);
        let z = 0;
        for (let i = 0; i < width; i++) z += p[at + i] * h1[i];
        z += p[at + width];
        h2[j] = z > 0 ? z : 0;
        score += p[third + j] * h2[j];
      }
      score += p[third + width];
      const margin = 1 - t[r] * score;
      if (margin <= 0) continue;
      loss += margin / SAMPLES;
      const d = -t[r] / SAMPLES;
      for (let j = 0; j < width; j++) {
        g[third + j] += d * h2[j];
        d2[j] = h2[j] > 0 ? d * p[third + j] : 0;
      }
      g[third + width] += d;
      for (let j = 0; j < width; j++) {
        const dj = d2[j];
        if (dj === 0) continue;
        const at = second + j * (width + 1);
        for (let i = 0; i < width; i++) {
          g[at + i] += dj * h1[i];
          d1[i] += dj * p[at + i];
        }
        g[at + width] += dj;
      }
      for (let j = 0; j < width; j++) {
        if (h1[j] <= 0) continue;
        const dj = d1[j];
        g[3 * j] += dj * a;
        g[3 * j + 1] += dj * b;
        g[3 * j + 2] += dj;
      }
    }
    for (let i = 0; i < count; i++) p[i] -= RATE * g[i];
    return loss + ALPHA * squares + g[0] + g[second] + g[third];
  };
  return step;
}
