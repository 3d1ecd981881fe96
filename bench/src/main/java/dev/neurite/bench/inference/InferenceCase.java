package dev.neurite.bench.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is measured of which network.
 *
 * @param workload what
 * @param net of which network
 * @param rows per call
 */
record InferenceCase(Workload workload, Net net, int rows) {
  private static final List<Integer> BATCHES = List.of(32, 256);
  private static final long SMALL = 1 << 20; // bytes of weights: a million calls take seconds

  /** What is measured. */
  enum Workload {
    /** Time of a call with one row. */
    ROW("row", "ns"),
    /** What a call with one row allocates. */
    ROW_BYTES("row-bytes", "bytes"),
    /** What half of the calls with one row stay under. */
    ROW_P50("row-p50", "ns"),
    /** What 999 of 1000 calls with one row stay under. */
    ROW_P999("row-p999", "ns"),
    /** How fast a call with one row reads the weights. */
    ROW_STREAM("row-stream", "GB/s"),
    /** How many rows pass in batches. */
    BATCH("batch", "rows/s");

    private final String label;
    private final String unit;

    Workload(String label, String unit) {
      this.label = label;
      this.unit = unit;
    }

    String label() {
      return label;
    }

    String unit() {
      return unit;
    }
  }

  /**
   * The cases whose line, such as {@code batch 64-128-10 x32}, contains a match of the filter.
   *
   * @throws IllegalArgumentException if that is none
   */
  static List<InferenceCase> matching(String filter) {
    Pattern pattern = Pattern.compile(filter);
    List<InferenceCase> cases =
        all().stream().filter(c -> pattern.matcher(c.line()).find()).toList();
    if (cases.isEmpty()) {
      throw new IllegalArgumentException(
          "inference: no case matches \"%s\"; -Dcases is a regular expression, found in %s"
              .formatted(filter, all().stream().map(InferenceCase::line).toList()));
    }
    return cases;
  }

  private static List<InferenceCase> all() {
    List<InferenceCase> all = new ArrayList<>();
    for (Workload workload : Workload.values()) {
      for (Net net : Net.ALL) {
        switch (workload) {
          case ROW, ROW_BYTES -> all.add(new InferenceCase(workload, net, 1));
          case ROW_P50, ROW_P999 -> {
            if (net.weightBytes() < SMALL / 8) {
              all.add(new InferenceCase(workload, net, 1));
            }
          }
          case ROW_STREAM -> {
            if (net.weightBytes() > SMALL / 8) {
              all.add(new InferenceCase(workload, net, 1));
            }
          }
          case BATCH -> BATCHES.forEach(rows -> all.add(new InferenceCase(workload, net, rows)));
        }
      }
    }
    return all;
  }

  /** What a filter sees: workload and case. */
  String line() {
    return workload.label() + " " + this;
  }

  /** The case: {@code 64-128-10}, or {@code 64-128-10 x32}. */
  @Override
  public String toString() {
    return workload == Workload.BATCH ? net + " x" + rows : net.toString();
  }
}
