package dev.neurite.bench.train;

import dev.neurite.activation.Activations;
import dev.neurite.backend.Backend;
import dev.neurite.bench.Measurement;
import dev.neurite.data.Dataset;
import dev.neurite.layer.Layers;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.train.EpochResult;
import dev.neurite.train.Evaluation;
import dev.neurite.train.Trainer;
import dev.neurite.train.TrainingListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Neurite in a JVM of its own: trains 784-256-10 and prints the time of the best epoch. The first
 * is slower by what the compiler takes.
 */
final class EpochRound {
  /**
   * Multiplications and additions of all products of an epoch: forward, dW, and dX of one layer.
   */
  static final double FLOP = 60_000.0 * 2 * (2 * 784 * 256 + 3 * 256 * 10);

  private EpochRound() {}

  /** Takes case, threads, epochs. */
  public static void main(String[] arguments) {
    EpochCase which = EpochCase.of(arguments[0]);
    int threads = Integer.parseInt(arguments[1]);
    int epochs = Integer.parseInt(arguments[2]);
    Digits digits = new Digits();
    Dataset training = digits.training();
    NetworkSpec spec =
        NetworkSpec.chain(784, Layers.dense(256, Activations.RELU), Layers.dense(10));
    try (Network network = Network.of(spec, Backend.simd().withThreads(threads)).initialise(1)) {
      double best = Collections.min(times(network, which, epochs, training));
      String workload = threads == 1 ? "epoch" : "threads";
      String name = threads == 1 ? "neurite" : "neurite, " + threads + " threads";
      double accuracy =
          Evaluation.of(network, new SoftmaxCrossEntropy(), digits.test()).accuracy().orElseThrow();
      System.out.printf(
          "# %s: %s: test accuracy after %d epochs %.4f, products %.1f GFLOP/s%n",
          name, which.label(), epochs, accuracy, FLOP / best / 1e9);
      System.out.println(new Measurement(workload, which.label(), name, best, "s"));
    }
  }

  private static List<Double> times(
      Network network, EpochCase which, int epochs, Dataset training) {
    List<Double> times = new ArrayList<>();
    TrainingListener clock =
        new TrainingListener() {
          private long begin = System.nanoTime();

          @Override
          public void epochDone(EpochResult result) {
            long now = System.nanoTime();
            times.add((now - begin) / 1e9);
            begin = now;
          }
        };
    Trainer.of(network, new SoftmaxCrossEntropy())
        .optimiser(which.optimiser())
        .epochs(epochs)
        .batch(which.batch())
        .listener(clock)
        .fit(training);
    return times;
  }
}
