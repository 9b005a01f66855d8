// The first text that a process reads: the grammar is made ready on the way. Measured inside a
// fresh process, apart from loading the library.
import { spawnSync } from "node:child_process";

const library = new URL("../dist/index.js", import.meta.url).href;
const program = `
  const started = performance.now();
  import(${JSON.stringify(library)}).then(({ parse }) => {
    const loaded = performance.now();
    parse("x*y + sin(y)");
    console.log(JSON.stringify([loaded - started, performance.now() - loaded]));
  });
`;

/** The median over fresh processes of the time for the text itself; loading the library is told beside it. */
export async function firstText() {
  const samples = Array.from({ length: 9 }, () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ["-e", program], { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  });
  const middle = (k) => samples.map((sample) => sample[k]).sort((a, b) => a - b)[4];
  const largest = Math.max(...samples.map(([, first]) => first));
  return {
    measured: middle(1),
    detail: `max ${largest.toPrecision(3)}; loading the library ${middle(0).toPrecision(3)}`,
  };
}
