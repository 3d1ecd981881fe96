package dev.neurite.io.safetensors;

import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.activation.Activations;
import dev.neurite.backend.Backend;
import dev.neurite.data.Scaling;
import dev.neurite.network.Network;
import dev.neurite.network.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that earlier releases wrote load for ever: one golden file for each format version. */
class FormatVersionTest {
  private static final String GOLDEN = "format-1.safetensors";

  @TempDir Path folder;

  /** What the golden file holds; {@link #main} wrote it. */
  private static Network network() {
    return Network.of(3, dense(4, Activations.GELU), dense(2, Activations.SOFTMAX))
        .initialise(42)
        .schema(
            new Schema(
                Optional.of(Scaling.of(new float[] {1, 0, -0.5f}, new float[] {2, 1, 0.1f})),
                List.of("a", "b", "c"),
                List.of("no", "yes")));
  }

  /** Writes the golden file of the present version: once, before a release. */
  public static void main(String[] args) {
    try (Network network = network()) {
      ModelFile.save(network, Path.of(args[0]));
    }
  }

  private Path golden() throws IOException {
    Path file = folder.resolve(GOLDEN);
    try (InputStream in = FormatVersionTest.class.getResourceAsStream(GOLDEN)) {
      Files.copy(in, file);
    }
    return file;
  }

  @Tag("kernel")
  @Test
  void aFileOfFormatVersion1Loads() throws IOException {
    try (Network expected = network();
        Network loaded = ModelFile.load(golden(), Backend.scalar())) {
      assertEquals(expected.spec(), loaded.spec());
      assertEquals(expected.schema(), loaded.schema());
      float[] x = {0.5f, -1, 2};
      assertArrayEquals(expected.predict(x), loaded.predict(x));
    }
  }

  @Test
  void aDamagedWeightIsNoticed() throws IOException {
    Path file = golden();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 2] ^= 1;
    Files.write(file, bytes);
    String message =
        messageOf(SafetensorsException.class, () -> ModelFile.load(file, Backend.scalar()).close());
    assertTrue(message.contains("its content has the checksum crc32c:"), message);
  }
}
