package dev.neurite.linear;

import static dev.neurite.testing.Assertions.assertWithin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.data.Csv;
import dev.neurite.data.Dataset;
import dev.neurite.testing.TestBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objectives against those of scikit-learn and liblinear; src/test/python/linear.py made them. */
class OptimumTest {
  private static final Dataset BREAST_CANCER =
      Csv.options()
          .labels(List.of("malignant", "benign"))
          .read(Path.of("src/data/breast_cancer.csv"));
  private static final Dataset DIGITS = Csv.read(Path.of("src/data/digits.csv.gz"));

  record Reference(String data, String model, double c, double objective, double accuracy) {
    Dataset dataset() {
      return data.endsWith("digits") ? DIGITS : BREAST_CANCER;
    }

    LinearOptions options() {
      double l2 = LinearOptions.l2OfC(c, dataset().rows());
      LinearOptions options = LinearOptions.DEFAULT.withL2(l2);
      return data.startsWith("raw") ? options.withRawFeatures().withTolerance(3e-5) : options;
    }
  }

  static List<Reference> references() throws IOException {
    var stream = OptimumTest.class.getResourceAsStream("objectives.csv");
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.split(","))
          .map(f ->
              new Reference(
                  f[0],
                  f[1],
                  Double.parseDouble(f[2]),
                  Double.parseDouble(f[3]),
                  Double.parseDouble(f[4])))
          .toList();
    }
  }

  static List<Reference> smooth() throws IOException {
    return references().stream().filter(r -> r.model.matches("logistic.*|softmax")).toList();
  }

  static List<Reference> margins() throws IOException {
    return references().stream().filter(r -> r.model.matches(".*hinge|crammer.*")).toList();
  }

  @Tag("kernel")
  @ParameterizedTest
  @MethodSource("smooth")
  void smoothModelsReachTheOptimumByLbfgs(Reference r) {
    checkSmooth(r, Solver.LBFGS);
  }

  @Tag("kernel")
  @ParameterizedTest
  @MethodSource("smooth")
  void smoothModelsReachTheOptimumByNewton(Reference r) {
    checkSmooth(r, Solver.NEWTON);
  }

  private static void checkSmooth(Reference r, Solver solver) {
    LinearOptions options =
        r.model.equals("logistic") ? r.options().withDecayingBiases() : r.options();
    if (r.model.equals("softmax")) {
      try (var model =
          SoftmaxRegression.fit(r.dataset(), options, solver, TestBackend.expected())) {
        check(r, options, model.optimum(), model.accuracy(r.dataset()));
      }
    } else {
      try (var model =
          LogisticRegression.fit(r.dataset(), options, solver, TestBackend.expected())) {
        check(r, options, model.optimum(), model.accuracy(r.dataset()));
      }
    }
  }

  @Tag("kernel")
  @ParameterizedTest
  @MethodSource("margins")
  void marginsReachTheOptimumToADualityGap(Reference r) {
    LinearOptions options = r.options();
    Margin margin = Margin.valueOf(r.model.toUpperCase(Locale.ROOT));
    try (var model = LinearSvm.fit(r.dataset(), options, margin, TestBackend.expected())) {
      check(r, options, model.optimum(), model.accuracy(r.dataset()));
      assertTrue(model.supportVectors() > 0 && model.supportVectors() < r.dataset().rows());
    }
  }

  private static void check(Reference r, LinearOptions options, Optimum optimum, double accuracy) {
    double objective = optimum.objective() / (2 * options.l2());
    assertWithin(r.objective, objective, 1e-4 * r.objective, r.toString());
    assertTrue(optimum.reached(), () -> r + ": " + optimum);
    assertEquals(r.accuracy, accuracy, 1.5 / r.dataset().rows(), r::toString); // one row may differ
  }
}
