# One step of micrograd's moons demo: MLP(2, [16, 16, 1]), max-margin with L2 1e-4, 100 samples. Prints the milliseconds
# of a step (the shorter of two) and the loss; "absent" where there is no micrograd. argv[1] is a JSON object { x, t, parameters }.
import json
import sys
import time

try:
    from micrograd.engine import Value
    from micrograd.nn import MLP
except ImportError:
    print("absent")
    sys.exit()

given = json.loads(sys.argv[1])
model = MLP(2, [16, 16, 1])
for parameter, value in zip(model.parameters(), given["parameters"]):  # a neuron's weights, then its bias
    parameter.data = value


def step():
    inputs = [list(map(Value, row)) for row in given["x"]]
    scores = list(map(model, inputs))
    losses = [(1 + -t * score).relu() for t, score in zip(given["t"], scores)]
    loss = sum(losses) * (1.0 / len(losses)) + 1e-4 * sum((p * p for p in model.parameters()))
    model.zero_grad()
    loss.backward()
    for p in model.parameters():
        p.data -= 0.0 * p.grad
    return loss.data


times = []
for _ in range(2):
    started = time.perf_counter()
    loss = step()
    times.append((time.perf_counter() - started) * 1000)
print(min(times), loss)
