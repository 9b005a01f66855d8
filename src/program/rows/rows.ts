// A kernel over many rows: a formula whose inputs are columns, one number a row, and parameters, one number
// for all. Its results are had per row, or added over the rows: a loss over a data set with its gradient.
import { BudgetError, NameError, ShapeError, UsageError } from "../../expr/errors.ts";
import { callback, checkOptions, described, integer, list, type Rule, rules } from "../../expr/options.ts";
import { grouped } from "../../expr/print/grouped.ts";
import { suggestion } from "../../expr/suggest.ts";
import { optimized, returning } from "../passes.ts";
import type { Program } from "../program.ts";
import type { Bound, Purpose, RowsTarget } from "./body.ts";
import { type ColumnMemory, type Columns, plainColumns, wasmColumns } from "./columns.ts";
import { addBlocks, BLOCK } from "./order.ts";
import { type Choice, Part } from "./part.ts";
import { blocksAtOnce, type RowsHost, Team } from "./team.ts";

export interface RowsOptions {
  /** The inputs that have one value for all rows, in the order of `rows.parameters`; default none. */
  readonly parameters?: readonly string[] | undefined;
  /** What starts workers, which help to add the rows where there are many. */
  readonly host?: RowsHost | undefined;
}

/** Which rows of the columns a sum goes over: from the first up to, but not including, `to`; default all. */
export interface RowRange {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** What runs over the rows, and why. */
export interface RowsPlan {
  readonly target: RowsTarget;
  /** The operations of one row, of value and derivatives where rows have these. */
  readonly operations: number;
  /** The operations that are done once for all rows, since only parameters are in them. */
  readonly shared: number;
  /** The memory that the columns and the code take, about. */
  readonly bytes: number;
  /** Why this target, in words. */
  readonly why: string;
}

/** Results per row: views, valid until the next call of `map`. */
export interface RowResults {
  readonly value: Float64Array;
  /** The partial derivatives by what the kernel is differentiated by, columns and parameters alike, by name. */
  readonly gradient: ReadonlyMap<string, Float64Array>;
}

/**
 * Many rows of a kernel's inputs.
 * @example
 *   const kernel = compile(parse("(a*x + b - t)^2"), { gradient: ["a", "b"] });
 *   const rows = kernel.rows(3, { parameters: ["a", "b"] });
 *   rows.column("x").set([0, 1, 2]);
 *   rows.column("t").set([1, 3, 5]);
 *   rows.parameters.set([2, 0]);
 *   const gradient = new Float64Array(2);
 *   rows.sum(gradient)        // 3, and gradient is [-6, -6]
 *   rows.map().value          // [1, 1, 1]
 */
export interface Rows {
  /** The number of rows. */
  readonly length: number;
  /** The parameters' values, to be filled, in the order in which they were named; nan at first. A view that lasts. */
  readonly parameters: Float64Array;
  /** The names of the derivatives that `sum` writes: the parameters that the kernel is differentiated by, in their order. */
  readonly wrt: readonly string[];
  readonly plan: RowsPlan;
  /**
   * The values of an input by row, to be filled; nan at first. A view that lasts.
   * @throws {NameError} for a name that is no input; {UsageError} for a parameter.
   */
  column(name: string): Float64Array;
  /**
   * The value of every row, and with a gradient the derivatives of every row.
   * @throws {BudgetError} for more than 134,217,728 results (1 GiB).
   */
  map(): RowResults;
  /**
   * The sum of the values over the rows, or over those of a range, and the sums of the derivatives by the parameters
   * written over `gradient`, which has the length of `wrt`. Of no rows: 0. The order of the additions is one and the
   * same everywhere: see docs/compiled.md.
   * @throws {UsageError} for a gradient of a kernel that was compiled without; {ShapeError} for one of another length.
   */
  sum(gradient?: Float64Array, range?: RowRange): number;
  /** Ends the workers of `host`, where there are any; sums are then added without. */
  close(): void;
}

/** What rows are made of: a kernel's programs, and what runs them where it is not to be chosen. */
export interface RowsParts {
  readonly values: Program;
  readonly whole: Program;
  readonly wrt: readonly string[];
  readonly hasGradient: boolean;
  readonly target: RowsTarget | undefined;
}

/** The most rows. */
export const MOST_ROWS = 10_000_000;
/** The most numbers in the columns of some rows, or in their results: 1 GiB. */
export const MOST_NUMBERS = 2 ** 27;

const MOST_WORKERS = 64;
const host: Rule = {
  takes: (value) => typeof value === "object" && value !== null,
  expected: "an object such as { workers: 3, start }",
  within: rules({ workers: integer(0, MOST_WORKERS), start: callback }),
};
const rowsRules = rules({ parameters: list('names of inputs, ["a", "b"]'), host });

/** The function that makes rows of a kernel. What it compiles is kept, and shared by rows of the same parameters. */
export function rowsOf(parts: RowsParts): (n: number, options?: RowsOptions) => Rows {
  const compiled = new Map<string, CompiledRows>();
  return (n, options = {}) => {
    checkOptions("rows", options, rowsRules);
    const parameters = checkedParameters(options.parameters ?? [], parts.values.inputs);
    const key = JSON.stringify(parameters);
    const known = compiled.get(key) ?? new CompiledRows(parts, parameters);
    compiled.set(key, known);
    checkCount(n, known.columns.length);
    return rowsFrom(known, n, options.host);
  };
}

/** A kernel's programs for rows of certain parameters, each made when it is first asked for. */
class CompiledRows {
  readonly inputs: readonly string[];
  /** The indices of the inputs that vary, and of the parameters. */
  readonly columns: readonly number[];
  readonly parameters: readonly number[];
  /** The names that `sum` and that `map` differentiate by. */
  readonly summedBy: readonly string[];
  readonly mappedBy: readonly string[];
  readonly hasGradient: boolean;
  readonly #parts: RowsParts;
  readonly #made = new Map<string, Part>();

