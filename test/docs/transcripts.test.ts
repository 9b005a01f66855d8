// The replay of transcripts finds what is not answered so.
import { expect, test } from "vitest";
import { pageOf, partsOf, replayed, timeless } from "../../scripts/docs/transcripts.ts";

const block = (...lines: string[]): string => `Text.\n\n\`\`\`gradtree\n${lines.join("\n")}\n\`\`\`\n`;

/** A page with what is really answered. */
const corrected = async (page: string): Promise<string> => pageOf(await replayed(partsOf(page)));

test("a wrong answer is replaced, and one that is missing is put in", async () => {
  expect(await corrected(block("> 1 + 1", "1 + 1 = 3", "> 2x"))).toBe(
    block("> 1 + 1", "1 + 1 = 2", "> 2x", "2*x"),
  );
});

test("the blocks of a page are one conversation, until a new one begins", async () => {
  const page = `${block("> x = 2", "x = 2")}${block("> x^2", "x^2 = 4")}<!-- a new conversation -->\n${block("> x^2", "x^2")}`;
  expect(await corrected(page)).toBe(page);
});

test("an entry goes on over lines behind '... '", async () => {
  const page = block("> max(1,", "...   2)", "max(1, 2) = 2");
  expect(await corrected(page)).toBe(page);
});

test("costs are shown where the page shows them, and their times are not compared", async () => {
  const [bare, shown] = [
    block("> diff x^2", "2*x"),
    block("> diff x^2", "2*x", "cost: 3 nodes, 3 visits, 17 ms, alpha"),
  ];
  expect(await corrected(bare)).toBe(bare);
  expect(timeless(await replayed(partsOf(shown)))).toBe(timeless(partsOf(shown)));
  const wrong = shown.replace("3 visits", "4 visits");
  expect(timeless(await replayed(partsOf(wrong)))).not.toBe(timeless(partsOf(wrong)));
});

test("command lines run with the files of the page", async () => {
  const page = [
    "```console",
    "$ printf 'x = 2\\nx^2\\n2*(' > a.gt; npx gradtree run a.gt",
    "x = 2",
    "x^2 = 4",
    "a.gt:3: the text ends after '(', expected a number, a name or '(', then ')' to close the '(' at 1:3",
    "    2*(",
    "      ^^",
    "$ printf '1 + 1\\n' | npx gradtree",
    "1 + 1 = 2",
    "$ npx gradtree eval --file b.txt",
    "can't read 'b.txt': no such file",
    "see gradtree eval --help",
    "```",
    "",
  ].join("\n");
  expect(await corrected(page)).toBe(page);
});
