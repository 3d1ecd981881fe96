package dev.neurite.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An {@link Evaluation} as text. */
final class EvaluationReport {
  private EvaluationReport() {}

  static String of(Evaluation e) {
    List<String> lines = new ArrayList<>();
    lines.add(line("rows", "%d", e.rows()));
    lines.add(line("loss", "%.4f", e.loss()));
    e.accuracy().ifPresent(a -> lines.add(line("accuracy", "%.2f %%", 100 * a)));
    e.confusion()
        .ifPresent(c -> lines.add(line("balanced", "%.2f %%", 100 * c.balancedAccuracy())));
    e.ranking()
        .ifPresent(r -> lines.add(line("ROC AUC", "%.4f, PR AUC %.4f", r.rocAuc(), r.prAuc())));
    e.probabilities()
        .ifPresent(p -> lines.add(line("log loss", "%.4f, Brier %.4f", p.logLoss(), p.brier())));
    e.errors().ifPresent(x -> lines.add(line("MSE", "%.4g", x.meanSquared())));
    e.errors().ifPresent(x -> lines.add(line("MAE", "%.4g", x.meanAbsolute())));
    e.errors().ifPresent(x -> lines.add(line("R²", "%.4f", x.r2())));
    e.confusion().ifPresent(c -> addClasses(lines, c, e.labels()));
    return String.join(System.lineSeparator(), lines);
  }

  private static void addClasses(List<String> lines, ConfusionMatrix c, List<String> labels) {
    lines.add("");
    int width = 5;
    for (String label : labels) {
      width = Math.max(width, label.length());
    }
    lines.add(
        String.format("%-" + width + "s  precision  recall      F1    rows", "class")
            .stripTrailing());
    for (int i = 0; i < c.classes(); i++) {
      String label = i < labels.size() ? labels.get(i) : String.valueOf(i);
      lines.add(
          String.format(
              Locale.ROOT,
              "%-" + width + "s  %9.4f  %6.4f  %6.4f  %6d",
              label,
              c.precision(i),
              c.recall(i),
              c.f1(i),
              c.rows(i)));
    }
    lines.add("");
    lines.add("a line per class, a column per answer");
    lines.add(c.table(labels));
  }

  private static String line(String name, String format, Object... values) {
    return String.format("%-10s ", name) + String.format(Locale.ROOT, format, values);
  }
}
