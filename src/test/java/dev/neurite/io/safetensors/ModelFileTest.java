package dev.neurite.io.safetensors;

import static dev.neurite.activation.Activations.ELU;
import static dev.neurite.layer.Layers.add;
import static dev.neurite.layer.Layers.concat;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.assertSameBits;
import static dev.neurite.testing.Assertions.hashOfParameters;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.activation.Activation;
import dev.neurite.activation.LeakyRelu;
import dev.neurite.activation.Pointwise;
import dev.neurite.activation.Softmax;
import dev.neurite.backend.Backend;
import dev.neurite.data.Scaling;
import dev.neurite.init.Constant;
import dev.neurite.init.Distribution;
import dev.neurite.init.Fan;
import dev.neurite.init.Glorot;
import dev.neurite.init.He;
import dev.neurite.init.Initialiser;
import dev.neurite.init.LeCun;
import dev.neurite.init.Orthogonal;
import dev.neurite.init.VarianceScaling;
import dev.neurite.layer.Activate;
import dev.neurite.layer.Affine;
import dev.neurite.layer.BatchNorm;
import dev.neurite.layer.Clip;
import dev.neurite.layer.Columns;
import dev.neurite.layer.Dropout;
import dev.neurite.layer.GroupSoftmax;
import dev.neurite.layer.Interpolate;
import dev.neurite.layer.LayerNorm;
import dev.neurite.layer.Maxout;
import dev.neurite.layer.Normalise;
import dev.neurite.layer.Normalise.Norm;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Schema;
import dev.neurite.network.Schema.Part;
import dev.neurite.tensor.Tensor;
import dev.neurite.testing.TestBackend;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  private static final NetworkSpec GRAPH =
      NetworkSpec.graph(3)
          .node("left", dense(4, ELU), "input")
          .node("right", dense(4, new LeakyRelu(0.1f)).withoutBias(), "input")
          .node("sum", add(), "left", "right")
          .node("both", concat(), "sum", "input")
          .node("out", dense(2), "both")
          .output("out");
  private static final Schema SCHEMA =
      new Schema(
          Optional.of(
              Scaling.of(new float[] {0.1f, -2e-30f, 3}, new float[] {1 / 3f, 1e30f, -0.7f})),
          List.of("länge", "\"quoted\"", "c\n"),
          List.of("no", "yes"),
          List.of(new Part("rest", 2), new Part("ü", 1)),
          List.of(new Part("scores", 2)));

  @TempDir Path folder;

  @Test
  void theBytesOfAFileAreTheNetworkToo() throws IOException {
    Path file = folder.resolve("graph.safetensors");
    try (Network network = Network.of(GRAPH, Backend.scalar()).initialise(1)) {
      network.schema(SCHEMA);
      ModelFile.save(network, file);
      byte[] bytes = Files.readAllBytes(file);
      try (Network loaded = ModelFile.load("sent", bytes, Backend.scalar())) {
        assertEquals(network.spec(), loaded.spec());
        assertEquals(network.schema(), loaded.schema());
        assertEquals(hashOfParameters(network), hashOfParameters(loaded));
      }
      bytes[bytes.length - 1] ^= 1;
      String message =
          messageOf(
              SafetensorsException.class, () -> ModelFile.load("sent", bytes, Backend.scalar()));
      assertEquals("sent: ", message.substring(0, 6));
    }
  }

  @Tag("kernel")
  @Test
  void aNetworkThatWasSavedAndLoadedIsTheSameBitForBit() {
    Path file = folder.resolve("graph.safetensors");
    try (Network network = Network.of(GRAPH, TestBackend.expected()).initialise(1)) {
      network.schema(SCHEMA);
      ModelFile.save(network, file);
      try (Network loaded = ModelFile.load(file, TestBackend.expected())) {
        assertEquals(network.spec(), loaded.spec());
        assertEquals(network.schema(), loaded.schema());
        assertEquals(hashOfParameters(network), hashOfParameters(loaded));
        float[] x = {0.3f, -1, 2};
        assertSameBits(network.predict(x), loaded.predict(x));
      }
      try (Network loaded = ModelFile.load(file, Backend.scalar())) {
        assertSameBits(network.predict(new float[3]), loaded.predict(new float[3]));
      }
    }
  }

  @Test
  void theBytesOfAFileAreThoseOfMemory() throws IOException {
    try (Network network = Network.of(GRAPH, Backend.scalar()).initialise(3)) {
      ModelFile.save(network.schema(SCHEMA), folder.resolve("model.safetensors"));
      byte[] bytes = ModelFile.toBytes(network);
      assertArrayEquals(Files.readAllBytes(folder.resolve("model.safetensors")), bytes);
    }
  }

  @Test
  void equalNetworksMakeEqualFiles() throws IOException {
    for (String name : List.of("a", "b")) {
      try (Network network = Network.of(GRAPH, Backend.scalar()).initialise(1).schema(SCHEMA)) {
        ModelFile.save(network, folder.resolve(name));
      }
    }
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("a")), Files.readAllBytes(folder.resolve("b")));
  }

  @Test
  void everyActivationAndInitialiserComesBack() throws ReflectiveOperationException {
    List<Activation> activations = new ArrayList<>(List.of(new Softmax()));
    for (Class<?> type : Pointwise.class.getPermittedSubclasses()) {
      Constructor<?> constructor = type.getConstructors()[0];
      activations.add(
          (Activation)
              (constructor.getParameterCount() == 0
                  ? constructor.newInstance()
                  : constructor.newInstance(0.3f)));
    }
    for (Activation activation : activations) {
      assertComesBack(NetworkSpec.chain(2, dense(3, activation)));
    }
    List<Initialiser> initialisers = new ArrayList<>(List.of(new Constant(0.1f)));
    initialisers.add(new Orthogonal(0.5f));
    for (Distribution d : Distribution.values()) {
      initialisers.addAll(List.of(new Glorot(d), new He(d), new LeCun(d)));
      for (Fan fan : Fan.values()) {
        initialisers.add(new VarianceScaling(0.5f, fan, d));
      }
    }
    for (Initialiser initialiser : initialisers) {
      assertComesBack(NetworkSpec.chain(2, dense(3).withInitialiser(initialiser)));
    }
  }

  @Test
  void everyLayerComesBackWithItsRunningStatistics() {
    NetworkSpec spec =
        NetworkSpec.chain(
            2,
            dense(6),
            new BatchNorm(0.25f, 1e-3f),
            new Dropout(0.5f),
            new Maxout(2),
            new LayerNorm(1e-4f),
            new Activate(ELU),
            new Affine(),
            new Clip(-1.5f, Float.POSITIVE_INFINITY),
            new Clip(Float.NEGATIVE_INFINITY, 2),
            new Interpolate(List.of(-1f, 0.1f, 2f), List.of(0f, 0.25f, 0.7f)),
            new Columns(1, 3),
            new Normalise(Norm.L2),
            new GroupSoftmax(2, true),
            dense(1));
    assertComesBack(spec);
    Path file = folder.resolve("statistics");
    try (Network network = Network.of(spec, Backend.scalar()).initialise(1)) {
      network.parameters().get(4).value().set(3, 42); // the running mean
      ModelFile.save(network, file);
      try (Network loaded = ModelFile.load(file, Backend.scalar())) {
        assertEquals(hashOfParameters(network), hashOfParameters(loaded));
        assertEquals("batchnorm1.running_mean", loaded.parameters().get(4).name());
        assertEquals(42, loaded.parameters().get(4).value().get(3));
      }
    }
  }

  private void assertComesBack(NetworkSpec spec) {
    Path file = folder.resolve("spec");
    try (Network network = Network.of(spec, Backend.scalar())) {
      ModelFile.save(network, file);
    }
    try (Network loaded = ModelFile.load(file, Backend.scalar())) {
      assertEquals(spec, loaded.spec());
    }
  }

  @Test
  void aFileOfAnotherProgramIsRefused() {
    assertEquals(
        "is no network saved by Neurite: its metadata has the format \"pt\"",
        problem(Map.of("format", "pt"), Map.of()));
    assertEquals(
        "is no network saved by Neurite: its metadata has no format", problem(Map.of(), Map.of()));
    assertEquals(
        "has format version 2; this release reads 1",
        problem(Map.of("format", "neurite", "format_version", "2"), Map.of()));
  }

  @Test
  void contentThatDoesNotFitIsRefusedByName() {
    assertEquals("metadata \"architecture\": is missing", problem(metadata(null), tensors()));
    assertEquals(
        "metadata \"architecture\": unknown layer \"conv\"; known are dense, activate, affine, clip,"
            + " interpolate, normalise, group_softmax, batch_norm, layer_norm, dropout, maxout,"
            + " columns, add, concat",
        problem(metadata(ARCHITECTURE.replace("dense\"", "conv\"")), tensors()));
    assertEquals(
        "metadata \"architecture\": dense: out must be 1 or more, got 0",
        problem(metadata(ARCHITECTURE.replace("\"out\":1", "\"out\":0")), tensors()));
    Map<String, Tensor> missing = tensors();
    missing.remove("d.bias");
    assertEquals("tensor \"d.bias\" is missing", problem(metadata(ARCHITECTURE), missing));
    Map<String, Tensor> wrong = tensors();
    wrong.put("d.bias", Tensor.allocate(Arena.ofAuto(), 2));
    assertEquals(
        "tensor \"d.bias\" is [2], the architecture needs [1]",
        problem(metadata(ARCHITECTURE), wrong));
    Map<String, Tensor> more = tensors();
    more.put("e.weight", Tensor.allocate(Arena.ofAuto(), 2));
    assertEquals(
        "tensor \"e.weight\" belongs to no layer of the architecture",
        problem(metadata(ARCHITECTURE), more));
  }

  @Test
  void aMissingFileIsNamed() {
    Path none = folder.resolve("none.safetensors");
    assertEquals(
        none + ": no such file", messageOf(SafetensorsException.class, () -> ModelFile.load(none)));
  }

  private static final String ARCHITECTURE =
      "{\"in\":2,\"nodes\":[{\"name\":\"d\",\"inputs\":[\"input\"],\"layer\":{\"type\":\"dense\","
          + "\"out\":1,\"bias\":true,\"activation\":{\"type\":\"identity\"},"
          + "\"initialiser\":{\"type\":\"he\",\"distribution\":\"normal\"}}}],\"output\":\"d\"}";

  private static Map<String, String> metadata(String architecture) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "neurite");
    metadata.put("format_version", "1");
    if (architecture != null) {
      metadata.put("architecture", architecture);
    }
    return metadata;
  }

  private static Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("d.weight", Tensor.allocate(Arena.ofAuto(), 1, 2));
    tensors.put("d.bias", Tensor.allocate(Arena.ofAuto(), 1));
    return tensors;
  }

  /** The message of loading a file with this content, without the file's name. */
  private String problem(Map<String, String> metadata, Map<String, Tensor> tensors) {
    Path file = folder.resolve("bad.safetensors");
    TensorFile.of(tensors, metadata).write(file);
    String message =
        messageOf(SafetensorsException.class, () -> ModelFile.load(file, Backend.scalar()).close());
    assertEquals(file + ": ", message.substring(0, file.toString().length() + 2));
    return message.substring(file.toString().length() + 2);
  }
}
