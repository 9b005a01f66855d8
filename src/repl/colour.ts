// When to colour, and which. Colours come from NO_COLOR, FORCE_COLOR and TERM, and never go into a
// pipe unasked.

export interface Palette {
  readonly error: (text: string) => string;
  readonly remark: (text: string) => string;
  /** What stands back: the cost of an answer, its preview. */
  readonly dim: (text: string) => string;
}

/** Line by line, so that a pager or a cut line never stays coloured. */
const painted =
  (code: number) =>
  (text: string): string =>
    text.replace(/[^\n]+/gu, (line) => `\u001B[${code}m${line}\u001B[0m`);

export const colours: Palette = { error: painted(31), remark: painted(33), dim: painted(2) };

const same = (text: string): string => text;
export const plain: Palette = { error: same, remark: same, dim: same };

/** The palette for a stream: FORCE_COLOR decides, then NO_COLOR (https://no-color.org), then what the stream is. */
export function paletteFor(
  stream: { readonly isTTY?: boolean | undefined },
  { FORCE_COLOR, NO_COLOR, TERM }: Readonly<Record<string, string | undefined>>,
): Palette {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR === "0" || FORCE_COLOR === "false" ? plain : colours;
  return NO_COLOR || TERM === "dumb" || stream.isTTY !== true ? plain : colours;
}
