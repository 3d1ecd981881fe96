package dev.neurite.cli;

import dev.neurite.cli.report.Report;
import dev.neurite.cli.report.RunRecorder;
import dev.neurite.data.Dataset;
import dev.neurite.layer.ParameterSpec;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Node;
import dev.neurite.train.EpochResult;
import dev.neurite.train.History;
import dev.neurite.train.Trainer;
import dev.neurite.train.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Trains by gradient descent, epoch by epoch, and shows how it gets on. */
final class DescentTraining {
  private final Output output;
  private final NetworkOptions options;
  private final DescentOptions descent;
  private final KernelOptions kernels;
  private final Path out;
  private final boolean reports;

  DescentTraining(
      Output output,
      NetworkOptions options,
      DescentOptions descent,
      KernelOptions kernels,
      Path out,
      boolean reports) {
    this.output = output;
    this.options = options;
    this.descent = descent;
    this.kernels = kernels;
    this.out = out;
    this.reports = reports;
  }

  /** Trains until all epochs are done, or until Ctrl-C. */
  Trained run(CtrlC ctrlC, LossChoice loss, TrainingRows split) {
    boolean values = split.train().kind() == Dataset.Kind.VALUES;
    TargetScaling targets = values ? TargetScaling.of(split.train()) : null;
    Dataset training = values ? targets.scaled(split.train()) : split.train();
    NetworkSpec spec = options.spec(training.in(), loss.outputs(training));
    double operations = operations(spec, training.rows());
    Network network = Network.of(spec, kernels.backend(operations)).initialise(descent.seed());
    try {
      output.say("kernels   %s", kernels(network, operations));
      output.say("network   %s", layers(network));
      Trainer trainer = descent.trainer(network, loss.loss(), out);
      if (split.test() != null) {
        trainer.validation(values ? targets.scaled(split.test()) : split.test());
      }
      sayWhereItBegins();
      var display = new TrainingDisplay(output, ctrlC, training.rows(), descent.epochs());
      if (!reports) {
        History history = fit(trainer, display, display, training);
        return new Trained(network, loss.loss(), targets, facts(history), null);
      }
      var recorder = new RunRecorder(network, descent.settings(loss.loss()), training, display);
      History history = fit(trainer, recorder, display, training);
      Report report = Report.of(recorder, history);
      return new Trained(network, loss.loss(), targets, facts(history), report);
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  private static History fit(
      Trainer trainer, TrainingListener listener, TrainingDisplay display, Dataset rows) {
    try {
      return trainer.listener(listener).fit(rows);
    } finally {
      display.end();
    }
  }

  private void sayWhereItBegins() {
    Path checkpoint = DescentOptions.checkpoint(out);
    if (descent.resumes()) {
      output.say(
          Files.exists(checkpoint) ? "resume    from %s" : "resume    none: there is no %s yet",
          checkpoint);
    }
  }

  /** Forward, by the weights and by the inputs: each a product and a sum per weight and row. */
  private double operations(NetworkSpec spec, int rows) {
    long weights = 0;
    for (Node node : spec.nodes()) {
      for (ParameterSpec p : node.layer().parameters(spec.inputWidths(node))) {
        weights += p.shape().elements();
      }
    }
    return 6.0 * weights * rows * descent.epochs();
  }

  private String kernels(Network network, double operations) {
    return kernels.isShort(operations)
        ? network.report().kernels()
            + ": the run is over before SIMD kernels would be compiled; the bits are the same"
        : network.report().toString();
  }

  private static String layers(Network network) {
    return String.join("\n          ", network.spec().describe().lines().toList());
  }

  private Map<String, Object> facts(History history) {
    switch (history.stop()) {
      case EARLY ->
          output.say(
              "stopped   after epoch %d: the validation loss no longer fell; epoch %d was best",
              history.epochs().size(), history.bestEpoch());
      case CANCELLED ->
          output.say(
              "stopped   by Ctrl-C after %d whole epochs; %s",
              history.epochs().size(), kept(history));
      default -> {
        // all epochs are done
      }
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("stop", history.stop().name().toLowerCase(Locale.ROOT));
    facts.put("best_epoch", history.bestEpoch());
    List<Object> epochs = new ArrayList<>();
    history.epochs().forEach(e -> epochs.add(json(e)));
    facts.put("epochs", epochs);
    return facts;
  }

  private String kept(History history) {
    String best =
        history.epochs().isEmpty() || history.last().validationLoss().isEmpty()
            ? "the weights are those it has now"
            : "epoch " + history.bestEpoch() + " was best";
    return descent.resumes() ? best + "; the same command goes on" : best;
  }

  private static Map<String, Object> json(EpochResult e) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epoch", e.epoch());
    json.put("loss", e.loss());
    e.accuracy().ifPresent(a -> json.put("accuracy", a));
    e.validationLoss().ifPresent(l -> json.put("validation_loss", l));
    e.validationAccuracy().ifPresent(a -> json.put("validation_accuracy", a));
    return json;
  }
}
