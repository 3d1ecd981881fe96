"""Computes the coefficients of dev.neurite.kernel.Polynomials.

Run: /usr/bin/python3 src/test/python/polynomials.py      (needs numpy and mpmath; Debian's will do)

Each polynomial is the minimax fit of a smooth function q in a weighted error, found on a grid by
Lawson's iteration: least squares, again and again, with weights that grow where the error is large
[Lawson 1961; Cheney 1966, Introduction to Approximation Theory]. The coefficients are rounded to floats from the lowest on; after each
rounding the rest is fitted again, so that it makes up for it. The errors that are printed are those
of the rounded polynomial in exact arithmetic, relative to the function that is computed with it, as
a power of two: 2^-24 would be one unit in the last place of numbers just below 1.
"""

import mpmath
import numpy

mpmath.mp.dps = 40
GRID = 1001
ITERATIONS = 300


def minimax(x, q, weight, powers):
    """The coefficients c that minimise max |weight * (q - sum c[p] x^p)| over the grid."""
    basis = numpy.array([x**p for p in powers]).T * weight[:, None]
    target = q * weight
    lawson = numpy.ones(len(x))
    best, least = None, numpy.inf
    for _ in range(ITERATIONS):
        root = numpy.sqrt(lawson)
        c = numpy.linalg.lstsq(basis * root[:, None], target * root, rcond=None)[0]
        error = numpy.abs(target - basis @ c)
        if numpy.max(error) < least:
            best, least = c, numpy.max(error)
        lawson *= error
        lawson /= numpy.mean(lawson)
    return best


def fit(name, meaning, function, weight, low, high, degree, first=0):
    """Prints the float coefficients of q ~ function on [low, high]."""
    x = low + (high - low) * (1 - numpy.cos(numpy.linspace(0, numpy.pi, GRID))) / 2
    x = x[numpy.abs(x) > 1e-4 * (high - low)]
    q = numpy.array([float(function(mpmath.mpf(v))) for v in x])
    w = numpy.array([float(weight(mpmath.mpf(v))) for v in x])
    rounded, rest = [], q
    for p in range(degree + 1):
        c = minimax(x, rest, w, list(range(p, degree + 1)))
        rounded.append(numpy.float32(c[0]))
        rest = rest - float(rounded[-1]) * x**p
    print(f"\n{meaning}; [{low}, {high}], error 2^{numpy.log2(numpy.max(numpy.abs(w * rest))):.1f}")
    for p, c in enumerate(rounded):
        print(f"  public static final float {name}_{p + first} = {str(c)}f;")


def tail(a):
    """The normal distribution below -a, without its factor e^(-a^2/2)."""
    return mpmath.exp(a * a / 2) * mpmath.erfc(a / mpmath.sqrt(2)) / 2


def tail_argument(s, k):
    """a, where s = (a - k)/(a + k)."""
    return 2 * k / (1 - s) - k


def main():
    m = mpmath
    half = float(m.log(2)) / 2 * 1.0001
    fit("EXP", "expm1(r) = r + r^2 q(r)", lambda r: (m.expm1(r) - r) / r**2,
        lambda r: r**2 / abs(m.expm1(r)), -half, half, 4, first=2)
    fit("LOG", "log1p(f) = f + f^2 q(f)", lambda f: (m.log1p(f) - f) / f**2,
        lambda f: f**2 / abs(m.log1p(f)), -0.25, 0.5, 8, first=2)
    root = m.sqrt
    fit("TANH", "tanh x = x + x s q(s), s = x^2", lambda s: (m.tanh(root(s)) / root(s) - 1) / s,
        lambda s: s * root(s) / m.tanh(root(s)), 0, 0.625**2, 4, first=1)
    fit("ERF", "erf x = x + x q(s), s = x^2", lambda s: m.erf(root(s)) / root(s) - 1,
        lambda s: root(s) / m.erf(root(s)), 0, 1, 6)
    k = m.mpf(TAIL_K)
    fit("TAIL", f"Phi(-a) = e^(-a^2/2) q(s), s = (a - k)/(a + k), k = {TAIL_K}",
        lambda s: tail(tail_argument(s, k)), lambda s: 1 / tail(tail_argument(s, k)),
        -1, float((TAIL_END - k) / (TAIL_END + k)), 10)


TAIL_K = 3.0
TAIL_END = 15.0

if __name__ == "__main__":
    main()
