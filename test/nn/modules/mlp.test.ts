import { describe, expect, test } from "vitest";
import { alpha } from "../../../src/backprop/alpha.ts";
import { BudgetError, ShapeError, UsageError } from "../../../src/expr/errors.ts";
import { evaluate } from "../../../src/expr/evaluate.ts";
import { measure, variables } from "../../../src/expr/measure.ts";
import { Sigmoid } from "../../../src/expr/primitives/activations.ts";
import { Mul } from "../../../src/expr/primitives/operators.ts";
import { primitives } from "../../../src/expr/primitives/table.ts";
import { format } from "../../../src/expr/print/format.ts";
import { Var } from "../../../src/expr/var.ts";
import { postorder } from "../../../src/expr/walk.ts";
import { activations } from "../../../src/nn/modules/activation.ts";
import { Layer } from "../../../src/nn/modules/layer.ts";
import { MLP } from "../../../src/nn/modules/mlp.ts";
import { Module } from "../../../src/nn/modules/module.ts";
import { Neuron } from "../../../src/nn/modules/neuron.ts";
import { loadModel, saveModel } from "../../../src/nn/modules/savedModel.ts";
import { expectNear } from "../../near.ts";

const x = Var("x");
const y = Var("y");

describe("Neuron(nin)", () => {
  test("is the activation of its weighted sum", () => {
    expect(
      Neuron(2)
        .forward([x, y])
        .map((out) => format(out)),
    ).toEqual(["relu(w1_1_1*x + w1_1_2*y + b1_1)"]);
    expect(format(Neuron(1, { nonlin: false }).forward([x])[0])).toBe("w1_1_1*x + b1_1");
    expect(format(new Neuron(1, { activation: "tanh" }).forward([2])[0])).toBe("tanh(w1_1_1*2 + b1_1)");
  });
});

describe("Layer(nin, nout)", () => {
  test("has its neurons side by side", () => {
    const layer = Layer(1, 2, { activation: "tanh" });
    expect(layer.forward([x]).map((out) => format(out))).toEqual([
      "tanh(w1_1_1*x + b1_1)",
      "tanh(w1_2_1*x + b1_2)",
    ]);
    expect(String(layer)).toBe("Layer of [TanhNeuron(1), TanhNeuron(1)]");
  });
});

