package dev.neurite.train;

import dev.neurite.check.Check;
import java.util.List;
import java.util.stream.IntStream;

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

  /** The number of rows of a class. */
  public long rows(int actual) {
    long sum = 0;
    for (long count : counts[actual]) {
      sum += count;
    }
    return sum;
  }

  /** Of the rows taken for a class, the share that is of it; 0 if none was. */
  public double precision(int index) {
    long taken = 0;
    for (long[] row : counts) {
      taken += row[index];
    }
    return taken == 0 ? 0 : (double) counts[index][index] / taken;
  }

  /** Of the rows of a class, the share that was recognised; 0 if there are none. */
  public double recall(int index) {
    long rows = rows(index);
    return rows == 0 ? 0 : (double) counts[index][index] / rows;
  }

  /** The harmonic mean of precision and recall: 2·P·R / (P + R); 0 if both are. */
  public double f1(int index) {
    double sum = precision(index) + recall(index);
    return sum == 0 ? 0 : 2 * precision(index) * recall(index) / sum;
  }

  /** The mean recall of the classes that have rows; NaN without rows. */
  public double balancedAccuracy() {
    return IntStream.range(0, counts.length)
        .filter(c -> rows(c) > 0)
        .mapToDouble(this::recall)
        .average()
        .orElse(Double.NaN);
  }

  /** The mean F1 of all classes. */
  public double macroF1() {
    return IntStream.range(0, counts.length).mapToDouble(this::f1).average().orElseThrow();
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
