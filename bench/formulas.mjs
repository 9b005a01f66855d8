// Formulas for the bench: text of a given length, the same every time, that gradtree and mathjs
// both read. Terms vary, so that nothing is gained by having met one before.

const FUNCTIONS = ["sin", "cos", "exp", "sqrt", "tanh"];

/** A sum of products, powers, quotients and calls, about `length` characters long, never longer. */
export function formulaOfLength(length) {
  let text = "x*y";
  for (let i = 1; ; i++) {
    const f = FUNCTIONS[i % FUNCTIONS.length];
    const term = ` + ${i}*x^${(i % 7) + 2}*${f}(${(i % 9) + 1}*y - x/${(i % 5) + 2})/(1 + z_${i % 13}^2)`;
    if (text.length + term.length > length) return text.length + 4 <= length ? `${text} + x` : text;
    text += term;
  }
}
