package dev.neurite.cli;

import dev.neurite.data.CsvOptions;
import dev.neurite.data.CsvParts;
import dev.neurite.data.Dataset;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * Rows of a CSV file, features alone, for a model: by its names if both have names, else by
 * position. For a command to mix in.
 */
final class FeatureRows {
  private static final String STANDARD_INPUT = "-";

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "The rows: a CSV file, gzipped or not. Columns are found by name, if model and file have"
              + " names; else all are features, but those of --ignore.")
  private String data;

  @Mixin private CsvFormat csv;

  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  private CommandSpec spec;

  FeatureRows() {}

  /** Whether there are some. */
  boolean isGiven() {
    return data != null;
  }

  boolean isStandardInput() {
    return STANDARD_INPUT.equals(data);
  }

  /** What messages call them. */
  String name() {
    return isStandardInput() ? "standard input" : data;
  }

  /** Reads them some at a time; whoever calls this closes it. */
  CsvParts parts(Model model, int rows) {
    CsvOptions options = csv.optionsFor(model).unlabelled();
    return isStandardInput()
        ? options.parts(name(), ((Main) spec.root().userObject()).streams().in(), rows)
        : options.parts(Path.of(data), rows);
  }

  /** The first rows. */
  float[][] first(Model model, int rows) {
    try (CsvParts parts = parts(model, rows)) {
      Dataset part = parts.next();
      model.checkFeatures(name(), part.in());
      return part.features().rows();
    }
  }
}
