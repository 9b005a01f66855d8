# Writes numpy.txt: what NumPy answers to random cases of the operations that arrays here have in common with it, a line
# of JSON each: [operation, array, argument, ..., result], an array or a result as [shape, entries], null for an error.
# python3 test/nn/arrays/fromNumpy.py
import json
import os
import random

import numpy as np

random.seed(1)
lines = []


def shape(axes, most=3):
    return [random.choice([0, 1, 2]) if random.random() < 0.1 else random.randint(1, most) for _ in range(axes)]


def broadcast(lengths):
    return [1 if random.random() < 0.4 else length for length in lengths[random.randint(0, len(lengths)):]]


def array(lengths):
    return np.array([random.randint(-5, 5) for _ in range(int(np.prod(lengths)))], dtype=int).reshape(lengths)


def written(a):
    return [list(a.shape), [int(entry) for entry in a.ravel()]]


def case(operation, arguments, answer):
    try:
        result = written(np.asarray(answer()))
    except (ValueError, IndexError, np.exceptions.AxisError):
        result = None
    given = [written(one) if isinstance(one, np.ndarray) else one for one in arguments]
    lines.append(json.dumps([operation, *given, result], separators=(",", ":")))


def in_place(a, b):
    a = a.copy()
    a += b
    return a


def slices():
    selectors, index = [], []
    for _ in range(random.randint(1, 3)):
        if random.random() < 0.4:
            selectors.append(random.randint(-3, 2))
            index.append(selectors[-1])
        else:
            places = [random.choice([None, -4, -2, -1, 0, 1, 2, 4]) for _ in range(2)]
            places.append(random.choice([None, 1, 2, -1, -2]))
            selectors.append({k: v for k, v in zip(["from", "to", "step"], places) if v is not None})
            index.append(slice(*places))
    return selectors, tuple(index)


for _ in range(40):
    lengths = shape(random.randint(0, 3))
    a, b = array(lengths), array(broadcast(lengths) if random.random() < 0.8 else shape(2))
    case("add", [a, b], lambda: a + b)
    case("mul", [b, a], lambda: b * a)
    case("addInPlace", [a, b], lambda: in_place(a, b))
    batch, inner = shape(random.randint(0, 2), 2), random.randint(1, 3)
    left = array([inner] if random.random() < 0.2 else [*batch, random.randint(1, 3), inner])
    right = array([inner] if random.random() < 0.2 else [*broadcast(batch), inner, random.randint(1, 3)])
    if random.random() < 0.15:
        right = array(shape(random.randint(0, 3)))
    case("matmul", [left, right], lambda: left @ right)
    a = array(shape(random.randint(1, 3)))
    axes = [axis for axis in range(-a.ndim, a.ndim) if random.random() < 0.4]
    keep = random.random() < 0.5
    case("sum", [a, axes, keep], lambda: a.sum(axis=tuple(axes), keepdims=keep))
    order = random.sample(range(a.ndim), a.ndim)
    case("transpose", [a, order], lambda: a.transpose(order))
    selectors, index = slices()
    case("at", [a, selectors], lambda: a[index])
    other = [-1 if random.random() < 0.4 else length for length in shape(random.randint(0, 2), 6)]
    case("reshape", [a, other], lambda: a.reshape(other))

with open(os.path.join(os.path.dirname(__file__), "numpy.txt"), "w") as file:
    file.write(f"# NumPy {np.__version__}\n" + "\n".join(lines) + "\n")
