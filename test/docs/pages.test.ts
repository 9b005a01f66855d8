// The pages of the documentation are as they ought to be: their transcripts show what is answered, the references
// say what the tables say, and their links lead somewhere. `node scripts/docs.mjs` renews them.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { pages, renewed } from "../../scripts/docs/pages.ts";
import { pageOf, partsOf, timeless } from "../../scripts/docs/transcripts.ts";

const textOf = (page: string): string => readFileSync(page, "utf8");

test("there are the pages that the first one names", () => {
  const named = [...textOf("docs/index.md").matchAll(/\]\(([\w-]+\.md)\)/gu)].map(
    ([, name]) => `docs/${name}`,
  );
  const others = pages.filter((page) => page !== "docs/index.md" && page.startsWith("docs/"));
  expect([...new Set(named)].sort()).toEqual([...others].sort());
});

describe.each(pages)("%s", (page) => {
  test("shows what is answered", async () => {
    expect(timeless(partsOf(textOf(page)))).toBe(timeless(await renewed(page)));
  });

  test("is taken apart into its transcripts and put together without loss", () => {
    expect(pageOf(partsOf(textOf(page)))).toBe(textOf(page));
  });

  test("has links that lead somewhere", () => {
    const links = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/gu)].map(([, link]) => link);
    for (const link of links.filter((link) => !link.startsWith("https://"))) {
      const [path, anchor] = link.split("#");
      const target = path === "" ? page : join(dirname(page), path);
      expect(existsSync(target), `${link} in ${page}`).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(target), `${link} in ${page}`).toContain(anchor);
    }
  });
});

/** The headings of a page as links name them. */
const anchorsOf = (page: string): string[] =>
  [...textOf(page).matchAll(/^#+ (.*)$/gmu)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
