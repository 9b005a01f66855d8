// Target cuda: the functions of C, for host and device. To be compiled with -fmad=false, so that a product and a
// sum are two roundings, as everywhere else.
import { c, inC } from "./c.ts";
import type { Dialect } from "./dialect.ts";
import { words } from "./words/cuda.ts";

const BOTH = "__host__ __device__ ";

export const cuda: Dialect = {
  ...c,
  name: "cuda",
  title: "CUDA C",
  words,
  helpers: new Map(
    [...c.helpers].map(([name, source]) => [name, source.replace(/^static /u, `static ${BOTH}`)]),
  ),
  write: (body) => inC(body, BOTH),
};
