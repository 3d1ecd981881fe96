package dev.neurite.bench.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A peer in Python: a child process that runs {@code peers.py} with one thread. */
enum PythonPeer {
  /** PyTorch on the CPU. */
  PYTORCH("pytorch", "torch", "python3-torch"),
  /** scikit-learn's MLPClassifier. */
  SCIKIT_LEARN("scikit-learn", "sklearn", "python3-sklearn");

  private static final String PYTHON = "/usr/bin/python3"; // the one that Debian's packages are for

  private final String label;
  private final String module;
  private final String debianPackage;

  PythonPeer(String label, String module, String debianPackage) {
    this.label = label;
    this.module = module;
    this.debianPackage = debianPackage;
  }

  /** As it is called in tables. */
  String label() {
    return label;
  }

  /** How to get it. */
  String remedy() {
    return "missing: " + label + "; apt-get install " + debianPackage;
  }

  /** True if its module can be imported. */
  boolean isPresent() {
    try {
      return Files.isExecutable(Path.of(PYTHON))
          && start(List.of(PYTHON, "-c", "import " + module), true).waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * What it prints.
   *
   * @param start the file of {@link EqualStart}
   */
  List<String> run(EpochCase which, int epochs, Path data, Path start) {
    Path script = script();
    try {
      Process process =
          start(
              List.of(
                  PYTHON,
                  script.toString(),
                  label,
                  which.label(),
                  Integer.toString(epochs),
                  data.toString(),
                  start.toString()),
              false);
      List<String> lines;
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        lines = reader.readAllLines();
      }
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(label + " ended with " + status);
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Process start(List<String> command, boolean quiet) {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
    builder.redirectError(
        quiet ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.INHERIT);
    for (String name : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")) {
      builder.environment().put(name, "1");
    }
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The script, out of the class path. */
  private static Path script() {
    try (InputStream source = PythonPeer.class.getResourceAsStream("peers.py")) {
      Path script = Files.createTempFile("neurite-peers", ".py");
      script.toFile().deleteOnExit();
      Files.write(script, source.readAllBytes());
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
