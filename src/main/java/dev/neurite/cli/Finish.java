package dev.neurite.cli;

import dev.neurite.activation.Activations;
import dev.neurite.backend.Backend;
import dev.neurite.network.Network;
import dev.neurite.network.Schema;
import dev.neurite.network.Schema.Part;
import java.util.ArrayList;
import java.util.List;

/** Makes what was trained what is saved: probabilities or values, under names of their own. */
final class Finish {
  static final String PROBABILITY = "probability";
  static final String MARGIN = "margin";
  private static final String VALUE = "value";

  private Finish() {}

  /**
   * A copy of the trained network, with its probabilities or values; whoever gets it closes it.
   *
   * @param targets the names of the columns that it predicts, if they are known
   */
  static Network of(Trained trained, LossChoice loss, List<String> targets) {
    Network copy =
        Head.with(
            trained.network(),
            switch (loss) {
              case SOFTMAX_CROSS_ENTROPY -> Activations.SOFTMAX;
              case SIGMOID_CROSS_ENTROPY -> Activations.SIGMOID;
              default -> Activations.IDENTITY;
            },
            Backend.scalar()); // nothing of it takes long
    if (trained.targets() != null) {
      trained.targets().foldInto(copy);
    }
    Schema schema = copy.schema();
    return copy.schema(
        new Schema(
            schema.scaling(),
            schema.featureNames(),
            schema.labels(),
            schema.inputs(),
            outputs(loss, copy.out(), targets)));
  }

  private static List<Part> outputs(LossChoice loss, int out, List<String> targets) {
    if (loss.task() == Task.CLASSIFICATION) {
      return List.of(new Part(loss.isMargin() ? MARGIN : PROBABILITY, out));
    }
    boolean named = targets.size() == out && targets.stream().noneMatch(ColumnNames::isNumber);
    List<Part> parts = new ArrayList<>();
    if (named) {
      targets.forEach(name -> parts.add(new Part(name, 1)));
    } else {
      parts.add(new Part(VALUE, out));
    }
    return parts;
  }
}
