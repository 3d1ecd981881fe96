package dev.neurite.cli;

import dev.neurite.backend.Backend;
import dev.neurite.data.Dataset;
import dev.neurite.data.Split;
import dev.neurite.network.Network;
import dev.neurite.train.EpochResult;
import dev.neurite.train.History;
import dev.neurite.train.Trainer;
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
  private final Backend backend;
  private final Path out;

  DescentTraining(
      Output output, NetworkOptions options, DescentOptions descent, Backend backend, Path out) {
    this.output = output;
    this.options = options;
    this.descent = descent;
    this.backend = backend;
    this.out = out;
  }

  /** Trains until all epochs are done, or until Ctrl-C. */
  Trained run(CtrlC ctrlC, LossChoice loss, Split split) {
    boolean values = split.train().kind() == Dataset.Kind.VALUES;
    TargetScaling targets = values ? TargetScaling.of(split.train()) : null;
    Dataset training = values ? targets.scaled(split.train()) : split.train();
    Network network =
        Network.of(options.spec(training.in(), loss.outputs(training)), backend)
            .initialise(descent.seed());
    try {
      output.say("kernels   %s", network.report());
      output.say("network   %s", layers(network));
      Trainer trainer = descent.trainer(network, loss.loss(), out);
      if (split.test() != null) {
        trainer.validation(values ? targets.scaled(split.test()) : split.test());
      }
      sayWhereItBegins();
      return new Trained(network, loss.loss(), targets, facts(fit(trainer, ctrlC, training)));
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  private History fit(Trainer trainer, CtrlC ctrlC, Dataset rows) {
    var display = new TrainingDisplay(output, ctrlC, rows.rows(), descent.epochs());
    try {
      return trainer.listener(display).fit(rows);
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
