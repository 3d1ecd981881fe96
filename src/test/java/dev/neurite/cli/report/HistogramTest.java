package dev.neurite.cli.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Every number counts once, in bins that fit together. */
class HistogramTest {

  private static int sum(int[] counts) {
    return IntStream.of(counts).sum();
  }

  @Property(tries = 300)
  void everyNumberCountsOnce(@ForAll @Size(max = 300) float[] values) {
    Histogram h = Histogram.of(values.clone());
    assertEquals(values.length, h.total());
    assertEquals(values.length, sum(h.counts()) + h.zeros() + h.notFinite());
    assertTrue(h.counts().length <= Histogram.MOST_BINS);
    if (h.counts().length > 0) {
      assertTrue(h.counts()[0] > 0, "the first bin is one of a number");
      assertTrue(h.counts()[h.counts().length - 1] > 0, "the last bin is one of a number");
    }
  }

  @Property(tries = 300)
  void coarserBinsAreThoseOfTheSameNumbers(
      @ForAll @Size(min = 1, max = 200) float[] values,
      @ForAll @IntRange(min = 0, max = 70) int wider) {
    Histogram fine = Histogram.of(values.clone());
    Histogram coarse = fine.coarser(fine.exponent() + wider);
    assertEquals(sum(fine.counts()), sum(coarse.counts()));
    assertEquals(fine.exponent() + wider, coarse.exponent());
    if (fine.counts().length > 0) {
      double low = Math.scalb((double) fine.first(), fine.exponent());
      double width = Math.scalb(1.0, coarse.exponent());
      assertTrue(coarse.first() * width <= low, "the first bin begins no later");
      assertTrue((coarse.first() + 1) * width > low, "and holds what the first bin held");
    }
  }

  @Test
  void binsAreHalfOpenAndOfOneWidth() {
    Histogram h = Histogram.of(new float[] {-1, -0.5f, 0.25f, 0.75f, 1}).coarser(-1);
    assertEquals(-2, h.first());
    assertArrayEquals(new int[] {1, 1, 1, 1, 1}, h.counts());
  }

  @Test
  void zerosAndWhatIsNoNumberAreCountedApart() {
    Histogram h =
        Histogram.of(
            new float[] {
              0, -0f, 1, 3, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
            });
    assertEquals(2, h.zeros());
    assertEquals(3, h.notFinite());
    assertEquals(2, sum(h.counts()));
    assertEquals(1, h.mean());
    assertEquals(Math.sqrt(1.5), h.deviation(), 1e-12);
    assertEquals(0, h.least());
    assertEquals(3, h.greatest());
  }

  @Test
  void nothingButNaNHasNoBins() {
    Histogram h = Histogram.of(new float[] {Float.NaN, Float.NaN});
    assertEquals(0, h.counts().length);
    assertTrue(Double.isNaN(h.mean()));
    assertEquals(0, Histogram.of(new float[0]).counts().length);
  }

  @Test
  void aFewFarNumbersDoNotMakeTheBinsOfTheOthersWide() {
    float[] values = new float[2000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i + 1) / 2000f;
    }
    values[0] = 1e9f;
    assertTrue(Histogram.of(values).exponent() <= -5);
  }

  @Test
  void histogramsOfSeveralEpochsGetCommonBins() {
    Histogram narrow = Histogram.of(new float[] {0.01f, 0.02f, 0.03f, -0.01f});
    Histogram wide = Histogram.of(new float[] {-3, -2, 1, 2.5f, 3});
    List<Timeline.Entry<Histogram>> both =
        List.of(new Timeline.Entry<>(1, narrow), new Timeline.Entry<>(2, wide));
    int exponent = Ridges.commonExponent(both);
    assertTrue(exponent >= wide.exponent() && exponent >= narrow.exponent());
    var data = Ridges.of(both);
    double bins = ((Number) data.get("bins")).doubleValue();
    double low = ((Number) data.get("low")).doubleValue();
    double high = ((Number) data.get("high")).doubleValue();
    assertEquals(Math.scalb(bins, exponent), high - low, 1e-9);
    assertTrue(low <= -3 && high > 3);
  }

  @Test
  void epochsWithoutAnyNumberAreNoObstacle() {
    Histogram empty = Histogram.of(new float[] {0, 0});
    var data = Ridges.of(List.of(new Timeline.Entry<>(1, empty)));
    assertEquals(0, ((Number) data.get("bins")).intValue());
  }
}
