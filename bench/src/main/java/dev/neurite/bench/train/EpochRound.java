package dev.neurite.bench.train;

import com.sun.management.ThreadMXBean;
import dev.neurite.backend.Backend;
import dev.neurite.bench.Measurement;
import dev.neurite.bench.limit.FmaPeak;
import dev.neurite.data.Dataset;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.train.EpochResult;
import dev.neurite.train.Evaluation;
import dev.neurite.train.Trainer;
import dev.neurite.train.TrainingListener;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Neurite in a JVM of its own: trains 784-256-10 for some epochs, twice, and prints the accuracy on
 * the test rows in between, the time of the best epoch (the first ones are slower by what the
 * compiler takes), and the share of the FMA peak that its products have in that time. Then it
 * trains on until everything is compiled, and prints what a step allocates.
 */
final class EpochRound implements TrainingListener {
  /**
   * Multiplications and additions of all products of an epoch: forward, dW, and dX of one layer.
   */
  static final double FLOP = 60_000.0 * 2 * (2 * 784 * 256 + 3 * 256 * 10);

  /** Until then loops of a few vectors per step are compiled; till they are, they box vectors. */
  private static final int WARM_EPOCHS = 24;

  private static final int PEAK_WINDOWS = 40; // of half a millisecond, between two epochs
  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getThreadMXBean(); // counts bytes, in HotSpot

  private final FmaPeak peak = new FmaPeak();
  private double bestSeconds = Double.POSITIVE_INFINITY;
  private double bestPeak; // GFLOP/s
  private long begin;
  private long allocated;
  private long[] stepBytes; // of each step of an epoch but its first

  private EpochRound() {}

  /** Takes case, threads, epochs. */
  public static void main(String[] arguments) {
    EpochCase which = EpochCase.of(arguments[0]);
    int threads = Integer.parseInt(arguments[1]);
    int epochs = Integer.parseInt(arguments[2]);
    Digits digits = new Digits();
    Dataset training = digits.training();
    EpochRound round = new EpochRound();
    try (Network network = EqualStart.network(Backend.simd().withThreads(threads))) {
      round.train(network, which, training, epochs);
      var loss = new SoftmaxCrossEntropy();
      double accuracy = Evaluation.of(network, loss, digits.test()).accuracy().orElseThrow();
      round.train(network, which, training, epochs);
      if (threads > 1) {
        print("threads", which, "neurite, " + threads + " threads", round.bestSeconds, "s");
        return;
      }
      print("epoch", which, "neurite", round.bestSeconds, "s");
      double share = FLOP / round.bestSeconds / 1e9 / round.bestPeak;
      print("peak-share", which, "neurite", share, "share");
      print("accuracy", which, "neurite", accuracy, "share");
      for (int i = 2 * epochs; i < WARM_EPOCHS && round.bytesPerStep() > 0; i++) {
        round.train(network, which, training, 1);
      }
      print("step-bytes", which, "neurite", round.bytesPerStep(), "bytes");
    }
  }

  private void train(Network network, EpochCase which, Dataset training, int epochs) {
    begin = System.nanoTime();
    Trainer.of(network, new SoftmaxCrossEntropy())
        .optimiser(which.optimiser())
        .epochs(epochs)
        .batch(which.batch())
        .seed(EqualStart.SEED)
        .listener(this)
        .fit(training);
  }

  /** Of half of the steps at most so many. */
  private long bytesPerStep() {
    long[] sorted = stepBytes.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void print(
      String workload, EpochCase which, String name, double value, String unit) {
    System.out.println(new Measurement(workload, which.label(), name, value, unit));
  }

  @Override
  public void batchDone(int epoch, int batch, int batches, double loss) {
    if (batch == 1) {
      stepBytes = new long[batches - 1];
    } else {
      stepBytes[batch - 2] = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    }
    allocated = THREADS.getCurrentThreadAllocatedBytes();
  }

  @Override
  public void epochDone(EpochResult result) {
    bestSeconds = Math.min(bestSeconds, (System.nanoTime() - begin) / 1e9);
    for (int i = 0; i < PEAK_WINDOWS; i++) {
      long start = System.nanoTime();
      peak.run();
      bestPeak = Math.max(bestPeak, FmaPeak.FLOP / (System.nanoTime() - start));
    }
    begin = System.nanoTime();
  }
}
