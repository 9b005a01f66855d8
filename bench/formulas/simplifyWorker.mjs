// mathjs.simplify in a thread of its own, which whoever asks can end: some inputs never come back.
import { parentPort } from "node:worker_threads";
import * as mathjs from "mathjs";
import { mathjsOperations } from "./mathjsOperations.mjs";

parentPort.on("message", (text) => {
  const started = performance.now();
  try {
    const result = mathjs.simplify(text);
    const milliseconds = performance.now() - started;
    const operations = mathjsOperations(result) + reciprocals(result);
    parentPort.postMessage({ text: result.toString(), operations, milliseconds });
  } catch (error) {
    parentPort.postMessage({ error: error.message });
  }
});

/** A power with a negative number above is a quotient and a power, as 1/x^6 is. */
function reciprocals(root) {
  const found = new Set();
  root.traverse((node) => {
    if (node.isOperatorNode && node.fn === "pow" && /^\(?-[\d.]+\)?$/u.test(node.args[1].toString())) {
      if (node.args[1].toString() !== "-1") found.add(node.toString());
    }
  });
  return found.size;
}

parentPort.postMessage({});
