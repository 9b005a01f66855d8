import { describe, expect, test } from "vitest";
import { trainingPicture } from "../../../src/insight/plot/picture.ts";
import { type Region, regionOf } from "../../../src/insight/plot/region.ts";
import { Dataset, MLP } from "../../../src/nn/index.ts";

const data = new Dataset([Float64Array.of(0, 1, 1), Float64Array.of(0, 2, 1)], Float64Array.of(-1, 1, -1));
const model = MLP(2, [1]);
model.parameters.values.set([1, 0, -0.5]); // the boundary is x1 = 1/2
const region: Region = regionOf(model, data, { kind: "signs", classes: ["no", "<yes>"], across: 40, up: 40 });
const curve = { steps: [1, 2, 3], losses: [1, 0.5, 0.75] };
const picture = (parts: object = {}): string =>
  trainingPicture({ title: "a & b", subtitle: "c", curve, region, ...parts });

/** The elements of well-formed XML, each with what it is in; text must be escaped. @throws {Error} otherwise */
function wellFormed(xml: string): number {
  const open: string[] = [];
  let count = 0;
  const rest = xml.replace(
    /<(\/?)([A-Za-z]+)((?:\s[\w:-]+="[^"<>]*")*)(\/?)>/gu,
    (_, closing, name, _all, single) => {
      count++;
      if (closing !== "") {
        if (open.pop() !== name) throw new Error(`</${name}> closes another element`);
      } else if (single === "") open.push(name);
      return "";
    },
  );
  if (open.length > 0 || /[<>]|&(?!amp;|lt;|gt;|quot;)/u.test(rest))
    throw new Error(`not well-formed: ${open} ${rest}`);
  return count;
}

/** The points of a path. */
const pointsOf = (path: string): number[][] =>
  [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/gu)].map(([, x, y]) => [Number(x), Number(y)]);

describe("the picture of a training", () => {
  test("is well-formed, with what comes from outside escaped", () => {
    expect(wellFormed(picture())).toBeGreaterThan(30);
    expect(picture()).toContain("<title>a &amp; b: c</title>");
    expect(picture()).toContain("&lt;yes&gt;");
    expect(wellFormed(picture({ title: `"]]><script>\u0000` }))).toBeGreaterThan(30);
  });

  test("has a circle for each point, a dark ring round those predicted wrong, and says so", () => {
    expect(picture().match(/<circle [^>]*r="3(?:\.5)?"/gu)?.length).toBe(3);
    expect(picture().match(/<circle [^>]*r="3.5"[^>]*stroke="#000000"/gu)?.length).toBe(1);
    expect(picture()).toContain(">predicted wrong<");
  });

  test("has the boundary where the score is 0: for x1 - 1/2 upright in the middle", () => {
    const [first, second] = [...picture().matchAll(/<path d="(M[^"]*)" fill="#/gu)].map(([, d]) =>
      pointsOf(d),
    );
    const frame = /<rect x="480" y="104" width="320"/u.test(picture());
    expect(frame).toBe(true);
    const middle = 480 + 160; // the points lie from 0 to 1, with the same border at both ends
    // Within the plane both areas end at the middle, to the hundredth that places are written with.
    expect(Math.max(...first.map(([x]) => x))).toBeCloseTo(middle, 1);
    expect(Math.min(...second.map(([x]) => x))).toBeCloseTo(middle, 1);
  });

  test("has the loss curve from left to right, high losses above", () => {
    const [, d] = /<path d="(M[^"]*)" fill="none"/u.exec(picture()) ?? ["", ""];
    const points = pointsOf(d);
    expect(points.map(([x]) => x)).toEqual([70, 230, 390]);
    expect(points.map(([, y]) => y)).toEqual([104, 264, 184]); // 1, 1/2 and 3/4 of 320 up from 424
  });

  test("shows losses of different sizes by their logarithm", () => {
    const losses = [1, 0.1, 0.01];
    const [, d] = /<path d="(M[^"]*)" fill="none"/u.exec(picture({ curve: { ...curve, losses } })) ?? [
      "",
      "",
    ];
    expect(pointsOf(d).map(([, y]) => y)).toEqual([104, 264, 424]);
  });

  test("of other than two features is the curve alone; of no steps its frame", () => {
    const alone = picture({ region: undefined });
    expect(alone).not.toContain("decision boundary");
    expect(wellFormed(alone)).toBeGreaterThan(10);
    const empty = picture({ curve: { steps: [], losses: [] } });
    expect(wellFormed(empty)).toBeGreaterThan(10);
    expect(empty).not.toMatch(/NaN|Infinity/u);
  });

  test("of losses that are all the same, or enormous, has places that are numbers", () => {
    for (const losses of [
      [0, 0, 0],
      [2, 2, 2],
      [-1, -3, -2],
      [1e300, 1e-300, 1],
    ]) {
      expect(picture({ curve: { ...curve, losses } })).not.toMatch(/NaN|Infinity/u);
    }
  });
});
