package dev.neurite.cli.report;

import dev.neurite.network.Classes;
import dev.neurite.train.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How well classes are recognised: matrix, curves, calibration. */
final class ClassData {
  static final int MOST_CLASSES = 24; // of a matrix that can be read
  private static final int MOST_CURVES = 10;
  private static final int MOST_PAIRS = 12;

  private ClassData() {}

  static Map<String, Object> of(Answers answers) {
    return Json.object(
        "names",
        answers.names(),
        "confusion",
        answers.hasClasses() ? confusion(answers) : null,
        "curves",
        curves(answers),
        "calibration",
        answers.hasProbabilities() ? calibration(answers) : null);
  }

  private static Map<String, Object> confusion(Answers answers) {
    ConfusionMatrix matrix = new ConfusionMatrix(answers.names().size());
    int none = 0;
    for (int r = 0; r < answers.rows(); r++) {
      if (answers.predicted(r) == Classes.NONE) {
        none++;
      } else {
        matrix.add(answers.actual(r), answers.predicted(r));
      }
    }
    List<Integer> shown = shown(matrix);
    List<Object> counts = new ArrayList<>();
    List<Object> classes = new ArrayList<>();
    for (int i : shown) {
      counts.add(shown.stream().map(j -> matrix.count(i, j)).toList());
      classes.add(
          Json.object(
              "index", i,
              "rows", matrix.rows(i),
              "precision", Json.number(matrix.precision(i)),
              "recall", Json.number(matrix.recall(i)),
              "f1", Json.number(matrix.f1(i))));
    }
    return Json.object(
        "classes", classes,
        "counts", counts,
        "all", matrix.classes(),
        "none", none,
        "pairs", pairs(matrix));
  }

  /** All classes, or those that are mistaken most often, in their order. */
  private static List<Integer> shown(ConfusionMatrix matrix) {
    return IntStream.range(0, matrix.classes())
        .boxed()
        .sorted(Comparator.comparingLong((Integer i) -> matrix.count(i, i) - matrix.rows(i)))
        .limit(MOST_CLASSES)
        .sorted()
        .toList();
  }

  /** The classes most often taken for which others. */
  private static List<Object> pairs(ConfusionMatrix matrix) {
    record Pair(int actual, int predicted, long count) {}
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < matrix.classes(); i++) {
      for (int j = 0; j < matrix.classes(); j++) {
        if (i != j && matrix.count(i, j) > 0) {
          pairs.add(new Pair(i, j, matrix.count(i, j)));
        }
      }
    }
    pairs.sort(Comparator.comparingLong((Pair p) -> -p.count()));
    return pairs.stream()
        .limit(MOST_PAIRS)
        .map(p ->
            (Object)
                Json.object("actual", p.actual(), "predicted", p.predicted(), "count", p.count()))
        .toList();
  }

  /** Of two classes the curves of the second; of more, of each against the rest. */
  private static Map<String, Object> curves(Answers answers) {
    int n = answers.names().size();
    boolean two = answers.hasClasses() && n == 2;
    record Curve(int index, RankingCurves curves) {}
    List<Curve> all = new ArrayList<>();
    for (int j = two ? 1 : 0; j < n; j++) {
      RankingCurves curves = curves(answers, j);
      if (curves.positives() > 0 && curves.positives() < answers.rows()) {
        all.add(new Curve(j, curves));
      }
    }
    List<Object> shown =
        all.stream()
            .sorted(Comparator.comparingDouble((Curve c) -> c.curves().rocAuc()))
            .limit(MOST_CURVES)
            .sorted(Comparator.comparingInt(Curve::index))
            .map(c -> curve(c.index(), c.curves()))
            .toList();
    return Json.object(
        "steps",
        RankingCurves.STEPS,
        "two",
        two,
        "all",
        all.size(),
        "rows",
        answers.rows(),
        "meanRocAuc",
        Json.number(
            all.stream().mapToDouble(c -> c.curves().rocAuc()).average().orElse(Double.NaN)),
        "shown",
        shown);
  }

  private static RankingCurves curves(Answers answers, int j) {
    float[] scores = new float[answers.rows()];
    int[] classes = new int[answers.rows()];
    for (int r = 0; r < scores.length; r++) {
      double score = answers.score(r, j);
      scores[r] = Double.isNaN(score) ? Float.NEGATIVE_INFINITY : (float) score;
      classes[r] = answers.isTrue(r, j) ? 1 : 0;
    }
    return RankingCurves.of(scores, classes);
  }

  private static Object curve(int index, RankingCurves c) {
    return Json.object(
        "index", index,
        "positives", c.positives(),
        "rocAuc", Json.number(c.rocAuc()),
        "prAuc", Json.number(c.prAuc()),
        "roc", Json.numbers(c.truePositiveRate()),
        "pr", Json.numbers(c.precision()));
  }

  /**
   * Of two classes the probability of the second; of more, that of the class a row is taken for; of
   * several questions, all their answers.
   */
  private static Map<String, Object> calibration(Answers answers) {
    int n = answers.names().size();
    boolean two = answers.hasClasses() && n == 2;
    int each = answers.hasClasses() ? 1 : n;
    double[] said = new double[answers.rows() * each];
    boolean[] was = new boolean[said.length];
    for (int r = 0; r < answers.rows(); r++) {
      for (int k = 0; k < each; k++) {
        int j = two ? 1 : answers.hasClasses() ? answers.predicted(r) : k;
        said[r * each + k] = j == Classes.NONE ? Double.NaN : answers.score(r, j);
        was[r * each + k] = j != Classes.NONE && answers.isTrue(r, j);
      }
    }
    Calibration c = Calibration.of(said, was);
    return Json.object(
        "of", two ? "second" : answers.hasClasses() ? "predicted" : "outputs",
        "counts", IntStream.of(c.counts()).boxed().toList(),
        "said", Json.numbers(c.said()),
        "was", Json.numbers(c.was()),
        "error", Json.number(c.error()));
  }
}
