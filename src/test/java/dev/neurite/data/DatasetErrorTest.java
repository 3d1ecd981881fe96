package dev.neurite.data;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Every mistake in the arguments has its message, with the numbers. */
class DatasetErrorTest {
  private static final float[][] X = {{1, 2}, {3, 4}};
  private static final int[] CLASSES = {0, 1};

  private final Dataset data = Dataset.classification(X, CLASSES);

  @Test
  void emptySets() {
    Failure.argument(
        "dataset: number of rows in features must be 1 or more, got 0",
        () -> Dataset.unlabelled(new float[0][]));
    Failure.argument(
        "dataset: features must be 1 or more, got 0", () -> Dataset.unlabelled(new float[2][0]));
    Failure.argument(
        "dataset: outputs must be 1 or more, got 0", () -> Dataset.regression(X, new float[2][0]));
    Failure.argument(
        "select: number of rows must be 1 or more, got 0", () -> data.select(new int[0]));
  }

  @Test
  void raggedRows() {
    Failure.argument(
        "dataset: features[1] must have 2 elements like row 0, got 1",
        () -> Dataset.unlabelled(new float[][] {{1, 2}, {3}}));
    Failure.argument(
        "dataset: targets[1] must have 1 elements like row 0, got null",
        () -> Dataset.regression(X, new float[][] {{1}, null}));
  }

  @Test
  void valuesThatAreNotFinite() {
    Failure.argument(
        "dataset: features[1][0] must be finite, got NaN",
        () -> Dataset.unlabelled(new float[][] {{1, 2}, {Float.NaN, 4}}));
    Failure.argument(
        "dataset: targets[0][0] must be finite, got -Infinity",
        () -> Dataset.regression(X, new float[][] {{Float.NEGATIVE_INFINITY}, {1}}));
  }

  @Test
  void classesOutOfRange() {
    Failure.argument(
        "dataset: classes[1] must be in [0, 2), got 2",
        () -> Dataset.classification(X, new int[] {0, 2}, List.of("a", "b")));
    Failure.argument(
        "dataset: classes[0] must be in [0, 2), got -1",
        () -> Dataset.classification(X, new int[] {-1, 1}));
    Failure.argument(
        "dataset: classes[1] must be in [0, 1), got 65536",
        () -> Dataset.classification(X, new int[] {0, 65_536}));
  }

  @Test
  void labels() {
    Failure.argument(
        "dataset: number of labels must be 1 or more, got 0",
        () -> Dataset.classification(X, CLASSES, List.of()));
    Failure.argument(
        "dataset: label \"a\" is given twice",
        () -> Dataset.classification(X, CLASSES, List.of("a", "a")));
    Failure.argument(
        "dataset: at most 65536 labels, got 65537",
        () -> Dataset.classification(X, CLASSES, Collections.nCopies(65_537, "a")));
  }

  @Test
  void lengthsThatDiffer() {
    Failure.argument(
        "dataset: classes must have 2 elements, got 3",
        () -> Dataset.classification(X, new int[] {0, 1, 0}));
    Failure.argument(
        "dataset: targets by row must have 2 elements, got 1",
        () -> Dataset.regression(X, new float[][] {{1}}));
    Failure.argument(
        "dataset: weights must have 2 elements, got 1", () -> data.withWeights(new float[] {1}));
    Failure.argument(
        "dataset: featureNames must have 2 elements, got 0",
        () -> data.withFeatureNames(List.of()));
  }

  @Test
  void weights() {
    Failure.argument(
        "dataset: weights[1] must be a finite number of 0 or more, got -0.5",
        () -> data.withWeights(new float[] {1, -0.5f}));
    Failure.argument(
        "dataset: weights[0] must be a finite number of 0 or more, got NaN",
        () -> data.withWeights(new float[] {Float.NaN, 1}));
    Failure.argument(
        "dataset: one of the weights must be above 0, got 2 zeros",
        () -> data.withWeights(new float[2]));
    Failure.argument(
        "dataset: one of the weights must be above 0, got 1 zeros",
        () -> data.withWeights(new float[] {0, 1}).select(new int[] {0}));
  }

  @Test
  void splits() {
    for (double share : new double[] {0, 1, -0.1, 1.5, Double.NaN}) {
      Failure.argument(
          "split: trainShare must be between 0 and 1, both excluded, got " + share,
          () -> data.split(share, 1));
    }
    Dataset single = data.select(new int[] {0});
    Failure.argument("split: needs 2 rows or more, got 1", () -> single.split(0.5, 1));
  }

  @Test
  void rowsThatAreNotThere() {
    Failure.argument(
        "select: rows[1] must be in [0, 2), got 2", () -> data.select(new int[] {0, 2}));
    Failure.argument(
        "select: rows[0] must be in [0, 2), got -1", () -> data.select(new int[] {-1}));
  }

  @Test
  void signedTargetsWithoutTwoClasses() {
    Dataset three = Dataset.classification(X, new int[] {0, 2});
    String message = "dataset: signed targets need 2 classes, got ";
    Failure.of(IllegalStateException.class, message + 3, three::signedTargets);
    Failure.of(IllegalStateException.class, message + 0, Dataset.unlabelled(X)::signedTargets);
  }

  @Test
  void nulls() {
    refusesNull("dataset: features", () -> Dataset.unlabelled(null));
    refusesNull("dataset: features[0]", () -> Dataset.unlabelled(new float[1][]));
    refusesNull("dataset: targets", () -> Dataset.regression(X, null));
    refusesNull("dataset: classes", () -> Dataset.classification(X, null));
    refusesNull("dataset: labels", () -> Dataset.classification(X, CLASSES, null));
    refusesNull("dataset: weights", () -> data.withWeights(null));
    refusesNull("dataset: featureNames", () -> data.withFeatureNames(null));
    refusesNull("select: rows", () -> data.select(null));
    refusesNull("split: train", () -> new Split(null, data));
    refusesNull("split: test", () -> new Split(data, null));
  }

  private static void refusesNull(String name, Executable action) {
    Failure.of(NullPointerException.class, name + " is null", action);
  }
}
