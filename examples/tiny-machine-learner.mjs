// tiny-machine-learner: gradients from the difference quotient to Alpha, and four optimizers.
//   node examples/tiny-machine-learner.mjs [--out FOLDER]
// Each part runs by itself too: node examples/tiny-machine-learner/eps.mjs
import "./tiny-machine-learner/eps.mjs";
import "./tiny-machine-learner/passes.mjs";
import "./tiny-machine-learner/beta.mjs";
import "./tiny-machine-learner/alpha.mjs";
import "./tiny-machine-learner/fibonacci.mjs";
import "./tiny-machine-learner/optimizers.mjs";
