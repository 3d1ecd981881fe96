package dev.neurite.serve;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.dense;

import dev.neurite.backend.Backend;
import dev.neurite.check.Recorder;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.testing.AllocationMeter;
import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** A predictor's life in a JVM of its own, printed line by line: {@code what value}. */
public final class WarmUpProgram {
  private static final NetworkSpec SPEC = NetworkSpec.chain(64, dense(128, RELU), dense(10));

  private WarmUpProgram() {}

  /**
   * Runs.
   *
   * @param arguments {@code background} or {@code demand}; {@code virtual} for virtual threads
   */
  public static void main(String[] arguments) throws InterruptedException {
    PredictorOptions options = PredictorOptions.DEFAULT;
    if (arguments[0].equals("demand")) {
      options = options.withoutBackground();
    }
    Predictor predictor;
    try (Network network = Network.of(SPEC, Backend.scalar()).initialise(1)) {
      predictor = Predictor.of(network, options);
    } catch (IllegalArgumentException e) {
      System.out.println("refused " + e.getMessage());
      return;
    }
    System.out.println("first " + predictor.report());
    System.out.println("events " + Recorder.AVAILABLE);
    System.out.println("threads " + warmUpThreads());
    float[] row = new float[64];
    for (int i = 0; i < row.length; i++) {
      row[i] = i / 8f - 4;
    }
    float[] before = predictor.predict(row);
    System.out.println("report " + predictor.warmUp());
    System.out.println("now " + predictor.report());
    System.out.println("same " + Arrays.equals(before, predictor.predict(row)));
    if (arguments.length > 1) {
      System.out.println("bytes " + bytesOnVirtualThread(predictor, row));
    } else {
      System.out.println("bytes " + bytesOfAllKinds(predictor, row));
    }
    awaitEnd();
    System.out.println("threads " + warmUpThreads());
  }

  private static long bytesOfAllKinds(Predictor predictor, float[] row) {
    float[] outputs = new float[10];
    double[] doubles = new double[64];
    double[] doubleOutputs = new double[10];
    FloatBuffer buffer = FloatBuffer.wrap(row);
    FloatBuffer bufferOutputs = FloatBuffer.wrap(outputs);
    MemorySegment segment = MemorySegment.ofArray(row);
    MemorySegment segmentOutputs = MemorySegment.ofArray(outputs);
    float[] many = new float[40 * 64];
    float[] manyOutputs = new float[40 * 10];
    AllocationMeter meter = new AllocationMeter();
    return meter.leastBytes(4_000, 50, () -> predictor.predict(row, outputs))
        + meter.leastBytes(4_000, 50, () -> predictor.predict(doubles, doubleOutputs))
        + meter.leastBytes(4_000, 50, () -> predictor.predict(buffer, bufferOutputs))
        + meter.leastBytes(4_000, 50, () -> predictor.predict(segment, segmentOutputs))
        + meter.leastBytes(4_000, 50, () -> predictor.predictClass(row))
        + meter.leastBytes(400, 50, () -> predictor.predict(40, many, 64, manyOutputs, 10));
  }

  /** By the counter of the carrier, of which there is one, since virtual threads have none. */
  private static long bytesOnVirtualThread(Predictor predictor, float[] row)
      throws InterruptedException {
    float[] outputs = new float[10];
    AtomicLong least = new AtomicLong(Long.MAX_VALUE);
    CarrierMeter meter = new CarrierMeter();
    for (int window = 0; window < 20 && least.get() > 0; window++) {
      long bytes =
          meter.bytesOf(() -> {
            for (int i = 0; i < 20_000; i++) {
              predictor.predict(row, outputs);
            }
          });
      least.set(Math.min(least.get(), bytes));
    }
    return least.get();
  }

  private static long warmUpThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().equals("neurite-warm-up"))
        .count();
  }

  private static void awaitEnd() throws InterruptedException {
    while (warmUpThreads() > 0) {
      Thread.sleep(1);
    }
  }
}
