// The commands of a session that are about what it remembers, and help: what each is for. The session
// itself does what they say.

export const memoryNames = [
  "let",
  "declare",
  "assume",
  "vars",
  "functions",
  "del",
  "clear",
  "save",
  "load",
  "blowup",
  "help",
  "quit",
] as const;
export type MemoryName = (typeof memoryNames)[number];

export interface MemoryCommand {
  readonly name: MemoryName;
  readonly usage: string;
  readonly about: string;
  readonly examples: readonly string[];
  /** Whether it does something when it stands alone. */
  readonly standsAlone: boolean;
}

const rows: readonly MemoryCommand[] = [
  {
    name: "let",
    usage: "let NAME = FORMULA, let f(x, y) = FORMULA",
    about: "give a name a value or a formula, or define a function; the word let may be left out",
    examples: ["let x = 2", "F = x^2 + 1", "f(x, y) = x^2*y"],
    standsAlone: false,
  },
  {
    name: "declare",
    usage: "declare g(x), h(u, v)",
    about:
      "have functions without a definition: derivatives go through them by the chain rule; g'(x) = FORMULA gives a rule of your own",
    examples: ["declare g(x)", "diff g(x^2) wrt x", "g'(x) = cos(x)"],
    standsAlone: false,
  },
  {
    name: "assume",
    usage: "assume x > 0, n integer",
    about:
      "state what holds of variables: results are simplified with it (sqrt(x^2) is x where x > 0), conditions that follow from it are not repeated, values that contradict it are refused; alone it lists what is assumed",
    examples: ["assume x > 0", "assume n integer, 0 <= n and n < 10"],
    standsAlone: true,
  },
  {
    name: "vars",
    usage: "vars",
    about: "list names with their values and formulas, what is assumed, and the last answers",
    examples: ["vars"],
    standsAlone: true,
  },
  {
    name: "functions",
    usage: "functions",
    about: "list your functions, and those that are always there",
    examples: ["functions"],
    standsAlone: true,
  },
  {
    name: "del",
    usage: "del NAME, NAME",
    about: "forget names: variables, functions, what is assumed of them",
    examples: ["del x", "del f, g"],
    standsAlone: false,
  },
  {
    name: "clear",
    usage: "clear",
    about: "forget everything",
    examples: ["clear"],
    standsAlone: true,
  },
  {
    name: "save",
    usage: "save PATH",
    about: "write the definitions to a file that load and gradtree run take",
    examples: ["save session.gt"],
    standsAlone: false,
  },
  {
    name: "load",
    usage: "load PATH",
    about: "do what the lines of a file say, all of them or, where one is in error, none",
    examples: ["load session.gt"],
    standsAlone: false,
  },
  {
    name: "blowup",
    usage: "blowup [FAMILY] [SIZE, SIZE]",
    about: "show how the work of each differentiator grows with a formula, counted beside predicted",
    examples: ["blowup nested 4, 8"],
    standsAlone: true,
  },
  {
    name: "help",
    usage: "help [NAME]",
    about: "explain a command, a function, a constant or a word",
    examples: ["help sin", "help diff"],
    standsAlone: true,
  },
  { name: "quit", usage: "quit, exit", about: "end the session", examples: ["quit"], standsAlone: true },
];

/** Each by its name, and exit, which is quit. */
export const memoryCommands: ReadonlyMap<string, MemoryCommand> = new Map([
  ...rows.map((row) => [row.name, row] as const),
  ...rows.filter(({ name }) => name === "quit").map((row) => ["exit", row] as const),
]);
