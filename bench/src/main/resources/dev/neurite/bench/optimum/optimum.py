"""scikit-learn's side of the contest: optimum.py FOLDER_OF_IDX_FILES

Lines of: case, seconds, objective in scikit-learn's terms.
"""
import gzip
import os
import sys
import time
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

warnings.filterwarnings("ignore")
ROWS = 20000


def idx(folder, start, offset):
    name = next(f for f in sorted(os.listdir(folder)) if f.startswith(start))
    path = os.path.join(folder, name)
    with gzip.open(path) if name.endswith(".gz") else open(path, "rb") as f:
        return np.frombuffer(f.read(), np.uint8, offset=offset)


def report(case, seconds, objective):
    print(case, repr(seconds), repr(float(objective)), sep="\t", flush=True)


def best_of(n, fit):
    best = float("inf")
    for _ in range(n):
        begin = time.perf_counter()
        model = fit()
        best = min(best, time.perf_counter() - begin)
    return best, model


def softmax_objective(model, x, y, c):
    z = (x @ model.coef_.T + model.intercept_).astype(np.float64)
    m = z.max(axis=1)
    loss = m + np.log(np.exp(z - m[:, None]).sum(axis=1)) - z[np.arange(len(y)), y]
    return 0.5 * (model.coef_.astype(np.float64) ** 2).sum() + c * loss.sum()


def hinge_objective(model, x, y, c):
    z = x @ model.coef_.T + model.intercept_
    t = np.where(y[:, None] == np.arange(z.shape[1]), 1, -1)
    w = 0.5 * (model.coef_**2).sum() + 0.5 * (model.intercept_**2).sum()
    return w + c * np.maximum(0, 1 - t * z).sum()


folder = sys.argv[1]
x = idx(folder, "train-images", 16).reshape(-1, 784)[:ROWS].astype(np.float32) / 255
y = idx(folder, "train-labels", 8)[:ROWS].astype(int)
seconds, model = best_of(
    2, lambda: LogisticRegression(C=1, max_iter=100, multi_class="multinomial").fit(x, y)
)
report("softmax", seconds, softmax_objective(model, x, y, 1))
for tolerance in (1.0, 0.3, 0.1, 0.03):
    seconds, model = best_of(
        1, lambda: LinearSVC(C=0.1, loss="hinge", max_iter=1000, tol=tolerance).fit(x, y)
    )
    report("svm", seconds, hinge_objective(model, x, y, 0.1))
