// mytensor: a tape of what was done, broadcasting and its gradients, matrix products, mini-batches.
//   node examples/mytensor.mjs
import "./mytensor/backwards.mjs";
import "./mytensor/broadcast.mjs";
import "./mytensor/matmul.mjs";
import "./mytensor/sgd.mjs";
