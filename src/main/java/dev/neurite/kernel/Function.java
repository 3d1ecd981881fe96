package dev.neurite.kernel;

/**
 * The scalar functions that {@link Elementwise#activate} applies, with derivative, special values
 * and error.
 *
 * <p>Some have a parameter p; the others ignore it. ULP bounds are against the exact value, over all
 * floats. NaN gives NaN in both directions, unless said otherwise.
 */
public enum Function {
  /** f(x) = x, f′ = 1. Exact. */
  IDENTITY,
  /** All or none: f(x) = 1 for x ≥ 0, 0 for x < 0, f′ = 0 everywhere. Exact. */
  STEP,
  /** f(x) = 1/(1 + e⁻ˣ), f′ = y·(1 − y). */
  SIGMOID,
  /** f(x) = tanh x, f′ = 1 − y². tanh(−0) = −0. */
  TANH,
  /** f(x) = x for x > 0, p·x otherwise (p = 0 is ReLU); f′ = 1 for x > 0, p otherwise. */
  LEAKY_RELU,
  /** f(x) = x for x > 0, p·(eˣ − 1) otherwise; f′ = 1 for x > 0, y + p otherwise. */
  ELU,
  /** f(x) = λ·x for x > 0, λ·α·(eˣ − 1) otherwise, λ = 1.050701, α = 1.6732632. */
  SELU,
  /** f(x) = x·Φ(x) = x/2·(1 + erf(x/√2)); f′ = Φ(x) + x·φ(x). */
  GELU,
  /** f(x) = x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))). */
  GELU_TANH,
  /** f(x) = ln(1 + eˣ), f′ = σ(x). */
  SOFTPLUS,
  /** f(x) = x·σ(x), f′ = σ(x)·(1 + x·(1 − σ(x))). f(−∞) = −0. */
  SILU,
  /** f(x) = eˣ, f′ = y. */
  EXP,
  /** f(x) = ln x, f′ = 1/x. ln 0 = −∞, ln of a negative number is NaN. */
  LOG,
  /** f(x) = erf x, f′ = 2/√π·e^(−x²). */
  ERF
}
