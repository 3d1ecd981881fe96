package dev.neurite.cli;

import dev.neurite.data.Csv;
import dev.neurite.data.CsvOptions;
import dev.neurite.data.Missing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** How CSV files are written, for {@link DataOptions} and others to mix in. */
final class CsvFormat {

  /** Whether the first line has names. */
  enum HeaderChoice {
    DETECT(CsvOptions.Header.DETECT),
    PRESENT(CsvOptions.Header.PRESENT),
    ABSENT(CsvOptions.Header.ABSENT);

    private final CsvOptions.Header header;

    HeaderChoice(CsvOptions.Header header) {
      this.header = header;
    }

    @Override
    public String toString() {
      return Words.of(this);
    }
  }

  /** What is made of missing values. */
  enum MissingChoice {
    REFUSE(Missing.REFUSE),
    DROP_ROW(Missing.DROP_ROW),
    MEAN(Missing.MEAN),
    ZERO(Missing.ZERO);

    private final Missing policy;

    MissingChoice(Missing policy) {
      this.policy = policy;
    }

    @Override
    public String toString() {
      return Words.of(this);
    }
  }

  @Option(
      names = "--separator",
      paramLabel = "CHAR",
      description = "csv: what stands between fields, or the word tab. A comma without this.")
  private String separator = ",";

  @Option(
      names = "--header",
      paramLabel = "WHEN",
      description = "csv: whether the first line has names: ${COMPLETION-CANDIDATES}.")
  private HeaderChoice header = HeaderChoice.DETECT;

  @Option(
      names = "--ignore",
      split = ",",
      paramLabel = "COLUMN",
      description = "csv: columns that play no part, by name or by number from 1.")
  private List<String> ignored = List.of();

  @Option(
      names = "--missing",
      paramLabel = "POLICY",
      description = "csv: what becomes of missing values: ${COMPLETION-CANDIDATES}.")
  private MissingChoice missing = MissingChoice.REFUSE;

  @Option(
      names = "--missing-marker",
      paramLabel = "TEXT",
      description = "csv: what stands for a missing value beside the empty field, such as NA.")
  private List<String> markers = List.of();

  CsvFormat() {}

  /** Leaves more columns out. */
  void ignore(List<String> columns) {
    List<String> all = new ArrayList<>(ignored);
    all.addAll(columns);
    ignored = all;
  }

  /** Options for rows to train on. */
  CsvOptions options() {
    return plain().missing(missing.policy, markers.toArray(String[]::new));
  }

  /** Options for rows of a model, whose features are found by their names if both have names. */
  CsvOptions optionsFor(Model model) {
    return optionsFor(model, 0, model.network().in());
  }

  /** Options for some of the features of a model. */
  CsvOptions optionsFor(Model model, int from, int to) {
    CsvOptions options = plain();
    List<String> names = model.network().schema().featureNames();
    if (!names.isEmpty()) {
      options = options.features(names.subList(from, to));
    }
    String[] marks = markers.toArray(String[]::new);
    return missing == MissingChoice.MEAN
        ? options.missing(Arrays.copyOfRange(model.means(), from, to), marks)
        : options.missing(missing.policy, marks);
  }

  private CsvOptions plain() {
    return ColumnNames.ignore(Csv.options().separator(character()).header(header.header), ignored);
  }

  private char character() {
    if (separator.equals("tab") || separator.equals("\\t")) {
      return '\t';
    }
    if (separator.length() != 1) {
      throw new IllegalArgumentException(
          "--separator: expected one character or the word tab, got \"" + separator + "\"");
    }
    return separator.charAt(0);
  }
}
