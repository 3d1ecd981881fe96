package dev.neurite.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.tensor.Shape;
import dev.neurite.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a data set holds, and what of it its relatives keep. */
class DatasetTest {
  private static final float[][] FEATURES = {{1, 2}, {3, 4}, {5, 6}};

  private final Dataset classes =
      Dataset.classification(FEATURES, new int[] {1, 0, 1}, List.of("no", "yes"));

  @Test
  void classificationHasClassIndices() {
    assertEquals(Dataset.Kind.CLASSES, classes.kind());
    assertEquals(3, classes.rows());
    assertEquals(2, classes.in());
    assertEquals(1, classes.outputs());
    assertEquals(Shape.of(3, 2), classes.features().shape());
    assertEquals(Shape.of(3, 1), classes.targets().shape());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, classes.features().toArray());
    assertArrayEquals(new float[] {1, 0, 1}, classes.targets().toArray());
    assertArrayEquals(new int[] {1, 0, 1}, classes.classes());
    assertEquals(List.of("no", "yes"), classes.labels());
    assertEquals(List.of(), classes.featureNames());
    assertTrue(classes.weights().isEmpty());
  }

  @Test
  void labelsAreNumbersIfNotGiven() {
    Dataset data = Dataset.classification(FEATURES, new int[] {2, 0, 2});
    assertEquals(List.of("0", "1", "2"), data.labels());
  }

  @Test
  void regressionHasSeveralOutputs() {
    Dataset data = Dataset.regression(FEATURES, new float[][] {{7, 8}, {9, 10}, {11, 12}});
    assertEquals(Dataset.Kind.VALUES, data.kind());
    assertEquals(2, data.outputs());
    assertArrayEquals(new float[] {7, 8, 9, 10, 11, 12}, data.targets().toArray());
    assertEquals("3 rows, 2 features, 2 outputs", data.describe());
    Failure.of(
        IllegalStateException.class, "dataset: targets are VALUES, not classes", data::classes);
  }

  @Test
  void unlabelledHasNoTargets() {
    Dataset data = Dataset.unlabelled(FEATURES);
    assertEquals(Dataset.Kind.NONE, data.kind());
    assertEquals(Shape.of(3, 0), data.targets().shape());
    assertEquals(data.toString(), data.select(new int[] {2, 1, 0}).toString());
  }

  @Test
  void arraysAreCopied() {
    float[][] features = {{1}, {2}};
    int[] indices = {0, 1};
    float[] weights = {1, 2};
    Dataset data = Dataset.classification(features, indices).withWeights(weights);
    features[0][0] = 99;
    indices[0] = 1;
    weights[0] = 99;
    assertArrayEquals(new float[] {1, 2}, data.features().toArray());
    assertArrayEquals(new float[] {0, 1}, data.targets().toArray());
    assertArrayEquals(new float[] {1, 2}, data.weights().orElseThrow().toArray());
  }

  @Test
  void tensorsRefuseToBeWritten() {
    Dataset weighted = classes.withWeights(new float[] {1, 2, 3});
    for (Tensor tensor :
        List.of(weighted.features(), weighted.targets(), weighted.weights().orElseThrow())) {
      assertThrows(IllegalArgumentException.class, () -> tensor.set(0, 99));
      assertThrows(IllegalArgumentException.class, () -> tensor.segment().fill((byte) 0));
      assertEquals(0, tensor.segment().address() % Tensor.ALIGNMENT);
    }
  }

  @Test
  void signedTargetsAreMinusOneAndOne() {
    Dataset signed = classes.signedTargets();
    assertEquals(Dataset.Kind.SIGNED, signed.kind());
    assertArrayEquals(new float[] {1, -1, 1}, signed.targets().toArray());
    assertArrayEquals(new int[] {1, 0, 1}, signed.classes());
    assertEquals(List.of("no", "yes"), signed.labels());
    assertArrayEquals(new float[] {1, -1, 1}, signed.signedTargets().targets().toArray());
    assertEquals("3 rows, 2 features, classes no: 1, yes: 2", signed.describe());
  }

  @Test
  void selectTakesRowsInTheOrderGivenAndMoreThanOnce() {
    Dataset named =
        classes.withFeatureNames(List.of("a", "b")).withWeights(new float[] {0, 0.5f, 2});
    Dataset selected = named.select(new int[] {2, 0, 2, 1});
    assertArrayEquals(new float[] {5, 6, 1, 2, 5, 6, 3, 4}, selected.features().toArray());
    assertArrayEquals(new float[] {1, 1, 1, 0}, selected.targets().toArray());
    assertArrayEquals(new float[] {2, 0, 2, 0.5f}, selected.weights().orElseThrow().toArray());
    assertEquals(List.of("a", "b"), selected.featureNames());
    assertEquals(List.of("no", "yes"), selected.labels());
    assertEquals("4 rows, 2 features, weighted, classes no: 1, yes: 3", selected.describe());
  }
}
