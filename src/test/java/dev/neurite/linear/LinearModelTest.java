package dev.neurite.linear;

import static dev.neurite.testing.Assertions.assertSameBits;
import static dev.neurite.testing.Assertions.assertWithin;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.data.Csv;
import dev.neurite.data.Dataset;
import dev.neurite.network.Network;
import dev.neurite.testing.TestBackend;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds for every linear model: one answer, weights of rows, contributions. */
class LinearModelTest {
  private static final Dataset DATA =
      Csv.options()
          .labels(List.of("malignant", "benign"))
          .read(Path.of("src/data/breast_cancer.csv"));
  private static final LinearOptions OPTIONS = LinearOptions.DEFAULT.withTolerance(1e-3);

  private static void sameBits(Network a, Network b) {
    for (int i = 0; i < a.parameters().size(); i++) {
      assertSameBits(
          a.parameters().get(i).value().toArray(), b.parameters().get(i).value().toArray());
    }
  }

  @Tag("kernel")
  @Test
  void everyBackendFitsTheSameBits() {
    for (Solver solver : Solver.values()) {
      try (var a = LogisticRegression.fit(DATA, OPTIONS, solver, Backend.scalar());
          var b = LogisticRegression.fit(DATA, OPTIONS, solver, TestBackend.expected());
          var c = SoftmaxRegression.fit(DATA, OPTIONS, solver, Backend.scalar());
          var d =
              SoftmaxRegression.fit(DATA, OPTIONS, solver, TestBackend.expected().withThreads(2))) {
        sameBits(a.network(), b.network());
        sameBits(c.network(), d.network());
      }
    }
    for (Margin margin : Margin.values()) {
      try (var a = LinearSvm.fit(DATA, OPTIONS, margin, Backend.scalar());
          var b = LinearSvm.fit(DATA, OPTIONS, margin, TestBackend.expected())) {
        sameBits(a.network(), b.network());
        assertEquals(a.optimum(), b.optimum());
      }
    }
  }

  @Test
  void aRowOfWeightTwoCountsAsTwoRows() {
    int[] rows = new int[DATA.rows() + 50];
    float[] weights = new float[DATA.rows()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i % DATA.rows();
      weights[rows[i]]++;
    }
    Dataset repeated = DATA.select(rows);
    Dataset weighted = DATA.withWeights(weights);
    LinearOptions exact = LinearOptions.DEFAULT.withRawFeatures().withL2(0.1);
    Dataset small = scaledDown(repeated);
    Dataset smallWeighted = scaledDown(weighted);
    try (var a = LogisticRegression.fit(small, exact);
        var b = LogisticRegression.fit(smallWeighted, exact);
        var c = LinearSvm.fit(small, exact);
        var d = LinearSvm.fit(smallWeighted, exact)) {
      assertWithin(a.optimum().objective(), b.optimum().objective(), 1e-6, "logistic");
      assertWithin(c.optimum().objective(), d.optimum().objective(), 1e-5, "svm"); // 2 tolerances
    }
  }

  /** Features divided by 1000: so that no scaling is needed, which ignores weights. */
  private static Dataset scaledDown(Dataset data) {
    float[][] rows = data.features().rows();
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] /= 1000;
      }
    }
    Dataset scaled = Dataset.classification(rows, data.classes(), data.labels());
    return data.weights().map(w -> scaled.withWeights(w.toArray())).orElse(scaled);
  }

  @Test
  void contributionsAddUpToTheScore() {
    try (var model = LogisticRegression.fit(DATA, OPTIONS)) {
      for (int r = 0; r < 20; r++) {
        Contributions why = model.contributions(DATA.row(r));
        double size = Math.abs(why.base());
        for (double part : why.parts()) {
          size += Math.abs(part);
        }
        // the network adds in float, 64 lanes: γ₈ of the terms
        assertWithin(why.score(), model.logit(DATA.row(r)), 8 * 0x1p-24 * size, "row " + r);
        int[] ranking = why.ranking();
        assertTrue(Math.abs(why.part(ranking[0])) >= Math.abs(why.part(ranking[29])));
        String first = why.toString().lines().findFirst().orElseThrow();
        assertTrue(first.endsWith(DATA.featureNames().get(ranking[0])), first);
      }
    }
  }

  @Test
  void onlySupportVectorsCount() {
    LinearOptions options = LinearOptions.DEFAULT.withL2(0.01).withTolerance(1e-5);
    try (var model = LinearSvm.fit(DATA, options)) {
      int within = 0;
      for (int r = 0; r < DATA.rows(); r++) {
        float margin = model.margin(DATA.row(r)) * (DATA.classes()[r] == 1 ? 1 : -1);
        within += margin < 1 - 1e-3 ? 1 : 0;
      }
      int supports = model.supportVectors();
      assertTrue(supports >= within && supports < DATA.rows() / 2, supports + " of " + within);
    }
  }

  @Test
  void whatAModelDoesNotHaveIsRefused() {
    Dataset three = Dataset.classification(new float[][] {{1}, {2}, {3}}, new int[] {0, 1, 2});
    try (var model = LinearSvm.fit(three, OPTIONS)) {
      assertEquals(3, model.margins(new float[] {2}).length);
      assertEquals(
          "linearSvm: 3 neurons have no single margin; ask margins",
          messageOf(IllegalStateException.class, () -> model.margin(new float[] {2})));
    }
    assertEquals(
        "linearSvm: l2 must be a finite number above 0, got 0.0",
        messageOf(IllegalArgumentException.class, () -> LinearSvm.fit(three, OPTIONS.withL2(0))));
  }
}
