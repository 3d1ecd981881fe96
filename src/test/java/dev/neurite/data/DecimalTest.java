package dev.neurite.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a number in a data file, and what is not. */
class DecimalTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-0", "+7", "1.", ".5", "-.5", "1.5", "1e3", "1E+3", "1.e-3", "00", "1e999"})
  void isANumber(String text) {
    assertTrue(Decimal.matches(text));
    Float.parseFloat(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "+",
        "-",
        "e1",
        ".e1",
        "1e",
        "1e+",
        "1e1.5",
        "1f",
        "1F",
        "1d",
        "1D",
        "0x1p3",
        "0x10",
        "1,5",
        "1_000",
        "1 000",
        "--1",
        "+-1",
        "1-",
        "٣",
        "１",
        "NaN",
        "Infinity",
        "1..2",
        "1.2.3"
      })
  void isNotANumber(String text) {
    assertFalse(Decimal.matches(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "NaN", "NAN", "-nan", "inf", "+Inf", "-INFINITY", "Infinity"})
  void isNotFinite(String text) {
    assertTrue(Decimal.isNotFinite(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "+", "1", "na", "n/a", "info"})
  void isFiniteOrNoNumber(String text) {
    assertFalse(Decimal.isNotFinite(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", " a b", "a b\t", "\t  a b \t"})
  void stripsSpacesAndTabs(String text) {
    assertEquals("a b", Decimal.strip(text));
  }

  @Property
  void everyFiniteFloatIsANumberInEachOfItsNotations(@ForAll int bits) {
    float value = Float.intBitsToFloat(bits);
    if (Float.isFinite(value)) {
      assertReadsAs(value, Float.toString(value));
      assertReadsAs(value + 0f, new BigDecimal(value).toPlainString()); // which has no −0
      assertReadsAs(value + 0f, new BigDecimal(value).toString());
    }
  }

  private static void assertReadsAs(float value, String text) {
    assertTrue(Decimal.matches(text), text);
    assertEquals(Float.floatToRawIntBits(value), Float.floatToRawIntBits(Float.parseFloat(text)));
  }
}
