// A name in LaTeX: α as \alpha, x_1 as x_{1}, a name of several letters upright. No two names are
// written alike, so alpha spelled out stays \mathrm{alpha}.

const GREEK: ReadonlyMap<string, string> = new Map([
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

export function latexName(name: string): string {
  const at = name.indexOf("_");
  const head = at > 0 ? name.slice(0, at) : name;
  const subscript = at > 0 ? name.slice(at + 1) : "";
  // A bare _ at either end is no subscript: the whole name is upright.
  if (at === 0 || (at > 0 && subscript === "")) return upright(name);
  return subscript === ""
    ? part(head)
    : `${part(head)}_{${/^\d+$/.test(subscript) ? subscript : part(subscript)}}`;
}

/** Escaped for a group of upright letters. */
export const escapeLatex = (name: string): string => name.replaceAll("_", "\\_");

const upright = (name: string): string => `\\mathrm{${escapeLatex(name)}}`;

const part = (name: string): string =>
  GREEK.get(name) ?? ([...name].length === 1 && name !== "_" ? name : upright(name));
