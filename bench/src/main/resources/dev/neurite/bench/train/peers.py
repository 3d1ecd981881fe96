"""MNIST 784-256-10 on one core in PyTorch or scikit-learn, as Neurite's EpochRound trains it.

peers.py (pytorch|scikit-learn) CASE EPOCHS DATA_DIR START prints lines as Measurement reads them, and comments.
START is the file of EqualStart: initial weights, and the order of rows in each epoch. As many epochs again
follow, as the best one counts; the accuracy is that after the first EPOCHS.
"""
import gzip
import os
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")
CASES = {"sgd-64": ("sgd", 64), "adam-64": ("adam", 64), "sgd-256": ("sgd", 256)}


def idx(folder, prefix):
    name = [x for x in os.listdir(folder) if x.startswith(prefix)][0]
    opener = gzip.open if name.endswith(".gz") else open
    content = opener(os.path.join(folder, name), "rb").read()
    rank = content[3]
    shape = [int.from_bytes(content[4 + 4 * i : 8 + 4 * i], "big") for i in range(rank)]
    return np.frombuffer(content, np.uint8, offset=4 + 4 * rank).reshape(shape)


def equal_start(file, epochs):
    content = open(file, "rb").read()
    orders = np.frombuffer(content[-4 * epochs * 60000 :], "<i4").reshape(epochs, -1)
    return np.frombuffer(content[: -4 * epochs * 60000], "<f4"), orders.astype(np.int64)


def pytorch(case, epochs, x, y, test_x, test_y, start):
    import torch

    torch.set_num_threads(1)
    weights, orders = equal_start(start, epochs)
    rule, batch = CASES[case]
    net = torch.nn.Sequential(torch.nn.Linear(784, 256), torch.nn.ReLU(), torch.nn.Linear(256, 10))
    for p in net.parameters():  # into its own memory
        p.data.copy_(torch.tensor(weights[: p.numel()]).view_as(p))
        weights = weights[p.numel() :]
    optimiser = torch.optim.SGD(net.parameters(), lr=0.1) if rule == "sgd" else torch.optim.Adam(net.parameters(), lr=1e-3)
    tx, ty = torch.from_numpy(x), torch.from_numpy(y)
    for epoch in range(2 * epochs):
        order = torch.from_numpy(orders[epoch % epochs])
        begin = time.perf_counter()
        for i in range(0, len(x), batch):
            rows = order[i : i + batch]
            optimiser.zero_grad()
            torch.nn.functional.cross_entropy(net(tx[rows]), ty[rows]).backward()
            optimiser.step()
        yield time.perf_counter() - begin
        if epoch == epochs - 1:
            accuracy = (net(torch.from_numpy(test_x)).argmax(1).numpy() == test_y).mean()
    print(f"# pytorch is {torch.__version__}")
    print(f"accuracy\t{case}\tpytorch\t{accuracy:.4f}\tshare")


def scikit_learn(case, epochs, x, y, test_x, test_y, start):
    import sklearn
    from sklearn.neural_network import MLPClassifier

    rule, batch = CASES[case]
    rate = 0.1 if rule == "sgd" else 1e-3
    net = MLPClassifier((256,), solver=rule, learning_rate_init=rate, batch_size=batch, momentum=0, alpha=0, max_iter=1, warm_start=True, random_state=1)
    for epoch in range(2 * epochs):
        begin = time.perf_counter()
        net.fit(x, y)
        yield time.perf_counter() - begin
        if epoch == epochs - 1:
            accuracy = net.score(test_x, test_y)
    print(f"# scikit-learn is {sklearn.__version__}; it draws weights and orders of its own")
    print(f"accuracy\t{case}\tscikit-learn\t{accuracy:.4f}\tshare")


peer, case, epochs, folder, start = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4], sys.argv[5]
rows = lambda prefix: idx(folder, prefix).reshape(-1, 784).astype(np.float32) / 255
labels = lambda prefix: idx(folder, prefix).astype(np.int64)
run = pytorch if peer == "pytorch" else scikit_learn
times = run(case, epochs, rows("train-images"), labels("train-labels"), rows("t10k-images"), labels("t10k-labels"), start)
print(f"epoch\t{case}\t{peer}\t{min(times):.4f}\ts")
