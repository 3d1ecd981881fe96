/**
 * Dense neural networks, trained and served inside a JVM process.
 *
 * <p>The table of packages stands in the package {@code dev.neurite} itself. Not exported: checks,
 * the implementations of the kernels, the worker pool. The command line is compiled with the
 * module, and packed without it into a jar of its own.
 */
module dev.neurite {
  requires jdk.incubator.vector;
  requires static com.grack.nanojson; // the command line only
  requires static info.picocli; // the command line only
  requires static jdk.jfr;
  requires static jdk.management; // the command line only

  exports dev.neurite.activation;
  exports dev.neurite.backend;
  exports dev.neurite.data;
  exports dev.neurite.init;
  exports dev.neurite.io.onnx;
  exports dev.neurite.io.safetensors;
  exports dev.neurite.kernel;
  exports dev.neurite.layer;
  exports dev.neurite.linear;
  exports dev.neurite.loss;
  exports dev.neurite.network;
  exports dev.neurite.optim;
  exports dev.neurite.random;
  exports dev.neurite.serve;
  exports dev.neurite.tensor;
  exports dev.neurite.train;
}