describe("MLP(nin, nouts)", () => {
  const model = MLP(2, [3, 1], { seed: 1 });

  test("names its parameters by layer, neuron and input from 1, each neuron's bias after its weights", () => {
    expect(model.parameters.names).toEqual([
      ..."w1_1_1 w1_1_2 b1_1 w1_2_1 w1_2_2 b1_2 w1_3_1 w1_3_2 b1_3".split(" "),
      ..."w2_1_1 w2_1_2 w2_1_3 b2_1".split(" "),
    ]);
  });

  test("is a formula: relu, the last layer linear", () => {
    const [out] = MLP(1, [2, 1]).forward([x]);
    expect(format(out)).toBe("w2_1_1*relu(w1_1_1*x + b1_1) + w2_1_2*relu(w1_2_1*x + b1_2) + b2_1");
  });

  test("prints its layers", () => {
    expect(String(MLP(2, [2, 1]))).toBe(
      "MLP of [Layer of [ReLUNeuron(2), ReLUNeuron(2)], Layer of [LinearNeuron(2)]]",
    );
    expect(String(MLP(2, [16, 16, 1]))).toMatch(
      /^MLP of \[Layer of \[ReLUNeuron\(2\), .*\], Layer of \[LinearNeuron\(16\)\]\]$/u,
    );
  });

  test("is made with and without new, and is a Module", () => {
    expect(new MLP(2, [1]) instanceof MLP).toBe(true);
    expect(model instanceof MLP && model instanceof Module).toBe(true);
    expect([...new MLP(2, [3, 1], { seed: 1 }).parameters.values]).toEqual([...model.parameters.values]);
  });

  test("has one store: layers and neurons see their parts of it", () => {
    const { parameters, layers } = MLP(2, [3, 1], { seed: 1 });
    layers[0].neurons[2].parameters.set("w1_3_2", 9);
    layers[1].parameters.gradients[3] = 7;
    expect([parameters.get("w1_3_2"), parameters.gradient("b2_1")]).toEqual([9, 7]);
    expect(layers[1].neurons[0].parameters.names).toEqual(["w2_1_1", "w2_1_2", "w2_1_3", "b2_1"]);
    expect(format(layers[1].neurons[0].forward([1, x, y])[0])).toBe("w2_1_1*1 + w2_1_2*x + w2_1_3*y + b2_1");
  });

  test("computes what loops compute, with gradients that agree with differences", () => {
    const bindings = model.parameters.bindings({ x: 0.3, y: -0.7 });
    const value = (name: string): number => bindings.get(name) ?? Number.NaN;
    let expected = value("b2_1");
    for (let j = 1; j <= 3; j++) {
      const sum = value(`w1_${j}_1`) * 0.3 + value(`w1_${j}_2`) * -0.7 + value(`b1_${j}`);
      expected += value(`w2_1_${j}`) * Math.max(0, sum);
    }
    const [out] = model.forward([x, y]);
    expectNear(evaluate(out, bindings), expected, 1e-15); // one order of additions against another
    const sums = alpha.gradAt(out, bindings);
    for (const name of model.parameters.names) {
      const moved = (by: number): number => evaluate(out, new Map(bindings).set(name, value(name) + by));
      expectNear(sums.read(name), (moved(1e-6) - moved(-1e-6)) / 2e-6, 1e-9, name); // rounding over the step
    }
  });

  test("zeroGrad clears the store; trees stay as they are", () => {
    const own = MLP(1, [1]);
    const [out] = own.forward([x]);
    own.parameters.gradients.fill(3);
    own.zeroGrad();
    expect([...own.parameters.gradients]).toEqual([0, 0]);
    expect(format(out)).toBe(format(own.forward([x])[0]));
  });

  test("starts from the same numbers for the same seed: within ±1, biases 0", () => {
    const { values, names } = MLP(2, [50, 1], { seed: 2 }).parameters;
    expect(
      [...values].every((value, i) => (names[i].startsWith("b") ? value === 0 : Math.abs(value) <= 1)),
    ).toBe(true);
    expect([...MLP(2, [50, 1], { seed: 3 }).parameters.values]).not.toEqual([...values]);
    const largest = Math.max(...MLP(100, [50], { init: "xavier" }).parameters.values.map(Math.abs));
    expect(largest).toBeLessThan(Math.sqrt(6 / 150));
    expect(largest).toBeGreaterThan(0.99 * Math.sqrt(6 / 150));
    for (const init of ["normal", "he"] as const)
      expect(MLP(2, [2], { init }).parameters.values.some((w) => w !== 0)).toBe(true);
  });

  test("of thousands of layers is one formula as deep, evaluated and differentiated", () => {
    const deep = MLP(
      1,
      Array.from({ length: 3000 }, () => 1),
      { activation: "linear", init: "normal" },
    );
    deep.parameters.values.fill(1);
    const [out] = deep.forward([x]);
    const at = deep.parameters.bindings({ x: 1 });
    expect(measure(out).depth).toBe(6000);
    expect([evaluate(out, at), alpha.gradAt(out, at).read("x")]).toEqual([3001, 1]);
  });

  test("shares what neurons have in common: its size is that of its weights", () => {
    const [out] = MLP(10, [10, 10, 10, 1]).forward(Array.from({ length: 10 }, (_, i) => Var(`x${i}`)));
    expect(measure(out).nodes).toBeLessThan(4 * 341 + 10);
    expect(postorder([out]).filter((node) => node.kind === "apply" && node.op.name === "relu")).toHaveLength(
      30,
    );
    const twice = postorder([...model.forward([1, 2]), ...model.forward([3, 4])]);
    expect(twice.filter((node) => node.kind === "var")).toHaveLength(model.parameters.size);
  });
});

