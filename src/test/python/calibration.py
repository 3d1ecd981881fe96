"""Calibrations of scikit-learn for made-up scores.

Made with: /usr/bin/python3 src/test/python/calibration.py \
    > src/test/resources/dev/neurite/linear/calibration.csv
(scikit-learn 1.2.1, numpy 1.24.2, Python 3.11.2)

Each line: score,class,P by Platt,P by isotonic regression. Lines without class (-1) were not
fitted to.
"""
import numpy as np
from sklearn.calibration import _SigmoidCalibration
from sklearn.isotonic import IsotonicRegression

i = np.arange(200)
score = ((i * 37 + 11) % 101 - 50) / 16.0  # multiples of 1/16, some of them twice
label = ((i * i * 7 + 13 * i) % 89 / 89.0 < 1 / (1 + np.exp(-(1.5 * score - 0.5)))).astype(int)
platt = _SigmoidCalibration().fit(score, label)
isotonic = IsotonicRegression(out_of_bounds="clip").fit(score, label)
other = np.array([-100.0, -3.3, -0.7, 0.01, 0.4, 1.9, 3.15, 100.0])
for z, y in [*zip(score, label), *((z, -1) for z in other)]:
    a, b = platt.predict(np.array([z]))[0], isotonic.predict(np.array([z]))[0]
    print(f"{float(z)!r},{y},{float(a)!r},{float(b)!r}")
