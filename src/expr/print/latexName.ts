// A name as mathematics sets it: α and alpha as \alpha, x_1 as x_{1}, x_i_j as x_{i,j}, a name of several letters
// upright. No two names of one formula are written alike: where α stands beside alpha, that is \mathrm{alpha}.

/** Greek letters and the names that LaTeX gives them. */
export const greekLetters: ReadonlyMap<string, string> = new Map([
  ["α", "\\alpha"],
  ["β", "\\beta"],
  ["γ", "\\gamma"],
  ["δ", "\\delta"],
  ["ε", "\\varepsilon"],
  ["ϵ", "\\epsilon"],
  ["ζ", "\\zeta"],
  ["η", "\\eta"],
  ["θ", "\\theta"],
  ["ϑ", "\\vartheta"],
  ["ι", "\\iota"],
  ["κ", "\\kappa"],
  ["λ", "\\lambda"],
  ["μ", "\\mu"],
  ["ν", "\\nu"],
  ["ξ", "\\xi"],
  ["π", "\\pi"],
  ["ρ", "\\rho"],
  ["σ", "\\sigma"],
  ["ς", "\\varsigma"],
  ["τ", "\\tau"],
  ["υ", "\\upsilon"],
  ["φ", "\\varphi"],
  ["ϕ", "\\phi"],
  ["χ", "\\chi"],
  ["ψ", "\\psi"],
  ["ω", "\\omega"],
  ["Γ", "\\Gamma"],
  ["Δ", "\\Delta"],
  ["Θ", "\\Theta"],
  ["Λ", "\\Lambda"],
  ["Ξ", "\\Xi"],
  ["Π", "\\Pi"],
  ["Σ", "\\Sigma"],
  ["Υ", "\\Upsilon"],
  ["Φ", "\\Phi"],
  ["Ψ", "\\Psi"],
  ["Ω", "\\Omega"],
]);

const lettersByWord: ReadonlyMap<string, string> = new Map(
  [...greekLetters].map(([letter, command]) => [command.slice(1), letter] as const),
);

const NONE: ReadonlySet<string> = new Set();

/**
 * A name and its subscripts, Greek letters that are spelled out as letters unless that is another of `names`.
 * @example nameParts("theta_max")  // ["θ", "max"]
 */
export function nameParts(name: string, names: ReadonlySet<string> = NONE): readonly string[] {
  const parts = name.split("_");
  if (parts.includes("")) return [name]; // a bare _ is no subscript
  const letters = parts.map((part) => lettersByWord.get(part) ?? part);
  return names.has(letters.join("_")) ? parts : letters;
}

/** `names`: those of the whole formula. */
export function latexName(name: string, names: ReadonlySet<string> = NONE): string {
  const [head, ...subscripts] = nameParts(name, names);
  if (subscripts.length === 0) return part(head);
  return `${part(head)}_{${subscripts.map((text) => (/^\d+$/.test(text) ? text : part(text))).join(",")}}`;
}

/** Escaped for a group of upright letters. */
export const escapeLatex = (name: string): string => name.replaceAll("_", "\\_");

const part = (name: string): string =>
  greekLetters.get(name) ??
  ([...name].length === 1 && name !== "_" ? name : `\\mathrm{${escapeLatex(name)}}`);
