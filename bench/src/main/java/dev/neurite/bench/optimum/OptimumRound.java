package dev.neurite.bench.optimum;

import dev.neurite.data.Csv;
import dev.neurite.data.Dataset;
import dev.neurite.data.Idx;
import dev.neurite.linear.LinearOptions;
import dev.neurite.linear.LinearSvm;
import dev.neurite.linear.LogisticRegression;
import dev.neurite.linear.SoftmaxRegression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Neurite's side of the contest, in a JVM of its own. Arguments: folder of IDX files, breast cancer
 * CSV, the objective to reach by softmax regression. Prints lines of: case, seconds, value.
 */
public final class OptimumRound {
  private static final int ROWS = 20_000;
  private static final int FITS = 3; // timed, after one that warms up
  private static final int SMALL_FITS = 60;
  private static final double C = 1;
  private static final double SVM_C = 0.1;

  private OptimumRound() {}

  /** Runs all cases. */
  public static void main(String[] arguments) throws IOException {
    Dataset rows = images(Path.of(arguments[0]));
    softmax(rows, Double.parseDouble(arguments[2]));
    svm(rows);
    breastCancer(Path.of(arguments[1]));
  }

  private static void softmax(Dataset rows, double target) {
    LinearOptions options =
        LinearOptions.DEFAULT
            .withRawFeatures()
            .withTolerance(1e-9)
            .withL2(LinearOptions.l2OfC(C, rows.rows()));
    int iterations = 8; // as few as reach the target
    while (softmax(rows, options.withIterations(iterations)) * rows.rows() * C > target) {
      iterations++;
    }
    LinearOptions enough = options.withIterations(iterations);
    print("softmax", best(FITS, () -> softmax(rows, enough)), iterations);
  }

  private static double softmax(Dataset rows, LinearOptions options) {
    try (SoftmaxRegression model = SoftmaxRegression.fit(rows, options)) {
      return model.optimum().objective();
    }
  }

  private static void svm(Dataset rows) {
    LinearOptions options =
        LinearOptions.DEFAULT
            .withRawFeatures()
            .withTolerance(1e-3)
            .withL2(LinearOptions.l2OfC(SVM_C, rows.rows()));
    print("svm", best(FITS, () -> svm(rows, options)), svm(rows, options));
    try (LinearSvm model = LinearSvm.fit(rows, options.withTolerance(1e-4))) {
      double least = model.optimum().objective() * (1 - model.optimum().accuracy());
      print("svm-bound", 0, least * rows.rows() * SVM_C);
    }
  }

  private static double svm(Dataset rows, LinearOptions options) {
    try (LinearSvm model = LinearSvm.fit(rows, options)) {
      return model.optimum().objective() * rows.rows() * SVM_C;
    }
  }

  /** From the file to 10⁻⁶: the slope of logistic regression, the gap of the machine. */
  private static void breastCancer(Path file) {
    LinearOptions options = LinearOptions.DEFAULT.withL2(1e-3).withTolerance(1e-6);
    double logistic =
        best(
            SMALL_FITS,
            () -> {
              try (var model = LogisticRegression.fit(Csv.read(file), options)) {
                return model.optimum().accuracy();
              }
            });
    print("breast-cancer-logistic", logistic, 0);
    double[] gap = new double[1];
    double svm =
        best(
            SMALL_FITS,
            () -> {
              try (var model = LinearSvm.fit(Csv.read(file), options)) {
                return gap[0] = model.optimum().accuracy();
              }
            });
    print("breast-cancer-svm", svm, gap[0]);
  }

  private static double best(int n, DoubleSupplier fit) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= n; i++) {
      long begin = System.nanoTime();
      fit.getAsDouble();
      double seconds = (System.nanoTime() - begin) / 1e9;
      best = i == 0 ? best : Math.min(best, seconds); // the first warms up
    }
    return best;
  }

  private static void print(String name, double seconds, double value) {
    System.out.println(name + "\t" + seconds + "\t" + value);
  }

  private static Dataset images(Path folder) throws IOException {
    Dataset all = Idx.read(find(folder, "train-images"), find(folder, "train-labels"));
    float[][] x = all.select(IntStream.range(0, ROWS).toArray()).features().rows();
    for (float[] row : x) {
      for (int i = 0; i < row.length; i++) {
        row[i] /= 255;
      }
    }
    int[] classes = IntStream.of(all.classes()).limit(ROWS).toArray();
    return Dataset.classification(x, classes, all.labels());
  }

  private static Path find(Path folder, String start) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith(start))
          .sorted()
          .findFirst()
          .orElseThrow(() -> new IOException(folder + ": there is no file " + start + "*"));
    }
  }
}
