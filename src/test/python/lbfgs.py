"""Steps of PyTorch's L-BFGS with the strong-Wolfe line search, in float64, on Rosenbrock's function
of 6 variables: sum of 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2, from (-1.2, 1, -1.2, 1, -1.2, 1) on.

Made with: /usr/bin/python3 src/test/python/lbfgs.py \
    > src/test/resources/dev/neurite/optim/lbfgs.csv
(PyTorch 1.13.1, Python 3.11.2)

Each line: step,x0,...,x5 after that step.
"""
import torch

x = torch.tensor([-1.2, 1.0] * 3, dtype=torch.float64, requires_grad=True)
optimiser = torch.optim.LBFGS(
    [x],
    max_iter=1,
    max_eval=1000,
    history_size=10,
    tolerance_grad=0,
    tolerance_change=0,
    line_search_fn="strong_wolfe",
)


def closure():
    optimiser.zero_grad()
    f = (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()
    f.backward()
    return f


for step in range(1, 51):
    optimiser.step(closure)
    if step in (1, 2, 5, 10, 20, 50):
        print(",".join([str(step), *(repr(v) for v in x.tolist())]))
