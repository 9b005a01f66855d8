// A tape: every operation on tensors, in the order in which it was done. Whatever an operation used was there before
// it, so walking the tape backwards meets every result before what it was made of: no sorting is needed.
// What is needed on the way back, the operands, is kept by the tape's entries and nowhere else.
import { array, matmulGradients, ones, unbroadcast, zeros } from "gradtree/nn";

export class Tensor {
  /** The gradient has the shape of the data, and is zeros at first. */
  constructor(data, needsGradient) {
    this.data = array(data);
    this.grad = needsGradient ? zeros(this.data.shape) : undefined;
  }
  get shape() {
    return this.data.shape;
  }
}

export class Tape {
  /** Entries: the result, the operands, and how the result's gradient becomes theirs. */
  entries = [];
  isOn = true;

  tensor(data) {
    return new Tensor(data, this.isOn);
  }

  /** Does an operation; while the tape is on, notes it. */
  note(name, operands, data, gradientsOf) {
    const result = this.tensor(data);
    if (this.isOn) this.entries.push({ name, operands, result, gradientsOf });
    return result;
  }

  /** Runs with gradients off: values only, nothing is noted, nothing kept. */
  withoutGradients(work) {
    const before = this.isOn;
    this.isOn = false;
    try {
      return work();
    } finally {
      this.isOn = before;
    }
  }

  add = (a, b) =>
    this.note("add", [a, b], a.data.add(b.data), (g) => [unbroadcast(g, a.shape), unbroadcast(g, b.shape)]);
  sub = (a, b) =>
    this.note("sub", [a, b], a.data.sub(b.data), (g) => [
      unbroadcast(g, a.shape),
      unbroadcast(g.neg(), b.shape),
    ]);
  mul = (a, b) =>
    this.note("mul", [a, b], a.data.mul(b.data), (g) => [
      unbroadcast(g.mul(b.data), a.shape),
      unbroadcast(g.mul(a.data), b.shape),
    ]);
  matmul = (a, b) =>
    this.note("matmul", [a, b], a.data.matmul(b.data), (g) => {
      const { a: ofA, b: ofB } = matmulGradients(a.data, b.data, g);
      return [ofA, ofB];
    });
  mean = (a) => this.note("mean", [a], a.data.mean(), (g) => [ones(a.shape).mul(g).div(a.data.size)]);

  /** From the last result back, once for what is on the tape: each entry hands the gradient of its result to its operands, where it is added. */
  backward(result) {
    result.grad.addInPlace(1);
    for (const { operands, result, gradientsOf } of [...this.entries].reverse()) {
      for (const [i, gradient] of gradientsOf(result.grad).entries()) operands[i].grad.addInPlace(gradient);
    }
  }

  /** After a step all that was kept can go. */
  clear() {
    this.entries = [];
  }
}
