// Characters that are no part of any formula, and what people mean by them: other languages'
// operators, LaTeX, typographic signs from a word processor or a web page.
import type { Fault } from "./prescan.ts";

export interface StrayReason {
  readonly reason: string;
  readonly suggestion?: string | undefined;
  /** How much of the text the reason is about, from the stray character on. */
  readonly length: number;
}

interface Known {
  readonly sign: string;
  /** What it is, then what was expected and what to write. */
  readonly about: string;
  readonly suggestion?: string;
}

const logic = (sign: string, word: string): Known => ({
  sign,
  about: `'${sign}' is no operator, expected one: write ${word}`,
  suggestion: word,
});

const minus = (sign: string, name: string): Known => ({
  sign,
  about: `${name} '${sign}' is no minus sign, expected an operator or an operand: write -`,
  suggestion: "-",
});

const quote = (sign: string): Known => ({
  sign,
  about: `quotation mark ${sign} in a formula, expected none: leave it out`,
});

// The first that the text begins with counts, so longer signs stand before their beginnings.
const KNOWN: readonly Known[] = [
  logic("&&", "and"),
  logic("&", "and"),
  logic("∧", "and"),
  logic("∨", "or"),
  logic("¬", "not"),
  logic("~", "not"),
  { sign: "=<", about: "'=<' is no operator, expected one: write <=", suggestion: "<=" },
  { sign: "=>", about: "'=>' is no operator, expected one: write >=", suggestion: ">=" },
  {
    sign: "=",
    about:
      "'=' in a formula, expected an operator: a comparison is written ==, definitions and equations are no formulas",
    suggestion: "==",
  },
  {
    sign: "%",
    about:
      "'%' is no operator, expected one: for the remainder of a division write mod, as in a mod b or mod(a, b)",
    suggestion: "mod",
  },
  { sign: "‰", about: "'‰' is no operator, expected one: write /1000", suggestion: "/1000" },
  {
    sign: "{",
    about: "'{' in a formula, expected a number, a name or '(': brackets are round, ( and )",
    suggestion: "(",
  },
  {
    sign: "}",
    about: "'}' in a formula, expected an operator or ')': brackets are round, ( and )",
    suggestion: ")",
  },
  {
    sign: "[",
    about: "'[' in a formula, expected a number, a name or '(': brackets are round, ( and )",
    suggestion: "(",
  },
  {
    sign: "]",
    about: "']' in a formula, expected an operator or ')': brackets are round, ( and )",
    suggestion: ")",
  },
  { sign: "$", about: "'$' in a formula, expected the formula by itself: leave the LaTeX dollar signs out" },
  {
    sign: ";",
    about: "';' in a formula, expected an operator or the end of the text: one text is one formula",
  },
  { sign: "..", about: "'..' is no operator, expected one" },
  {
    sign: ".",
    about: "'.' that belongs to no number, expected digits beside it: a product is written *",
    suggestion: "*",
  },
  {
    sign: "∛",
    about: "'∛' is no sign of the language, expected a number, a name or '(': write cbrt(...)",
    suggestion: "cbrt(...)",
  },
  {
    sign: "∜",
    about: "'∜' is no sign of the language, expected a number, a name or '(': write nthroot(..., 4)",
    suggestion: "nthroot(..., 4)",
  },
  {
    sign: "∑",
    about: "'∑' is no sign of the language, expected a number, a name or '(': write sum(k, 1, 10, ...)",
    suggestion: "sum(k, 1, 10, ...)",
  },
  {
    sign: "∏",
    about: "'∏' is no sign of the language, expected a number, a name or '(': write prod(k, 1, 10, ...)",
    suggestion: "prod(k, 1, 10, ...)",
  },
  {
    sign: "∂",
    about:
      "'∂' inside a formula, expected a formula without derivatives: use the command diff (diff x^2 wrt x) or the function diff(formula, name)",
  },
  {
    sign: "∇",
    about: "'∇' inside a formula, expected a formula without derivatives: use the function gradient(formula)",
  },
  { sign: "∫", about: "'∫' inside a formula, expected a number, a name or '(': there are no integrals" },
  {
    sign: "°",
    about: "'°' is no operator, expected one: angles are radians, write *pi/180",
    suggestion: "*pi/180",
  },
  { sign: "≈", about: "'≈' is no operator, expected one: write ==", suggestion: "==" },
  { sign: "≡", about: "'≡' is no operator, expected one: write ==", suggestion: "==" },
  { sign: "±", about: "'±' is no operator, expected one: write two formulas, with + and with -" },
  {
    sign: "…",
    about: "'…' in a formula, expected it written out: use sum(k, 1, n, ...) or prod(k, 1, n, ...)",
  },
  {
    sign: "⌊",
    about: "'⌊' is no bracket of the language, expected a number, a name or '(': write floor(...)",
    suggestion: "floor(...)",
  },
  {
    sign: "⌈",
    about: "'⌈' is no bracket of the language, expected a number, a name or '(': write ceil(...)",
    suggestion: "ceil(...)",
  },
  minus("‐", "hyphen"),
  minus("‑", "hyphen"),
  minus("‒", "dash"),
  minus("–", "dash"),
  minus("—", "dash"),
  quote('"'),
  quote("“"),
  quote("”"),
  quote("„"),
  quote("«"),
  quote("»"),
  quote("‘"),
  quote("`"),
  {
    sign: "″",
    about: "double prime '″' in a formula, expected an operator: write '' for a second derivative",
    suggestion: "''",
  },
];

