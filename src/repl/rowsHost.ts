// Node's worker threads for rows: compile(...).rows(n, { host: rowsHost(3) }).
import { Worker } from "node:worker_threads";
import type { RowsHost } from "../program/rows/team.ts";

/** A host of so many workers. They keep no process alive, and end when the rows are closed. */
export const rowsHost = (workers: number): RowsHost => ({
  workers,
  start: (body, task) => {
    const script = `"use strict"; const task = require("node:worker_threads").workerData; ${body}`;
    new Worker(script, { eval: true, workerData: task }).unref();
  },
});
