package dev.neurite.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Histograms of one thing at several epochs, on common bins. */
final class Ridges {
  private static final double FEWEST_BINS = 8; // however few numbers there are
  private static final int TALLEST = 999; // heights are whole numbers up to this

  private Ridges() {}

  /** As data of the page: where bins lie, and per epoch heights, moments and shares. */
  static Map<String, Object> of(List<Timeline.Entry<Histogram>> entries) {
    int exponent = commonExponent(entries);
    List<Histogram> histograms = entries.stream().map(e -> e.value().coarser(exponent)).toList();
    long first = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    int most = 1;
    for (Histogram h : histograms) {
      if (h.counts().length > 0) {
        first = Math.min(first, h.first());
        end = Math.max(end, h.end());
        for (int count : h.counts()) {
          most = Math.max(most, count);
        }
      }
    }
    List<Object> rows = new ArrayList<>();
    for (int i = 0; i < histograms.size(); i++) {
      rows.add(row(entries.get(i).epoch(), histograms.get(i), first, most));
    }
    double width = Math.scalb(1.0, exponent);
    boolean empty = end < first;
    return Json.object(
        "low",
        Json.number(empty ? 0 : first * width),
        "high",
        Json.number(empty ? 0 : end * width),
        "bins",
        empty ? 0 : end - first,
        "rows",
        rows);
  }

  /**
   * The narrowest bins that all can be put on, and that together are not too many: up to 3·∛n for
   * the n numbers of a histogram (Rice's rule says 2·∛n, and powers of two may halve it), so that
   * few numbers make no comb.
   */
  static int commonExponent(List<Timeline.Entry<Histogram>> entries) {
    List<Histogram> filled =
        entries.stream().map(Timeline.Entry::value).filter(h -> h.counts().length > 0).toList();
    int exponent = filled.stream().mapToInt(Histogram::exponent).max().orElse(0);
    int least = filled.stream().mapToInt(Histogram::total).min().orElse(1);
    double most = Math.clamp(3 * Math.cbrt(least), FEWEST_BINS, Histogram.MOST_BINS);
    while (bins(filled, exponent) > most) {
      exponent++;
    }
    return exponent;
  }

  private static long bins(List<Histogram> histograms, int exponent) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Histogram h : histograms) {
      int shift = exponent - h.exponent();
      first = Math.min(first, Histogram.shifted(h.first(), shift));
      last = Math.max(last, Histogram.shifted(h.end() - 1, shift));
    }
    return histograms.isEmpty() ? 0 : last - first + 1;
  }

  private static Map<String, Object> row(int epoch, Histogram h, long first, int most) {
    List<Integer> heights = new ArrayList<>();
    for (int count : h.counts()) {
      heights.add((int) Math.round((double) TALLEST * count / most));
    }
    return Json.object(
        "epoch", epoch,
        "from", h.counts().length == 0 ? 0 : h.first() - first,
        "heights", heights,
        "mean", Json.number(h.mean()),
        "deviation", Json.number(h.deviation()),
        "least", Json.number(h.least()),
        "greatest", Json.number(h.greatest()),
        "zeros", Json.number((double) h.zeros() / h.total()),
        "notFinite", h.notFinite());
  }
}
