"""Full-batch L-BFGS of a small network, step by step: what NetworkLbfgsTest compares with.

Run (PyTorch 1.13.1, float64):
  /usr/bin/python3 src/test/python/network_lbfgs.py \
    > src/test/resources/dev/neurite/train/lbfgs.csv

A line has the iteration, the objective after it, and the first element of each parameter.
The objective is the mean cross-entropy plus λ·‖w‖² over the weights, λ = 1/1024.
"""
import torch

torch.set_default_dtype(torch.float64)
L2 = 1 / 1024
x = torch.tensor([[((r * (7 + 4 * j) + 3 * j) % 19 - 9) / 8 for j in range(3)] for r in range(40)])
classes = torch.tensor([(r * r) % 3 for r in range(40)])


def run(iterations):
    net = torch.nn.Sequential(torch.nn.Linear(3, 5), torch.nn.Tanh(), torch.nn.Linear(5, 3))
    at = 0
    with torch.no_grad():
        for p in net.parameters():
            values = [((i * 37) % 101 - 50) / 128 for i in range(at, at + p.numel())]
            p.copy_(torch.tensor(values).reshape(p.shape))
            at += p.numel()

    def objective():
        squares = sum((p * p).sum() for p in net.parameters() if p.dim() == 2)
        return torch.nn.functional.cross_entropy(net(x), classes) + L2 * squares

    optimiser = torch.optim.LBFGS(
        net.parameters(), lr=1, max_iter=iterations, max_eval=10**6, tolerance_grad=0,
        tolerance_change=0, history_size=10, line_search_fn="strong_wolfe")

    def closure():
        optimiser.zero_grad()
        value = objective()
        value.backward()
        return value

    optimiser.step(closure)
    firsts = [p.detach().flatten()[0].item() for p in net.parameters()]
    print(iterations, *map(repr, [objective().item()] + firsts), sep=",")


for k in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 20, 200]:
    run(k)
