// micrograd: values with gradients, their graph, and a network that tells two moons apart.
//   node examples/micrograd.mjs [--out FOLDER]
import "./micrograd/readme.mjs";
import "./micrograd/reflected.mjs";
import "./micrograd/gate.mjs";
import "./micrograd/moons.mjs";
