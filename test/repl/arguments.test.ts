import { expect, test } from "vitest";
import { separate } from "../../src/repl/arguments.ts";

const split = (...args: string[]): string => separate(args, ["--wrt", "--at"]).join(" ");

test("a formula may begin with a minus", () => {
  expect(split("-x^2", "--wrt", "x")).toBe("--wrt x -- -x^2");
});

test("an option's value may begin with a minus", () => {
  expect(split("x", "--at", "-y=1", "--wrt=-")).toBe("--at -y=1 --wrt=- -- x");
});

test("everything behind -- is formula", () => {
  expect(split("--wrt", "x", "--", "--wrt")).toBe("--wrt x -- --wrt");
});

test("- alone is stdin, not an option", () => {
  expect(split("-")).toBe("-- -");
});

test("what resembles an option is one, misspelt", () => {
  expect(split("--wtr")).toBe("--wtr --");
});

test("what resembles none is a formula where there is no other", () => {
  expect(split("--abc")).toBe("-- --abc");
  expect(split("x", "--abc")).toBe("--abc -- x");
});

test("an option at the end needs its value", () => {
  expect(() => split("x", "--wrt")).toThrow("option '--wrt' needs a value");
});
