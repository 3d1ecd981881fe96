package dev.neurite.linear;

import dev.neurite.check.Check;
import dev.neurite.data.Dataset;

/** The checks that data has as many classes as a model is for. */
final class ClassCount {
  private ClassCount() {}

  static void two(String operation, Dataset data) {
    Check.notNull(operation, "data", data);
    two(operation, data.labels().size(), data);
  }

  static void two(String operation, int classes, Object data) {
    if (classes != 2) {
      throw new IllegalArgumentException(
          operation + ": needs data of 2 classes, got " + classes + " in " + data);
    }
  }

  static void twoOrMore(String operation, Dataset data) {
    Check.notNull(operation, "data", data);
    twoOrMore(operation, data.labels().size(), data);
  }

  static void twoOrMore(String operation, int classes, Object data) {
    if (classes < 2) {
      throw new IllegalArgumentException(
          operation + ": needs data of 2 classes or more, got " + classes + " in " + data);
    }
  }
}
