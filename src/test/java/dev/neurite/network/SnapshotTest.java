package dev.neurite.network;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neurite.data.Scaling;
import dev.neurite.io.safetensors.ModelFile;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  private static final Schema SCALED =
      new Schema(
          Optional.of(Scaling.of(new float[] {1, 2, 3}, new float[] {4, 5, 6})),
          List.of("a", "b", "c"),
          List.of("no", "yes"));

  @TempDir Path folder;

  @Test
  void aFileHasWhatTheNetworkHad() {
    Path file = folder.resolve("model.safetensors");
    try (Network network = Network.of(3, dense(4, RELU), dense(2)).initialise(1).schema(SCALED);
        Arena arena = Arena.ofConfined()) {
      ModelFile.save(network, file);
      Snapshot live = network.snapshot();
      Snapshot saved = ModelFile.read(file, arena);
      assertEquals(live.spec(), saved.spec());
      assertEquals(live.schema(), saved.schema());
      assertEquals(
          List.of("dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias"),
          List.copyOf(saved.parameters().keySet()));
      assertEquals(live.parameters().keySet(), saved.parameters().keySet());
      live.parameters()
          .forEach((name, value) ->
              assertArrayEquals(value.toArray(), saved.parameters().get(name).toArray(), name));
    }
  }

  @Test
  void aSchemaOfAnotherWidthIsRefused() {
    NetworkSpec spec = NetworkSpec.chain(5, dense(2));
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Snapshot(spec, SCALED, Map.of()))
            .getMessage();
    assertEquals("schema: scaling must have 5 elements, got 3", message);
  }

  @Test
  void aClosedNetworkHasNone() {
    Network network = Network.of(3, dense(2));
    network.close();
    assertThrows(IllegalStateException.class, network::snapshot);
  }
}
