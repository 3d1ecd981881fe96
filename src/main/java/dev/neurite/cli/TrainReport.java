package dev.neurite.cli;

import dev.neurite.cli.report.Report;
import dev.neurite.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a report says beside the run that it is of. */
final class TrainReport {
  private TrainReport() {}

  /** The report of what was trained, measured on rows held out, if there are some. */
  static Report complete(Trained trained, TrainingRows split, String name) throws IOException {
    boolean held = split.test() != null;
    Dataset rows = held ? split.test() : split.train();
    TargetScaling targets = trained.targets();
    Report report =
        trained
            .report()
            .title(title(name))
            .setting("Data", name + ": " + rows(split))
            .measuredOn(
                rows.rows() + (held ? " rows held out" : " rows it was trained on"),
                targets == null ? rows : targets.scaled(rows),
                held);
    if (targets != null) {
      report.units(targets.deviation(), targets.mean());
    }
    Path file = Path.of(name);
    return Files.isRegularFile(file) ? report.picturesOf(file) : report;
  }

  private static String rows(TrainingRows split) {
    return split.train().rows()
        + " rows trained on, "
        + (split.test() == null ? "none" : split.test().rows())
        + " held out";
  }

  /** The name of the file, without folders. */
  private static String title(String name) {
    Path file = Path.of(name).getFileName();
    return file == null ? name : file.toString();
  }
}