describe("activations", () => {
  test("are one for all layers but the last, or a list with one for each", () => {
    expect(String(MLP(1, [1, 1], { activation: "tanh" }))).toBe(
      "MLP of [Layer of [TanhNeuron(1)], Layer of [LinearNeuron(1)]]",
    );
    expect(String(MLP(1, [1, 1], { activation: "gelu", nonlin: true }))).toBe(
      "MLP of [Layer of [GELUNeuron(1)], Layer of [GELUNeuron(1)]]",
    );
    expect(String(MLP(1, [1, 1], { activation: ["leakyrelu", "sigmoid"] }))).toBe(
      "MLP of [Layer of [LeakyReLUNeuron(1)], Layer of [SigmoidNeuron(1)]]",
    );
    expect(() => MLP(1, [1, 1], { activation: ["tanh"] })).toThrow(
      new ShapeError("wrong-length", "1 activations of 2 layers, expected one for each, the last among them"),
    );
    expect(() => MLP(1, [1], { activation: ["tanh"], nonlin: true })).toThrow(
      "expected it only where one is given for all",
    );
  });

  test("are every function of one argument in the table", () => {
    const names = [...primitives.values()].filter(({ arity }) => arity === 1).map(({ name }) => name);
    expect([...activations].sort()).toEqual([...names, "linear"].sort());
    for (const name of activations) {
      const model = MLP(1, [1], { activation: [name] });
      expect(variables(model.forward([x])[0])).toEqual(["b1_1", "w1_1_1", "x"]);
      expect(String(loadModel(saveModel(model)))).toBe(String(model));
    }
  });

  test("may be a function of a formula", () => {
    const swish = MLP(1, [1], {
      activation: [
        function mine(s) {
          return Mul(s, Sigmoid(s));
        },
      ],
    });
    expect(String(swish)).toBe("MLP of [Layer of [MineNeuron(1)]]");
    expect(format(swish.forward([x])[0])).toBe("(w1_1_1*x + b1_1)*sigmoid(w1_1_1*x + b1_1)");
    expect(() => Neuron(1, { activation: () => y })).toThrow(
      "the activation gave a formula of 'y', expected one of its argument alone",
    );
    // @ts-expect-error a function that gives a text
    expect(() => Neuron(1, { activation: () => "x" })).toThrow(
      "the activation gave 'x', expected a formula of its argument",
    );
  });

  test("that are unknown offer the nearest", () => {
    expect(() => MLP(2, [1, 1], { activation: "ReLU" })).toThrow(
      "unknown activation 'ReLU' (did you mean 'relu'?): expected linear, abs,",
    );
    expect(() => MLP(2, [1], { activation: "add" })).toThrow(UsageError); // not of one argument
    expect(() => MLP(2, [1], { activation: "constructor" })).toThrow("unknown activation 'constructor'");
    // @ts-expect-error a number where a name is due
    expect(() => MLP(2, [1], { activation: 3 })).toThrow(
      "activation is 3, expected a name such as relu, or a function of a formula",
    );
    // @ts-expect-error null where a name is due
    expect(() => MLP(2, [1], { activation: null })).toThrow("activation is null");
  });
});

describe("what is no network", () => {
  test.each([
    [() => MLP(0, [1]), "the number of inputs of MLP is 0, expected an integer from 1 to 1000000"],
    [() => MLP(2, [0]), "the number of outputs of MLP is 0, expected an integer from 1 to 1000000"],
    [() => MLP(2, [1.5, 1]), "the number of outputs of MLP is 1.5, expected an integer from 1 to 1000000"],
    [() => MLP(2, []), "an MLP without layers, expected the number of neurons of at least one"],
    [() => Layer(2, -1), "the number of outputs of Layer is -1, expected an integer from 1 to 1000000"],
    [
      () => Neuron(Number.NaN),
      "the number of inputs of Neuron is NaN, expected an integer from 1 to 1000000",
    ],
    // @ts-expect-error a number where a list is due
    [() => MLP(2, 3), "the numbers of neurons are 3, expected a list with one for each layer, [16, 16, 1]"],
  ])("%s is refused: %s", (make, message) => {
    expect(make).toThrow(message);
  });

  test("an option or a start that there is not offers the nearest", () => {
    // @ts-expect-error an option that there is not
    expect(() => MLP(2, [1], { activations: "tanh" })).toThrow(
      "unknown option 'activations' of MLP (did you mean 'activation'?)",
    );
    // @ts-expect-error a start that there is not
    expect(() => MLP(2, [1], { init: "xaver" })).toThrow(
      "unknown init 'xaver' (did you mean 'xavier'?): expected uniform, normal, xavier, he",
    );
  });

  test("more parameters than there can be are refused before they are made", () => {
    expect(() => MLP(1e6, [1e6, 1])).toThrow(
      new BudgetError(
        "too-many-parameters",
        "MLP would have 1,000,002,000,001 parameters, over the limit of 5,000,000; make it narrower",
      ),
    );
  });

  test("another number of inputs, or what is no list of formulas, is refused", () => {
    expect(() => MLP(2, [1]).forward([x])).toThrow(
      new ShapeError("wrong-length", "1 input into a module of 2, expected as many"),
    );
    // @ts-expect-error a formula where a list is due
    expect(() => MLP(1, [1]).forward(x)).toThrow("inputs is an object, expected a list of formulas");
    // @ts-expect-error a text where a formula is due
    expect(() => MLP(1, [1]).forward(["x"])).toThrow("a string is no formula");
  });
});
