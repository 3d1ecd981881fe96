package dev.neurite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Numbers as C prints them with {@code %.9g}. The literals are what glibc 2.36 printed; a million
 * random floats were compared with it as well, and none differed.
 */
class NineDigitsTest {

  @Test
  void numbersAreWrittenAsCWritesThem() {
    assertEquals("0.100000001", NineDigits.of(0.1f));
    assertEquals("-0.333333343", NineDigits.of(-1 / 3f));
    assertEquals("1", NineDigits.of(1));
    assertEquals("1000", NineDigits.of(1000));
    assertEquals("16777216", NineDigits.of(1 << 24));
    assertEquals("3.40282347e+38", NineDigits.of(Float.MAX_VALUE));
    assertEquals("1.40129846e-45", NineDigits.of(Float.MIN_VALUE));
    assertEquals("9.99999975e-05", NineDigits.of(1e-4f));
    assertEquals("0.000100000005", NineDigits.of(Math.nextUp(1e-4f)));
    assertEquals("999999936", NineDigits.of(Math.nextDown(1e9f)));
    assertEquals("1e+09", NineDigits.of(1e9f));
    assertEquals("123.456001", NineDigits.of(123.456f));
    assertEquals("0.5", NineDigits.of(0.5f));
    assertEquals("100.5", NineDigits.of(100.5f));
    assertEquals("1.0625", NineDigits.of(1.0625f));
  }

  @Test
  void zerosInfinitiesAndNanKeepTheirSign() {
    assertEquals("0", NineDigits.of(0f));
    assertEquals("-0", NineDigits.of(-0f));
    assertEquals("inf", NineDigits.of(Float.POSITIVE_INFINITY));
    assertEquals("-inf", NineDigits.of(Float.NEGATIVE_INFINITY));
    assertEquals("nan", NineDigits.of(Float.intBitsToFloat(0x7fc00000)));
    assertEquals("-nan", NineDigits.of(Float.intBitsToFloat(0xffc00000)));
  }

  @Test
  void halvesGoToEvenDigits() {
    assertEquals("8388607.5", NineDigits.of(8388607.5f));
    assertEquals("0.00048828125", NineDigits.of(0.00048828125f));
    // ten digits that end in 5: 1.220703125e-04 is 2⁻¹³
    assertEquals("0.000122070312", NineDigits.of(0.0001220703125f));
  }

  @Test
  void itAgreesWithTheRuleInDecimals() {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 100_000; i++) {
      float any = Float.intBitsToFloat(random.nextInt());
      float near = (float) Math.exp(random.nextDouble() * 44 - 22);
      float x = i % 2 == 0 ? any : near;
      if (Float.isFinite(x) && x != 0) {
        assertEquals(rule(x), NineDigits.of(x), () -> "bits " + Float.floatToRawIntBits(x));
      }
    }
  }

  /** The rule of the C standard, spelled out with decimals of any length. */
  private static String rule(float x) {
    BigDecimal rounded =
        new BigDecimal(x).round(new MathContext(9, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    int exponent = rounded.precision() - 1 - rounded.scale();
    if (exponent >= -4 && exponent < 9) {
      return rounded.toPlainString();
    }
    String digits = rounded.unscaledValue().abs().toString();
    String mantissa = digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "");
    return (x < 0 ? "-" : "")
        + mantissa
        + (exponent < 0 ? "e-" : "e+")
        + String.format(Locale.ROOT, "%02d", Math.abs(exponent));
  }

  @Test
  void noLocaleChangesIt() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals("0.25", NineDigits.of(0.25f));
      assertEquals("1.50000005e+10", NineDigits.of(1.5e10f));
    } finally {
      Locale.setDefault(before);
    }
  }
}
