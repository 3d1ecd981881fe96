package dev.neurite.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Shift and factor against the formulas, in exact arithmetic. */
class ScalingTest {
  private static final MathContext DIGITS = new MathContext(60);

  @Property
  void standardIsTheFormulaRoundedOnce(
      @ForAll @Size(min = 2, max = 30) List<@FloatRange(min = -1000, max = 1000) Float> list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i);
      assertTrue(Math.abs(values[i]) <= 1000);
    }
    Scaling scaling = Scaling.standard(column(values));
    BigDecimal mean = mean(values);
    double deviation = deviation(values, mean);
    // the sum of up to 30 values below 1000 errs by less than 30·2⁻⁵³·30·1000 in double
    assertEquals(
        mean.doubleValue(), scaling.shift()[0], Math.abs(mean.doubleValue()) * 0x1p-24 + 1e-10);
    if (deviation > 1e-3) {
      double expected = 1 / deviation;
      assertEquals(expected, scaling.factor()[0], expected * 0x1p-23);
    }
  }

  @Property
  void minMaxIsTheFormulaRoundedOnce(@ForAll @Size(min = 1, max = 30) float[] values) {
    Scaling scaling = Scaling.minMax(column(values));
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    float inverse = (float) (1 / ((double) greatest - least));
    assertEquals(least, scaling.shift()[0]);
    assertEquals(Float.isFinite(inverse) ? inverse : 1, scaling.factor()[0]);
  }

  @Test
  void standardisedCancerHasMeanZeroAndDeviationOne() {
    Dataset data = Csv.read(Path.of("src/data/breast_cancer.csv"));
    Scaling scaling = Scaling.standard(data);
    assertEquals(30, scaling.in());
    for (int c = 0; c < 30; c++) {
      double sum = 0;
      double squares = 0;
      for (int row = 0; row < 569; row++) {
        double x = data.features().get(30 * row + c);
        double y = (x - scaling.shift()[c]) * scaling.factor()[c];
        sum += y;
        squares += y * y;
      }
      // shift errs by 2⁻²⁴·|μ|, and no |μ|/σ is above 20 here; factor by 2⁻²⁴
      assertEquals(0, sum / 569, 20 * 0x1p-24);
      assertEquals(1, squares / 569, 4 * 0x1p-24);
    }
  }

  @Test
  void columnsAreKeptApart() {
    Dataset data = Dataset.unlabelled(new float[][] {{0, 10, 5}, {2, 30, 5}});
    assertEquals(
        Scaling.of(new float[] {1, 20, 5}, new float[] {1, 0.1f, 1}), Scaling.standard(data));
    assertEquals(
        Scaling.of(new float[] {0, 10, 5}, new float[] {0.5f, 0.05f, 1}), Scaling.minMax(data));
  }

  @Test
  void constantColumnsHaveFactorOneWhateverTheirValue() {
    for (float value : new float[] {0, 0.1f, -1e-30f, Float.MIN_VALUE, Float.MAX_VALUE}) {
      Dataset data = column(value, value, value, value, value, value, value);
      Scaling expected = Scaling.of(new float[] {value}, new float[] {1});
      assertEquals(expected, Scaling.standard(data));
      assertEquals(expected, Scaling.minMax(data));
    }
  }

  @Test
  void resultsAreFiniteForTheLargestAndTheSmallestSpreads() {
    for (float x : new float[] {Float.MIN_VALUE, Float.MIN_NORMAL, 1, Float.MAX_VALUE}) {
      for (Scaling scaling :
          new Scaling[] {Scaling.standard(column(-x, x)), Scaling.minMax(column(-x, x))}) {
        assertTrue(Float.isFinite(scaling.shift()[0]));
        assertTrue(Float.isFinite(scaling.factor()[0]) && scaling.factor()[0] > 0);
      }
    }
    assertEquals(1, Scaling.standard(column(-Float.MIN_VALUE, Float.MIN_VALUE)).factor()[0]);
  }

  @Test
  void nothingCancelsWhereTheMeanIsLarge() {
    Scaling scaling = Scaling.standard(column(1e7f, 1e7f + 1, 1e7f + 2));
    assertEquals(1e7f + 1, scaling.shift()[0]);
    assertEquals((float) (1 / Math.sqrt(2 / 3.0)), scaling.factor()[0]);
  }

  @Test
  void noneChangesNothing() {
    assertEquals(Scaling.of(new float[2], new float[] {1, 1}), Scaling.none(2));
  }

  @Test
  void arraysAreCopiedInAndOut() {
    float[] shift = {1};
    float[] factor = {2};
    Scaling scaling = Scaling.of(shift, factor);
    shift[0] = 99;
    factor[0] = 99;
    scaling.shift()[0] = 99;
    scaling.factor()[0] = 99;
    assertArrayEquals(new float[] {1}, scaling.shift());
    assertArrayEquals(new float[] {2}, scaling.factor());
  }

  @Test
  void equalityIsThatOfBits() {
    Scaling zero = Scaling.of(new float[] {0f}, new float[] {1});
    assertEquals(zero, Scaling.of(new float[] {0f}, new float[] {1}));
    assertEquals(zero.hashCode(), Scaling.none(1).hashCode());
    assertNotEquals(zero, Scaling.of(new float[] {-0f}, new float[] {1}));
    assertNotEquals(zero, Scaling.of(new float[] {0f}, new float[] {2}));
    assertEquals("Scaling[in=1]", zero.toString());
  }

  @Test
  void refusesWhatIsNoScaling() {
    Failure.argument(
        "scaling: shift must be finite, got NaN",
        () -> Scaling.of(new float[] {Float.NaN}, new float[] {1}));
    Failure.argument(
        "scaling: factor must be finite, got Infinity",
        () -> Scaling.of(new float[] {1}, new float[] {Float.POSITIVE_INFINITY}));
    Failure.argument(
        "scaling: factor must have 1 elements, got 2",
        () -> Scaling.of(new float[] {1}, new float[] {1, 2}));
    String empty = "scaling: number of features must be 1 or more, got 0";
    Failure.argument(empty, () -> Scaling.of(new float[0], new float[0]));
    Failure.argument(empty, () -> Scaling.none(0));
    Class<NullPointerException> refused = NullPointerException.class;
    Failure.of(refused, "scaling: data is null", () -> Scaling.standard(null));
    Failure.of(refused, "scaling: data is null", () -> Scaling.minMax(null));
    Failure.of(refused, "scaling: shift is null", () -> Scaling.of(null, new float[1]));
    Failure.of(refused, "scaling: factor is null", () -> Scaling.of(new float[1], null));
  }

  private static BigDecimal mean(float[] values) {
    BigDecimal sum = BigDecimal.ZERO;
    for (float value : values) {
      sum = sum.add(new BigDecimal(value));
    }
    return sum.divide(BigDecimal.valueOf(values.length), DIGITS);
  }

  private static double deviation(float[] values, BigDecimal mean) {
    BigDecimal sum = BigDecimal.ZERO;
    for (float value : values) {
      sum = sum.add(new BigDecimal(value).subtract(mean).pow(2));
    }
    return sum.divide(BigDecimal.valueOf(values.length), DIGITS).sqrt(DIGITS).doubleValue();
  }

  private static Dataset column(float... values) {
    float[][] rows = new float[values.length][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = new float[] {values[row]};
    }
    return Dataset.unlabelled(rows);
  }
}