  constructor(parts: RowsParts, parameters: readonly number[]) {
    this.#parts = parts;
    this.inputs = parts.values.inputs;
    this.parameters = parameters;
    const isParameter = new Set(parameters);
    this.columns = [...this.inputs.keys()].filter((input) => !isParameter.has(input));
    const isWrt = new Set(parts.wrt);
    this.summedBy = Object.freeze(
      parameters.map((input) => this.inputs[input]).filter((name) => isWrt.has(name)),
    );
    this.mappedBy = parts.wrt;
    this.hasGradient = parts.hasGradient;
  }

  /** The values alone. */
  get value(): Part {
    return this.#part("value", () => this.#parts.values);
  }

  /** The value, and the derivatives by parameters. */
  get sum(): Part {
    return this.#part("sum", () => {
      const { whole, wrt } = this.#parts;
      const places = new Map(wrt.map((name, i) => [name, i]));
      const outputs = new Int32Array(1 + this.summedBy.length);
      outputs[0] = whole.outputs[0];
      for (const [i, name] of this.summedBy.entries()) {
        outputs[1 + i] = whole.outputs[1 + (places.get(name) ?? 0)]; // always there
      }
      return returning(whole, outputs);
    });
  }

  /** The value, and all derivatives. */
  get map(): Part {
    return this.hasGradient ? this.#part("map", () => this.#parts.whole) : this.value;
  }

  /** What the plan tells of. */
  get main(): Part {
    return this.summedBy.length > 0 ? this.sum : this.map;
  }

  /** What runs the main part on columns in memory, or else in a plain buffer. */
  choice(memory: ColumnMemory | undefined): Choice {
    return this.main.choice(this.summedBy.length > 0 ? "add" : "write", memory);
  }

  /** The sums that workers help with. */
  get helped(): Part {
    return this.hasGradient ? this.sum : this.value;
  }

  /** Columns of n rows: in memory, with room for all that may run on it, where something does. */
  columnsOf(n: number, workers: number): Columns {
    const count = this.columns.length;
    const area = Math.max(this.value.areaBytes, this.sum.areaBytes, this.map.areaBytes);
    const outputs = this.helped.outputCount;
    const exchange = workers > 0 ? 16 * outputs * blocksAtOnce(n, outputs) : 0;
    const room = { results: this.map.outputCount, workers, exchange };
    const inMemory = area === 0 ? undefined : wasmColumns(count, n, area, room);
    return inMemory ?? plainColumns(count, n);
  }

  #part(name: string, program: () => Program): Part {
    const known =
      this.#made.get(name) ??
      new Part(optimized(program()), this.columns, this.parameters, this.#parts.target, name !== "map");
    this.#made.set(name, known);
    return known;
  }
}

