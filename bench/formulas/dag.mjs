// Random formulas with sharing, for what programs cost: sums and products of recent parts, a sine, cosine
// or tanh now and then, all of moderate size. The seed is fixed: equal runs of equal formulas.

const randomly = (seed) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
  return (seed >>> 0) / 2 ** 32;
};

const names = Array.from({ length: 50 }, (_, i) => `x_${i}`);

/** Values of the variables, from 0 to 1. */
export const inputsOf = (names) => Float64Array.from(names, (_, i) => ((i * 7) % 11) / 11);

/** A formula of about n nodes on 50 variables in which nothing is shared, as it would be read from a text. */
export function tree({ Add, Mul, Sin, Var }, n) {
  const random = randomly(12345);
  const parts = [];
  for (let nodes = 0; nodes < n; nodes++) {
    const k = random();
    if (parts.length < 2 || k < 0.45) parts.push(Var(names[Math.floor(random() * 50)]));
    else if (k < 0.55) parts.push(Sin(parts.pop()));
    else parts.push((k < 0.78 ? Add : Mul)(parts.pop(), parts.pop()));
  }
  return { expr: parts.reduce((sum, part) => Add(sum, part)), names };
}

/** A formula of about n operations on 50 variables, by the constructors of a build of gradtree. */
export function dag({ Add, Cos, Mul, Sin, Sub, Tanh, Var }, n) {
  const random = randomly(12345);
  const recent = (parts, among) =>
    parts[parts.length - 1 - Math.floor(random() * Math.min(parts.length, among))];
  const bounded = names.map(Var);
  const unused = [...bounded]; // every part is used at least once, so the formula has all of them
  const all = [...bounded];
  for (let i = 0; i < n; i++) {
    const k = random();
    const x = unused.shift() ?? recent(all, 200);
    const y = recent(bounded, 60);
    const op = k < 0.3 ? Add : k < 0.45 ? Sub : k < 0.85 ? Mul : k < 0.9 ? Sin : k < 0.95 ? Cos : Tanh;
    const part = k < 0.85 ? op(x, y) : op(x);
    if (k >= 0.85) bounded.push(part);
    all.push(part);
    unused.push(part);
  }
  return { expr: unused.reduce((sum, part) => Add(sum, part)), names };
}
