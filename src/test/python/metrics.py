"""scikit-learn's metrics of made-up predictions, which the test makes by the same formulas.

Made with: /usr/bin/python3 src/test/python/metrics.py \
    > src/test/resources/dev/neurite/train/metrics.csv
(scikit-learn 1.2.1, numpy 1.24.2, Python 3.11.2)
"""
import numpy as np
from sklearn import metrics as m

i = np.arange(60)
# two classes, scores with ties
y = (i * 7 % 11 < 5).astype(int)
p = ((i * 29 % 32) + y * 8) / 64.0
print("rocAuc", repr(float(m.roc_auc_score(y, p))), sep=",")
print("prAuc", repr(float(m.average_precision_score(y, p))), sep=",")
print("logLoss", repr(float(m.log_loss(y, p))), sep=",")
print("brier", repr(float(m.brier_score_loss(y, p))), sep=",")
# three classes
t = i * 5 % 3
a = (i * 13 % 7 + 1.0) / 16
b = (i * 11 % 5 + 1.0) / 16
q = np.stack([a, b, 1 - a - b], axis=1)
answer = q.argmax(axis=1)
print("logLoss3", repr(float(m.log_loss(t, q))), sep=",")
print("brier3", repr(float(((q - np.eye(3)[t]) ** 2).sum(axis=1).mean())), sep=",")
print("accuracy3", repr(float(m.accuracy_score(t, answer))), sep=",")
print("balanced3", repr(float(m.balanced_accuracy_score(t, answer))), sep=",")
precision, recall, f1, _ = m.precision_recall_fscore_support(t, answer, zero_division=0)
for c in range(3):
    for name, values in (("precision", precision), ("recall", recall), ("f1", f1)):
        print(f"{name}{c}", repr(float(values[c])), sep=",")
print("macroF1", repr(float(m.f1_score(t, answer, average="macro", zero_division=0))), sep=",")
# numbers, two outputs
u = np.stack([(i * 17 % 23) / 4.0, (i * 3 % 13) / 8.0], axis=1)
v = u + np.stack([(i % 5 - 2) / 8.0, (i % 3 - 1) / 4.0], axis=1)
print("mse", repr(float(m.mean_squared_error(u, v))), sep=",")
print("mae", repr(float(m.mean_absolute_error(u, v))), sep=",")
print("r2", repr(float(m.r2_score(u, v))), sep=",")
