package dev.neurite.io.onnx;

import static dev.neurite.io.onnx.ModelFixture.attribute;
import static dev.neurite.io.onnx.ModelFixture.wholes;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.testing.AllocationMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes: a model, or one type of exception that names the file. */
class HostileFileTest {
  private static final int MUTANTS = 10_000; // by hand, HostileFileTest.main took 10⁶
  private static final long MOST_BYTES = 80L << 20; // of heap: the budget of an import, and slack

  @TempDir Path folder;

  /** Files with all that the reader knows. */
  private static List<byte[]> files() {
    List<byte[]> files = new ArrayList<>();
    files.add(
        ModelFixture.opset(13)
            .opset("ai.onnx.ml", 1)
            .input("x", -1, 2, 2)
            .output("y", -1, 3)
            .typedOutput("label", ModelFixture.INT64, -1)
            .integers("zero", 0)
            .integers("rest", -1)
            .floats("w", new float[12], 3, 4)
            .floats("b", new float[3], 3)
            .scalar("two", 2)
            .texts("names", "a", "b", "c")
            .node("Shape", "x", "shape")
            .node("Gather", "shape,zero", "rows", attribute("axis", 0))
            .node("Concat", "rows,rest", "target", attribute("axis", 0))
            .node("Reshape", "x,target", "flat")
            .node("Transpose", "w", "wt", wholes("perm", 1, 0))
            .node("MatMul", "flat,wt", "m")
            .node("Add", "m,b", "z")
            .node("Mul", "z,two", "s")
            .node("Clip", "s,,two", "c")
            .node("Softmax", "c", "y", attribute("axis", -1))
            .node("ArgMax", "y", "best", attribute("axis", 1))
            .learned("ArrayFeatureExtractor", "names,best", "label")
            .bytes());
    files.add(
        ModelFixture.opset(17)
            .input("a", -1, 3)
            .input("b", -1, 1)
            .output("y", -1, 2)
            .floats("g", new float[] {1, 2, 3, 4}, 4)
            .node("Concat", "a,b", "c", attribute("axis", 1))
            .node("LayerNormalization", "c,g", "n")
            .node("BatchNormalization", "n,g,g,g,g", "m")
            .node("Sigmoid", "m", "gate")
            .node("Mul", "m,gate", "silu")
            .node("Split", "silu", "y,rest", attribute("axis", 1))
            .bytes());
    return files;
  }

  /** True for a model, false if it was refused; anything else is a failure. */
  private static boolean loads(byte[] file) {
    try (OnnxModel model = OnnxFile.load("hostile", file, Backend.scalar())) {
      return model.network().out() > 0;
    } catch (OnnxException e) {
      assertTrue(e.getMessage().startsWith("hostile: "), e::getMessage);
      return false;
    }
  }

  @Test
  void theFilesAreGoodBeforeTheyAreDamaged() {
    files().forEach(f -> assertTrue(loads(f)));
  }

  @Test
  void aFileThatEndsAnywhereIsRefused() {
    for (byte[] file : files()) {
      for (int length = 0; length < file.length; length++) {
        loads(java.util.Arrays.copyOf(file, length));
      }
    }
  }

  @Test
  void anyByteMayBeFlipped() {
    for (byte[] file : files()) {
      for (int at = 0; at < file.length; at++) {
        for (int flip : new int[] {0xFF, 0x80, 0x01}) {
          byte[] flipped = file.clone();
          flipped[at] ^= (byte) flip;
          loads(flipped);
        }
      }
    }
  }

  @Test
  void damagedFilesAreLoadedOrRefused() {
    for (int seed = 0; seed < MUTANTS; seed++) {
      mutant(seed);
    }
  }

