// How the tests run: the grammar is generated first; one closing line at the end says how many
// passed, failed and were skipped, and a skipped test is named with its reason.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // By default a machine with two cores gets one worker, which would take twice as long.
    maxWorkers: 2,
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/globalSetup.ts"],
    reporters: ["default", "./test/closingLine.ts"],
    testTimeout: 20_000,
  },
});
