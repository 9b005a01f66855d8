import { test } from "vitest";
import { measure } from "../src/expr/measure.ts";
import { parse, read } from "../src/expr/parse/parse.ts";

const time = (label, f) => {
  const s = performance.now();
  let r;
  try {
    r = f();
  } catch (e) {
    r = e.message.slice(0, 100);
  }
  console.log(label, (performance.now() - s).toFixed(1), r);
};
test("t", () => {
  const unit = "3.25*x1^2*sin(y + 2) - x2/(1 + exp(-z))*cos(a*b) + ";
  const of = (n) => unit.repeat(Math.ceil(n / unit.length)) + "x";
  time("first 1KB", () => parse(of(1000)).kind);
  for (let i = 0; i < 30; i++) parse(of(1000));
  for (let i = 0; i < 6; i++) time("1KB", () => parse(of(1000)).kind);
  time("10KB", () => parse(of(10000)).kind);
  time("100KB", () => parse(of(100000)).kind);
  time("100KB", () => parse(of(100000)).kind);
  time("250KB", () => parse(of(260000)).kind);
  const N = 10000;
  const d = (e) => JSON.stringify(measure(e));
  time("brackets", () => d(parse("(".repeat(N) + "x" + ")".repeat(N))));
  time("brackets60k", () => d(parse("(".repeat(60000) + "x" + ")".repeat(60000))));
  time("calls", () => d(parse("sin(".repeat(N) + "x" + ")".repeat(N))));
  time("calls2", () => d(parse("max(1,".repeat(N) + "x" + ",2)".repeat(N))));
  time("bars", () => d(parse("|".repeat(N) + "x" + "|".repeat(N))));
  time("pow", () => d(parse("x" + "^x".repeat(N))));
  time("minus", () => d(parse("-".repeat(N) + "x")));
  time("?:", () => d(parse("c ? a : ".repeat(N) + "x")));
  time("??::", () => d(parse("c ? ".repeat(N) + "x" + " : a".repeat(N))));
  time("not", () => d(parse("not ".repeat(N) + "x")));
  time("root", () => d(parse("√".repeat(N) + "x")));
  time("!", () => d(parse("x" + "²".repeat(3) + " ²".repeat(N))));
  time("fold x(…)", () => d(parse("x(".repeat(N) + "x" + ")".repeat(N), { variables: ["x"] })));
  time("open", () => d(parse("(".repeat(N) + "x")));
  time("long name", () => d(parse("x".repeat(200000))));
  time("long number", () => d(parse("1".repeat(200000))));
  time("long number 2", () => d(parse("1e" + "1".repeat(200000))));
  time("long decimal", () => d(parse("0." + "1".repeat(200000))));
  time("sum", () => d(parse("sum(k,1,10000,k*x)")));
  time("sumdeep", () => d(parse("sum(k,1,1,".repeat(9000) + "k*x" + ")".repeat(9000))));
  time("sum2", () => d(parse("sum(k,1,10000," + "k+".repeat(1000) + "x)")));
  time("comments", () => d(parse("x + # (((\n".repeat(20000) + "x")));
  time("spaces", () => d(parse("x" + " ".repeat(200000))));
  time("juxta", () => d(parse("x ".repeat(50000))));
  time("1/2x many", () => read("1/2x".repeat(1) + "/x y".repeat(20000)).warnings.length);
}, 200000);
