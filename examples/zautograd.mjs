// zautograd: forward and reverse by hand, the three ways to differentiate a program, and training in seven steps.
//   node examples/zautograd.mjs
import "./zautograd/tables.mjs";
import "./zautograd/ways.mjs";
import "./zautograd/steps.mjs";
