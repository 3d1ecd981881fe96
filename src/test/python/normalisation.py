"""Writes the normalisation layers' fixture: outputs, gradients and running statistics of PyTorch in float64.

Run: /usr/bin/python3 normalisation.py > ../resources/dev/neurite/layer/normalisation.csv
(PyTorch 1.13.0, Debian python3-torch; numpy 1.24.2). One array per line: name, then its elements by rows.
"""
import torch

torch.set_default_dtype(torch.float64)
ROWS, WIDTH = 5, 3


def fill(*shape, step):
    """Numbers that are exact in float32: multiples of 1/8."""
    n = 1
    for s in shape:
        n *= s
    return (torch.arange(n, dtype=torch.float64) * step % 29 - 14).reshape(shape) / 8


def show(name, tensor):
    print(name, *(repr(float(v)) for v in tensor.detach().flatten()), sep=",")


def run(name, layer):
    x = fill(ROWS, WIDTH, step=11).requires_grad_()
    dy = fill(ROWS, WIDTH, step=7)
    with torch.no_grad():
        layer.weight.copy_(fill(WIDTH, step=5))
        layer.bias.copy_(fill(WIDTH, step=3))
    y = layer(x)
    y.backward(dy)
    for part, value in (("y", y), ("dx", x.grad), ("dweight", layer.weight.grad), ("dbias", layer.bias.grad)):
        show(f"{name}.{part}", value)
    layer.eval()
    show(f"{name}.inference", layer(x))


show("x", fill(ROWS, WIDTH, step=11))
show("dy", fill(ROWS, WIDTH, step=7))
show("weight", fill(WIDTH, step=5))
show("bias", fill(WIDTH, step=3))
batch = torch.nn.BatchNorm1d(WIDTH)
run("batch", batch)
show("batch.running_mean", batch.running_mean)
show("batch.running_var", batch.running_var)
run("layer", torch.nn.LayerNorm(WIDTH))
