// Writes every page that is not as it ought to be, and says which.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { pages, renewed } from "./pages.ts";
import { pageOf, partsOf, timeless } from "./transcripts.ts";

for (const page of pages) {
  const parts = await renewed(page);
  if (existsSync(page) && timeless(partsOf(readFileSync(page, "utf8"))) === timeless(parts)) continue;
  writeFileSync(page, pageOf(parts));
  console.log(page);
}
