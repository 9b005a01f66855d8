// The session at a terminal, at a terminal that only takes lines, or in a pipe. What each needs is
// loaded where it is needed.
import { paletteFor } from "./colour.ts";

export interface Streams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Converses until the input ends or `quit`. Resolves to the exit code: 1 where a line of a pipe was in error.
 * @param worker the file of the thread that a terminal's session computes in.
 */
export async function converse(streams: Streams, worker: string): Promise<number> {
  const { input, output, env } = streams;
  if (input.isTTY) {
    await converseAtTerminal(streams, worker, output.isTTY && env.TERM !== "dumb");
    return 0;
  }
  const { runScript } = await import("./script.ts");
  return runScript({ name: "stdin", input, stops: false }, streams);
}

async function converseAtTerminal(
  { input, output, errors, env }: Streams,
  worker: string,
  canDraw: boolean,
): Promise<void> {
  const { startEngine } = await import("./terminal/engine.ts");
  const errorPalette = paletteFor(errors, env);
  if (!canDraw) {
    const { converseInLines } = await import("./terminal/plainPrompt.ts");
    return converseInLines({
      input,
      output,
      errors,
      errorPalette,
      start: () => startEngine(worker, () => {}),
    });
  }
  const { converseAtPrompt } = await import("./terminal/prompt.ts");
  const { historyPath, openHistory } = await import("./terminal/history.ts");
  return converseAtPrompt({
    input,
    output,
    errors,
    palette: paletteFor(output, env),
    errorPalette,
    history: openHistory(historyPath(env)),
    start: (shown) => startEngine(worker, shown),
  });
}
