package dev.neurite.examples.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RowsTest {

  @Test
  void bothFormsAreRead() {
    float[] expected = {1, -2.5f, 1e-3f};
    assertArrayEquals(expected, Rows.parse("1,-2.5,1e-3", 3));
    assertArrayEquals(expected, Rows.parse(" [1, -2.5 , 0.001]\n", 3));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    float[] numbers = {0.1f, 1f / 3, Float.MIN_VALUE, -0f, 3.4e38f};
    assertArrayEquals(numbers, Rows.parse(Rows.format(numbers), 5));
    assertEquals("[1.0,null]", Rows.format(new float[] {1, Float.NaN}));
  }

  @Test
  void whatIsWrongIsSaid() {
    assertRefused("1,2", "a row has 3 numbers, with a comma between them; got 2");
    assertRefused("", "a row has 3 numbers, with a comma between them; got 1");
    assertRefused("1,x,3", "number 1 of the row is \"x\": not a finite number");
    assertRefused("1,2,NaN", "number 2 of the row is \"NaN\": not a finite number");
    assertRefused("1,,3", "number 1 of the row is \"\": not a finite number");
  }

  private static void assertRefused(String text, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> Rows.parse(text, 3)).getMessage());
  }
}
