// Options read one by one: numbers, lists of widths, names. Every message names the option and what it got.
import { UsageError } from "../../expr/errors.ts";
import type { Given, Outside } from "./host.ts";

const optionOf = (name: string): string =>
  `--${name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;

const bad = (name: string, text: string, expected: string): UsageError =>
  new UsageError(
    `bad-${optionOf(name).slice(2)}`,
    `${optionOf(name)} is '${text.slice(0, 40)}', expected ${expected}`,
  );

/** The text of an option; undefined where it was not given. */
export function textOf(given: Given, name: string): string | undefined {
  const value = given.get(name);
  return typeof value === "string" ? value : undefined;
}

/** A number in a range. @throws {UsageError} for anything else */
export function numberOf(
  given: Given,
  name: string,
  takes: (value: number) => boolean,
  expected: string,
): number | undefined {
  const text = textOf(given, name);
  if (text === undefined) return undefined;
  const value = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/u.test(text.trim()) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value) || !takes(value)) throw bad(name, text, expected);
  return value;
}

/** An integer in a range. @throws {UsageError} for anything else */
export const integerOf = (given: Given, name: string, from: number, to: number): number | undefined =>
  numberOf(
    given,
    name,
    (value) => Number.isInteger(value) && value >= from && value <= to,
    `an integer from ${from} to ${to}`,
  );

/** Integers separated by commas. @throws {UsageError} for one that is none, and where nothing stands between commas */
export function integersOf(given: Given, name: string, to: number): number[] | undefined {
  const text = textOf(given, name);
  if (text === undefined) return undefined;
  return text.split(",").map((item, i) => {
    const one = item.trim();
    if (/^\d{1,9}$/u.test(one) && Number(one) >= 1 && Number(one) <= to) return Number(one);
    const place = text.includes(",")
      ? `, its ${ordinal(i + 1)} number is ${one === "" ? "missing" : `'${one.slice(0, 20)}'`}`
      : "";
    throw bad(name, text, `integers from 1 to ${to} separated by commas, as in 16,16,1${place}`);
  });
}

const ordinal = (n: number): string => `${n}${["th", "st", "nd", "rd"][n < 4 ? n : 0]}`;

/** A file's text. @throws {UsageError} that says why it can't be read */
export const fileText = (host: Outside, path: string): Promise<string> =>
  host.readFile(path).catch((error: Error) => {
    throw new UsageError("no-file", `can't read '${path}': ${error.message}`);
  });

/** Work on a file that is written. @throws {UsageError} that says why it can't be */
export function writing(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UsageError("bad-file", `can't write '${path}': ${error.message}`);
  }
}
