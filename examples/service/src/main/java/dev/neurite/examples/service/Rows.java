package dev.neurite.examples.service;

/** Rows of numbers as text: {@code 1,2.5} or {@code [1, 2.5]}. */
final class Rows {
  private Rows() {}

  /**
   * The numbers of a row, each rounded to the nearest float.
   *
   * @param count how many there must be
   * @throws IllegalArgumentException that says what is wrong, and where
   */
  static float[] parse(String text, int count) {
    String row = text.strip();
    if (row.startsWith("[") && row.endsWith("]")) {
      row = row.substring(1, row.length() - 1);
    }
    String[] parts = row.split(",", -1);
    if (parts.length != count) {
      throw new IllegalArgumentException(
          "a row has " + count + " numbers, with a comma between them; got " + parts.length);
    }
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = number(parts[i].strip(), i);
    }
    return numbers;
  }

  /** A JSON array, from which the same floats are read again. */
  static String format(float[] numbers) {
    StringBuilder text = new StringBuilder("[");
    for (float number : numbers) {
      text.append(text.length() == 1 ? "" : ",");
      text.append(Float.isFinite(number) ? Float.toString(number) : "null");
    }
    return text.append("]").toString();
  }

  private static float number(String text, int index) {
    try {
      float number = Float.parseFloat(text);
      if (Float.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "number " + index + " of the row is \"" + text + "\": not a finite number");
  }
}
