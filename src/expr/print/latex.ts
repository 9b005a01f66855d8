// A formula in LaTeX.
import type { Expr } from "../node.ts";
import { latexName } from "./latexName.ts";
import { templateOf } from "./latexTemplate.ts";
import { formatMarkup, type Markup } from "./markup.ts";
import type { Numbers } from "./numeral.ts";

const latex: Markup = {
  name: latexName,
  digits: (digits) => digits,
  fraction: (numerator, denominator) => `\\frac{${numerator}}{${denominator}}`,
  powerOfTen: (exponent) => `10^{${exponent}}`,
  infinity: "\\infty",
  nan: "\\mathrm{nan}",
  minus: "-",
  beside: "\\,",
  dot: " \\cdot ",
  brackets: ["\\left(", "\\right)"],
  group: ["", ""], // the templates' braces
  template: (op) => ({ ...templateOf(op), single: true }),
  cases: {
    around: ["\\begin{cases} ", " \\end{cases}"],
    value: ["", " & "],
    condition: ["\\text{if } ", ""],
    otherwise: "\\text{otherwise}",
    between: " \\\\ ",
  },
};

export const formatLatex = (root: Expr, numbers: Numbers = "fraction"): string =>
  formatMarkup(root, numbers, latex);
