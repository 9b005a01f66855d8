// What all texts of one trace share: its limits, what conditions split, and what names from outside stand for.
import { BudgetError } from "../expr/errors.ts";
import { grouped } from "../expr/print/grouped.ts";
import { Trail } from "./scope.ts";
import type { Fail, Node } from "./source.ts";
import type { Value } from "./value.ts";

/** The most expressions, statements and entries of arrays that one trace follows. */
export const MOST_STEPS = 1_000_000;
/** How deep statements, calls and expressions may nest. */
export const DEEPEST = 400;

export class Run {
  readonly trail: Trail = new Trail();
  /** What a name stands for that a text does not declare. */
  readonly outside: (name: string) => Value | undefined;
  /** Every such name, for "did you mean". */
  readonly outsideNames: () => Iterable<string>;
  #steps = 0;
  #depth = 0;

  constructor(outside: Run["outside"], outsideNames: Run["outsideNames"]) {
    this.outside = outside;
    this.outsideNames = outsideNames;
  }

  /** Counts work, of which there is a limit. */
  spend(count: number, at: Node, fail: Fail): void {
    this.#steps += count;
    if (this.#steps <= MOST_STEPS) return;
    try {
      fail(at, "a loop or calls without end?");
    } catch (error) {
      const place = error instanceof Error ? error.message : "";
      throw new BudgetError(
        "trace-too-long",
        `tracing takes more than ${grouped(MOST_STEPS)} steps: ${place}`,
      );
    }
  }

  /** What is nested one deeper. */
  deeper<T>(inner: () => T): T {
    if (++this.#depth > DEEPEST) {
      throw new BudgetError(
        "trace-too-deep",
        `what is traced nests more than ${DEEPEST} deep: take long expressions apart with const, and write loops for recursion`,
      );
    }
    const value = inner();
    this.#depth--;
    return value;
  }
}
