package dev.neurite.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A fresh JVM with this one's class path and arguments: what one contestant's JIT has seen must not
 * reach the next. What it writes to stderr is passed on.
 */
public final class ChildJvm {
  private static final Map<String, String> ONE_THREAD =
      Map.of(
          "OMP_NUM_THREADS", "1",
          "OPENBLAS_NUM_THREADS", "1",
          "BLIS_NUM_THREADS", "1",
          "MKL_NUM_THREADS", "1",
          "MKL_THREADING_LAYER", "INTEL");

  private final List<String> flags = new ArrayList<>(Machine.jvmArguments());

  /** A JVM like this one. */
  public ChildJvm() {}

  /** One more argument of the JVM. */
  public ChildJvm with(String flag) {
    flags.add(flag);
    return this;
  }

  /**
   * Runs the main method of a class, and returns the lines it printed.
   *
   * @throws IllegalStateException if it doesn't end with 0
   */
  public List<String> run(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(ONE_THREAD);
    // a kernel that someone has forced is not what the library would choose
    builder.environment().keySet().removeAll(List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"));
    try {
      Process process = builder.start();
      List<String> lines = lines(process);
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(main.getSimpleName() + " ended with " + status);
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<String> lines(Process process) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      return reader.readAllLines();
    }
  }
}
