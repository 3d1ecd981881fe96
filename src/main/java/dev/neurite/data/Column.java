package dev.neurite.data;

import dev.neurite.check.Check;
import java.util.List;
import java.util.StringJoiner;

/** Which column of a CSV file is meant. */
sealed interface Column {
  /** Names that a message lists. */
  int MOST_SHOWN = 8;

  /** The last one. */
  record Last() implements Column {}

  /** The one with this name in the header. */
  record Named(String name) implements Column {
    public Named {
      Check.notNull("csv options", "column name", name);
    }

    @Override
    public String toString() {
      return DataException.quote(name);
    }
  }

  /** The one with this number, counted from 1. */
  record Numbered(int number) implements Column {
    public Numbered {
      if (number < 1) {
        throw new IllegalArgumentException(
            "csv options: columns are counted from 1, got " + number);
      }
    }

    @Override
    public String toString() {
      return String.valueOf(number);
    }
  }

  /**
   * The index, counted from 0, in a file with {@code width} columns.
   *
   * @param names of the columns; empty if the file has no header
   */
  default int resolve(String file, List<String> names, int width) {
    return switch (this) {
      case Last _ -> width - 1;
      case Numbered(int number) -> {
        if (number > width) {
          throw new DataException(
              file + ": column " + number + " was asked for, but there are " + width);
        }
        yield number - 1;
      }
      case Named(String name) -> indexOf(name, file, names);
    };
  }

  /** The names, as many as a line has room for. */
  private static String shown(List<String> names) {
    StringJoiner shown = new StringJoiner(", ");
    names.stream().limit(MOST_SHOWN).map(DataException::quote).forEach(shown::add);
    return names.size() > MOST_SHOWN
        ? shown + " and " + (names.size() - MOST_SHOWN) + " more"
        : shown.toString();
  }

  private static int indexOf(String name, String file, List<String> names) {
    String quoted = DataException.quote(name);
    if (names.isEmpty()) {
      throw new DataException(
          file + ": column " + quoted + " was asked for by name, but the file has no header");
    }
    int index = names.indexOf(name);
    if (index < 0) {
      throw new DataException(
          file + ": no column is called " + quoted + "; the header has " + shown(names));
    }
    int last = names.lastIndexOf(name);
    if (index != last) {
      throw new DataException(
          file + ": columns " + (index + 1) + " and " + (last + 1) + " are both called " + quoted);
    }
    return index;
  }
}