function rowsFrom(compiled: CompiledRows, n: number, host: RowsHost | undefined): Rows {
  const { inputs, summedBy, mappedBy } = compiled;
  const workers =
    n > BLOCK && host !== undefined && compiled.helped.forWorkers !== undefined ? host.workers : 0;
  const store = compiled.columnsOf(n, workers);
  const parameters = new Float64Array(compiled.parameters.length).fill(Number.NaN);
  const columns = new Map(compiled.columns.map((input, c) => [inputs[input], store.columns[c]]));
  const bound = { add: new Map<Part, Bound>(), write: new Map<Part, Bound>() };
  const given = new Float64Array(inputs.length); // by input, the parameters
  const totals = new Float64Array(1 + summedBy.length);
  let results: readonly Float64Array[] | undefined;
  let team = host === undefined ? undefined : teamOf(compiled, store, host);
  const close = (): void => {
    team?.close();
    team = undefined;
  };

  /** A part on these columns, with what its rows share filled in. */
  const ready = (part: Part, purpose: Purpose): Bound => {
    const known = bound[purpose].get(part) ?? part.bind(store, purpose);
    bound[purpose].set(part, known);
    known.shared.set(parameters);
    for (let i = 0; i < parameters.length; i++) given[compiled.parameters[i]] = parameters[i];
    part.share(given, known.shared);
    known.begin();
    return known;
  };

  const column = (name: string): Float64Array => {
    const found = columns.get(name);
    if (found !== undefined) return found;
    if (!inputs.includes(name)) throw notAnInput("column", name, inputs);
    throw new UsageError(
      "not-a-column",
      `'${name}' is a parameter, one value for all rows: fill rows.parameters[${parametersOf(compiled).indexOf(name)}]`,
    );
  };

  const map = (): RowResults => {
    const part = compiled.map;
    const names = compiled.hasGradient ? mappedBy : [];
    results ??= store.memory?.results ?? resultArrays(1 + names.length, n);
    ready(part, "write").write(0, n, results);
    const [value, ...partials] = results;
    return { value, gradient: new Map(names.map((name, i) => [name, partials[i]])) };
  };

  const sum = (gradient?: Float64Array, range?: RowRange): number => {
    const [from, to] = checkedRange(range, n);
    if (gradient !== undefined) checkGradient(gradient, compiled);
    const part = gradient === undefined ? compiled.value : compiled.sum;
    const one = ready(part, "add");
    const into = gradient === undefined ? totals.subarray(0, 1) : totals;
    const add = (first: number, count: number): void => one.add(first, count);
    const isHelped = team !== undefined && part === compiled.helped && to - from > BLOCK;
    if (!isHelped || team?.addBlocks(from, to - from, one.lanes, into, add) === false) {
      if (isHelped) close();
      addBlocks(from, to - from, one.lanes, into, add);
    }
    if (gradient !== undefined) gradient.set(totals.subarray(1));
    return into[0];
  };

  const { operations, sharedOperations } = compiled.main;
  const { target, why, bytes: code } = compiled.choice(store.memory);
  const bytes = code + 8 * n * compiled.columns.length;
  const helped = team === undefined ? "" : `, with ${workers} ${workers === 1 ? "worker" : "workers"}`;
  const plan = Object.freeze({ target, operations, shared: sharedOperations, bytes, why: why + helped });
  return Object.freeze({ length: n, parameters, wrt: summedBy, plan, column, map, sum, close });
}

