/** Dense neural networks, trained and served inside a JVM process. See {@link dev.neurite}. */
module dev.neurite {
  requires jdk.incubator.vector;

  exports dev.neurite;
  exports dev.neurite.tensor;
  exports dev.neurite.io.safetensors;
  exports dev.neurite.kernel;
}
