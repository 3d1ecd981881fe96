package dev.neurite.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Predicted numbers against actual ones. */
final class RegressionData {
  static final int MOST_OUTPUTS = 4;
  private static final int MOST_POINTS = 500;

  private RegressionData() {}

  static Map<String, Object> of(Answers answers, Units units) {
    List<Object> outputs = new ArrayList<>();
    int out = answers.outputs(0).length;
    for (int j = 0; j < Math.min(out, MOST_OUTPUTS); j++) {
      outputs.add(output(answers, units, j, out));
    }
    return Json.object("outputs", outputs, "all", out, "rows", answers.rows());
  }

  private static Map<String, Object> output(Answers answers, Units units, int j, int out) {
    int n = answers.rows();
    double[] actual = new double[n];
    double[] predicted = new double[n];
    float[] residuals = new float[n];
    double squares = 0;
    double absolute = 0;
    double mean = 0;
    for (int r = 0; r < n; r++) {
      actual[r] = units.of(answers.data().targets().get((long) r * out + j), j);
      predicted[r] = units.of(answers.outputs(r)[j], j);
      double residual = predicted[r] - actual[r];
      residuals[r] = (float) residual;
      squares += residual * residual;
      absolute += Math.abs(residual);
      mean += actual[r] / n;
    }
    double spread = 0;
    for (double t : actual) {
      spread += (t - mean) * (t - mean);
    }
    int points = Math.min(MOST_POINTS, n);
    int[] shown = IntStream.range(0, points).map(i -> (int) ((long) i * n / points)).toArray();
    return Json.object(
        "name", answers.names().get(j),
        "rmse", Json.number(Math.sqrt(squares / n)),
        "mae", Json.number(absolute / n),
        "r2", Json.number(1 - squares / spread),
        "actual", Json.numbers(IntStream.of(shown).mapToDouble(r -> actual[r]).toArray()),
        "predicted", Json.numbers(IntStream.of(shown).mapToDouble(r -> predicted[r]).toArray()),
        "residuals", Ridges.of(List.of(new Timeline.Entry<>(1, Histogram.of(residuals)))));
  }
}
