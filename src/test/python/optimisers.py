"""Writes the optimisers' fixture: three weights after steps 1, 10 and 50, in float64.

Run: /usr/bin/python3 optimisers.py > ../resources/dev/neurite/optim/optimisers.csv
(PyTorch 1.13.0, Debian python3-torch; numpy 1.24.2.)

Gradients are given, not computed from the weights, so that roundings do not feed back: of step t and weight i,
((7t + 11i + 5·(t mod 3)·i) mod 31 − 15) / 8. Hyper-parameters are rounded to float32 first, as Neurite has them.
Conversions: λ of Neurite's λ‖w‖² in the loss is weight_decay / 2, so its `decay` 2λ is weight_decay ("l2" below);
decoupled decay w ← w − η·λ·w has weight_decay = λ ("decoupled"). PyTorch 1.13's NAdam multiplies mu in twice, so
NAdam is PyTorch 2's formula in numpy; Lion, which PyTorch 1.13 lacks, is algorithm 2 of Chen et al. 2023 in numpy.
Line: name, variant, step, w0, w1, w2.
"""
import numpy as np
import torch

torch.set_default_dtype(torch.float64)
f = lambda x: float(np.float32(x))
START = [-1.0, 0.5, 2.0]
B1, B2, EPS, DECAY = f(0.9), f(0.999), f(1e-8), f(0.05)


def gradient(t):
    return [((7 * t + 11 * i + 5 * (t % 3) * i) % 31 - 15) / 8 for i in range(3)]


def show(name, variant, t, w):
    if t in (1, 10, 50):
        print(name, variant, t, *(repr(float(v)) for v in w), sep=",")


def pytorch(name, variant, make):
    w = torch.tensor(START, requires_grad=True)
    optimiser = make([w])
    for t in range(1, 51):
        w.grad = torch.tensor(gradient(t))
        optimiser.step()
        show(name, variant, t, w)


def formula(name, variant, step):
    w, memory = np.array(START), {}
    for t in range(1, 51):
        w = step(t, w, np.array(gradient(t)), memory)
        show(name, variant, t, w)


def nadam(l2, decoupled, lr=f(2e-3), psi=f(4e-3)):
    def step(t, w, g, memory):
        g = g + l2 * w
        w = w * (1 - lr * decoupled)
        mu = B1 * (1 - 0.5 * 0.96 ** (t * psi))
        after = B1 * (1 - 0.5 * 0.96 ** ((t + 1) * psi))
        product = memory["p"] = memory.get("p", 1.0) * mu
        m = memory["m"] = B1 * memory.get("m", 0) + (1 - B1) * g
        s = memory["s"] = B2 * memory.get("s", 0) + (1 - B2) * g * g
        root = np.sqrt(s / (1 - B2**t)) + EPS
        return w - lr * (1 - mu) / (1 - product) * g / root - lr * after / (1 - product * after) * m / root

    return step


def lion(l2, decoupled, lr=f(1e-2), beta2=f(0.99)):
    def step(t, w, g, memory):
        g = g + l2 * w
        m = memory.get("m", 0)
        memory["m"] = beta2 * m + (1 - beta2) * g
        return w * (1 - lr * decoupled) - lr * np.sign(B1 * m + (1 - B1) * g)

    return step


O = torch.optim
ADAM = dict(lr=f(1e-2), betas=(B1, B2), eps=EPS)
for variant, l2 in (("plain", 0), ("l2", DECAY)):
    pytorch("sgd", variant, lambda p: O.SGD(p, lr=f(0.1), weight_decay=l2))
    pytorch("momentum", variant, lambda p: O.SGD(p, lr=f(0.01), momentum=B1, weight_decay=l2))
    pytorch("nesterov", variant, lambda p: O.SGD(p, lr=f(0.01), momentum=B1, nesterov=True, weight_decay=l2))
    pytorch("adagrad", variant, lambda p: O.Adagrad(p, lr=f(0.1), eps=f(1e-10), weight_decay=l2))
    pytorch("rmsprop", variant, lambda p: O.RMSprop(p, lr=f(0.01), alpha=f(0.99), eps=EPS, weight_decay=l2))
    pytorch("adam", variant, lambda p: O.Adam(p, weight_decay=l2, **ADAM))
    pytorch("amsgrad", variant, lambda p: O.Adam(p, amsgrad=True, weight_decay=l2, **ADAM))
    formula("nadam", variant, nadam(l2, 0))
    formula("lion", variant, lion(l2, 0))
pytorch("adamw", "decoupled", lambda p: O.AdamW(p, weight_decay=DECAY, **ADAM))
pytorch("amsgrad", "decoupled", lambda p: O.AdamW(p, amsgrad=True, weight_decay=DECAY, **ADAM))
formula("nadam", "decoupled", nadam(0, DECAY))
formula("lion", "decoupled", lion(0, DECAY))
