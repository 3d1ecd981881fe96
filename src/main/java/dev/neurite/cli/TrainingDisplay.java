package dev.neurite.cli;

import dev.neurite.train.EpochResult;
import dev.neurite.train.TrainingListener;
import java.util.Locale;

/** Shows a training run: a bar within an epoch, where there is a terminal, and a line after it. */
final class TrainingDisplay implements TrainingListener {
  private final ProgressBar bar;
  private final CtrlC ctrlC;
  private final Pace pace;
  private final int epochs;
  private final boolean quiet;
  private int lastBatch = 1;

  TrainingDisplay(Output output, CtrlC ctrlC, int rows, int epochs) {
    this.bar = ProgressBar.on(output.streams());
    this.ctrlC = ctrlC;
    this.pace = new Pace(rows, epochs);
    this.epochs = epochs;
    this.quiet = output.isJson();
  }

  @Override
  public boolean isCancelled() {
    return ctrlC.isPressed();
  }

  @Override
  public void batchDone(int epoch, int batch, int batches, double loss) {
    lastBatch = batches;
    if (quiet) {
      return;
    }
    if (batch == 1) {
      pace.at(epoch, batch, batches); // counting begins
    }
    bar.update(
        label(epoch),
        batch,
        batches,
        () -> String.format(Locale.ROOT, " loss %.4f, %s", loss, pace.at(epoch, batch, batches)));
  }

  @Override
  public void epochDone(EpochResult result) {
    if (quiet) {
      return;
    }
    StringBuilder line = new StringBuilder(label(result.epoch()));
    line.append(String.format(Locale.ROOT, "  loss %.4f", result.loss()));
    result.accuracy().ifPresent(a -> line.append(share("accuracy", a)));
    result
        .validationLoss()
        .ifPresent(l -> line.append(String.format(Locale.ROOT, "  validation loss %.4f", l)));
    result.validationAccuracy().ifPresent(a -> line.append(share("accuracy", a)));
    line.append("  ").append(pace.at(result.epoch(), lastBatch, lastBatch));
    bar.line(line.toString());
  }

  /** Takes the bar away: a message must not stand behind half of one. */
  void end() {
    bar.clear();
  }

  private String label(int epoch) {
    return String.format(Locale.ROOT, "epoch %3d/%d", epoch, epochs);
  }

  private static String share(String name, double value) {
    return String.format(Locale.ROOT, "  %s %.2f %%", name, 100 * value);
  }
}
