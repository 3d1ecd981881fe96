package dev.neurite.kernel;

/**
 * The constants of exp, log, tanh, erf and the functions made of them, for both implementations.
 *
 * <p>They are part of the contract: they determine the bits. {@code NAME_p} is the coefficient of
 * the p-th power; a polynomial is evaluated by Horner's rule with {@code fma}, highest power first.
 * The tables were computed by {@code src/test/python/polynomials.py}; their errors are relative to
 * the function that is computed with them.
 *
 * <p>The plan of each function:
 *
 * <ul>
 *   <li>eˣ = 2ⁿ·(1 + expm1 r), with n = rint(x·log₂e) and r = x − n·ln 2 in two fma [1].
 *   <li>ln x = k·ln 2 + log1p f, with x = 2ᵏ·(1 + f), 1 + f in [¾, 1½). The same polynomial serves
 *       ln(1 + u) for u in [0, 1]: f = u below ½, else k = 1 and f = (u − 1)/2, which is exact.
 *   <li>tanh is odd in x below 0.625, else 1 − 2/(e²ˣ + 1).
 *   <li>Φ(−a) = e^(−a²/2)·R(a), a ≥ 0, where R is smooth and flat: a polynomial in (a − 3)/(a + 3)
 *       [2]. The square is taken in two floats, so that the relative error stays small in the tail.
 *   <li>erf is odd in x below 1, else 1 − 2·Φ(−x·√2).
 * </ul>
 *
 * <p>[1] Cody and Waite 1980, Software Manual for the Elementary Functions. [2] after Shepherd and
 * Laframboise 1981, Chebyshev approximation of (1 + 2x)·exp(x²)·erfc x.
 */
public final class Polynomials {

  // eˣ: expm1 r = r + r²·(EXP_2 + EXP_3·r + …) for |r| ≤ ln 2 / 2, error 2^-26.1
  /** eˣ, power 2. */
  public static final float EXP_2 = 0.49999997f;

  /** eˣ, power 3. */
  public static final float EXP_3 = 0.16666546f;

  /** eˣ, power 4. */
  public static final float EXP_4 = 0.041667443f;

  /** eˣ, power 5. */
  public static final float EXP_5 = 0.008366253f;

  /** eˣ, power 6. */
  public static final float EXP_6 = 0.001386995f;

  // ln: log1p f = f + f²·(LOG_2 + LOG_3·f + …) for f in [−¼, ½], error 2^-27.6
  /** ln, power 2. */
  public static final float LOG_2 = -0.5f;

  /** ln, power 3. */
  public static final float LOG_3 = 0.3333345f;

  /** ln, power 4. */
  public static final float LOG_4 = -0.2500011f;

  /** ln, power 5. */
  public static final float LOG_5 = 0.19990848f;

  /** ln, power 6. */
  public static final float LOG_6 = -0.16646878f;

  /** ln, power 7. */
  public static final float LOG_7 = 0.1447763f;

  /** ln, power 8. */
  public static final float LOG_8 = -0.13163938f;

  /** ln, power 9. */
  public static final float LOG_9 = 0.10472557f;

  /** ln, power 10. */
  public static final float LOG_10 = -0.04515233f;

  // tanh x = x + x·s·(TANH_1 + TANH_2·s + …), s = x², for |x| ≤ 0.625, error 2^-27.7
  /** tanh, power 1. */
  public static final float TANH_1 = -0.3333328f;

  /** tanh, power 2. */
  public static final float TANH_2 = 0.13331406f;

  /** tanh, power 3. */
  public static final float TANH_3 = -0.053736515f;

  /** tanh, power 4. */
  public static final float TANH_4 = 0.020628167f;

  /** tanh, power 5. */
  public static final float TANH_5 = -0.005692296f;

  // erf x = x + x·(ERF_0 + ERF_1·s + …), s = x², for |x| ≤ 1, error 2^-29.4
  /** erf, power 0. */
  public static final float ERF_0 = 0.12837917f;

  /** erf, power 1. */
  public static final float ERF_1 = -0.37612626f;

  /** erf, power 2. */
  public static final float ERF_2 = 0.11283579f;

  /** erf, power 3. */
  public static final float ERF_3 = -0.026853347f;

  /** erf, power 4. */
  public static final float ERF_4 = 0.005187162f;

  /** erf, power 5. */
  public static final float ERF_5 = -0.0007997853f;

  /** erf, power 6. */
  public static final float ERF_6 = 7.806904e-5f;

  // R(a) = TAIL_0 + TAIL_1·s + …, s = (a − 3)/(a + 3), for a in [0, 15], error 2^-26.5
  /** R(a), power 0. */
  public static final float TAIL_0 = 0.12151395f;

