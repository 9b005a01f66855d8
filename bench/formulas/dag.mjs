// Random formulas with sharing, for what programs cost: sums and products of recent parts, a sine, cosine
// or tanh now and then, all of moderate size. The seed is fixed: equal runs of equal formulas.

/** A formula of about n operations on 50 variables, by the constructors of a build of gradtree. */
export function dag({ Add, Cos, Mul, Sin, Sub, Tanh, Var }, n) {
  let seed = 12345;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
    return (seed >>> 0) / 2 ** 32;
  };
  const names = Array.from({ length: 50 }, (_, i) => `x_${i}`);
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
