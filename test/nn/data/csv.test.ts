import { describe, expect, test } from "vitest";
import { ParseError, UsageError } from "../../../src/expr/errors.ts";
import { readCsv } from "../../../src/nn/data/csv.ts";

describe("readCsv(text)", () => {
  test("reads a header, features and a label, by default the last column", () => {
    const data = readCsv("width,height,price\n1,2.5,-3e2\n4,.5,6\n");
    expect([data.names, data.label, data.classes]).toEqual([["width", "height"], "price", undefined]);
    expect(data.columns.map((column) => [...column])).toEqual([
      [1, 4],
      [2.5, 0.5],
    ]);
    expect([...data.targets]).toEqual([-300, 6]);
  });

  test("finds out whether there is a header, and is told otherwise", () => {
    expect(readCsv("1,2,3\n4,5,6").names).toEqual(["x1", "x2"]);
    expect(readCsv("1,2\n3,4", { header: true }).names).toEqual(["1"]);
    expect(readCsv("1,cat\n2,dog", { header: false }).classes).toEqual(["cat", "dog"]);
  });

  test("takes the label by name or number", () => {
    const text = "kind,a,b\n1,2,3\n";
    expect([...readCsv(text, { label: "kind" }).targets]).toEqual([1]);
    expect(readCsv(text, { label: 2 }).names).toEqual(["kind", "b"]);
    expect(() => readCsv(text, { label: "knid" })).toThrow(
      new UsageError(
        "unknown-column",
        "no column is called 'knid' (did you mean 'kind'?): expected kind, a, b, or a number from 1 to 3",
        { suggestion: "kind" },
      ),
    );
    for (const label of [0, 4, 1.5, "__proto__"])
      expect(() => readCsv(text, { label })).toThrow("no column is called");
  });

  test("reads quoted fields with commas, quotes and line ends in them, CRLF, a byte order mark, blank lines, blanks", () => {
    const data = readCsv('\ufeff"a, b","say ""hi""",kind\r\n\r\n 1 ,"2","x,\ny"\r\n3,4,"x,\ny"\r\n');
    expect(data.names).toEqual(["a, b", 'say "hi"']);
    expect([data.classes, [...data.targets], [...data.columns[0]]]).toEqual([["x,\ny"], [0, 0], [1, 3]]);
  });

  test("reads another delimiter", () => {
    expect([...readCsv("1;2\n3;4", { delimiter: ";" }).targets]).toEqual([2, 4]);
    expect([...readCsv("1\t2", { delimiter: "\t" }).columns[0]]).toEqual([1]);
  });

  test("finds semicolons and tabs where the first line has no comma", () => {
    expect(readCsv("\ufeffa;b;c\n1;2;3\n").names).toEqual(["a", "b"]);
    expect(readCsv("a;1\tb;1\tc\n1\t2\t3\n", { delimiter: "\t" }).names).toEqual(["a;1", "b;1"]);
    expect([...readCsv("1\t2\t3\n").columns[1]]).toEqual([2]);
    expect(readCsv("a,b;1,c\n1,2,3\n").names).toEqual(["a", "b;1"]);
  });

  test("numbers classes in the order in which they are met", () => {
    const data = readCsv("x,kind\n1,setosa\n2,virginica\n3,setosa\n");
    expect([data.classes, [...data.targets]]).toEqual([
      ["setosa", "virginica"],
      [0, 1, 0],
    ]);
  });

  test("reads 20,000 lines", () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `${i},${i / 7},${i % 2}`).join("\n");
    const data = readCsv(text);
    expect([data.size, data.columns[1][19_999]]).toEqual([20_000, 19_999 / 7]);
  });

  test.each([
    ["", {}, "empty-data", "the CSV text is empty, expected lines of numbers"],
    ["\n \n", {}, "empty-data", "the CSV text is empty, expected lines of numbers"],
    ["a,b\n", {}, "empty-data", "the CSV text has a header and no rows, expected lines of numbers below it"],
    ["1\n2\n", {}, "too-few-columns", "the CSV text has 1 column, expected features and a label"],
    ["a,b\n1,2\n3\n", {}, "ragged-csv", "line 3 has 1 field, expected 2 as line 1 has"],
    ["1,2\n\n3,4,5\n", {}, "ragged-csv", "line 3 has 3 fields, expected 2 as line 1 has"],
    ["a,b\n1,2\nx,4\n", {}, "not-a-number", "line 3, column 1 ('a') is 'x', expected a number"],
    ["a,b\n1,2\n3,\n", {}, "not-a-number", "line 3, column 2 ('b') is empty, expected a number"],
    ["a,b\n,2\n", {}, "not-a-number", "line 2, column 1 ('a') is empty, expected a number"],
    ["a,b\n0x10,2\n", {}, "not-a-number", "line 2, column 1 ('a') is '0x10', expected a number"],
    [
      "a,b\nInfinity,2\n",
      {},
      "not-a-number",
      "line 2, column 1 ('a') is 'Infinity', expected a finite number",
    ],
    ["a,b\n1e999,2\n", {}, "not-a-number", "line 2, column 1 ('a') is '1e999', expected a finite number"],
    ["a,b\nNaN,2\n", {}, "not-a-number", "line 2, column 1 ('a') is 'NaN', expected a finite number"],
    ["a,b,a\n1,2,3\n", {}, "two-columns", "columns 1 and 3 are both called 'a', expected a name each"],
    ["a,b\n1,cat\n2,3\n", {}, "no-class", "line 3, column 2 ('b') is '3', expected a class as 'cat' is one"],
    ["a,b\n1,cat\n2,\n", {}, "no-class", "line 3, column 2 ('b') is empty, expected a class as 'cat' is one"],
  ])("%j is refused: %s %s %s", (text, options, code, message) => {
    expect(() => readCsv(text, options)).toThrow(new ParseError(code, message));
  });

  test("a quote that is not closed, or in the middle of a field, is refused with its line", () => {
    expect(() => readCsv('a,b\n1,"2\n')).toThrow(
      /^the CSV text can't be read: Quote Not Closed: .* line 2$/u,
    );
    expect(() => readCsv('a,b\n1,2"3"\n')).toThrow(
      /^the CSV text can't be read: Invalid Opening Quote: .* line 2/u,
    );
  });

  test("what is no text or option is refused", () => {
    // @ts-expect-error a number where a text is due
    expect(() => readCsv(3)).toThrow("the CSV text is 3, expected a text");
    expect(() => readCsv("1,2", { delimiter: "ab" })).toThrow(
      "delimiter is 'ab', expected one character such as ';'",
    );
    // @ts-expect-error an option that there is not
    expect(() => readCsv("1,2", { headers: true })).toThrow(
      "unknown option 'headers' of readCsv (did you mean 'header'?)",
    );
  });
});
