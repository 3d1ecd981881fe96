package dev.neurite.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckTest {

  @Test
  void whatIsRightIsReturned() {
    String value = "value";
    assertSame(value, Check.notNull("op", "x", value));
    assertEquals(0, Check.size("op", "x", 0));
    assertEquals(1, Check.positive("op", "x", 1));
    assertEquals(-1f, Check.finite("op", "x", -1f));
    assertEquals(Float.MIN_VALUE, Check.positive("op", "x", Float.MIN_VALUE));
    assertEquals(0f, Check.notNegative("op", "x", 0f));
    assertEquals(0f, Check.inRange("op", "x", 0f, 0, 1));
    Check.length("op", "x", 3, 3);
  }

  @Test
  void messagesNameOperationValueAndWhatWasExpected() {
    assertEquals(
        "op: x is null",
        assertThrows(NullPointerException.class, () -> Check.notNull("op", "x", null))
            .getMessage());
    assertMessage("op: x must be 0 or more, got -1", () -> Check.size("op", "x", -1));
    assertMessage("op: x must be 1 or more, got 0", () -> Check.positive("op", "x", 0));
    assertMessage("op: x must be finite, got NaN", () -> Check.finite("op", "x", Float.NaN));
    assertMessage(
        "op: x must be a finite number above 0, got 0.0", () -> Check.positive("op", "x", 0f));
    assertMessage(
        "op: x must be a finite number of 0 or more, got -1.0",
        () -> Check.notNegative("op", "x", -1f));
    assertMessage("op: x must be in [0.0, 1.0), got 1.0", () -> Check.inRange("op", "x", 1, 0, 1));
    assertMessage("op: x must have 3 elements, got 4", () -> Check.length("op", "x", 3, 4));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void noFloatCheckLetsNaNOrAnInfinityPass(float value) {
    assertRefused(() -> Check.finite("op", "x", value));
    assertRefused(() -> Check.positive("op", "x", value));
    assertRefused(() -> Check.notNegative("op", "x", value));
    assertRefused(() -> Check.inRange("op", "x", value, 0, 1));
  }

  private static void assertMessage(String message, Runnable mistake) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, mistake::run).getMessage());
  }

  private static void assertRefused(Runnable mistake) {
    assertThrows(IllegalArgumentException.class, mistake::run);
  }
}
