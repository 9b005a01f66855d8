// How the tests run: the grammar is generated first; one closing line at the end says how many
// passed, failed and were skipped, and a skipped test is named with its reason.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // By default a machine with two cores gets one worker, which would take twice as long.
    maxWorkers: 2,
    // Nothing that is tested has a state of its own: files share modules, and what V8 has compiled of them.
    isolate: false,
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/globalSetup.ts"],
    reporters: ["default", "./test/closingLine.ts"],
    testTimeout: 20_000,
    hookTimeout: 120_000, // the first of them builds the package
  },
});
