"""Objectives that scikit-learn and its liblinear reach on the committed data, in their own terms:
1/2 |w|^2 + C * sum of losses; liblinear counts the bias as one more weight.

Made with: /usr/bin/python3 src/test/python/linear.py \
    > src/test/resources/dev/neurite/linear/objectives.csv
(scikit-learn 1.2.1, numpy 1.24.2, Python 3.11.2)

Each line: data,model,C,objective,accuracy. Features are standardised, constant ones left at 0;
"raw" digits are as they are.
"""
import csv
import gzip
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

warnings.filterwarnings("ignore")


def breast_cancer():
    rows = list(csv.reader(open("src/data/breast_cancer.csv")))[1:]
    x = np.array([[np.float32(v) for v in r[:-1]] for r in rows], dtype=np.float64)
    return x, np.array([int(r[-1] == "benign") for r in rows])


def digits():
    rows = list(csv.reader(gzip.open("src/data/digits.csv.gz", "rt")))
    a = np.array(rows, dtype=np.float64)
    return a[:, :-1], a[:, -1].astype(int)


def standardised(x):
    sigma = x.std(axis=0)
    return (x - x.mean(axis=0)) / np.where(sigma == 0, 1, sigma)


def scores(x, model):
    return x @ model.coef_.T + model.intercept_


def penalty(model, bias):
    return 0.5 * (model.coef_**2).sum() + (0.5 * (model.intercept_**2).sum() if bias else 0)


def log_loss(z, y):
    if z.shape[1] == 1:
        return np.logaddexp(0, -np.where(y == 1, 1, -1) * z[:, 0]).sum()
    m = z.max(axis=1)
    return (m + np.log(np.exp(z - m[:, None]).sum(axis=1)) - z[np.arange(len(y)), y]).sum()


def hinge(z, y, power):
    if z.shape[1] == 1:
        t = np.where(y == 1, 1, -1)[:, None]
    else:
        t = np.where(y[:, None] == np.arange(z.shape[1]), 1, -1)
    return (np.maximum(0, 1 - t * z) ** power).sum()


def crammer_singer(z, y):
    true = z[np.arange(len(y)), y]
    margin = z + 1
    margin[np.arange(len(y)), y] -= 1
    return (margin.max(axis=1) - true).sum()


def line(data, name, c, objective, x, y, model):
    print(f"{data},{name},{c!r},{float(objective)!r},{float((model.predict(x) == y).mean())!r}")


def logistic(data, x, y, c):
    m = LogisticRegression(C=c, tol=1e-10, max_iter=100000).fit(x, y)
    line(data, "logistic-free-bias", c, penalty(m, False) + c * log_loss(scores(x, m), y), x, y, m)
    m = LogisticRegression(C=c, tol=1e-10, max_iter=100000, solver="liblinear").fit(x, y)
    line(data, "logistic", c, penalty(m, True) + c * log_loss(scores(x, m), y), x, y, m)


def softmax(data, x, y, c):
    m = LogisticRegression(C=c, tol=1e-8, max_iter=100000, multi_class="multinomial").fit(x, y)
    line(data, "softmax", c, penalty(m, False) + c * log_loss(scores(x, m), y), x, y, m)


def svm(data, x, y, c):
    for name, power in (("hinge", 1), ("squared_hinge", 2)):
        m = LinearSVC(C=c, loss=name, dual=True, tol=1e-8, max_iter=1000000).fit(x, y)
        line(data, name, c, penalty(m, True) + c * hinge(scores(x, m), y, power), x, y, m)
    if y.max() > 1:
        m = LinearSVC(C=c, multi_class="crammer_singer", tol=1e-8, max_iter=1000000).fit(x, y)
        objective = penalty(m, True) + c * crammer_singer(scores(x, m), y)
        line(data, "crammer_singer", c, objective, x, y, m)


x, y = breast_cancer()
x = standardised(x)
logistic("breast_cancer", x, y, 1.0)
svm("breast_cancer", x, y, 1.0)
svm("breast_cancer", x, y, 0.01)
x, y = digits()
softmax("raw digits", x, y, 0.01)
x = standardised(x)
softmax("digits", x, y, 1.0)
svm("digits", x, y, 0.1)
