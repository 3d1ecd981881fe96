package dev.neurite.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Long series lose points, but no peak. */
class SeriesTest {

  @Test
  void aShortSeriesIsKeptWhole() {
    assertEquals(List.of(0, 1, 2), Series.kept(3, List.of(new double[] {5, Double.NaN, 7})));
    assertEquals(List.of(), Series.kept(3, List.of(new double[0])));
  }

  @Property(tries = 200)
  void theGreatestAndTheLeastStay(
      @ForAll @Size(min = 20, max = 400) double[] values,
      @ForAll @IntRange(min = 8, max = 19) int most) {
    List<Integer> kept = Series.kept(most, List.of(values));
    assertTrue(kept.size() <= most, kept.size() + " of " + values.length);
    assertEquals(0, kept.getFirst());
    assertEquals(values.length - 1, kept.getLast());
    assertEquals(kept.stream().distinct().sorted().toList(), kept);
    double greatest = Arrays.stream(values).max().orElseThrow();
    double least = Arrays.stream(values).min().orElseThrow();
    assertTrue(kept.stream().anyMatch(i -> values[i] == greatest));
    assertTrue(kept.stream().anyMatch(i -> values[i] == least));
  }

  @Test
  void aPeakAmongNaNStays() {
    double[] values = new double[1000];
    Arrays.fill(values, Double.NaN);
    values[777] = 1;
    assertTrue(Series.kept(30, List.of(values)).contains(777));
  }

  @Test
  void whatIsNoNumberBecomesNull() {
    assertEquals(
        "[1,null,null,0.33333]",
        Json.text(Json.numbers(1, Double.NaN, Double.NEGATIVE_INFINITY, 1 / 3.0)));
  }

  @Test
  void numbersAreShort() {
    assertEquals(
        "[1.2346E-7,123460,3,-0.5]", Json.text(Json.numbers(1.23456e-7, 123456.7, 3, -0.5)));
  }
}
