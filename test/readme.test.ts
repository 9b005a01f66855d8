// What the README shows is what happens: its transcripts are replayed with the command as it is built. (test/docs does
// it for all pages, without building.)
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { bin, build, command, finish } from "./built.ts";
import { root } from "./imports.ts";

beforeAll(build);

const readme = readFileSync(join(root, "README.md"), "utf8");
const transcripts = [...readme.matchAll(/^```console\n(.*?)^```$/gmsu)].map(([, transcript]) =>
  transcript.trimEnd(),
);

/** The lines typed behind a prompt, and all that was printed. */
function replayed(transcript: string, prompt: string): { typed: string[]; printed: string[] } {
  const typed: string[] = [];
  const printed: string[] = [];
  for (const line of transcript.split("\n")) {
    if (line.startsWith(prompt)) typed.push(line.slice(prompt.length));
    else printed.push(line);
  }
  return { typed, printed };
}

describe("the README", () => {
  test("has transcripts of the command and of the prompt", () => {
    expect(transcripts.filter((transcript) => transcript.startsWith("$ "))).toHaveLength(3);
    expect(transcripts.filter((transcript) => transcript.startsWith("> "))).toHaveLength(1);
  });

  test.each(transcripts.filter((transcript) => transcript.startsWith("> ")))(
    "the prompt answers as in\n%s",
    (transcript) => {
      const { typed, printed } = replayed(transcript, "> ");
      const { code, out, err: remarks } = command([], `${typed.join("\n")}\n`);
      const err = remarks.replace(/^cost: .*\n/gmu, ""); // times are never the same
      expect({ code, out, err }).toEqual({ code: 0, out: `${printed.join("\n")}\n`, err: "" });
    },
  );

  const sessions = transcripts.filter((transcript) => transcript.startsWith("$ "));
  const commands = sessions.flatMap((transcript) =>
    transcript
      .split(/^\$ /gmu)
      .slice(1)
      .map((entry) => {
        const [line, ...printed] = entry.trimEnd().split("\n");
        return [line, printed.join("\n")] as const;
      }),
  );

  test.each(commands)("$ %s", (line, printed) => {
    expect(line).toMatch(/^npx gradtree /u);
    const { out, err } = finish("bash", [
      "-c",
      line.replace(/^npx gradtree/u, `"${process.execPath}" "${bin}"`),
    ]);
    expect(out + err).toBe(`${printed}\n`);
  });
});
