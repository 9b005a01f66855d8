// The file of the thread that a terminal's session computes in.
"use strict";

require("./load.cjs").serve();
