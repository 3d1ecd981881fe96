package dev.neurite.cli;

import dev.neurite.cli.report.Report;
import dev.neurite.data.Dataset;
import dev.neurite.linear.LinearOptions;
import dev.neurite.linear.LinearSvm;
import dev.neurite.linear.LogisticRegression;
import dev.neurite.linear.Margin;
import dev.neurite.linear.Optimum;
import dev.neurite.linear.SoftmaxRegression;
import dev.neurite.network.Network;
import java.util.LinkedHashMap;
import java.util.Map;

/** Solves linear models to their optimum. */
final class LinearTraining {
  private LinearTraining() {}

  static Trained solve(Output output, LossChoice loss, Dataset rows, Float l2, long seed) {
    LinearOptions options = LinearOptions.DEFAULT.withSeed(seed);
    LinearOptions weighted = l2 == null ? options : options.withL2(l2);
    return switch (loss) {
      case SIGMOID_CROSS_ENTROPY -> {
        LogisticRegression model = LogisticRegression.fit(rows, weighted);
        yield trained(output, model.network(), model.optimum(), loss, rows);
      }
      case SOFTMAX_CROSS_ENTROPY -> {
        SoftmaxRegression model = SoftmaxRegression.fit(rows, weighted);
        yield trained(output, model.network(), model.optimum(), loss, rows);
      }
      default -> {
        LinearSvm model = LinearSvm.fit(rows, weighted, margin(loss));
        output.say("svm       %d support vectors", model.supportVectors());
        yield trained(output, model.network(), model.optimum(), loss, rows);
      }
    };
  }

  private static Margin margin(LossChoice loss) {
    return switch (loss) {
      case HINGE -> Margin.HINGE;
      case SQUARED_HINGE -> Margin.SQUARED_HINGE;
      case CRAMMER_SINGER -> Margin.CRAMMER_SINGER;
      default ->
          throw new IllegalArgumentException(
              "--model svm has the losses hinge, squared-hinge and crammer-singer, got " + loss);
    };
  }

  private static Trained trained(
      Output output, Network network, Optimum optimum, LossChoice loss, Dataset rows) {
    output.say(
        "solved    to the optimum%s: objective %.6g, %d iterations",
        optimum.reached() ? "" : " almost", optimum.objective(), optimum.iterations());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("objective", optimum.objective());
    facts.put("iterations", optimum.iterations());
    facts.put("optimum_reached", optimum.reached());
    Report report = Report.of(network, loss.loss(), rows);
    return new Trained(network, loss.loss(), null, facts, report);
  }
}
