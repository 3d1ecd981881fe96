package dev.neurite.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A float as C's {@code printf("%.9g", x)} prints it in the C locale: nine significant digits,
 * which tell any two floats apart, without zeros at the end; with an exponent below 10⁻⁴ and from
 * 10⁹ on.
 *
 * <p>The digits are those of the exact value, rounded half to even. Where there is no exponent they
 * come from one product in double, which is exact: a float has 24 bits, and 10¹² has 28 beside its
 * powers of two.
 *
 * <p>Source: ISO/IEC 9899:2018, 7.21.6.1.
 */
final class NineDigits {
  private static final int DIGITS = 9;
  private static final int LEAST_EXPONENT = -4; // below, an exponent is written
  private static final MathContext NINE = new MathContext(DIGITS, RoundingMode.HALF_EVEN);
  private static final long[] POWERS = new long[DIGITS + 4]; // of ten

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private NineDigits() {}

  /** Appends x to a line. */
  static void append(StringBuilder line, float x) {
    if (Float.floatToRawIntBits(x) < 0) {
      line.append('-');
    }
    float magnitude = Math.abs(x);
    if (Float.isNaN(x)) {
      line.append("nan");
    } else if (Float.isInfinite(x)) {
      line.append("inf");
    } else if (magnitude == 0) {
      line.append('0');
    } else if (magnitude >= 1e-4 && magnitude < 1e9) {
      appendPlain(line, magnitude);
    } else {
      appendExact(line, magnitude);
    }
  }

  /** x as text. */
  static String of(float x) {
    StringBuilder text = new StringBuilder();
    append(text, x);
    return text.toString();
  }

  private static void appendPlain(StringBuilder line, float x) {
    int exponent = LEAST_EXPONENT;
    while (exponent < DIGITS - 1 && x >= power(exponent + 1)) {
      exponent++;
    }
    long digits = (long) Math.rint(x * (double) POWERS[DIGITS - 1 - exponent]);
    if (digits == POWERS[DIGITS]) { // rounded up to the next power
      digits = POWERS[DIGITS - 1];
      exponent++;
    }
    if (exponent == DIGITS) {
      appendExponent(line, digits, exponent);
    } else {
      appendPoint(line, digits, exponent);
    }
  }

  /** 10ⁿ to compare a float with; no float lies between 10⁻ⁿ and the double nearest to it. */
  private static double power(int exponent) {
    return exponent >= 0 ? POWERS[exponent] : 1.0 / POWERS[-exponent];
  }

  private static void appendExact(StringBuilder line, float x) {
    BigDecimal rounded = new BigDecimal(x).round(NINE);
    int exponent = rounded.precision() - 1 - rounded.scale();
    long digits = rounded.movePointRight(DIGITS - 1 - exponent).longValueExact();
    if (exponent == LEAST_EXPONENT) { // rounded up to it
      appendPoint(line, digits, exponent);
    } else {
      appendExponent(line, digits, exponent);
    }
  }

  private static void appendPoint(StringBuilder line, long digits, int exponent) {
    if (exponent < 0) {
      line.append("0.").append("000", 0, -exponent - 1);
      line.append(withoutZeros(digits));
      return;
    }
    long unit = POWERS[DIGITS - 1 - exponent];
    line.append(digits / unit);
    long fraction = digits % unit;
    if (fraction > 0) {
      String text = Long.toString(withoutZeros(unit + fraction)); // the one keeps zeros in front
      line.append('.').append(text, 1, text.length());
    }
  }

  private static void appendExponent(StringBuilder line, long digits, int exponent) {
    String text = Long.toString(withoutZeros(digits));
    line.append(text.charAt(0));
    if (text.length() > 1) {
      line.append('.').append(text, 1, text.length());
    }
    line.append(exponent < 0 ? "e-" : "e+");
    int size = Math.abs(exponent);
    line.append(size < 10 ? "0" : "").append(size);
  }

  private static long withoutZeros(long digits) {
    long rest = digits;
    while (rest % 10 == 0) {
      rest /= 10;
    }
    return rest;
  }
}
