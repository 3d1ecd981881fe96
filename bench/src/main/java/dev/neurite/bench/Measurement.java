package dev.neurite.bench;

import java.util.Locale;

/**
 * One measured value: a line of a table.
 *
 * @param workload what kind of work: {@code gemm}
 * @param testCase which of its cases: {@code NT 64x256x784}
 * @param contestant who did it: {@code neurite}
 * @param value the best that was seen
 * @param unit of the value; of units per second more is better, of others less
 */
public record Measurement(
    String workload, String testCase, String contestant, double value, String unit) {

  /** The line that {@link #toString} made. */
  public static Measurement parse(String line) {
    String[] fields = line.split("\t");
    if (fields.length != 5) {
      throw new IllegalArgumentException("measurement: expected 5 fields, got: " + line);
    }
    return new Measurement(
        fields[0], fields[1], fields[2], Double.parseDouble(fields[3]), fields[4]);
  }

  /** True if both measure the same. */
  public boolean sameAs(Measurement other) {
    return workload.equals(other.workload)
        && testCase.equals(other.testCase)
        && contestant.equals(other.contestant);
  }

  /** The better of two with the same unit. */
  public Measurement better(Measurement other) {
    return speedOver(other) >= 1 ? this : other;
  }

  /** How many times as fast this is as another with the same unit. */
  public double speedOver(Measurement other) {
    boolean moreIsBetter = unit.endsWith("/s") || unit.equals("share");
    return moreIsBetter ? value / other.value : other.value / value;
  }

  /** Tab-separated: workload, case, contestant, value with four digits, unit. */
  @Override
  public String toString() {
    return String.join("\t", workload, testCase, contestant, digits(value), unit);
  }

  private static String digits(double value) {
    int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(Math.abs(value))));
    return String.format(Locale.ROOT, "%." + (value == 0 ? 0 : decimals) + "f", value);
  }
}
