package dev.neurite.bench.inference.rivals;

import dev.neurite.backend.Backend;
import dev.neurite.bench.inference.Model;
import dev.neurite.bench.inference.Net;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Everybody who can take part, by the name that stands in the tables. */
public enum Rival {
  /** This library, on the kernels it chooses. */
  NEURITE("neurite", net -> new NeuriteModel(net, Backend.automatic())),
  /** Its scalar kernels: the same bits. */
  NEURITE_SCALAR("neurite-scalar", net -> new NeuriteModel(net, Backend.scalar())),
  /** ONNX Runtime. */
  ONNX_RUNTIME(
      "onnxruntime",
      OnnxRuntimeModel::new,
      () -> isThere("/ai/onnxruntime/native/linux-x64/libonnxruntime.so"),
      "is taken for Linux on x86-64 only"),
  /** DJL with PyTorch. */
  DJL(
      "djl-pytorch",
      DjlModel::new,
      () -> isThere("/pytorch/cpu/linux-x86_64/libtorch.so"),
      "comes with the Maven profile djl, for Linux on x86-64 only"),
  /** Plain loops, axpy form. */
  LOOPS("loops-axpy", LoopsModel::new);

  private final String label;
  private final Function<Net, Model> source;
  private final BooleanSupplier present;
  private final String remedy;

  Rival(String label, Function<Net, Model> source) {
    this(label, source, () -> true, "");
  }

  Rival(String label, Function<Net, Model> source, BooleanSupplier present, String remedy) {
    this.label = label;
    this.source = source;
    this.present = present;
    this.remedy = remedy;
  }

  /** The name in the tables. */
  public String label() {
    return label;
  }

  /** True if this machine has what it needs. */
  public boolean isPresent() {
    return present.getAsBoolean();
  }

  /** What to do if it hasn't. */
  public String remedy() {
    return remedy;
  }

  /** Loads a network from its file. */
  public Model load(Net net) {
    return source.apply(net);
  }

  private static boolean isThere(String resource) {
    boolean fits =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    return fits && Rival.class.getResource(resource) != null;
  }
}
