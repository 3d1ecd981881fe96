package dev.neurite.cli;

import dev.neurite.backend.Backend;
import dev.neurite.io.onnx.ExportReport;
import dev.neurite.network.Network;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How much alike the outputs of two models are.
 *
 * @param rows that were compared
 * @param difference the largest, absolute
 * @param output the largest, absolute: what the difference compares with
 */
record Likeness(int rows, double difference, double output) {
  private static final int ROWS = 64; // as many as an export to ONNX compares

  /** As the export found. */
  static Likeness of(ExportReport report) {
    return new Likeness(report.rows(), report.largestDifference(), report.largestOutput());
  }

  /** Of a model and a file, on normal rows scaled back to what the model takes for raw ones. */
  static Likeness of(Model model, Path file) {
    Network network = model.network();
    double difference = 0;
    double largest = 0;
    try (Model copy = Model.load(file, Backend.scalar())) {
      for (float[] x : SampleRows.of(network.in(), network.schema(), ROWS)) {
        float[] expected = network.predict(x);
        float[] actual = copy.network().predict(x);
        for (int j = 0; j < expected.length; j++) {
          if (Float.compare(expected[j], actual[j]) != 0) {
            difference = Math.max(difference, Math.abs((double) expected[j] - actual[j]));
          }
          largest = Math.max(largest, Math.abs(expected[j]));
        }
      }
    }
    return new Likeness(ROWS, difference, largest);
  }

  /** For people. */
  @Override
  public String toString() {
    return difference == 0
        ? String.format(Locale.ROOT, "read back: %d sample rows give the same bits", rows)
        : String.format(
            Locale.ROOT,
            "read back: outputs of %d sample rows differ by at most %.3g, of at most %.3g",
            rows,
            difference,
            output);
  }
}
