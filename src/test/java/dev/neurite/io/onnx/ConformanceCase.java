package dev.neurite.io.onnx;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.backend.Backend;
import dev.neurite.io.onnx.OnnxOutput.Kind;
import dev.neurite.network.Network;
import dev.neurite.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A case of ONNX's backend test data: a model, inputs, and the outputs that are expected of it.
 *
 * <p>Most cases give all operands as inputs. Where a network needs a constant, the input of the
 * case becomes an initialiser: first no input does, then all but the first.
 */
record ConformanceCase(String name, byte[] model, List<byte[]> inputs, List<byte[]> outputs) {
  private static final double TOLERANCE = 1e-5; // of max(1, |y|)

  /** Reads a folder of the test data. */
  static ConformanceCase read(Path folder) throws IOException {
    return new ConformanceCase(
        folder.getFileName().toString(),
        Files.readAllBytes(folder.resolve("model.onnx")),
        list(folder.resolve("test_data_set_0"), "input_"),
        list(folder.resolve("test_data_set_0"), "output_"));
  }

  private static List<byte[]> list(Path folder, String prefix) throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int i = 0; Files.exists(folder.resolve(prefix + i + ".pb")); i++) {
      files.add(Files.readAllBytes(folder.resolve(prefix + i + ".pb")));
    }
    return files;
  }

  /** Runs the case. An OnnxException says why it is refused, an AssertionError what is wrong. */
  void run(Backend backend) {
    try {
      run(backend, 0);
    } catch (OnnxException e) {
      if (inputs.size() < 2) {
        throw e;
      }
      run(backend, 1);
    }
  }

  /** Runs the case with all inputs from {@code bound} on as constants, if that isn't 0. */
  private void run(Backend backend, int bound) {
    byte[] bytes = model;
    List<Constant> values = new ArrayList<>();
    List<String> names = ModelEditor.inputs(model);
    for (int i = 0; i < inputs.size(); i++) {
      if (bound > 0 && i >= bound) {
        bytes = ModelEditor.bind(bytes, names.get(i), inputs.get(i));
      } else {
        values.add(tensor(inputs.get(i)));
      }
    }
    try (OnnxModel loaded = OnnxFile.load(name, bytes, backend)) {
      compare(loaded, values);
    }
  }

  private Constant tensor(byte[] bytes) {
    TensorProto proto = ProtoReader.tensor(name, bytes);
    return new TensorReader(name, bytes, null, new Budget(name, bytes.length)).read(proto);
  }

  private void compare(OnnxModel loaded, List<Constant> values) {
    int rows = 1;
    for (int i = 0; i < values.size(); i++) {
      rows = values.get(i).elements() / loaded.inputs().get(i).width();
    }
    Network network = loaded.network();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment x = Tensor.allocate(arena, rows, network.in()).segment();
      for (int i = 0; i < values.size(); i++) {
        OnnxInput input = loaded.inputs().get(i);
        for (int r = 0; r < rows; r++) {
          for (int c = 0; c < input.width(); c++) {
            float value = values.get(i).floats()[r * input.width() + c];
            x.setAtIndex(JAVA_FLOAT, (long) r * network.in() + input.from() + c, value);
          }
        }
      }
      MemorySegment y = network.forward(x, rows);
      for (int r = 0; r < rows; r++) {
        float[] row = new float[network.out()];
        MemorySegment.copy(y, JAVA_FLOAT, 4L * r * row.length, row, 0, row.length);
        for (int i = 0; i < outputs.size() && i < loaded.outputs().size(); i++) {
          compare(loaded.outputs().get(i), row, r, rows, tensor(outputs.get(i)));
        }
      }
    }
  }

  private void compare(OnnxOutput output, float[] row, int r, int rows, Constant expected) {
    float[] got =
        output.kind() == Kind.VALUES
            ? output.values(row)
            : new float[] {Float.parseFloat(output.label(row))};
    if (expected.elements() != got.length * rows) {
      throw new AssertionError(
          name + ": " + rows + " rows of " + got.length + ", expected " + expected);
    }
    for (int c = 0; c < got.length; c++) {
      double e = expected.floats()[r * got.length + c];
      double difference = Math.abs(e - got[c]);
      boolean same = difference <= TOLERANCE * Math.max(1, Math.abs(e));
      if (!same && !(Double.isNaN(e) && Float.isNaN(got[c])) && e != got[c]) {
        throw new AssertionError(
            name
                + ": "
                + output.name()
                + ", row "
                + r
                + ", column "
                + c
                + ": got "
                + got[c]
                + ", expected "
                + e);
      }
    }
  }
}
