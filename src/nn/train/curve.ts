// The loss step by step, thinned so that any number of steps makes a curve of bounded length: of every so many steps
// one is kept, and of twice as many each time there are too many. The same steps give the same curve, also when it is
// saved and gone on from in between.
import { ParseError } from "../../expr/errors.ts";
import { exactNumbers, readNumber } from "../exactNumbers.ts";
import { integerOf, listOf, type Members } from "../saved.ts";

/** The most points that are kept. */
const MOST = 1024;

export class Curve {
  #stride = 1;
  #losses: number[] = [];

  /** @param step counted from 1 */
  add(step: number, loss: number): void {
    if ((step - 1) % this.#stride !== 0) return;
    this.#losses.push(loss);
    if (this.#losses.length <= MOST) return;
    this.#stride *= 2;
    this.#losses = this.#losses.filter((_, i) => i % 2 === 0);
  }

  /** The losses that are kept. */
  get losses(): readonly number[] {
    return this.#losses;
  }

  /** The steps that they are of. */
  get steps(): readonly number[] {
    return this.#losses.map((_, i) => 1 + i * this.#stride);
  }

  /** As members of saved text. */
  saved(): object {
    return { stride: this.#stride, losses: exactNumbers(this.#losses) };
  }

  /** @throws {ParseError} for what is no saved curve. */
  static from(members: Members): Curve {
    const curve = new Curve();
    const losses = listOf("losses of the saved curve", members.get("losses"));
    if (losses.length > MOST) {
      throw new ParseError(
        "not-saved",
        `the saved curve has ${losses.length} losses, expected at most ${MOST}`,
      );
    }
    curve.#stride = integerOf("stride of the saved curve", members.get("stride"), 1);
    curve.#losses = losses.map((loss, i) => readNumber(`losses[${i}] of the saved curve`, loss));
    return curve;
  }
}