/** LaTeX commands and how the same is written here; others are a function or a Greek letter of the same name. */
const LATEX: ReadonlyMap<string, string> = new Map([
  ["frac", "(a)/(b)"],
  ["dfrac", "(a)/(b)"],
  ["tfrac", "(a)/(b)"],
  ["sqrt", "sqrt(x)"],
  ["cdot", "*"],
  ["times", "*"],
  ["div", "/"],
  ["left", "("],
  ["right", ")"],
  ["le", "<="],
  ["leq", "<="],
  ["ge", ">="],
  ["geq", ">="],
  ["ne", "!="],
  ["neq", "!="],
  ["infty", "inf"],
  ["land", "and"],
  ["lor", "or"],
  ["lnot", "not"],
  ["bmod", "mod"],
  ["sum", "sum(k, 1, 10, ...)"],
  ["prod", "prod(k, 1, 10, ...)"],
]);

export function strayReason(text: string, { token, before }: Fault): StrayReason {
  const rest = text.slice(token.start, token.start + 40);
  const command = /^\\([a-zA-Z]*)/u.exec(rest);
  if (command !== null) {
    const [whole, name] = command;
    const wanted = LATEX.get(name) ?? (name === "" ? undefined : name);
    const write = wanted === undefined ? "write the formula as text" : `write ${wanted}`;
    return {
      reason: `'${whole}' is LaTeX, expected a formula as text such as x^2/(1 + y): ${write}`,
      suggestion: wanted,
      length: whole.length,
    };
  }
  if (rest.startsWith(".") && before?.text === "Math") {
    return {
      reason: "'.' after 'Math', expected a function by itself: write sin(x), not Math.sin(x)",
      length: 1,
    };
  }
  if (rest.startsWith("[") && before !== undefined && /['′’]$/u.test(before.text)) {
    return {
      reason:
        "'[' behind a derivative's mark, expected how often by each argument, in whole numbers: f'[1,0](x, y)",
      length: 1,
    };
  }
  const known = KNOWN.find(({ sign }) => rest.startsWith(sign));
  if (known !== undefined)
    return { reason: known.about, suggestion: known.suggestion, length: known.sign.length };
  return unknown(token.text);
}

function unknown(character: string): StrayReason {
  const { length } = character;
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  const plain = character.normalize("NFKC").replace("⁄", "/");
  if (/^(?:\p{C}|\p{Z}|\p{Mn}|\u115F|\u1160)$/u.test(character)) {
    const what = /^\p{Co}$/u.test(character)
      ? "private-use"
      : /^\p{Mn}$/u.test(character)
        ? "combining"
        : "invisible";
    return { reason: `${what} character ${code} in a formula, expected none: leave it out`, length };
  }
  if (plain !== character && /^[\x21-\x7e]+$/u.test(plain)) {
    const wanted = plain.includes("/") ? `(${plain})` : plain;
    return {
      reason: `'${character}' (${code}) is no sign of the language, expected plain ASCII: write ${wanted}`,
      suggestion: wanted,
      length,
    };
  }
  if (/^\p{Nd}$/u.test(character)) {
    return { reason: `digit '${character}' (${code}), expected one of 0 to 9`, length };
  }
  return {
    reason: `character '${character}' (${code}) is no part of the language, expected an operator, a number, a name or a bracket`,
    length,
  };
}
