// mathjs.simplify in a thread of its own, which whoever asks can end: some inputs never come back.
import { parentPort } from "node:worker_threads";
import * as mathjs from "mathjs";
import { mathjsOperations } from "./mathjsOperations.mjs";

parentPort.on("message", (text) => {
  const started = performance.now();
  try {
    const result = mathjs.simplify(text);
    const milliseconds = performance.now() - started;
    parentPort.postMessage({ text: result.toString(), operations: mathjsOperations(result), milliseconds });
  } catch (error) {
    parentPort.postMessage({ error: error.message });
  }
});
