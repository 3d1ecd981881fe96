package dev.neurite.io.onnx;

import dev.neurite.backend.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs all of ONNX's backend test data, and prints what is in scope, and why the rest is refused.
 *
 * <p>Arguments: the folder of the data, as Debian's {@code libonnx-testdata} installs it, and the
 * least number of cases that must pass. Exit status 1 if fewer do, or if any in scope fails.
 */
final class Conformance {
  private Conformance() {}

  /** Prints a line per case, and a summary. */
  public static void main(String[] args) throws IOException {
    List<Path> folders = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(args[0]))) {
      files
          .filter(f -> f.endsWith("model.onnx"))
          .filter(f -> Files.isDirectory(f.resolveSibling("test_data_set_0")))
          .forEach(f -> folders.add(f.getParent()));
    }
    folders.sort(null);
    int passed = 0;
    int failed = 0;
    for (Path folder : folders) {
      String verdict;
      try {
        ConformanceCase.read(folder).run(Backend.scalar());
        verdict = "in scope, passed";
        passed++;
      } catch (OnnxException e) {
        verdict = "refused: " + e.getMessage();
      } catch (AssertionError e) {
        verdict = "in scope, FAILED: " + e.getMessage();
        failed++;
      }
      System.out.println(folder.getFileName() + "\t" + verdict);
    }
    System.out.println(
        folders.size() + " cases, " + passed + " in scope and passed, " + failed + " failed");
    if (failed > 0 || passed < Integer.parseInt(args[1])) {
      System.exit(1);
    }
  }
}
