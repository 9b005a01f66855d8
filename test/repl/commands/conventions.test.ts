// What every command that answers in numbers says where they rest on a convention.
import { expect, test } from "vitest";
import { Session } from "../../../src/repl/session.ts";

const remarks = (line: string): readonly string[] => new Session().line(line).remarks;
const KINK = "note: abs(x) has no derivative where x = 0; 0, the midpoint of [-1, 1], is used";

test.each([
  "diff abs(x) at x=0",
  "diff x*abs(x) order 2 at x=0",
  "grad abs(x)*y at x=0, y=1",
  "jacobian [abs(x), x] at x=0",
  "hessian abs(x)*y at x=0, y=1",
  "jvp [abs(x), x] wrt x by 1 at x=0",
  "vjp [abs(x), x] wrt x by 1, 0 at x=0",
  "hvp abs(x)*x wrt x by 1 at x=0",
  "laplacian abs(x) + y wrt x at x=0", // y has no value, and needs none
  "divergence [abs(x), y] wrt x, y at x=0, y=2",
  "curl [y, abs(x)] wrt x, y at x=0, y=0",
  "directional abs(x)*y by x=3, y=4 at x=0, y=1",
  "total t wrt x where t = abs(x) at x=0",
  "implicit abs(x) + y^3 = 1 wrt x at x=0, y=1",
])("%s", (line) => {
  expect(remarks(line)).toContain(KINK);
});

test("a kink in what is not differentiated by is none, nor is one beside the point", () => {
  expect(remarks("laplacian abs(x) + y^2 wrt y at x=0, y=0")).toEqual([]);
  expect(remarks("grad abs(x)*y at x=1, y=1")).toEqual([]);
});

test("where the formula has no value, that is said", () => {
  expect(remarks("grad sqrt(x)*y at x=-1, y=1")).toEqual([
    "note: the formula itself has no value at this point",
  ]);
});
