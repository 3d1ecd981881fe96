"""Writes the schedules' fixture: learning rates of PyTorch in float64, 4 steps per epoch, 6 epochs, base rate 1.

Run: /usr/bin/python3 schedules.py > ../resources/dev/neurite/optim/schedules.csv
(PyTorch 1.13.0, Debian python3-torch.) Epoch schedulers step after every fourth step. Line: name, then 24 rates.
The plateau's line: name, then the rate after each of the losses that its test has.
"""
import warnings

import numpy as np
import torch

warnings.filterwarnings("ignore")
f = lambda x: float(np.float32(x))
S = torch.optim.lr_scheduler


def optimiser():
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)


def show(name, make, every):
    o = optimiser()
    schedule = make(o)
    rates = []
    for step in range(24):
        rates.append(o.param_groups[0]["lr"])
        o.step()
        if (step + 1) % every == 0:
            schedule.step()
    print(name, *map(repr, rates), sep=",")


show("steps", lambda o: S.StepLR(o, 2, f(0.3)), 4)
show("exponential", lambda o: S.ExponentialLR(o, f(0.9)), 4)
show("cosine", lambda o: S.CosineAnnealingLR(o, 6, eta_min=f(0.1)), 4)
show("onecycle", lambda o: S.OneCycleLR(o, 1.0, total_steps=24, cycle_momentum=False, pct_start=f(0.3)), 1)
show("warmup", lambda o: S.LinearLR(o, f(0.25), total_iters=5), 1)
o = optimiser()
plateau = S.ReduceLROnPlateau(o, factor=f(0.5), patience=1, threshold=f(0.01))
rates = []
for loss in (3, 2, 1.99, 1.985, 1.5, 1.6, 1.7, 1.5, 1.49, 1.0):
    plateau.step(loss)
    rates.append(o.param_groups[0]["lr"])
print("plateau", *map(repr, rates), sep=",")
