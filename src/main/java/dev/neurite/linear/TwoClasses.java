package dev.neurite.linear;

import dev.neurite.check.Check;
import dev.neurite.data.Dataset;

/** The check that data has two classes. */
final class TwoClasses {
  private TwoClasses() {}

  static void check(String operation, Dataset data) {
    Check.notNull(operation, "data", data);
    if (data.labels().size() != 2) {
      throw new IllegalArgumentException(
          operation + ": needs data of 2 classes, got " + data.labels().size() + " in " + data);
    }
  }
}
