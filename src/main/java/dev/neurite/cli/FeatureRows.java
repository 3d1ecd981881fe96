package dev.neurite.cli;

import dev.neurite.data.Dataset;
import dev.neurite.data.Idx;
import dev.neurite.data.LibSvm;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Rows without labels for a model, for a command to mix in that can also do without. */
final class FeatureRows {
  private static final String STANDARD_INPUT = "-";
  private static final int ROWS_AT_ONCE = 256;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "The rows: a file, gzipped or not. Columns are matched by name if model and file have"
              + " names, else by position.")
  private String data;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Of the rows: ${COMPLETION-CANDIDATES}. Without this, their start tells.")
  private DataFormat format;

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

  /** Some rows at a time; whoever calls this closes it. */
  RowSource source(Model model) {
    return source(data, model);
  }

  /** The rows of another file that is written alike. */
  RowSource source(String file, Model model) {
    int in = model.network().in();
    return switch (format == null ? guessed(file) : format) {
      case CSV ->
          new CsvRows(model, csv, ((Main) spec.root().userObject()).streams().in(), ROWS_AT_ONCE)
              .add(file, 0, in);
      case LIBSVM -> new DatasetRows(LibSvm.read(Path.of(file), in), ROWS_AT_ONCE);
      case IDX -> {
        Dataset images = Idx.readRows(Path.of(file));
        model.checkFeatures(file, images.in());
        yield new DatasetRows(images, ROWS_AT_ONCE);
      }
    };
  }

  private static DataFormat guessed(String file) {
    return file.equals(STANDARD_INPUT) ? DataFormat.CSV : DataFormat.of(Path.of(file));
  }

  /** The first rows, {@value #ROWS_AT_ONCE} at most. */
  float[][] first(Model model) {
    int in = model.network().in();
    try (RowSource source = source(model)) {
      RowSource.Chunk chunk =
          source.next().orElseThrow(() -> new IllegalArgumentException(name() + ": has no rows"));
      float[][] rows = new float[chunk.count()][];
      for (int r = 0; r < rows.length; r++) {
        rows[r] = Arrays.copyOfRange(chunk.features(), r * in, (r + 1) * in);
      }
      return rows;
    }
  }
}
