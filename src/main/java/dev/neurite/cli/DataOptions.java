package dev.neurite.cli;

import dev.neurite.data.Csv;
import dev.neurite.data.CsvOptions;
import dev.neurite.data.Dataset;
import dev.neurite.data.Idx;
import dev.neurite.data.LibSvm;
import dev.neurite.data.Missing;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The rows that a command works on, and how their file is read; for it to mix in. */
final class DataOptions {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "The rows: a file, gzipped or not; - is standard input.")
  private Path data;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Of the rows: ${COMPLETION-CANDIDATES}. Without this, their start tells.")
  private DataFormat format;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "With idx: the file with the class of each row.")
  private Path labels;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "With csv: the column with the class or the value, its name or number from 1.")
  private String label;

  @Option(
      names = "--separator",
      paramLabel = "CHAR",
      description = "With csv: what stands between fields; tab for a tab. A comma without this.")
  private String separator = ",";

  @Option(
      names = "--header",
      paramLabel = "WHEN",
      description = "With csv, whether the first line has names: ${COMPLETION-CANDIDATES}.")
  private CsvOptions.Header header = CsvOptions.Header.DETECT;

  @Option(
      names = "--missing",
      paramLabel = "POLICY",
      description = "With csv, what becomes of missing values: ${COMPLETION-CANDIDATES}.")
  private Missing missing = Missing.REFUSE;

  @Option(
      names = "--missing-marker",
      paramLabel = "TEXT",
      description = "With csv: what stands for a missing value beside the empty field, such as NA.")
  private List<String> markers = List.of();

  @Option(
      names = "--categorical",
      split = ",",
      paramLabel = "COLUMN",
      description = "With csv: columns of words, which become a feature per word.")
  private List<String> categorical = List.of();

  DataOptions() {}

  /** Reads rows with the class of each. */
  Dataset read() {
    return switch (format == null ? DataFormat.of(data) : format) {
      case CSV -> csv().read(data);
      case LIBSVM -> LibSvm.read(data);
      case IDX -> Idx.read(data, labels);
    };
  }

  /** Reads rows for a model: its columns in its order, its classes by their names. */
  Dataset readFor(Model model) {
    return read();
  }

  private CsvOptions csv() {
    CsvOptions options = Csv.options().header(header);
    options = options.separator(separator.equals("tab") ? '\t' : separator.charAt(0));
    options = options.missing(missing, markers.toArray(String[]::new));
    for (String column : categorical) {
      options =
          isNumber(column)
              ? options.categorical(Integer.parseInt(column))
              : options.categorical(column);
    }
    if (label == null) {
      return options;
    }
    return isNumber(label) ? options.label(Integer.parseInt(label)) : options.label(label);
  }

  private static boolean isNumber(String column) {
    return column.matches("[0-9]{1,9}");
  }
}
