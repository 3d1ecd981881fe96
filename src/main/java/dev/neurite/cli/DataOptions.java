package dev.neurite.cli;

import dev.neurite.data.CsvOptions;
import dev.neurite.data.DataException;
import dev.neurite.data.Dataset;
import dev.neurite.data.Idx;
import dev.neurite.data.LibSvm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The rows that a command works on, with their labels, as a whole; for it to mix in. */
final class DataOptions {
  private static final String STANDARD_INPUT = "-";

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "The rows: a file, gzipped or not; - is standard input.")
  private String data;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Of the rows: ${COMPLETION-CANDIDATES}. Without this, their start tells.")
  private DataFormat format;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "idx: the file with the class of each row.")
  private Path labels;

  @Option(
      names = "--label",
      split = ",",
      paramLabel = "COLUMN",
      description =
          "csv: the column with the class or the value, by name or by number from 1; several for"
              + " several values. The last column without this.")
  private List<String> label = List.of();

  @Option(
      names = "--categorical",
      split = ",",
      paramLabel = "COLUMN",
      description = "csv: columns of words, which become a feature per word.")
  private List<String> categorical = List.of();

  @Mixin private CsvFormat csv;

  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  private CommandSpec spec;

  private byte[] input; // standard input, once it was read

  DataOptions() {}

  /** What messages call the rows. */
  String name() {
    return isStandardInput() ? "standard input" : data;
  }

  /** The columns that are to be predicted, if they were named. */
  List<String> label() {
    return label;
  }

  /** Reads rows to train on: of this task, or of the one that the labels suggest if it is null. */
  Dataset read(Task task) {
    return switch (format()) {
      case CSV -> {
        CsvOptions options = ColumnNames.categorical(csv.options(), categorical);
        yield task == null ? Targets.guess(o -> read(o), options, label) : read(options, task);
      }
      case LIBSVM -> {
        Dataset rows = LibSvm.read(file());
        yield Targets.isRegression(task, rows) ? Targets.values(rows) : rows;
      }
      case IDX -> {
        Dataset rows = Idx.read(file(), labelsFile());
        yield task == Task.REGRESSION ? Targets.values(rows) : rows;
      }
    };
  }

  /**
   * Reads rows for a model: features by its names, if both have names, else by position; classes by
   * its labels, if it has some. Without labels, rows are read for the task.
   */
  Dataset readFor(Model model, Task task) {
    List<String> known = model.network().schema().labels();
    Dataset rows =
        switch (format()) {
          case CSV -> {
            CsvOptions options = csv.optionsFor(model);
            options = known.isEmpty() ? options : options.labels(known);
            yield read(options, task);
          }
          case LIBSVM -> {
            Dataset libsvm = LibSvm.read(file(), model.network().in());
            yield task == Task.REGRESSION
                ? Targets.values(libsvm)
                : Targets.withLabels(name(), libsvm, known);
          }
          case IDX -> {
            Dataset idx = Idx.read(file(), labelsFile());
            yield task == Task.REGRESSION
                ? Targets.values(idx)
                : Targets.withLabels(name(), idx, known);
          }
        };
    model.checkFeatures(name(), rows.in());
    return task == Task.CLASSIFICATION && known.isEmpty()
        ? Targets.numbered(name(), rows, model.network().out())
        : rows;
  }

  private Dataset read(CsvOptions options, Task task) {
    return read(Targets.of(options, task, label));
  }

  private Dataset read(CsvOptions options) {
    return isStandardInput()
        ? options.read(name(), new ByteArrayInputStream(input()))
        : options.read(Path.of(data));
  }

  private DataFormat format() {
    if (format != null) {
      return format;
    }
    return isStandardInput() ? DataFormat.CSV : DataFormat.of(Path.of(data));
  }

  private boolean isStandardInput() {
    return data.equals(STANDARD_INPUT);
  }

  /** Read once, and kept: rows are in memory as a whole anyway. */
  private byte[] input() {
    if (input == null) {
      try (InputStream in = ((Main) spec.root().userObject()).streams().in()) {
        input = in.readAllBytes();
      } catch (IOException e) {
        throw new DataException(name() + ": " + e.getMessage(), e);
      }
    }
    return input;
  }

  private Path file() {
    if (isStandardInput()) {
      throw usage("--data: only csv is read from standard input");
    }
    return Path.of(data);
  }

  private Path labelsFile() {
    if (labels == null) {
      throw usage("--labels FILE is needed with idx: the file with the class of each row");
    }
    return labels;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
