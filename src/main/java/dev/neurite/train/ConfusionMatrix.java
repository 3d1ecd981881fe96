package dev.neurite.train;

import dev.neurite.check.Check;
import java.util.List;

/**
 * How often rows of one class were taken for another. Mutable while it is filled; one caller at a
 * time.
 */
public final class ConfusionMatrix {
  private final long[][] counts;

  /** All zeros. */
  public ConfusionMatrix(int classes) {
    Check.positive("confusion", "classes", classes);
    counts = new long[classes][classes];
  }

  /** Counts one row. */
  public void add(int actual, int predicted) {
    counts[actual][predicted]++;
  }

  /** The number of classes. */
  public int classes() {
    return counts.length;
  }

  /** How many rows of class {@code actual} were taken for {@code predicted}. */
  public long count(int actual, int predicted) {
    return counts[actual][predicted];
  }

  /** The share of rows on the diagonal; NaN without rows. */
  public double accuracy() {
    long right = 0;
    long all = 0;
    for (int i = 0; i < counts.length; i++) {
      right += counts[i][i];
      for (long count : counts[i]) {
        all += count;
      }
    }
    return (double) right / all;
  }

  /** A table: a line per actual class, a column per predicted one. */
  public String table(List<String> labels) {
    int width = 5;
    for (int i = 0; i < counts.length; i++) {
      width = Math.max(width, name(labels, i).length() + 1);
      for (long count : counts[i]) {
        width = Math.max(width, Long.toString(count).length() + 1);
      }
    }
    StringBuilder text = new StringBuilder(pad("", width));
    for (int j = 0; j < counts.length; j++) {
      text.append(pad(name(labels, j), width));
    }
    for (int i = 0; i < counts.length; i++) {
      text.append(System.lineSeparator()).append(pad(name(labels, i), width));
      for (long count : counts[i]) {
        text.append(pad(count == 0 ? "." : Long.toString(count), width));
      }
    }
    return text.toString();
  }

  private static String name(List<String> labels, int index) {
    return index < labels.size() ? labels.get(index) : Integer.toString(index);
  }

  private static String pad(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  @Override
  public String toString() {
    return table(List.of());
  }
}
