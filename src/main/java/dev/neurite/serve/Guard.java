package dev.neurite.serve;

import dev.neurite.check.Check;
import dev.neurite.network.Schema;
import java.util.List;

/** What a version must be like to be published. Immutable. */
final class Guard {
  private static final String NAME = "live model";

  private final int in;
  private final int out;
  private final Schema schema;
  private final List<float[]> rows;

  /** Versions like this one, on these rows or, without any, on zeros. */
  Guard(Predictor first, List<float[]> rows) {
    this.in = first.in();
    this.out = first.out();
    this.schema = first.schema();
    this.rows = rows.isEmpty() ? List.of(new float[in]) : rows;
    this.rows.forEach(row -> Check.length(NAME, "guard row", in, row.length));
  }

  int in() {
    return in;
  }

  int out() {
    return out;
  }

  /** Refuses other sizes and other names. */
  void checkShape(int in, int out, Schema other) {
    if (in != this.in || out != this.out) {
      throw new IllegalArgumentException(
          "%s: a version must have %d features and %d outputs like the first, got %d and %d"
              .formatted(NAME, this.in, this.out, in, out));
    }
    checkNames("feature", schema.featureNames(), other.featureNames());
    checkNames("class", schema.labels(), other.labels());
  }

  /** Refuses NaN on a guard row. */
  void checkOutputs(Predictor version) {
    float[] outputs = new float[out];
    for (int r = 0; r < rows.size(); r++) {
      version.predict(rows.get(r), outputs);
      for (int j = 0; j < out; j++) {
        if (Float.isNaN(outputs[j])) {
          throw new IllegalArgumentException(
              "%s: output %d of the version is NaN on guard row %d; the one before stays"
                  .formatted(NAME, j, r));
        }
      }
    }
  }

  private static void checkNames(String what, List<String> expected, List<String> actual) {
    if (expected.equals(actual)) {
      return;
    }
    if (expected.size() != actual.size()) {
      throw new IllegalArgumentException(
          "%s: a version must have the %d %s names of the first, got %d"
              .formatted(NAME, expected.size(), what, actual.size()));
    }
    int i = 0;
    while (expected.get(i).equals(actual.get(i))) {
      i++;
    }
    throw new IllegalArgumentException(
        "%s: %s %d of a version must be called \"%s\" like the first's, got \"%s\""
            .formatted(NAME, what, i, expected.get(i), actual.get(i)));
  }
}