  /** R(a), power 1. */
  public static final float TAIL_1 = -0.20640261f;

  /** R(a), power 2. */
  public static final float TAIL_2 = 0.123225f;

  /** R(a), power 3. */
  public static final float TAIL_3 = -0.046213288f;

  /** R(a), power 4. */
  public static final float TAIL_4 = 0.006132344f;

  /** R(a), power 5. */
  public static final float TAIL_5 = 0.0029041895f;

  /** R(a), power 6. */
  public static final float TAIL_6 = -0.0009847864f;

  /** R(a), power 7. */
  public static final float TAIL_7 = -0.00033801977f;

  /** R(a), power 8. */
  public static final float TAIL_8 = 0.00011752722f;

  /** R(a), power 9. */
  public static final float TAIL_9 = 5.2052823e-5f;

  /** R(a), power 10. */
  public static final float TAIL_10 = -1.721099e-6f;

  /** The 3 in (a − 3)/(a + 3). */
  public static final float TAIL_POLE = 3;

  /** Beyond it, x·Φ(x) and its derivative are 0 below and x and 1 above. */
  public static final float TAIL_END = 15;

  /** Beyond it, erf is ±1 and its derivative 0; times √2 it is within {@link #TAIL_END}. */
  public static final float ERF_END = 10.6f;

  /** log₂ e. */
  public static final float LOG2_E = 1.442695f;

  /** ln 2, rounded to a float; times any exponent of a float and subtracted by fma it is exact. */
  public static final float LN2_HIGH = 0.6931472f;

  /** ln 2 − {@link #LN2_HIGH}. */
  public static final float LN2_LOW = -1.9046542e-09f;

  /**
   * 1.5·2²³ + 254: added to a small number, it leaves the nearest integer n in the lowest bits, as
   * n + 254, twice the bias of an exponent. The halves of n + 254 are the exponents of two factors
   * whose product is 2ⁿ, which itself may be beyond the range of floats.
   */
  public static final float ROUND = 12583166f;

  /** Bits of a fraction: where the exponent starts. */
  public static final int FRACTION_BITS = 23;

  /** From it on eˣ is ∞. */
  public static final float EXP_HIGH = 89;

  /** From it on eˣ is 0. */
  public static final float EXP_LOW = -104;

  /** Below it eˣ − 1 rounds to −1. */
  public static final float EXPM1_LOW = -30;

  /** The lower end of 1 + f in ln, ¾, as bits. */
  public static final int LOG_SPLIT_BITS = 0x3f400000;

  /** A subnormal argument of ln is multiplied by it, 2²³. */
  public static final float LOG_SCALE = 8388608f;

  /** Below it tanh is a polynomial. */
  public static final float TANH_SPLIT = 0.625f;

  /** Beyond it tanh rounds to ±1. */
  public static final float TANH_END = 16;

  /** Below it erf is a polynomial. */
  public static final float ERF_SPLIT = 1;

  /** Beyond it x·σ(x) is −0 below and x above. */
  public static final float SILU_END = 110;

  /** √2. */
  public static final float SQRT_2 = 1.4142135f;

  /** 1/√(2π), the density of the normal distribution at 0. */
  public static final float NORMAL_DENSITY = 0.3989423f;

  /** 2/√π, the derivative of erf at 0. */
  public static final float ERF_SLOPE = 1.1283792f;

  /** 2·√(2/π) in {@link Function#GELU_TANH}: a number of few bits. */
  public static final float GELU_1_HIGH = 1.59375f;

  /** 2·√(2/π) − {@link #GELU_1_HIGH}. */
  public static final float GELU_1_LOW = 0.0020191215f;

  /** 2·√(2/π)·0.044715. */
  public static final float GELU_3_HIGH = 0.071354814f;

  /** 2·√(2/π)·0.044715 − {@link #GELU_3_HIGH}. */
  public static final float GELU_3_LOW = 2.3988325e-09f;

  /** 2·√(2/π). */
  public static final float GELU_1 = 1.5957692f;

  /** 3·2·√(2/π)·0.044715, in the derivative. */
  public static final float GELU_SLOPE_3 = 0.21406445f;

  /** Beyond it {@link Function#GELU_TANH} is −0 below and x above. */
  public static final float GELU_TANH_END = 12;

  /** λ of {@link Function#SELU} [Klambauer et al. 2017, equation 2]. */
  public static final float SELU_SCALE = 1.050701f;

  /** λ·α of {@link Function#SELU}. */
  public static final float SELU_SCALE_ALPHA = 1.7580993f;

  private Polynomials() {}
}
