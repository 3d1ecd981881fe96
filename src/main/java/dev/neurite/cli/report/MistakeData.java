package dev.neurite.cli.report;

import dev.neurite.data.Scaling;
import dev.neurite.network.Classes;
import dev.neurite.network.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Rows taken for another class than theirs, the surest first. */
final class MistakeData {
  static final int MOST_PICTURES = 40;
  private static final int MOST_ROWS = 15;
  private static final int MOST_FEATURES = 5; // of a row

  private MistakeData() {}

  static Map<String, Object> of(Network network, Answers answers, Optional<PictureShape> shape) {
    List<Integer> wrong =
        IntStream.range(0, answers.rows())
            .filter(r -> answers.predicted(r) != answers.actual(r))
            .boxed()
            .sorted(Comparator.comparingDouble(r -> -sure(answers, r)))
            .toList();
    float[] range = range(answers);
    List<Object> rows = new ArrayList<>();
    for (int r :
        wrong.subList(0, Math.min(wrong.size(), shape.isPresent() ? MOST_PICTURES : MOST_ROWS))) {
      float[] features = answers.data().row(r);
      rows.add(
          Json.object(
              "row",
              r,
              "actual",
              answers.actual(r),
              "predicted",
              answers.predicted(r),
              "sure",
              answers.hasProbabilities() ? Json.number(sure(answers, r)) : null,
              "picture",
              shape.map(s -> s.encode(features, range[0], range[1])).orElse(null),
              "features",
              shape.isPresent() ? null : unusual(network, answers, features)));
    }
    return Json.object(
        "count", wrong.size(),
        "of", answers.rows(),
        "height", shape.map(PictureShape::shownHeight).orElse(0),
        "width", shape.map(PictureShape::shownWidth).orElse(0),
        "rows", rows);
  }

  /** What speaks for the class a row is taken for; nothing does where an output is NaN. */
  private static double sure(Answers answers, int row) {
    int predicted = answers.predicted(row);
    return predicted == Classes.NONE ? Double.NEGATIVE_INFINITY : answers.score(row, predicted);
  }

  /** The least and the greatest feature of all rows. */
  private static float[] range(Answers answers) {
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (long i = 0; i < answers.data().features().elements(); i++) {
      float x = answers.data().features().get(i);
      least = Math.min(least, x);
      greatest = Math.max(greatest, x);
    }
    return new float[] {least, greatest > least ? greatest : least + 1};
  }

  /** Features farthest from the mean, in standard deviations; without a scaling, the first. */
  private static List<Object> unusual(Network network, Answers answers, float[] features) {
    Scaling scaling = network.schema().scaling().orElseGet(() -> Scaling.none(features.length));
    boolean scaled = network.schema().scaling().isPresent();
    float[] shift = scaling.shift();
    float[] factor = scaling.factor();
    List<String> names = answers.data().featureNames();
    return IntStream.range(0, features.length)
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                c -> scaled ? -Math.abs((features[c] - shift[c]) * factor[c]) : c))
        .limit(MOST_FEATURES)
        .map(c ->
            (Object)
                Json.object(
                    "name", names.isEmpty() ? "feature " + c : names.get(c),
                    "value", Json.number(features[c]),
                    "scaled", scaled ? Json.number((features[c] - shift[c]) * factor[c]) : null))
        .toList();
  }
}
