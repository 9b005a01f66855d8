# One step of training MLP(2, [16, 16, 1]) by PyTorch, eager, as one writes it: max-margin with a penalty on the squares of
# all parameters, 100 samples, doubles, one thread. Prints the median milliseconds of a step and the loss; "absent" where
# there is no torch. argv[1] is a JSON object { x, t, parameters }.
import json
import sys
import time

try:
    import torch
except ImportError:
    print("absent")
    sys.exit()

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
given = json.loads(sys.argv[1])
x = torch.tensor(given["x"])
t = torch.tensor(given["t"])
parameters = given["parameters"]
place = 0
layers = []
for nin, nout in [(2, 16), (16, 16), (16, 1)]:
    layer = torch.nn.Linear(nin, nout)
    block = torch.tensor(parameters[place : place + nout * (nin + 1)]).reshape(nout, nin + 1)
    with torch.no_grad():
        layer.weight.copy_(block[:, :nin])
        layer.bias.copy_(block[:, nin])
    place += nout * (nin + 1)
    layers += [layer, torch.nn.ReLU()]
model = torch.nn.Sequential(*layers[:-1])
optimizer = torch.optim.SGD(model.parameters(), lr=0.0)


def step():
    optimizer.zero_grad()
    margins = torch.relu(1 - t * model(x).squeeze(1))
    loss = margins.mean() + 1e-4 * sum((p * p).sum() for p in model.parameters())
    loss.backward()
    optimizer.step()
    return loss.item()


for _ in range(50):
    loss = step()
times = []
for _ in range(200):
    started = time.perf_counter()
    loss = step()
    times.append((time.perf_counter() - started) * 1000)
print(sorted(times)[len(times) // 2], loss)
