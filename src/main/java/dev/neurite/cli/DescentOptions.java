package dev.neurite.cli;

import dev.neurite.cli.report.RunSettings;
import dev.neurite.data.Scaling;
import dev.neurite.loss.Loss;
import dev.neurite.network.Network;
import dev.neurite.optim.Optimiser;
import dev.neurite.train.EarlyStopping;
import dev.neurite.train.Trainer;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How gradient descent goes, for a command to mix in. */
final class DescentOptions {
  private static final int EPOCHS = 30;
  private static final int BATCH = 32; // as Trainer

  @Option(
      names = "--optimiser",
      paramLabel = "NAME",
      description = "Takes the steps: ${COMPLETION-CANDIDATES}. adam without this.")
  private OptimiserChoice optimiser;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Size of a step. Without this, what is usual with the optimiser.")
  private Float learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description =
          "How the learning rate changes: constant, cosine[:LEAST], steps[:EPOCHS,FACTOR],"
              + " exponential[:FACTOR], one-cycle, plateau.")
  private String schedule;

  @Option(
      names = "--l2",
      paramLabel = "WEIGHT",
      description = "Of the squared weights in the loss.")
  private Float l2;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the rows. " + EPOCHS + " without this.")
  private Integer epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Rows per step. " + BATCH + " without this.")
  private Integer batch;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description =
          "Stops after as many epochs without a better validation loss, and keeps the best.")
  private Integer patience;

  @Option(
      names = "--resume",
      description =
          "Keeps MODEL.checkpoint beside the model, and goes on from it where there is one.")
  private boolean resume;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the split, the first weights and the order of rows. 1 without this.")
  private long seed = 1;

  DescentOptions() {}

  /** Whether something was asked for that only descent by epochs has. */
  boolean isAsked() {
    return optimiser != null
        || learningRate != null
        || schedule != null
        || epochs != null
        || batch != null
        || patience != null
        || resume;
  }

  int epochs() {
    return epochs == null ? EPOCHS : epochs;
  }

  int batch() {
    return batch == null ? BATCH : batch;
  }

  long seed() {
    return seed;
  }

  boolean resumes() {
    return resume;
  }

  /** λ, or null if it was not given. */
  Float l2() {
    return l2;
  }

  /** The file that a run is taken up from. */
  static Path checkpoint(Path out) {
    return Path.of(out + ".checkpoint");
  }

  Optimiser optimiser() {
    return (optimiser == null ? OptimiserChoice.ADAM : optimiser).with(learningRate);
  }

  String schedule() {
    return schedule == null ? "constant" : schedule;
  }

  /** What a report says of it. */
  RunSettings settings(Loss loss) {
    return new RunSettings(
        loss,
        optimiser(),
        Schedules.of(schedule()),
        Schedules.plateau(schedule()),
        epochs(),
        batch());
  }

  /** A trainer with all of this. */
  Trainer trainer(Network network, Loss loss, Path out) {
    Trainer trainer =
        Trainer.of(network, loss)
            .optimiser(optimiser())
            .l2(l2 == null ? 0 : l2)
            .epochs(epochs())
            .batch(batch())
            .seed(seed)
            .scaling(Scaling::standard);
    Schedules.apply(trainer, schedule());
    if (patience != null) {
      trainer.earlyStopping(new EarlyStopping(patience, 0));
    }
    return resume ? trainer.checkpoint(checkpoint(out)) : trainer;
  }

  /** Complains of what can't be. */
  void check(Output output) {
    positive(output, "--epochs", epochs);
    positive(output, "--batch", batch);
    positive(output, "--patience", patience);
    positive(output, "--learning-rate", learningRate);
    if (l2 != null && !(l2 >= 0 && l2 < Float.POSITIVE_INFINITY)) {
      throw output.usage("--l2: expected a number of 0 or more, got %s", l2);
    }
    if (schedule != null && !Schedules.NAMES.contains(schedule.replaceFirst(":.*", ""))) {
      throw output.usage("--schedule: expected one of %s, got \"%s\"", Schedules.NAMES, schedule);
    }
  }

  private static void positive(Output output, String option, Number number) {
    if (number != null && !(number.doubleValue() > 0)) {
      throw output.usage("%s: expected a number above 0, got %s", option, number);
    }
  }
}
