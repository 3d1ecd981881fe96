package dev.neurite.cli;

import dev.neurite.activation.Activations;
import dev.neurite.backend.Backend;
import dev.neurite.layer.Layers;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.serve.Predictor;
import java.nio.file.Path;

/**
 * A model made ready in this JVM, and how long its first answer took: the JVM's own first, so that
 * what every class costs is in it. The predictor goes on warming up by itself.
 *
 * @param predictor that gave it
 * @param rows to ask it for more
 * @param what it is a predictor of, in words
 * @param readyNanos from the beginning to where a caller could ask
 * @param callNanos of the first call
 */
record FirstAnswer(
    Predictor predictor, float[][] rows, String what, long readyNanos, long callNanos) {
  private static final int ROWS = 32;
  private static final int IN = 64;
  private static final int HIDDEN = 128;
  private static final int OUT = 10;

  /** Of a file's model, or of a network of {@value #HIDDEN} neurons if {@code path} is null. */
  static FirstAnswer of(Path path, Backend backend) {
    long start = System.nanoTime();
    Predictor predictor = path == null ? small(backend) : load(path, backend);
    long ready = System.nanoTime();
    float[] outputs = new float[predictor.out()];
    float[] zeros = new float[predictor.in()];
    long asked = System.nanoTime();
    predictor.predict(zeros, outputs);
    long answered = System.nanoTime();
    return new FirstAnswer(
        predictor,
        SampleRows.of(predictor.in(), predictor.schema(), ROWS),
        path == null ? IN + "-" + HIDDEN + "-" + OUT + " neurons" : path.toString(),
        ready - start,
        answered - asked);
  }

  /** Nanoseconds from the beginning to the first answer. */
  long nanos() {
    return readyNanos + callNanos;
  }

  private static Predictor small(Backend backend) {
    NetworkSpec spec =
        NetworkSpec.chain(IN, Layers.dense(HIDDEN, Activations.RELU), Layers.dense(OUT));
    try (Network network = Network.of(spec, backend.asScalar()).initialise(1)) {
      return Predictor.of(network, backend);
    }
  }

  private static Predictor load(Path path, Backend backend) {
    try (Model model = Model.load(path, backend.asScalar())) {
      return Predictor.of(model.network(), backend);
    }
  }
}
