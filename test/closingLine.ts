// The last line of a test run, the same whatever the size of the run: how many tests passed, failed
// and were skipped. A skipped test is named with its reason, and fails the run where CI is set: a
// machine that lacks what a test needs must not pass for one that ran it.
import type { Reporter, TestCase, TestModule } from "vitest/node";

const reasonFor = (test: TestCase): string => {
  const result = test.result();
  return (result.state === "skipped" && result.note) || `its mode is '${test.options.mode}'`;
};

const nameOf = (test: TestCase): string => `${test.module.relativeModuleId} > ${test.fullName}`;

export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
    // A file that can't be read or an error outside of tests fails the run without failing a test.
    const brokenModules = modules.filter((module) => module.errors().length > 0).length;
    const failed = count("failed") + brokenModules + unhandled.length;
    const skipped = tests.filter((test) => test.result().state === "skipped");
    for (const test of skipped) console.log(`skipped: ${nameOf(test)}: ${reasonFor(test)}`);
    if (skipped.length > 0 && process.env.CI) {
      console.log("a skipped test fails where CI is set");
      process.exitCode = 1;
    }
    console.log(`${count("passed")} passed, ${failed} failed, ${skipped.length} skipped`);
  }
}

// Vitest loads a reporter by path from a module's default export.
export { ClosingLine as default };
