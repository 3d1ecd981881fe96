package dev.neurite.cli;

/** Compares outputs bit by bit. */
final class Bits {
  private Bits() {}

  /** In how many places two tables of the same sizes differ. */
  static int differences(float[][] expected, float[][] actual) {
    int differences = 0;
    for (int r = 0; r < expected.length; r++) {
      for (int j = 0; j < expected[r].length; j++) {
        int bits = Float.floatToRawIntBits(expected[r][j]);
        differences += bits == Float.floatToRawIntBits(actual[r][j]) ? 0 : 1;
      }
    }
    return differences;
  }
}
