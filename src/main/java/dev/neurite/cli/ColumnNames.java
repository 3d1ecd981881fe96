package dev.neurite.cli;

import dev.neurite.data.CsvOptions;
import java.util.List;

/** Columns as options give them: a whole number counts from 1, anything else is a name. */
final class ColumnNames {
  private ColumnNames() {}

  static CsvOptions label(CsvOptions options, String column) {
    return isNumber(column) ? options.label(Integer.parseInt(column)) : options.label(column);
  }

  static CsvOptions targets(CsvOptions options, List<String> columns) {
    return areNumbers("--label", columns)
        ? options.targets(numbers(columns))
        : options.targets(columns.toArray(String[]::new));
  }

  static CsvOptions ignore(CsvOptions options, List<String> columns) {
    if (columns.isEmpty()) {
      return options;
    }
    return areNumbers("--ignore", columns)
        ? options.ignore(numbers(columns))
        : options.ignore(columns.toArray(String[]::new));
  }

  static CsvOptions categorical(CsvOptions options, List<String> columns) {
    if (columns.isEmpty()) {
      return options;
    }
    return areNumbers("--categorical", columns)
        ? options.categorical(numbers(columns))
        : options.categorical(columns.toArray(String[]::new));
  }

  private static boolean areNumbers(String option, List<String> columns) {
    long count = columns.stream().filter(ColumnNames::isNumber).count();
    if (count > 0 && count < columns.size()) {
      throw new IllegalArgumentException(
          option + ": give all columns by name or all by number, got " + columns);
    }
    return count > 0;
  }

  private static int[] numbers(List<String> columns) {
    return columns.stream().mapToInt(Integer::parseInt).toArray();
  }

  static boolean isNumber(String column) {
    return column.matches("[0-9]{1,9}");
  }
}
