package dev.neurite.linear;

import dev.neurite.check.Check;
import dev.neurite.data.Dataset;

/** The checks that data has as many classes as a model is for. */
final class ClassCount {
  private ClassCount() {}

  static void two(String operation, Dataset data) {
    Check.notNull(operation, "data", data);
    if (data.labels().size() != 2) {
      throw new IllegalArgumentException(
          operation + ": needs data of 2 classes, got " + data.labels().size() + " in " + data);
    }
  }

  static void twoOrMore(String operation, Dataset data) {
    Check.notNull(operation, "data", data);
    if (data.labels().size() < 2) {
      throw new IllegalArgumentException(
          operation
              + ": needs data of 2 classes or more, got "
              + data.labels().size()
              + " in "
              + data);
    }
  }
}
