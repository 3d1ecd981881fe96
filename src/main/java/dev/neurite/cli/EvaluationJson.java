package dev.neurite.cli;

import dev.neurite.train.ConfusionMatrix;
import dev.neurite.train.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An {@link Evaluation} for {@link Json}: what it has; measures that it lacks are left out. */
final class EvaluationJson {
  private EvaluationJson() {}

  static Map<String, Object> of(Evaluation e) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rows", e.rows());
    json.put("loss", e.loss());
    e.accuracy().ifPresent(a -> json.put("accuracy", a));
    e.confusion().ifPresent(c -> json.put("balanced_accuracy", c.balancedAccuracy()));
    e.ranking()
        .ifPresent(r -> {
          json.put("roc_auc", r.rocAuc());
          json.put("pr_auc", r.prAuc());
        });
    e.probabilities()
        .ifPresent(p -> {
          json.put("log_loss", p.logLoss());
          json.put("brier", p.brier());
        });
    e.errors()
        .ifPresent(x -> {
          json.put("mean_squared_error", x.meanSquared());
          json.put("mean_absolute_error", x.meanAbsolute());
          json.put("r2", x.r2());
        });
    e.confusion().ifPresent(c -> json.put("classes", classes(c, e.labels())));
    return json;
  }

  private static List<Object> classes(ConfusionMatrix c, List<String> labels) {
    List<Object> classes = new ArrayList<>();
    for (int i = 0; i < c.classes(); i++) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("label", i < labels.size() ? labels.get(i) : String.valueOf(i));
      one.put("rows", c.rows(i));
      one.put("precision", c.precision(i));
      one.put("recall", c.recall(i));
      one.put("f1", c.f1(i));
      long[] answers = new long[c.classes()];
      for (int j = 0; j < answers.length; j++) {
        answers[j] = c.count(i, j);
      }
      one.put("answers", answers);
      classes.add(one);
    }
    return classes;
  }
}
