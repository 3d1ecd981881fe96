package dev.neurite.bench.optimum;

import dev.neurite.bench.ChildJvm;
import dev.neurite.bench.Measurement;
import dev.neurite.bench.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Seconds to the optimum of linear models: workload {@code optimum}.
 *
 * <p>Needs the files of MNIST or Fashion-MNIST (Debian's {@code dataset-fashion-mnist}, or the
 * folder that {@code -Ddata} names) and Debian's {@code python3-sklearn}; says so if they are
 * missing.
 */
public final class OptimumContest {
  private static final String DEBIAN = "/usr/share/datasets/fashion-mnist";
  private static final String NAMED = System.getProperty("data", "");
  private static final String IMAGES = NAMED.isEmpty() ? DEBIAN : NAMED;
  private static final Path CANCER = Path.of("..", "src", "data", "breast_cancer.csv");
  private static final double GAP = 1e-3;

  private final Table table;

  /** A contest that adds to this table. */
  public OptimumContest(Table table) {
    this.table = table;
  }

  private record Result(String name, double seconds, double value) {
    static Result parse(String line) {
      String[] f = line.split("\t");
      return new Result(f[0], Double.parseDouble(f[1]), Double.parseDouble(f[2]));
    }
  }

  /** Runs all contestants, one after another. */
  public void run() {
    if (!Files.isDirectory(Path.of(IMAGES))) {
      table.comment(
          "optimum: no images in "
              + IMAGES
              + "; apt install dataset-fashion-mnist, or -Ddata=FOLDER");
      return;
    }
    List<Result> peers = python();
    double target =
        peers.stream().filter(r -> r.name.equals("softmax")).findFirst().orElseThrow().value;
    List<Result> own =
        new ChildJvm()
            .run(OptimumRound.class, IMAGES, CANCER.toString(), String.valueOf(target)).stream()
                .map(Result::parse)
                .toList();
    double bound =
        own.stream().filter(r -> r.name.equals("svm-bound")).findFirst().orElseThrow().value;
    table.comment("optimum: softmax to objective " + target + ", svm to gap " + GAP);
    List<Measurement> lines = new ArrayList<>();
    for (Result r : own) {
      if (r.seconds > 0) {
        lines.add(new Measurement("optimum", r.name, "neurite", r.seconds, "s"));
      }
    }
    peers.stream()
        .filter(r -> r.name.equals("softmax"))
        .forEach(r -> lines.add(new Measurement("optimum", r.name, "sklearn", r.seconds, "s")));
    peers.stream()
        .filter(r -> r.name.equals("svm") && r.value <= bound * (1 + GAP))
        .mapToDouble(Result::seconds)
        .min()
        .ifPresentOrElse(
            s -> lines.add(new Measurement("optimum", "svm", "liblinear", s, "s")),
            () -> table.comment("optimum: liblinear did not reach the gap"));
    lines.forEach(table::add);
    for (Measurement peer : lines) {
      Measurement first =
          lines.stream()
              .filter(m -> m.testCase().equals(peer.testCase()))
              .findFirst()
              .orElseThrow();
      if (first != peer) {
        table.comment(
            "%s: neurite is %.2f times as fast as %s"
                .formatted(peer.testCase(), first.speedOver(peer), peer.contestant()));
      }
    }
  }

  /** The lines of the Python script. */
  private static List<Result> python() {
    try {
      Path script = Files.createTempFile("optimum", ".py");
      try (InputStream source = OptimumContest.class.getResourceAsStream("optimum.py")) {
        Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
      }
      ProcessBuilder builder =
          new ProcessBuilder("/usr/bin/python3", script.toString(), IMAGES)
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().put("OMP_NUM_THREADS", "1");
      builder.environment().put("OPENBLAS_NUM_THREADS", "1");
      Process process = builder.start();
      List<Result> results = new ArrayList<>();
      try (var lines = process.inputReader()) {
        lines.lines().map(Result::parse).forEach(results::add);
      }
      int status = process.waitFor();
      Files.delete(script);
      if (status != 0) {
        throw new IllegalStateException(
            "optimum.py ended with " + status + "; it needs Debian's python3-sklearn");
      }
      return results;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
