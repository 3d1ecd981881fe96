package dev.neurite.io.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime, in a JVM of its own: it loads native code, which the JVM of the tests denies.
 *
 * <p>Models are collected and run all at once, as it takes a second to start.
 */
final class Runtime {
  private final Path folder;
  private final Map<String, float[][]> rows = new LinkedHashMap<>();

  Runtime(Path folder) {
    this.folder = folder;
  }

  /** Where a model of this name is to be, to be run on these rows. */
  Path add(String name, float[][] rows) {
    this.rows.put(name, rows);
    return folder.resolve(name + ".onnx");
  }

  /** Adds a model that is bytes. */
  void add(String name, byte[] model, float[][] rows) throws IOException {
    Files.write(add(name, rows), model);
  }

  /** The outputs of each model: for each output its values, row by row. */
  Map<String, List<List<String>>> run() throws IOException, InterruptedException {
    for (var entry : rows.entrySet()) {
      List<String> lines = new ArrayList<>();
      for (float[] row : entry.getValue()) {
        StringBuilder line = new StringBuilder();
        for (float value : row) {
          line.append(value).append(' ');
        }
        lines.add(line.toString().strip());
      }
      Files.write(folder.resolve(entry.getKey() + ".in"), lines);
    }
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                place(RuntimeMain.class) + java.io.File.pathSeparator + place(OrtEnvironment.class),
                RuntimeMain.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new AssertionError("ONNX Runtime: " + Files.readString(log));
    }
    Map<String, List<List<String>>> outputs = new LinkedHashMap<>();
    for (String name : rows.keySet()) {
      outputs.put(
          name,
          Files.readAllLines(folder.resolve(name + ".out")).stream()
              .map(l -> List.of(l.split(" ")))
              .toList());
    }
    return outputs;
  }

  private static Path place(Class<?> type) {
    try {
      if (type == RuntimeMain.class) { // in a patched module it says where the module is
        return Path.of("target", "test-classes").toAbsolutePath();
      }
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
