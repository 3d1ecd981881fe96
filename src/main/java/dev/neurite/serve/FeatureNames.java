package dev.neurite.serve;

import java.util.List;

/** Compares a caller's names of features with a model's. */
final class FeatureNames {
  private FeatureNames() {}

  static void require(List<String> expected, List<String> actual) {
    if (expected.isEmpty()) {
      throw new IllegalStateException(
          "predictor: the model has no feature names to compare with; save it with a schema");
    }
    int common = Math.min(expected.size(), actual.size());
    for (int i = 0; i < common; i++) {
      if (!expected.get(i).equals(actual.get(i))) {
        throw new IllegalArgumentException(
            "predictor: feature %d is \"%s\" to the model and \"%s\" to the caller%s"
                .formatted(i, expected.get(i), actual.get(i), elsewhere(expected, actual.get(i))));
      }
    }
    if (expected.size() != actual.size()) {
      throw new IllegalArgumentException(
          "predictor: the model has %d features, and the caller %d; the first %d have the same names"
              .formatted(expected.size(), actual.size(), common));
    }
  }

  private static String elsewhere(List<String> expected, String name) {
    int index = expected.indexOf(name);
    return index < 0 ? ", and the model has none of that name" : ", the model's feature " + index;
  }
}
