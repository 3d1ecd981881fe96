package dev.neurite.io.safetensors;

import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.io.onnx.Mutator;
import dev.neurite.network.Network;
import dev.neurite.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever the bytes: a network, or one type of exception that names the file. */
class DamagedModelTest {
  private static final int MUTANTS = 10_000; // by hand, main took 10⁶

  /** A good file whose checksum is taken out, so that damage gets further. */
  private static byte[] file() {
    try (InputStream in = DamagedModelTest.class.getResourceAsStream("format-1.safetensors");
        Arena arena = Arena.ofConfined()) {
      TensorFile file = TensorFile.read("golden", in.readAllBytes(), arena);
      Map<String, String> metadata = new java.util.TreeMap<>(file.metadata());
      metadata.remove(Checksum.KEY);
      return TensorFile.of(file.tensors(), metadata).toBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean loads(byte[] bytes) {
    try (Arena arena = Arena.ofConfined();
        Network network =
            ModelFile.load(TensorFile.read("hostile", bytes, arena), Backend.scalar())) {
      return network.out() > 0;
    } catch (SafetensorsException e) {
      assertTrue(e.getMessage().startsWith("hostile: "), e::getMessage);
      return false;
    }
  }

  @Test
  void theFileIsGoodBeforeItIsDamaged() {
    assertTrue(loads(file()));
  }

  @Test
  void damagedFilesAreLoadedOrRefused() {
    run(MUTANTS);
  }

  private static int run(long mutants) {
    byte[] file = file();
    int loaded = 0;
    for (long seed = 0; seed < mutants; seed++) {
      try {
        loaded += loads(Mutator.mutate(file, seed)) ? 1 : 0;
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    return loaded;
  }

  /** Runs as many mutants as the argument says, and prints how many still loaded. */
  public static void main(String[] args) {
    System.out.println(args[0] + " mutants, " + run(Long.parseLong(args[0])) + " loaded");
  }

  @Test
  void anArchitectureCannotAskForMoreThanTheFileHolds() {
    assertEquals(
        "metadata \"architecture\": has 2000000000 features; the limit is 16777216",
        problem("\"in\":2000000000"));
    assertEquals(
        "tensor \"dense1.weight\" is [4, 3], the architecture needs [4, 16000000]",
        problem("\"in\":16000000"));
    assertEquals(
        "metadata \"architecture\": shape: [2000000000, 3] has more than 2147483647 elements",
        problem("\"out\":4", "\"out\":2000000000"));
  }

  private static String problem(String in) {
    return problem("\"in\":3", in);
  }

  private static String problem(String is, String becomes) {
    try (Arena arena = Arena.ofConfined()) {
      TensorFile file = TensorFile.read("golden", file(), arena);
      Map<String, String> metadata = new java.util.TreeMap<>(file.metadata());
      metadata.computeIfPresent("architecture", (_, text) -> text.replace(is, becomes));
      Map<String, Tensor> tensors = file.tensors();
      return messageOf(
              SafetensorsException.class,
              () -> ModelFile.load(TensorFile.of(tensors, metadata), Backend.scalar()).close())
          .replaceFirst("^safetensors: ", "");
    }
  }
}
