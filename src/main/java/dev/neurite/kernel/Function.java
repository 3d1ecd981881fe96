package dev.neurite.kernel;

/**
 * The scalar functions that {@link Elementwise#activate} applies, with derivative, special values
 * and error.
 *
 * <p>Some have a parameter p; the others ignore it. NaN gives NaN in both directions, unless said
 * otherwise.
 *
 * <p>The backward pass computes f′ from x, from y = f(x) or from both, as the formula of f′ says,
 * and multiplies it by dy with one rounding more. u is 2⁻²⁴.
 *
 * <h2>Errors</h2>
 *
 * ULP bounds are against the exact value, over all floats; an ulp is 2⁻¹⁴⁹ among subnormal results.
 * The largest errors over all 2³² arguments were found with {@code ExhaustiveAccuracy}, in the
 * sources of the tests, and are given in parentheses. Errors of derivatives are those of f′, where
 * y is what {@link Elementwise#activate} made of x.
 *
 * <p>{@link Polynomials} has the plan of each function and the coefficients.
 */
public enum Function {
  /** f(x) = x, f′ = 1. Exact. Reads neither x nor y. */
  IDENTITY,
  /** All or none: f(x) = 1 for x ≥ 0, 0 below. Exact. dx is +0, whatever x and dy are. */
  STEP,
  /**
   * f(x) = σ(x) = 1/(1 + e⁻ˣ), f′ = y·(1 − y).
   *
   * <p>Canonical order: e = e^(−|x|); 1/(1 + e) for x ≥ 0, e/(1 + e) below.
   *
   * <p>Error: 2.5 ulp (2.402 at −4.157294). Of f′: 2u, absolute.
   */
  SIGMOID,
  /**
   * f(x) = tanh x, f′ = fma(−y, y, 1). tanh(−0) = −0.
   *
   * <p>It saturates where it should: tanh 9 is 1 − 2⁻²⁴, tanh 10 is 1.
   *
   * <p>Error: 1.5 ulp (1.332 at 0.6310442). Of f′: 2u, absolute.
   */
  TANH,
  /**
   * f(x) = p·x for x ≤ 0, x otherwise; f′ = p for x ≤ 0, 1 otherwise, also for NaN.
   *
   * <p>With p = 0 it is ReLU: f(x) and dx are +0 for x ≤ 0, even if x or dy is infinite.
   *
   * <p>Error: one rounding.
   */
  LEAKY_RELU,
  /**
   * f(x) = x for x ≥ 0, p·(eˣ − 1) otherwise; f′ = 1 for x > 0, y + p otherwise.
   *
   * <p>eˣ − 1 is computed without cancellation: near 0, f(x) is p·x to the last digits.
   *
   * <p>Error: 2.5 ulp (0.945 with p = 1, at −0.3955549). Of f′: 2u·p, absolute.
   */
  ELU,
  /**
   * f(x) = λ·x for x ≥ 0, λα·(eˣ − 1) otherwise; f′ = λ for x > 0, y + λα otherwise. λ is 1.050701
   * and λα is 1.7580993, both rounded to floats [Klambauer et al. 2017].
   *
   * <p>Error: 2 ulp (1.839 at −0.15119345). Of f′: 3u, absolute.
   */
  SELU,
  /**
   * f(x) = x·Φ(x) = x/2·(1 + erf(x/√2)); f′ = Φ(x) + x·φ(x). f(−∞) = −0, f(−0) = −0.
   *
   * <p>Canonical order: g = |x|·Φ(−|x|), which is rounded once even where it is subnormal; x − g
   * for x ≥ 0, −g below.
   *
   * <p>Error: 8.5 ulp (8.235 at −13.041635), 4.8 ulp for x ≥ −8; relative in the negative tail,
   * too. Of f′: 3u, absolute.
   */
  GELU,
  /**
   * f(x) = x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))) = x·σ(2·√(2/π)·(x + 0.044715·x³)) [Hendrycks
   * and Gimpel 2016]; f′ = σ(v) + x·v′·σ(v)·σ(−v), v the argument of σ. f(−∞) = −0, f(−0) = −0.
   *
   * <p>Error: 3.5 ulp (3.404 at −2.977891); the error is relative in the negative tail, too. Of f′:
   * 3u, absolute.
   */
  GELU_TANH,
  /**
   * f(x) = ln(1 + eˣ) = max(x, 0) + ln(1 + e^(−|x|)); f′ = σ(x), as {@link #SIGMOID} computes it.
   *
   * <p>Error: 2 ulp (1.701 at −1.265983). Of f′: that of {@link #SIGMOID}.
   */
  SOFTPLUS,
  /**
   * f(x) = x·σ(x), f′ = σ(x) + x·σ(x)·σ(−x). f(−∞) = −0, f(−0) = −0.
   *
   * <p>Canonical order: e = e^(−|x|); x/(1 + e) for x ≥ 0, x·e/(1 + e) below, where x·e is rounded
   * once even where it is subnormal.
   *
   * <p>Error: 3.5 ulp (3.394 at −3.2112513). Of f′: 3u, absolute.
   */
  SILU,
  /**
   * f(x) = eˣ, f′ = y. Overflows to ∞, underflows through the subnormal numbers to 0.
   *
   * <p>Error: 1.1 ulp (1.036 at 37.776672). Of f′: the same.
   */
  EXP,
  /**
   * f(x) = ln x, f′·dy = dy/x with one rounding. ln 0 = ln −0 = −∞, ln of a negative number is NaN.
   *
   * <p>Error: 1 ulp (0.959 at 0.74955773).
   */
  LOG,
  /**
   * f(x) = erf x, f′ = 2/√π·e^(−x²). erf(−0) = −0.
   *
   * <p>Error: 1.1 ulp (1.027 at 1.0049385). Of f′: 3 ulp.
   */
  ERF
}
