"""The network 3 -> 4 -> 4 -> 1 with sigmoid hidden layers, in numpy float64.

Made with: /usr/bin/python3 src/test/python/feed_forward.py \
    > src/test/resources/dev/neurite/network/feed_forward.csv
(numpy 1.24.2, Python 3.11.2)

Each line: x1,x2,x3,out. The weights are exact in 32 bits: multiples of 1/8.
"""
import numpy as np


def weights(rows, columns, seed):
    i = np.arange(rows * columns).reshape(rows, columns)
    return ((i * 7 + seed * 5) % 17 - 8) / 8.0


def f(z):
    return 1 / (1 + np.exp(-z))


W1, b1 = weights(4, 3, 1), weights(1, 4, 2)[0]
W2, b2 = weights(4, 4, 3), weights(1, 4, 4)[0]
W3, b3 = weights(1, 4, 5), weights(1, 1, 6)[0]

for n in range(16):
    x = ((np.arange(3) * 5 + n * 3) % 13 - 6) / 4.0
    h1 = f(W1 @ x + b1)
    h2 = f(W2 @ h1 + b2)
    out = W3 @ h2 + b3
    print(",".join(repr(float(v)) for v in [*x, *out]))
