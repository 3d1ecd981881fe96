package dev.neurite.io.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs models in ONNX Runtime: every {@code name.onnx} of a folder on the rows of {@code name.in},
 * into {@code name.out}.
 *
 * <p>Rows are lines of numbers, the inputs side by side. An output's values stand in one line.
 */
final class RuntimeMain {
  private RuntimeMain() {}

  /** Runs the models of the folder {@code args[0]}. */
  public static void main(String[] args) throws IOException, OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    List<Path> models;
    try (Stream<Path> files = Files.list(Path.of(args[0]))) {
      models = files.filter(f -> f.toString().endsWith(".onnx")).sorted().toList();
    }
    for (Path model : models) {
      String base = model.toString().replaceAll("onnx$", "");
      List<String> lines = Files.readAllLines(Path.of(base + "in"));
      try (OrtSession session = environment.createSession(model.toString())) {
        Files.write(Path.of(base + "out"), run(environment, session, lines));
      }
    }
  }

  private static List<String> run(
      OrtEnvironment environment, OrtSession session, List<String> lines) throws OrtException {
    float[][] rows = new float[lines.size()][];
    for (int r = 0; r < rows.length; r++) {
      String[] words = lines.get(r).split(" ");
      rows[r] = new float[words.length];
      for (int c = 0; c < words.length; c++) {
        rows[r][c] = Float.parseFloat(words[c]);
      }
    }
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    int from = 0;
    for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
      long[] shape = ((TensorInfo) input.getValue().getInfo()).getShape();
      int width = (int) shape[1];
      float[][] part = new float[rows.length][width];
      for (int r = 0; r < rows.length; r++) {
        System.arraycopy(rows[r], from, part[r], 0, width);
      }
      from += width;
      inputs.put(input.getKey(), OnnxTensor.createTensor(environment, part));
    }
    List<String> out = new ArrayList<>();
    try (OrtSession.Result result = session.run(inputs)) {
      for (var output : result) {
        out.add(text(output.getValue().getValue()));
      }
    }
    return out;
  }

  private static String text(Object value) throws OrtException {
    StringBuilder text = new StringBuilder();
    switch (value) {
      case float[][] m -> {
        for (float[] row : m) {
          for (float v : row) {
            text.append(v).append(' ');
          }
        }
      }
      case long[] labels -> {
        for (long v : labels) {
          text.append(v).append(' ');
        }
      }
      case long[][] labels -> {
        for (long[] v : labels) {
          text.append(v[0]).append(' ');
        }
      }
      case String[] labels -> text.append(String.join(" ", labels));
      default -> text.append(value);
    }
    return text.toString().strip();
  }
}
