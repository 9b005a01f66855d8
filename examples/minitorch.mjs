// minitorch: scalars that remember how they came about, and six sets of points told apart.
//   node examples/minitorch.mjs [--out FOLDER]
import "./minitorch/history.mjs";
import "./minitorch/byHand.mjs";
import "./minitorch/results.mjs";
import "./minitorch/check.mjs";
import "./minitorch/loss.mjs";
import "./minitorch/search.mjs";
import "./minitorch/datasets.mjs";
