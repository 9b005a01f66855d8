// `gradtree blowup`: its options read, its report as text or as JSON.
import { UsageError } from "../../expr/errors.ts";
import { type BlowupReport, blowup } from "../../insight/blowup.ts";
import { formatBlowup } from "../../insight/blowupText.ts";
import { type Json, jsonText, object } from "../json.ts";

export interface BlowupRequest {
  /** Names of families, separated by commas; all where left out. */
  readonly family?: string | undefined;
  /** Sizes, separated by commas; each family's own where left out. */
  readonly sizes?: string | undefined;
  readonly format: "text" | "json";
}

/**
 * What the command prints.
 * @throws {UsageError} for an unknown family or a bad size.
 */
export function blowupAnswer({ family, sizes, format }: BlowupRequest): string {
  const report = blowup({ families: family?.split(",").map((name) => name.trim()), sizes: sizesFrom(sizes) });
  return format === "json" ? jsonText(reportJson(report)) : formatBlowup(report);
}

function sizesFrom(text: string | undefined): readonly number[] | undefined {
  return text?.split(",").map((item) => {
    const size = item.trim();
    if (/^\d{1,15}$/u.test(size)) return Number(size);
    throw new UsageError("bad-size", `size '${size}' is no integer, expected sizes such as "1, 2, 4"`);
  });
}

const reportJson = ({ budget, tables }: BlowupReport): Json =>
  object([
    ["budget", budget],
    ["tables", tables.map(plain)],
  ]);

/** Plain objects, a few levels deep, as the JSON that the command prints; an absent member is left out. */
function plain(value: unknown): Json {
  if (typeof value === "number" || typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(plain);
  return object(Object.entries(value ?? {}).map(([key, member]) => [key, plain(member)]));
}
