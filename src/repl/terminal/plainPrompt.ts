// The prompt at a terminal that only takes lines (TERM=dumb), or whose answers go into a pipe or a
// file: the terminal itself edits the line, nothing is drawn.
import type { Palette } from "../colour.ts";
import { lines } from "../lines.ts";
import { print } from "../pipe.ts";
import type { Outcome } from "../session.ts";
import type { Ending, Engine } from "./engine.ts";

export interface PlainTerminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream;
  readonly errorPalette: Palette;
  readonly start: () => Engine;
}

/** No terminal sends longer lines. */
const LINE_LIMIT = 2 ** 16;

/** Converses until `quit` or the end of the input. Ctrl-C cancels what is computed, or the lines of an open entry. */
export async function converseInLines(terminal: PlainTerminal): Promise<void> {
  const { input, output, errors, start } = terminal;
  const shown = [output, errors].find(({ isTTY }) => isTTY);
  const engine = start();
  let open: string[] = [];
  let isBusy = false;
  const prompt = (): void => void shown?.write(open.length === 0 ? "> " : "... ");
  const interrupt = (): void => {
    if (isBusy) engine.cancel();
    else {
      open = [];
      shown?.write("\n");
      prompt();
    }
  };
  const answered = async (entry: string, whole: boolean): Promise<Ending> => {
    const outcomes: Promise<void>[] = [];
    isBusy = true;
    const outcome = (each: Outcome): void => void outcomes.push(print(each, terminal));
    const ending = await engine.answer(entry, whole, { begun: () => {}, outcome });
    await Promise.all(outcomes);
    isBusy = false;
    return ending;
  };
  process.on("SIGINT", interrupt);
  try {
    prompt();
    for await (const { text } of lines(input, LINE_LIMIT)) {
      open.push(text);
      const ending =
        text.trim() === "" && open.length === 1
          ? "done"
          : await answered(open.join("\n"), text.trim() === "");
      if (ending === "over") return;
      if (ending === "done") open = [];
      prompt();
    }
    shown?.write("\n"); // the shell's prompt begins a line of its own
  } finally {
    process.off("SIGINT", interrupt);
    await engine.close();
  }
}