  private static boolean mutant(long seed) {
    List<byte[]> files = files();
    byte[] mutant = Mutator.mutate(files.get((int) (seed % files.size())), seed);
    try {
      return loads(mutant);
    } catch (Throwable e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  /** Runs as many mutants as the argument says, and prints how many still loaded. */
  public static void main(String[] args) {
    int loaded = 0;
    for (long seed = 0; seed < Long.parseLong(args[0]); seed++) {
      loaded += mutant(seed) ? 1 : 0;
    }
    System.out.println(args[0] + " mutants, " + loaded + " loaded, the others refused");
  }

  @Test
  void aSmallFileCannotAskForMuchMemory() {
    List<byte[]> files = new ArrayList<>();
    files.add(
        ModelFixture.opset(13).input("x", -1, 1L << 31).output("y").node("Relu", "x", "y").bytes());
    files.add(
        ModelFixture.opset(13)
            .input("x", -1, 1 << 30, 1 << 30)
            .output("y")
            .node("Relu", "x", "y")
            .bytes());
    ModelFixture wide = ModelFixture.opset(13).input("x", -1, 1 << 20).output("y0").scalar("c", 2);
    for (int i = 0; i < 1000; i++) { // 1,000 layers of 2 million parameters
      wide.node("Mul", i == 0 ? "x,c" : "y" + i + ",c", "y" + (i == 999 ? 0 : i + 1));
    }
    files.add(wide.bytes());
    files.add(
        ModelFixture.opset(13)
            .input("x", -1, 1)
            .output("y")
            .integers("shape", 1 << 15, 1 << 15)
            .node("ConstantOfShape", "shape", "c")
            .node("Add", "x,c", "y")
            .bytes());
    files.add(
        ModelFixture.opset(13)
            .input("x", -1, 1)
            .output("y")
            .tensor("c", ModelFixture.FLOAT, t -> t.bytes(9, new byte[4]), 1L << 40, 1L << 40)
            .node("Add", "x,c", "y")
            .bytes());
    AllocationMeter meter = new AllocationMeter();
    for (byte[] file : files) {
      long bytes =
          meter.bytes(
              1, () -> assertTrue(messageOf(OnnxException.class, () -> loadOrThrow(file)) != null));
      assertTrue(bytes < MOST_BYTES, () -> bytes + " bytes for a file of " + file.length);
    }
  }

  private static void loadOrThrow(byte[] file) {
    OnnxFile.load("hostile", file, Backend.scalar()).close();
  }

  private static String problem(byte[] file) {
    return messageOf(OnnxException.class, () -> loadOrThrow(file));
  }

  @Test
  void whatIsWrongIsNamed() {
    assertEquals("hostile: has no graph: is it an ONNX file?", problem(new byte[0]));
    assertEquals(
        "hostile: byte 0: field 7 has a length of 100 bytes, but its message ends after 0",
        problem(new byte[] {58, 100}));
    assertEquals(
        "hostile: node that makes \"y\" (Conv) at byte 18: the operator Conv of opset 13 is not"
            + " supported; nearest: networks are dense; a convolution can be written out as one"
            + " Gemm",
        problem(ModelFixture.opset(13).input("x", -1, 1).node("Conv", "x", "y").output("y").bytes())
            .replaceFirst("at byte \\d+", "at byte 18"));
    String cycle =
        problem(
            ModelFixture.opset(13)
                .input("x", -1, 1)
                .output("y")
                .node("Add", "x,z", "y")
                .node("Relu", "y", "z")
                .bytes());
    assertTrue(cycle.endsWith("is in a cycle, or behind one"), cycle);
    String dangling =
        problem(
            ModelFixture.opset(13).input("x", -1, 1).output("y").node("Relu", "q", "y").bytes());
    assertTrue(dangling.endsWith("reads \"q\", which nothing makes"), dangling);
    String twice =
        problem(
            ModelFixture.opset(13)
                .input("x", -1, 1)
                .output("y")
                .scalar("c", 1)
                .scalar("c", 2)
                .node("Add", "x,c", "y")
                .bytes());
    assertTrue(twice.contains("tensor \"c\"") && twice.endsWith("another one of this name"), twice);
    String type =
        problem(
            ModelFixture.opset(13)
                .input("x", -1, 1)
                .output("y")
                .tensor("c", 99, t -> t.bytes(9, new byte[4]), 1)
                .node("Add", "x,c", "y")
                .bytes());
    assertTrue(type.contains("has elements of type 99"), type);
    assertEquals(
        "hostile: has opset 99; this release reads up to 26",
        problem(ModelFixture.opset(99).input("x", -1, 1).output("x").bytes()));
  }

  @Test
  void dataInOtherFilesStayInTheFolderOfTheModel() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("model"));
    Files.write(folder.resolve("secret"), new byte[4]);
    Files.write(inside.resolve("data"), WireWriter.raw(new float[] {7, 2}));
    Files.createSymbolicLink(inside.resolve("link"), folder.resolve("secret"));
    Path model = inside.resolve("model.onnx");
    for (String location : List.of("../secret", "link", folder.resolve("secret").toString(), "")) {
      Files.write(model, external(location, "0", "4"));
      String message =
          messageOf(OnnxException.class, () -> OnnxFile.load(model, Backend.scalar()).close());
      assertTrue(message.endsWith("which is not in the folder of the model"), message);
    }
    Files.write(model, external("data", "6", "4"));
    String message =
        messageOf(OnnxException.class, () -> OnnxFile.load(model, Backend.scalar()).close());
    assertTrue(message.endsWith("from byte 6 of \"data\", which has 8"), message);
    Files.write(model, external("data", "4", "4"));
    try (OnnxModel loaded = OnnxFile.load(model, Backend.scalar())) {
      assertEquals(3, loaded.network().predict(new float[] {1})[0]);
    }
  }

  private static byte[] external(String location, String offset, String length) {
    return ModelFixture.opset(13)
        .input("x", -1, 1)
        .output("y", -1, 1)
        .tensor(
            "c",
            ModelFixture.FLOAT,
            t ->
                t.message(13, e -> e.element(1, "location").element(2, location))
                    .message(13, e -> e.element(1, "offset").element(2, offset))
                    .message(13, e -> e.element(1, "length").element(2, length))
                    .integer(14, 1),
            1)
        .node("Add", "x,c", "y")
        .bytes();
  }
}
