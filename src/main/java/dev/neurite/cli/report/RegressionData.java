package dev.neurite.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Predicted numbers against actual ones. */
final class RegressionData {
  static final int MOST_OUTPUTS = 4;
  private static final int MOST_POINTS = 500;

  private RegressionData() {}

  static Map<String, Object> of(Answers answers) {
    List<Object> outputs = new ArrayList<>();
    int out = answers.outputs(0).length;
    for (int j = 0; j < Math.min(out, MOST_OUTPUTS); j++) {
      outputs.add(output(answers, j, out));
    }
    return Json.object("outputs", outputs, "all", out, "rows", answers.rows());
  }

  private static Map<String, Object> output(Answers answers, int j, int out) {
    int n = answers.rows();
    float[] residuals = new float[n];
    double squares = 0;
    double absolute = 0;
    double mean = 0;
    for (int r = 0; r < n; r++) {
      residuals[r] = answers.outputs(r)[j] - actual(answers, r, j, out);
      squares += (double) residuals[r] * residuals[r];
      absolute += Math.abs(residuals[r]);
      mean += actual(answers, r, j, out);
    }
    mean /= n;
    double spread = 0;
    for (int r = 0; r < n; r++) {
      double d = actual(answers, r, j, out) - mean;
      spread += d * d;
    }
    int points = Math.min(MOST_POINTS, n);
    double[] actual = new double[points];
    double[] predicted = new double[points];
    for (int i = 0; i < points; i++) {
      int r = (int) ((long) i * n / points);
      actual[i] = actual(answers, r, j, out);
      predicted[i] = answers.outputs(r)[j];
    }
    return Json.object(
        "name", answers.names().get(j),
        "rmse", Json.number(Math.sqrt(squares / n)),
        "mae", Json.number(absolute / n),
        "r2", Json.number(1 - squares / spread),
        "actual", Json.numbers(actual),
        "predicted", Json.numbers(predicted),
        "residuals", Ridges.of(List.of(new Timeline.Entry<>(1, Histogram.of(residuals)))));
  }

  private static float actual(Answers answers, int row, int j, int out) {
    return answers.data().targets().get((long) row * out + j);
  }
}
