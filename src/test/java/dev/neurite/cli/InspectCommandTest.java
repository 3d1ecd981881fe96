package dev.neurite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.neurite.activation.Activations;
import dev.neurite.backend.Backend;
import dev.neurite.data.Scaling;
import dev.neurite.io.onnx.OnnxFile;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.layer.Layers;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stranger learns of a model's file. */
class InspectCommandTest {
  @TempDir Path folder;

  private Network network() {
    NetworkSpec spec = NetworkSpec.chain(2, Layers.dense(3, Activations.RELU), Layers.dense(1));
    Network network = Network.of(spec, Backend.scalar());
    network.parameters().get(0).value().copyFrom(new float[] {1, -1, 2, -2, 0, 0.5f});
    Scaling scaling = Scaling.of(new float[] {1, 2}, new float[] {3, 4});
    return network.schema(
        new Schema(Optional.of(scaling), List.of("age", "dose"), List.of("well", "ill")));
  }

  private Path saved() {
    Path path = folder.resolve("m.safetensors");
    try (Network network = network()) {
      ModelFile.save(network, path);
    }
    return path;
  }

  @Test
  void namesLayersAndSharesOfAModel() {
    Run run = Run.of("inspect", saved().toString());
    assertEquals("", run.err());
    assertEquals(0, run.status());
    for (String part :
        List.of(
            "saved by Neurite, format version 1",
            "2 features, 1 output, 2 layers, 13 parameters",
            "features   age, dose",
            "labels     well, ill",
            "threshold  0: from there on the output means class 1",
            "shift 1 to 2, factor 3 to 4",
            "Dense[in=2, out=3, activation=Relu[]]",
            "dense1.weight  [3, 2]        50 %        33 %  3.20     -2        2",
            ", and the content has it")) {
      assertTrue(run.out().contains(part), () -> part + " is not in\n" + run.out());
    }
    assertTrue(run.out().lines().allMatch(line -> line.length() <= Text.WIDTH), run.out());
  }

  @Test
  void jsonHasTheNumbersOfEveryTensor() throws JsonParserException {
    Run run = Run.of("inspect", "--json", saved().toString());
    JsonObject json = JsonParser.object().from(run.out());
    assertEquals(13, json.getInt("parameters"));
    JsonObject weight = json.getArray("tensors").getObject(0);
    assertEquals("dense1.weight", weight.getString("name"));
    assertEquals(0.5, weight.getDouble("excitatory"));
    assertEquals(2.0 / 6, weight.getDouble("inhibitory"));
    assertEquals(Math.sqrt(10.25), weight.getDouble("norm"));
    int counted = 0;
    for (Object count : weight.getArray("histogram")) {
      counted += ((Number) count).intValue();
    }
    assertEquals(6, counted);
  }

  @Test
  void anOnnxFileHasOpsetProducerAndEnds() {
    Path path = folder.resolve("m.onnx");
    try (Network network = network()) {
      OnnxFile.save(network, path);
    }
    Run run = Run.of("inspect", path.toString());
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("opset 17"), run.out());
    assertTrue(run.out().contains("features   age, dose"), run.out());
    assertTrue(run.out().contains("input      "), run.out());
    assertTrue(run.out().contains("neurite.largest_difference"), run.out());
  }

  @Test
  void tensorsOfAnotherLibraryAreShownWithoutANetwork() {
    Run run = Run.of("inspect", "src/test/resources/dev/neurite/io/safetensors/python.safetensors");
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("not saved by Neurite"), run.out());
    assertTrue(run.out().contains("not read   num_batches_tracked: I64"), run.out());
    assertTrue(run.out().contains("fc1.weight has 2 numbers that are NaN or infinite"), run.out());
  }

  @Test
  void whatIsNoModelIsSaidInASentence() throws IOException {
    Path text = Files.writeString(folder.resolve("text.safetensors"), "hello");
    Path onnx = Files.writeString(folder.resolve("text.onnx"), "a text");
    Path cut = folder.resolve("cut.safetensors");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(saved()), 1100));
    Path dir = Files.createDirectory(folder.resolve("dir.onnx"));
    fails(text, "begins with the 8 bytes of its header's length, but this one has 5 bytes");
    fails(onnx, "is no ONNX file, or a damaged one: ");
    fails(cut, "ends at byte ");
    fails(dir, "is a folder");
    fails(folder.resolve("none.onnx"), "no such file");
    fails(folder.resolve("model.txt"), "the name of a model ends in .safetensors or .onnx");
  }

  private static void fails(Path file, String because) {
    Run run = Run.of("inspect", file.toString());
    assertEquals(1, run.status());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("neurite: " + file + ": "), run.err());
    assertTrue(run.err().contains(because), run.err());
  }

  @Test
  void helpHasAnExampleOfEveryCommand() {
    for (String command : List.of("inspect", "explain", "gradcheck", "sanity", "doctor", "bench")) {
      Run run = Run.of(command, "--help");
      assertEquals(0, run.status());
      assertTrue(run.out().contains("\nExample"), run.out());
      assertTrue(run.out().contains("\n  neurite " + command), run.out());
      assertTrue(run.out().lines().allMatch(line -> line.length() <= Text.WIDTH), run.out());
    }
  }
}
