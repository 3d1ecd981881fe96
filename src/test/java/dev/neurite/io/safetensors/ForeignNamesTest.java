package dev.neurite.io.safetensors;

import static dev.neurite.layer.Layers.batchNorm;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights under PyTorch's names. */
class ForeignNamesTest {
  private static final NetworkSpec SPEC =
      NetworkSpec.chain(2, dense(2), batchNorm(), dense(2), dense(2), dense(1).withoutBias());

  @TempDir Path folder;

  private Path write(String first, String norm, String second, String third, String last) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    int value = 1;
    for (String name : List.of(first, second, third)) {
      tensors.put(name + ".weight", filled(value, 2, 2));
      tensors.put(name + ".bias", filled(10 * value++, 2));
    }
    for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
      tensors.put(norm + "." + part, filled(value++, 2));
    }
    tensors.put(last + ".weight", filled(value, 1, 2));
    Path file = folder.resolve("foreign.safetensors");
    TensorFile.of(tensors, Map.of("format", "pt")).write(file);
    return file;
  }

  private static Tensor filled(float value, int... dimensions) {
    Tensor tensor = Tensor.allocate(Arena.ofAuto(), dimensions);
    for (int i = 0; i < tensor.elements(); i++) {
      tensor.set(i, value);
    }
    return tensor;
  }

  @Test
  void namesOfASequenceAreTakenInTheOrderOfTheirNumbers() {
    for (Path file :
        List.of(write("0", "1", "2", "10", "11"), write("fc1", "bn", "fc2", "fc10", "head"))) {
      try (Network network = ModelFile.load(file, SPEC, Backend.scalar())) {
        float[] values = new float[network.parameters().size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = network.parameters().get(i).value().get(0);
        }
        assertEquals(
            "[1.0, 10.0, 4.0, 5.0, 6.0, 7.0, 2.0, 20.0, 3.0, 30.0, 8.0]",
            java.util.Arrays.toString(values));
      }
    }
  }

  @Test
  void aGuessIsRefused() {
    Path file = write("encoder", "bn", "hidden", "decoder", "head");
    assertEquals(
        file
            + ": has \"decoder\" and \"encoder\" of the same shapes for layer dense1; rename the"
            + " tensors as the network does",
        messageOf(SafetensorsException.class, () -> ModelFile.load(file, SPEC, Backend.scalar())));
  }

  @Test
  void whatIsMissingOrLeftOverIsNamed() {
    Path file = write("0", "1", "2", "3", "4");
    String missing =
        messageOf(
            SafetensorsException.class,
            () -> ModelFile.load(file, NetworkSpec.chain(3, dense(2)), Backend.scalar()));
    assertTrue(missing.contains("for layer dense1"), missing);
    String left =
        messageOf(
            SafetensorsException.class,
            () -> ModelFile.load(file, NetworkSpec.chain(2, dense(2)), Backend.scalar()));
    assertTrue(left.endsWith("which belong to no layer of the network"), left);
  }
}