/** Workers for rows in memory that they share; undefined where there is no such memory, or nothing to share out. */
function teamOf(compiled: CompiledRows, { memory, length }: Columns, host: RowsHost): Team | undefined {
  const part = compiled.helped.forWorkers;
  if (memory === undefined || part === undefined || memory.helpers.length === 0) return undefined;
  return new Team(host, memory, part, length);
}

const parametersOf = ({ inputs, parameters }: CompiledRows): readonly string[] =>
  parameters.map((input) => inputs[input]);

function resultArrays(count: number, n: number): Float64Array[] {
  if (count * n > MOST_NUMBERS) {
    const [results, most] = [count * n, MOST_NUMBERS].map(grouped);
    throw new BudgetError(
      "over-budget",
      `map would give ${results} numbers, expected at most ${most}: take fewer rows at once, or fewer derivatives`,
    );
  }
  return Array.from({ length: count }, () => new Float64Array(n));
}

const rowCount = integer(0, MOST_ROWS);

function checkCount(n: number, columns: number): void {
  if (typeof n !== "number" || !Number.isInteger(n) || n < 0) {
    throw new UsageError(
      "bad-row-count",
      `the number of rows is ${described(n)}, expected ${rowCount.expected}`,
    );
  }
  if (n > MOST_ROWS) {
    throw new BudgetError(
      "over-budget",
      `${grouped(n)} rows are over the budget of ${grouped(MOST_ROWS)}: take them in parts, and add up the sums`,
    );
  }
  if (n * columns > MOST_NUMBERS) {
    const [numbers, most] = [n * columns, MOST_NUMBERS].map(grouped);
    throw new BudgetError(
      "over-budget",
      `${grouped(n)} rows of ${grouped(columns)} columns are ${numbers} numbers, over the budget of ${most}: take them in parts, and add up the sums`,
    );
  }
}

/** The indices of the parameters among the inputs. */
function checkedParameters(names: readonly string[], inputs: readonly string[]): number[] {
  const places = new Map(inputs.map((name, i) => [name, i]));
  const seen = new Set<string>();
  return Array.from(names, (name) => {
    if (typeof name !== "string") {
      throw new UsageError("bad-parameters", `parameters holds ${described(name)}, expected names of inputs`);
    }
    if (seen.has(name)) {
      throw new UsageError("bad-parameters", `parameters holds ${described(name)} twice, expected it once`);
    }
    seen.add(name);
    const place = places.get(name);
    if (place === undefined) throw notAnInput("parameter", name, inputs);
    return place;
  });
}

function notAnInput(what: string, name: unknown, inputs: readonly string[]): NameError {
  const near = typeof name === "string" ? suggestion(name, inputs) : undefined;
  const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
  const found = typeof name === "string" ? `'${name}'` : described(name);
  return new NameError("not-an-input", `${what} ${found} is not among the kernel's inputs${hint}`, {
    suggestion: near,
  });
}

function checkGradient(gradient: unknown, { hasGradient, summedBy }: CompiledRows): void {
  if (!hasGradient) {
    throw new UsageError(
      "no-gradient",
      "this kernel has no gradient: compile it with { gradient: true }, or with the names to differentiate by",
    );
  }
  if (!(gradient instanceof Float64Array)) {
    throw new UsageError("bad-array", `gradient is ${described(gradient)}, expected a Float64Array`);
  }
  if (gradient.length !== summedBy.length) {
    const entries = `${gradient.length} ${gradient.length === 1 ? "entry" : "entries"}`;
    throw new ShapeError(
      "wrong-length",
      `gradient has ${entries}, expected ${summedBy.length}: one for each of the parameters differentiated by`,
    );
  }
}

/** The rows that are asked for, from the first to the one after the last. */
function checkedRange(range: RowRange | undefined, n: number): readonly [from: number, to: number] {
  if (range === undefined) return [0, n];
  checkOptions("sum", range, rules({ from: integer(0, n), to: integer(0, n) }));
  const { from = 0, to = n } = range;
  if (from > to) {
    throw new UsageError("bad-range", `from is ${from} and to is ${to}, expected from at most to`);
  }
  return [from, to];
}
